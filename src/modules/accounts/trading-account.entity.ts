import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** An account on a trading platform. Balance and credit are the ledger's: a trigger keeps the table's copies, and they are not mapped. */
export const TradingAccount = defineEntity({
  name: 'TradingAccount',
  tableName: 'trading_account',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    clientId: p.uuid(),
    platform: p.text(),
    server: p.text(),
    login: p.text(),
    environment: p.text(),
    group: p.text(),
    leverage: p.integer(),
    currency: p.text(),
    status: p.text().default('PENDING'),
    openedAt: p.datetime(3).onCreate(() => new Date()),
    updatedAt: p
      .datetime(3)
      .onCreate(() => new Date())
      .onUpdate(() => new Date()),
  },
});
export type TradingAccount = InferEntity<typeof TradingAccount>;
