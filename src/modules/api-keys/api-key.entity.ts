import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** A key by which a program calls the gateway. The database has its hash; the key itself is shown once, when it is made. */
export const ApiKey = defineEntity({
  name: 'ApiKey',
  tableName: 'api_key',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    /** The first characters, by which people tell keys apart. */
    prefix: p.text(),
    hash: p.text(),
    permissions: p.array<string>(),
    clientId: p.uuid().nullable(),
    partnerId: p.uuid().nullable(),
    createdById: p.uuid().nullable(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
    expiresAt: p.datetime(3).nullable(),
    revokedAt: p.datetime(3).nullable(),
  },
});
export type ApiKey = InferEntity<typeof ApiKey>;
