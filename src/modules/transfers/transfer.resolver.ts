import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { TransactionPayload, transactionPayload } from '../transactions/index.js';
import type { AdjustmentService } from './adjustment.service.js';
import type { NegativeBalanceService } from './negative-balance.service.js';
import { AdjustmentCreateInput, CreditCreateInput, NegativeBalanceProtectInput, TransferCreateInput } from './transfer.inputs.js';
import type { TransferService } from './transfer.service.js';

@Resolver()
export class TransferResolver {
  constructor(
    private readonly transfers: TransferService,
    private readonly adjustments: AdjustmentService,
    private readonly negativeBalances: NegativeBalanceService,
  ) {}

  @Mutation(() => TransactionPayload, {
    description: 'Moves money between the wallets and trading accounts of one client, and exchanges it where the currencies differ. Booked at once.',
  })
  transferCreate(
    @Arg('input', () => TransferCreateInput, { description: 'From where to where, and how much.' }) input: TransferCreateInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return transactionPayload(context, info, () => this.transfers.create(context.request, input));
  }

  @Mutation(() => TransactionPayload, { description: 'Asks for a correction of a balance. It is booked when others have approved it.' })
  adjustmentCreate(
    @Arg('input', () => AdjustmentCreateInput, { description: 'Which balance, by how much, and why.' }) input: AdjustmentCreateInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return transactionPayload(context, info, () => this.adjustments.adjust(context.request, input));
  }

  @Mutation(() => TransactionPayload, { description: 'Asks for credit to be given or taken back. It is booked when others have approved it.' })
  creditCreate(
    @Arg('input', () => CreditCreateInput, { description: 'Which account, how much, and why.' }) input: CreditCreateInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return transactionPayload(context, info, () => this.adjustments.credit(context.request, input));
  }

  @Mutation(() => TransactionPayload, {
    description: 'Brings a trading account that fell below zero back to zero. The broker bears it, and credit on the account goes first.',
  })
  negativeBalanceProtect(
    @Arg('input', () => NegativeBalanceProtectInput, { description: 'Which account.' }) input: NegativeBalanceProtectInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return transactionPayload(context, info, () => this.negativeBalances.protect(context.request, input));
  }
}
