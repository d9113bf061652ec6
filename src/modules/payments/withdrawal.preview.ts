import type { GraphQLResolveInfo } from 'graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { amountText } from '../../runtime/decimal.js';
import type { WithdrawalForecast } from './withdrawal.service.js';

/** A forecast as `WithdrawalPreview` answers it, with the deposits that are asked for. */
export async function previewOf(context: GatewayContext, info: GraphQLResolveInfo, currency: string, { legs, ...forecast }: WithdrawalForecast) {
  const allocations = legs.map(async ({ provider, amount, depositId }) => ({
    ...{ provider, amount: amountText(amount, currency) },
    deposit: await context.under(info, 'allocations.deposit', depositId),
  }));
  return { ...forecast, allocations: await Promise.all(allocations) };
}
