import { defineEntity, type InferEntity, type Opt, p } from '@mikro-orm/core';

/** An introducing broker. `parentId` is the truth of the tree: path, level and search text follow from it in the database and are not mapped. */
export const Partner = defineEntity({
  name: 'Partner',
  tableName: 'partner',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    number: p.bigint().defaultRaw(`nextval('partner_number_seq')`),
    reference: p.text().$type<Opt<string>>().generated(`('P' || number) stored`),
    name: p.text(),
    email: p.text(),
    country: p.character().length(2),
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
