import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { answer } from '../../graphql/user-error.js';
import type { PolicyService } from './policy.service.js';
import {
  ApprovalPolicy,
  ApprovalPolicyPayload,
  ApprovalPolicySetInput,
  PaymentPolicy,
  PaymentPolicyPayload,
  PaymentPolicyUpdateInput,
} from './policy.types.js';

@Resolver()
export class PolicyResolver {
  constructor(private readonly policies: PolicyService) {}

  @Query(() => [ApprovalPolicy], { description: 'How many people have to approve what, by amount.' })
  approvalPolicies() {
    return this.policies.approvalPolicies();
  }

  @Query(() => PaymentPolicy, { description: 'What holds for all payments: limits, waiting times, credit and exchange.' })
  paymentPolicy() {
    return this.policies.paymentPolicy();
  }

  @Mutation(() => ApprovalPolicyPayload, { description: 'Sets the tiers of a kind of transaction. What is under way keeps the approvals that it needed.' })
  approvalPolicySet(
    @Arg('input', () => ApprovalPolicySetInput, { description: 'For which transactions, and all tiers.' }) input: ApprovalPolicySetInput,
    @Ctx() context: GatewayContext,
  ) {
    return answer(async () => ({ approvalPolicy: await this.policies.setApprovals(context.request, input) }));
  }

  @Mutation(() => PaymentPolicyPayload, { description: 'Changes what holds for all payments from now on.' })
  paymentPolicyUpdate(
    @Arg('input', () => PaymentPolicyUpdateInput, { description: 'What changes.' }) input: PaymentPolicyUpdateInput,
    @Ctx() context: GatewayContext,
  ) {
    return answer(async () => ({ paymentPolicy: await this.policies.updatePayments(context.request, input) }));
  }
}
