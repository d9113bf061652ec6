import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { readAhead } from '../../graphql/relation.js';
import { CurrencyCode } from '../../graphql/scalars.js';
import { answer } from '../../graphql/user-error.js';
import { amountText } from '../../runtime/decimal.js';
import { Transaction, TransactionPayload, transactionPayload } from '../transactions/index.js';
import type { DepositService } from './deposit.service.js';
import { PaymentDirection } from './payment.enums.js';
import { DepositCreateInput, DepositCreatePayload, WithdrawalPreviewArgs, WithdrawalRequestInput } from './payment.inputs.js';
import { PaymentProvider, Payout, WithdrawalPreview } from './payment.types.js';
import type { ProviderRow } from './provider.list.js';
import type { WithdrawalForecast, WithdrawalService } from './withdrawal.service.js';

/** The providers that there are, by currency and direction. */
export type ProviderList = (filter: { readonly currency?: string | null; readonly direction?: string | null }) => Promise<readonly ProviderRow[]>;

/** A forecast as `WithdrawalPreview` answers it, with the deposits that are asked for. */
export async function previewOf(context: GatewayContext, info: GraphQLResolveInfo, currency: string, { legs, ...forecast }: WithdrawalForecast) {
  const allocations = legs.map(async ({ provider, amount, depositId }) => ({
    ...{ provider, amount: amountText(amount, currency) },
    deposit: await context.under(info, 'allocations.deposit', depositId),
  }));
  return { ...forecast, allocations: await Promise.all(allocations) };
}

@Resolver()
export class PaymentResolver {
  constructor(
    private readonly deposits: DepositService,
    private readonly withdrawals: WithdrawalService,
    private readonly providers: ProviderList,
  ) {}

  @Query(() => [PaymentProvider], { description: 'Payment providers in the order in which they are offered.' })
  paymentProviders(
    @Arg('currency', () => CurrencyCode, { nullable: true, description: 'Those that take this currency, with their terms in it.' }) currency?: string | null,
    @Arg('direction', () => PaymentDirection, { nullable: true, description: 'Those that can be used this way now.' }) direction?: string | null,
  ) {
    return this.providers({ currency, direction });
  }

  @Query(() => WithdrawalPreview, { description: 'What a withdrawal would do, and all that stands in its way. It changes nothing.' })
  async withdrawalPreview(@Args(() => WithdrawalPreviewArgs) args: WithdrawalPreviewArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return previewOf(context, info, args.currency, await this.withdrawals.preview(context.request.actor, args));
  }

  @Mutation(() => DepositCreatePayload, {
    description: 'Writes a deposit down and asks the provider where the client pays it. What arrives is booked when the provider tells.',
  })
  depositCreate(
    @Arg('input', () => DepositCreateInput, { description: 'Who pays how much, and by which provider.' }) input: DepositCreateInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return answer(async () => {
      const { transactionId, redirectUrl, instructions } = await this.deposits.create(context.request, input);
      return { transaction: await context.under(info, 'transaction', transactionId), redirectUrl, instructions };
    }).then((payload) => ({ instructions: [], ...payload }));
  }

  @Mutation(() => TransactionPayload, {
    description: 'Asks for a withdrawal. The amount is held at once; when it has the approvals that the policy asks for, it is sent.',
  })
  withdrawalRequest(
    @Arg('input', () => WithdrawalRequestInput, { description: 'Whose money, how much, and where to.' }) input: WithdrawalRequestInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return transactionPayload(context, info, () => this.withdrawals.request(context.request, input));
  }
}

/** The field that this module adds to transactions. */
@Resolver(() => Transaction)
export class TransactionPayoutsResolver {
  @FieldResolver(() => [Payout], { description: 'Of a withdrawal: its payments, back to deposits and to the destination.' })
  payouts() {
    return readAhead();
  }
}
