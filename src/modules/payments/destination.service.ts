import canonicalize from 'canonicalize';
import type { Actor, Request } from '../../access/actor.js';
import { isId, newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { scopedRow, scopedRowIn } from '../../database/reader.scoped.js';
import { statement, type Unit } from '../../database/unit.js';
import { checkedReason } from '../../runtime/checked-text.js';
import { notFound, refusal, staleVersion } from '../../runtime/refusal.js';
import type { Vault } from '../../runtime/vault.js';
import type { AuditTrail } from '../audit/index.js';
import { isSamePerson } from '../staff/index.js';
import { clientStanding, moneyUnit, partnerStanding } from '../transactions/index.js';
import { destinationReader } from './destination.reader.js';
import type { ProviderDirectory } from './provider.directory.js';

export type DestinationInput = ({ readonly clientId: string } | { readonly partnerId: string }) & {
  readonly provider: string;
  readonly destination: unknown;
};

type Details = Readonly<Record<string, unknown>>;

interface StoredDestination {
  readonly id: string;
  readonly version: number;
  /** One of the two. */
  readonly clientId: string | null;
  readonly partnerId: string | null;
  readonly status: string;
  readonly addedById: string | null;
  readonly label: string;
}

interface Decision {
  readonly id: string;
  readonly version: number;
  readonly reason: string | null;
  readonly to: string;
  readonly from: readonly string[];
  readonly isPartners?: boolean;
}

const INSERT = statement(`
  insert into payout_destination (id, client_id, partner_id, provider, label, fingerprint, details, added_by, added_by_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning id`);
const LOCK = statement(`
  select id, version, client_id as "clientId", partner_id as "partnerId", status, added_by_id as "addedById", label from payout_destination where id = $1 for no key update`);
const DECIDE = statement(`
  update payout_destination set version = version + 1, status = $2, decided_by = $3, decided_by_id = $4, decided_at = now(), reason = $5 where id = $1`);
const DETAILS = 'select details from payout_destination where id = $1';

const detailsRow = (id: string): string => `payout_destination/${id}/details`;
/** So long that a form fits and a file does not. */
const MOST_CHARACTERS = 4000;

/** Where the money of clients and partners may go: added by anybody who may ask for withdrawals, verified by somebody else. */
export class DestinationService {
  readonly #database: Database;
  readonly #audit: AuditTrail;
  readonly #directory: ProviderDirectory;
  readonly #vault: Vault;

  constructor(parts: { readonly database: Database; readonly audit: AuditTrail; readonly directory: ProviderDirectory; readonly vault: Vault }) {
    this.#database = parts.database;
    this.#audit = parts.audit;
    this.#directory = parts.directory;
    this.#vault = parts.vault;
  }

  /** Answers with the destination's id. The same one twice is ALREADY_EXISTS. */
  async add(request: Request, input: DestinationInput): Promise<string> {
    const { details, label, fingerprint } = await this.#read(input.provider, input.destination, '');
    return moneyUnit(this.#database, async (unit) => {
      const id = newId();
      const { clientId, partnerId } = await ownerOf(unit, request.actor, input);
      const sealed = sealDetails(this.#vault, id, details);
      const { actor } = request;
      const added = await unit.rows(INSERT, [id, clientId, partnerId, input.provider, label, fingerprint, sealed, actor.name, actor.id]);
      if (added.length === 0) throw refusal('ALREADY_EXISTS', `The ${clientId === null ? 'partner' : 'client'} has this destination already.`, ['destination']);
      this.#audit.append(unit, request, {
        ...{ action: 'payoutDestination.add', subjectType: 'PayoutDestination', subjectId: id, clientId },
        after: { provider: input.provider, label, ...(partnerId !== null && { partnerId }) },
      });
      return id;
    });
  }

  verify(request: Request, input: { readonly id: string; readonly version: number; readonly comment?: string | null }): Promise<string> {
    return this.#decide(request, { ...input, reason: input.comment?.trim() || null, to: 'VERIFIED', from: ['PENDING'] });
  }

  reject(request: Request, input: { readonly id: string; readonly version: number; readonly reason: string }): Promise<string> {
    return this.#decide(request, { ...input, reason: checkedReason(input.reason), to: 'REJECTED', from: ['PENDING', 'VERIFIED'] });
  }

  /** Whoever owns it takes it out of use. `isPartners`: only a partner's is there. */
  retire(request: Request, { id, version }: { readonly id: string; readonly version: number }, isPartners = false): Promise<string> {
    return this.#decide(request, { id, version, isPartners, reason: null, to: 'RETIRED', from: ['PENDING', 'VERIFIED'] });
  }

  /** Who pays to a partner's destination. Refuses with NOT_FOUND when the partner has no such one that the actor sees. */
  async providerOf(actor: Actor, { partnerId, destinationId }: { readonly partnerId: string; readonly destinationId: string }): Promise<string> {
    const columns = 't.provider, t.partner_id as "partnerId"';
    const found = await scopedRow<{ provider: string; partnerId: string | null }>(this.#database.pool, destinationReader, actor, destinationId, columns);
    if (found === null || found.partnerId !== partnerId) throw notFound('payout destination of this partner', 'destinationId');
    return found.provider;
  }

  /** What a connector needs to pay there. */
  async detailsOf(id: string): Promise<Details> {
    const { rows } = await this.#database.pool.query<{ details: string }>(DETAILS, [id]);
    const [row] = rows;
    if (row === undefined) throw new Error(`There is no payout destination ${id}`);
    return JSON.parse(this.#vault.open(detailsRow(id), row.details)) as Details;
  }

  /** What tells whether a destination is one that is known; null: none was given. Refuses what the provider cannot pay to. */
  async fingerprintOf(provider: string, destination: unknown, currency: string): Promise<string | null> {
    if (destination == null || (typeof destination === 'object' && Object.keys(destination).length === 0)) return null;
    return (await this.#read(provider, destination, currency)).fingerprint;
  }

  async #read(provider: string, destination: unknown, currency: string) {
    const found = await this.#directory.find(provider);
    if (found === null) throw refusal('NOT_FOUND', `There is no payment provider "${provider.slice(0, 40)}".`, ['provider']);
    const details = plainDetails(destination);
    const maker = this.#directory.maker(found.record.kind);
    const problem = maker.destinationProblem(details, currency);
    if (problem !== null) throw refusal('INVALID', problem.message, ['destination', problem.field]);
    return { details, label: maker.destinationLabel(details), fingerprint: fingerprintOf(this.#vault, provider, details) };
  }

  #decide(request: Request, decision: Decision): Promise<string> {
    return moneyUnit(this.#database, async (unit) => {
      const destination = await lockDestination(unit, request.actor, decision.id);
      if (decision.isPartners && destination.partnerId === null) throw notFound('payout destination', 'id');
      if (decision.to === 'VERIFIED') await checkVerifier(unit, request.actor, destination);
      if (destination.version !== decision.version) throw staleVersion(destination.version);
      if (!decision.from.includes(destination.status)) throw refusal('ILLEGAL_TRANSITION', `It is ${destination.status}, and cannot become ${decision.to}.`);
      const { actor } = request;
      unit.write(DECIDE, [destination.id, decision.to, actor.name, actor.id, decision.reason]);
      this.#audit.append(unit, request, {
        ...{ action: `payoutDestination.${decision.to.toLowerCase()}`, subjectType: 'PayoutDestination', subjectId: destination.id },
        ...{ clientId: destination.clientId, reason: decision.reason, before: { status: destination.status }, after: { status: decision.to } },
      });
      return destination.id;
    });
  }
}

