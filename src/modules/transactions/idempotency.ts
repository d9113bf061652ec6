import type { Request } from '../../access/actor.js';
import { statement, type Unit } from '../../database/unit.js';
import { inputHash } from '../../runtime/input-hash.js';
import { refusal } from '../../runtime/refusal.js';

const CLAIM = statement(
  'insert into idempotency_key (actor_id, key, operation, input_hash, transaction_id) values ($1, $2, $3, $4, $5) on conflict (actor_id, key) do nothing',
);
const CLAIMED = statement(
  'select operation, input_hash as "inputHash", transaction_id as "transactionId" from idempotency_key where actor_id = $1 and key = $2',
);

interface Claimed {
  readonly operation: string;
  readonly inputHash: string;
  readonly transactionId: string;
}

export interface Claim {
  readonly operation: string;
  readonly key: string;
  /** All that the caller gave: what was left out and what was null are the same. */
  readonly input: object;
  /** The transaction that will be made under the key. */
  readonly transactionId: string;
}

const PRINTABLE = /^[\x21-\x7e]{1,200}$/;

/**
 * Claims a key for the caller in the transaction of its effect. Answers with null when the work is to be done now, or with the id of the
 * transaction that was made under this key before. Whoever comes at the same time waits here until the first one is through. The same
 * key with other input is IDEMPOTENCY_CONFLICT; another caller's key is another key.
 */
export async function claimKey(unit: Unit, { actor }: Request, claim: Claim): Promise<string | null> {
  if (!PRINTABLE.test(claim.key))
    throw refusal('INVALID', 'An idempotency key has 1 to 200 printable ASCII characters without blanks, such as a UUID.', ['idempotencyKey']);
  const hash = inputHash(claim.input);
  unit.write(CLAIM, [actor.id, claim.key, claim.operation, hash, claim.transactionId]);
  const [claimed] = await unit.rows<Claimed>(CLAIMED, [actor.id, claim.key]);
  if (claimed?.transactionId === claim.transactionId) return null;
  if (claimed?.operation !== claim.operation || claimed.inputHash !== hash)
    throw refusal('IDEMPOTENCY_CONFLICT', 'This key was used before with other input. Nothing was changed; take a new key for a new operation.', [
      'idempotencyKey',
    ]);
  return claimed.transactionId;
}
