import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** Somebody who works for the broker. Who may sign in as them is the credential's matter (modules/sign-in). */
export const StaffMember = defineEntity({
  name: 'StaffMember',
  tableName: 'staff_member',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    name: p.text(),
    email: p.text(),
    departments: p.array<string>().default([]),
    isActive: p.boolean().default(true),
    createdAt: p.datetime(3).onCreate(() => new Date()),
    updatedAt: p
      .datetime(3)
      .onCreate(() => new Date())
      .onUpdate(() => new Date()),
  },
});
export type StaffMember = InferEntity<typeof StaffMember>;
