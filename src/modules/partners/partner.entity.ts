import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** An introducing broker. Reference, path, level and search text are the database's own and are not mapped: `parentId` is the truth. */
export const Partner = defineEntity({
  name: 'Partner',
  tableName: 'partner',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    number: p.bigint('string').autoincrement(),
    name: p.text(),
    email: p.text(),
    country: p.character(2),
    status: p.text().default('PENDING'),
    referralCode: p.text(),
    parentId: p.uuid().nullable(),
    planId: p.uuid().nullable(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
    updatedAt: p
      .datetime(3)
      .onCreate(() => new Date())
      .onUpdate(() => new Date()),
  },
});
export type Partner = InferEntity<typeof Partner>;
