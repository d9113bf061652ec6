import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** Who signs in: one e-mail, one password, and the staff member, client or partner behind it. */
export const Credential = defineEntity({
  name: 'Credential',
  tableName: 'credential',
  properties: {
    id: p.uuid().primary(),
    email: p.text(),
    passwordHash: p.text(),
    staffId: p.uuid().nullable(),
    clientId: p.uuid().nullable(),
    partnerId: p.uuid().nullable(),
    totpSecret: p.text().nullable(),
    totpConfirmedAt: p.datetime(3).nullable(),
    /** The last time step whose code was taken: none is taken twice. */
    totpLastStep: p.bigint('number').nullable(),
    recoveryHashes: p.array<string>().default([]),
    passwordChangedAt: p.datetime(3).onCreate(() => new Date()),
    createdAt: p.datetime(3).onCreate(() => new Date()),
  },
});
export type Credential = InferEntity<typeof Credential>;
