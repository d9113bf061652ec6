import type { EntityManager } from '@mikro-orm/postgresql';
import { refusal } from '../../runtime/refusal.js';

const LOCK = `select pg_advisory_xact_lock(hashtext('who administers'))`;
const STATE = `
  select exists (select from staff_member where is_active and 'ADMINISTRATION' = any(departments)) as "hasAdministrator",
    exists (select from staff_member s join department_permission p on p.department = any(s.departments)
      where s.is_active and p.permission = 'permissions:write') as "hasMatrixWriter"`;

interface State {
  readonly hasAdministrator: boolean;
  readonly hasMatrixWriter: boolean;
}

/**
 * Runs a change of staff or matrix, and refuses it when it leaves nobody who could undo it: the last active administrator stays, and
 * the last active member who may change permissions. One change at a time, or two that are harmless alone could lock everyone out together.
 */
export async function keepAdministrable(em: EntityManager, change: () => Promise<void>): Promise<void> {
  await em.execute(LOCK);
  const before = await stateOf(em);
  await change();
  const after = await stateOf(em);
  if (before.hasAdministrator && !after.hasAdministrator) throw refusal('POLICY_FORBIDS', 'This is the last active administrator: make another one first.');
  if (before.hasMatrixWriter && !after.hasMatrixWriter)
    throw refusal('POLICY_FORBIDS', 'Then nobody could change permissions any more: permissions:write stays with a department that has an active member.');
}

async function stateOf(em: EntityManager): Promise<State> {
  const [state] = await em.execute<State[]>(STATE);
  return state!;
}
