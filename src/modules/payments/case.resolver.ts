import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { readAhead } from '../../graphql/relation.js';
import { answer } from '../../graphql/user-error.js';
import { Task } from '../tasks/index.js';
import {
  PaymentCaseAssignInput,
  PaymentCaseCloseInput,
  PaymentCaseConfirmInput,
  PaymentCasePayload,
  PaymentCaseReleaseInput,
  PaymentCaseTakeInput,
} from './case.inputs.js';
import type { PaymentCaseService } from './case.service.js';
import { PaymentCase, PaymentCaseConnection, PaymentCaseCount, PaymentCasesArgs } from './case.types.js';

const payload = (context: GatewayContext, info: GraphQLResolveInfo, work: () => Promise<string>) =>
  answer(async () => ({ paymentCase: await context.under(info, 'paymentCase', await work()) }));

@Resolver()
export class PaymentCaseResolver {
  constructor(private readonly cases: PaymentCaseService) {}

  @Query(() => PaymentCaseConnection, { description: 'What operators have to look at, the oldest first, a page at a time.' })
  paymentCases(@Args(() => PaymentCasesArgs) args: PaymentCasesArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Query(() => [PaymentCaseCount], { description: 'How many cases there are, by kind and status.' })
  paymentCaseCounts() {
    return this.cases.counts();
  }

  @Mutation(() => PaymentCasePayload, { description: 'Takes a case: from now on nobody else closes it.' })
  paymentCaseTake(
    @Arg('input', () => PaymentCaseTakeInput, { description: 'Which case.' }) input: PaymentCaseTakeInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.cases.take(context.request, input));
  }

  @Mutation(() => PaymentCasePayload, { description: 'Gives a case back, and with it what was proposed.' })
  paymentCaseRelease(
    @Arg('input', () => PaymentCaseReleaseInput, { description: 'Which case.' }) input: PaymentCaseReleaseInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.cases.release(context.request, input));
  }

  @Mutation(() => PaymentCasePayload, { description: 'Gives a case to somebody, whoever has it.' })
  paymentCaseAssign(
    @Arg('input', () => PaymentCaseAssignInput, { description: 'Which case, and to whom.' }) input: PaymentCaseAssignInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.cases.assign(context.request, input));
  }

  @Mutation(() => PaymentCasePayload, {
    description: 'Closes a case, and books what that means. What credits much takes a second person: then it is proposed, and PROPOSED.',
  })
  paymentCaseClose(
    @Arg('input', () => PaymentCaseCloseInput, { description: 'Which case, and how.' }) input: PaymentCaseCloseInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.cases.close(context.request, input));
  }

  @Mutation(() => PaymentCasePayload, { description: 'Confirms how somebody else would close a case: now it is booked.' })
  paymentCaseConfirm(
    @Arg('input', () => PaymentCaseConfirmInput, { description: 'Which case.' }) input: PaymentCaseConfirmInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.cases.confirm(context.request, input));
  }
}

/** The field that this module adds to tasks. */
@Resolver(() => Task)
export class TaskPaymentCaseResolver {
  @FieldResolver(() => PaymentCase, { nullable: true, description: 'The payment case that it is about.' })
  paymentCase() {
    return readAhead();
  }
}
