import { statement, type Unit } from '../../database/unit.js';

const SAME_PERSON = statement(`
  select exists (select from staff_member s where s.id = $1 and (s.id = $2
    or exists (select from client c where c.id = $2 and c.email = lower(s.email)) or exists (select from partner p where p.id = $2 and lower(p.email) = lower(s.email))
    or exists (select from api_key k where k.id = $2 and k.created_by_id = s.id))) as "isSame"`);

/**
 * Whether somebody of the staff is the person behind another id, whatever that signed in as: a client or partner with the same address, or an
 * API key that they made. Nobody checks what they did under another name.
 */
export async function isSamePerson(unit: Unit, staffId: string, otherId: string | null): Promise<boolean> {
  return otherId !== null && ((await unit.row<{ isSame: boolean }>(SAME_PERSON, [staffId, otherId]))?.isSame ?? false);
}
