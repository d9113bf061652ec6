import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** A client of the broker. Generated columns (reference, display name, search texts) are the database's own and are not mapped. */
export const Client = defineEntity({
  name: 'Client',
  tableName: 'client',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    type: p.text().default('INDIVIDUAL'),
    category: p.text().default('RETAIL'),
    firstName: p.text(),
    lastName: p.text(),
    companyName: p.text().nullable(),
    email: p.text(),
    phone: p.text().nullable(),
    /** As they lay before fields were sealed: emptied by client.sealPersonalData, and by every change. */
    dateOfBirth: p.date().nullable(),
    taxNumber: p.text().nullable(),
    taxNumberSealed: p.text().nullable(),
    taxNumberIndex: p.text().nullable(),
    dateOfBirthSealed: p.text().nullable(),
    dateOfBirthIndex: p.text().nullable(),
    country: p.character().length(2),
    jurisdiction: p.text(),
    language: p.text().nullable(),
    onboardingStatus: p.text().default('REGISTERED'),
    /** Where SUSPENDED goes back to. */
    statusBeforeSuspension: p.text().nullable(),
    tags: p.array<string>().default([]),
    accountManagerId: p.uuid().nullable(),
    partnerId: p.uuid().nullable(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
    updatedAt: p
      .datetime(3)
      .onCreate(() => new Date())
      .onUpdate(() => new Date()),
  },
});
export type Client = InferEntity<typeof Client>;

/** What a client or one of its accounts may not do, for how long and why. Effective until it is lifted or expires; restrictions add up. */
export const Restriction = defineEntity({
  name: 'Restriction',
  tableName: 'restriction',
  properties: {
    id: p.uuid().primary(),
    clientId: p.uuid(),
    tradingAccountId: p.uuid().nullable(),
    kind: p.text(),
    reason: p.text(),
    createdBy: p.text(),
    createdById: p.uuid().nullable(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
    expiresAt: p.datetime(3).nullable(),
    liftedAt: p.datetime(3).nullable(),
    liftedBy: p.text().nullable(),
    liftReason: p.text().nullable(),
  },
});
export type Restriction = InferEntity<typeof Restriction>;