/** As the table keeps them. */
export const sealDetails = (vault: Vault, id: string, details: Details): string => vault.seal(detailsRow(id), JSON.stringify(details));
export const fingerprintOf = (vault: Vault, provider: string, details: Details): string =>
  vault.fingerprint(`${provider}\n${canonicalize(comparable(details)) ?? ''}`);

/** Refuses with NOT_FOUND when there is no such client or partner whose money is the actor's to move. */
async function ownerOf(unit: Unit, actor: Actor, input: DestinationInput): Promise<{ readonly clientId: string | null; readonly partnerId: string | null }> {
  if ('partnerId' in input) return { clientId: null, partnerId: (await partnerStanding(unit, actor, input.partnerId)).id };
  return { clientId: (await clientStanding(unit, actor, input.clientId)).client.id, partnerId: null };
}

async function lockDestination(unit: Unit, actor: Actor, id: string): Promise<StoredDestination> {
  if (!isId(id)) throw notFound('payout destination', 'id');
  const [seen, destination] = await Promise.all([scopedRowIn(unit, destinationReader, actor, id, 't.id'), unit.row<StoredDestination>(LOCK, [id])]);
  if (seen === null || destination === undefined) throw notFound('payout destination', 'id');
  return destination;
}

async function checkVerifier(unit: Unit, actor: Actor, { addedById }: StoredDestination): Promise<void> {
  if (actor.kind !== 'STAFF') throw refusal('POLICY_FORBIDS', 'Destinations are verified by people of the staff.');
  if (await isSamePerson(unit, actor.id, addedById)) throw refusal('MAKER_CANNOT_CHECK', 'You added this yourself: somebody else has to verify it.');
}

function plainDetails(destination: unknown): Details {
  if (destination === null || typeof destination !== 'object' || Array.isArray(destination))
    throw refusal('INVALID', 'A destination is an object, such as {"iban": "DE89370400440532013000", "holder": "Maria Ioannou"}.', ['destination']);
  if (JSON.stringify(destination).length > MOST_CHARACTERS) throw refusal('INVALID', 'A destination has 4000 characters at most.', ['destination']);
  return destination as Details;
}

/** Blanks and case do not make two accounts of one. */
const comparable = (details: Details): Details =>
  Object.fromEntries(Object.entries(details).map(([name, value]) => [name, typeof value === 'string' ? value.replaceAll(/\s+/g, '').toUpperCase() : value]));
