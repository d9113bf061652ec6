import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { answer } from '../../graphql/user-error.js';
import type { DecisionService } from './decision.service.js';
import { TransactionApproveInput, TransactionCancelInput, TransactionPayload, TransactionRejectInput } from './transaction.inputs.js';

/** Answers with a transaction by the id that a service gives. */
export const transactionPayload = (context: GatewayContext, info: GraphQLResolveInfo, work: () => Promise<string>) =>
  answer(async () => ({ transaction: await context.under(info, 'transaction', await work()) }));

@Resolver()
export class DecisionResolver {
  constructor(private readonly decisions: DecisionService) {}

  @Mutation(() => TransactionPayload, {
    description: 'Approves what waits for people. Whoever asked for it may not, and one person counts once; with the last approval it goes on.',
  })
  transactionApprove(
    @Arg('input', () => TransactionApproveInput, { description: 'What you approve.' }) input: TransactionApproveInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return transactionPayload(context, info, () => this.decisions.approve(context.request, input));
  }

  @Mutation(() => TransactionPayload, { description: 'Rejects what waits for people, and gives back what it held.' })
  transactionReject(
    @Arg('input', () => TransactionRejectInput, { description: 'What you reject, and why.' }) input: TransactionRejectInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return transactionPayload(context, info, () => this.decisions.reject(context.request, input));
  }

  @Mutation(() => TransactionPayload, { description: 'Takes a request back before anything has left, and gives back what it held.' })
  transactionCancel(
    @Arg('input', () => TransactionCancelInput, { description: 'What you cancel.' }) input: TransactionCancelInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return transactionPayload(context, info, () => this.decisions.cancel(context.request, input));
  }
}
