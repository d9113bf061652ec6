import { LockMode, UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor, Request } from '../../access/actor.js';
import { isId, newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { scopedRowIn } from '../../database/reader.scoped.js';
import { statement } from '../../database/unit.js';
import type { PersonalData } from '../../runtime/personal-data.js';
import { notFound, refusal, staleVersion } from '../../runtime/refusal.js';
import type { Vault } from '../../runtime/vault.js';
import { type AuditTrail, changes, type JsonObject } from '../audit/index.js';
import { activePartner, laterTime, PartnerEntity, planChange } from '../partners/index.js';
import type { SignUpService } from '../referrals/index.js';
import { StaffMemberEntity } from '../staff/index.js';
import { Client } from './client.entity.js';
import type { ClientKeys } from './client.keys.js';
import { type PersonalValues, personalValues, sealPersonalValues } from './client.personal.js';
import { checkAge, checkedName, checkedPhone, checkedReason, checkedTags, checkedTaxNumber, checkServed, jurisdictionOf } from './client.policy.js';
import { clientReader } from './client.reader.js';
import { legalTransitions, type OnboardingStatus } from './client.states.js';

export interface ClientRegistration {
  readonly type?: 'INDIVIDUAL' | 'CORPORATE' | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly companyName?: string | null;
  readonly email: string;
  readonly phone?: string | null;
  readonly country: string;
  readonly dateOfBirth?: string | null;
  readonly taxNumber?: string | null;
  readonly language?: string | null;
  readonly partnerReferralCode?: string | null;
  /** What a visitor of a referral link carries. */
  readonly visitorToken?: string | null;
}

const PERSONAL = ['dateOfBirth', 'taxNumber'] as const;

/** Left out: unchanged. Null: cleared, where the field can be. */
export interface ClientChanges {
  readonly id: string;
  readonly version: number;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly phone?: string | null;
  readonly dateOfBirth?: string | null;
  readonly taxNumber?: string | null;
  readonly country?: string | null;
  readonly language?: string | null;
  readonly category?: string | null;
  readonly tags?: readonly string[] | null;
  readonly accountManagerId?: string | null;
}

/** What the audit log keeps of a client before and after a change. */
const snapshot = (client: Client, vault: Vault): JsonObject => ({
  ...personalValues(client, vault),
  ...{ type: client.type, category: client.category, firstName: client.firstName, lastName: client.lastName, companyName: client.companyName ?? null },
  ...{ email: client.email, phone: client.phone ?? null, country: client.country, jurisdiction: client.jurisdiction },
  ...{ language: client.language ?? null, onboardingStatus: client.onboardingStatus, tags: [...client.tags] },
  ...{ accountManagerId: client.accountManagerId ?? null, partnerId: client.partnerId ?? null },
});

export interface PartnerAssignment {
  readonly clientId: string;
  readonly version: number;
  /** Null, or left out: nobody any more. */
  readonly partnerId?: string | null;
  /** From when on; left out: now. */
  readonly effectiveFrom?: string | null;
  readonly reason: string;
}

export interface ClientServiceParts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly actors: { forget(): void };
  readonly keys: ClientKeys;
  readonly personal: PersonalData;
  readonly signUps: SignUpService;
}

/** What a decision on an application leads to. */
const DECISIONS: ReadonlySet<OnboardingStatus> = new Set(['APPROVED', 'REJECTED', 'INFORMATION_REQUIRED']);
const LOCK = statement('select version from client where id = $1 for no key update');
const WAITING_APPLICATION = `select id from application where client_id = ? and status = 'SUBMITTED'`;

/** Registers clients and changes them. Each method is one transaction with one audit entry; all refuse by throwing `Refusal`. */
export class ClientService {
  readonly #database: Database;
  readonly #audit: AuditTrail;
  readonly #actors: { forget(): void };
  readonly #keys: ClientKeys;
  readonly #personal: PersonalData;
  readonly #signUps: SignUpService;

  constructor({ database, audit, actors, keys, personal, signUps }: ClientServiceParts) {
    this.#database = database;
    this.#audit = audit;
    this.#actors = actors;
    this.#keys = keys;
    this.#personal = personal;
    this.#signUps = signUps;
  }

  /** Answers with the new client's id. */
  async register(request: Request, input: ClientRegistration): Promise<string> {
    checkServed(input.country);
    checkAge(input.dateOfBirth ?? null, new Date());
    const companyName = checkedCompany(input);
    const taxNumber = checkedTaxNumber(input.taxNumber ?? null);
    const id = newId();
    const key = this.#keys.fresh(id);
    try {
      return await this.#database.write(async (em) => {
        const introduction = await this.#signUps.introduction(em, { code: input.partnerReferralCode ?? null, token: input.visitorToken ?? null });
        const client = em.create(Client, {
          ...{
            id,
            version: 1,
            type: input.type ?? 'INDIVIDUAL',
            firstName: checkedName(input.firstName, 'firstName'),
            lastName: checkedName(input.lastName, 'lastName'),
            companyName,
          },
          ...{
            email: input.email,
            phone: checkedPhone(input.phone ?? null),
            ...sealPersonalValues(this.#personal, key.vault, id, { dateOfBirth: input.dateOfBirth ?? null, taxNumber }),
            country: input.country,
            jurisdiction: jurisdictionOf(input.country),
          },
          ...{ language: checkedLanguage(input.language ?? null), partnerId: introduction?.partnerId ?? null },
          // sales looks after whom it registers
          accountManagerId: request.actor.kind === 'STAFF' && !request.actor.permissions.has('clients:all') ? request.actor.id : null,
        });
        await em.flush();
        await key.keep(em);
        if (introduction !== null) await this.#signUps.note(em, id, introduction);
        const entry = { action: 'client.register', subjectType: 'Client', subjectId: id, after: snapshot(client, key.vault), vault: key.vault };
        await this.#audit.record(em, request, entry);
        return id;
      });
    } catch (error) {
      if (error instanceof UniqueConstraintViolationException)
        throw refusal('ALREADY_EXISTS', 'There is a client with this e-mail address already.', ['email']);
      throw error;
    }
  }

  async update(request: Request, input: ClientChanges): Promise<string> {
    checkAge(input.dateOfBirth ?? null, new Date());
    const personal = PERSONAL.find((field) => input[field] !== undefined);
    if (personal !== undefined && !request.actor.permissions.has('clients:pii'))
      throw refusal('POLICY_FORBIDS', 'To change a date of birth or a tax number takes the permission clients:pii.', [personal]);
    return this.#change(request, 'client.update', { ...input, reason: null }, async (client, em, vault) => {
      if (input.firstName !== undefined) client.firstName = checkedName(required(input.firstName, 'firstName'), 'firstName');
      if (input.lastName !== undefined) client.lastName = checkedName(required(input.lastName, 'lastName'), 'lastName');
      if (input.phone !== undefined) client.phone = checkedPhone(input.phone);
      Object.assign(client, sealPersonalValues(this.#personal, vault, client.id, changedPersonalValues(client, vault, input)));
      if (input.country !== undefined) client.country = servedCountry(required(input.country, 'country'));
      if (input.language !== undefined) client.language = checkedLanguage(input.language);
      if (input.category !== undefined) client.category = required(input.category, 'category');
      if (input.tags !== undefined) client.tags = checkedTags(input.tags ?? []);
      if (input.accountManagerId !== undefined) client.accountManagerId = await this.#manager(em, input.accountManagerId);
    });
  }

  async transition(request: Request, input: { id: string; version: number; to: OnboardingStatus; reason: string }): Promise<string> {
    const reason = checkedReason(input.reason);
    const id = await this.#change(request, 'client.transition', { ...input, reason }, async (client, em) => {
      const from = client.onboardingStatus as OnboardingStatus;
      const legal = legalTransitions(from, client.statusBeforeSuspension as OnboardingStatus | null);
      if (!legal.includes(input.to)) throw refusal('ILLEGAL_TRANSITION', `From ${from} a client can go to ${legal.join(', ')}, not to ${input.to}.`, ['to']);
      if (DECISIONS.has(input.to) && (await em.execute(WAITING_APPLICATION, [client.id])).length > 0)
        throw refusal('POLICY_FORBIDS', 'An application of the client waits: decide on that, and the client follows.', ['to']);
      client.statusBeforeSuspension = input.to === 'SUSPENDED' ? from : null;
      client.onboardingStatus = input.to;
    });
    // whoever is closed is out by the next request
    if (input.to === 'CLOSED' || input.to === 'TERMINATED') this.#actors.forget();
    return id;
  }

  async assignPartner(request: Request, input: PartnerAssignment): Promise<string> {
    const reason = checkedReason(input.reason);
    const at = laterTime(input.effectiveFrom);
    if (at !== null) return this.#assignLater(request, input, { at, reason });
    return this.#change(
      request,
      'client.assignPartner',
      { id: input.clientId, version: input.version, reason },
      async (client, em) => {
        client.partnerId = input.partnerId == null ? null : await this.#activePartner(em, input.partnerId);
      },
      'clientId',
    );
  }

  /** Puts the client's next partner down. The version that was seen has to hold; it stays until the time has come. */
  #assignLater(request: Request, { clientId, version, partnerId = null }: PartnerAssignment, { at, reason }: { at: Date; reason: string }): Promise<string> {
    return this.#database.unit(async (unit) => {
      const seen = request.actor.partnerId === null ? await scopedRowIn(unit, clientReader, request.actor, clientId, 't.id') : null;
      const client = seen === null ? undefined : await unit.row<{ version: number }>(LOCK, [clientId]);
      if (client === undefined) throw notFound('client', 'clientId');
      if (client.version !== version) throw staleVersion(client.version);
      if (partnerId !== null) await activePartner(unit, partnerId, 'partnerId');
      const changeId = await planChange(unit, request.actor, { kind: 'INTRODUCER', clientId, newIntroducerId: partnerId }, { at, reason });
      const entry = { action: 'client.planPartner', subjectType: 'Client', subjectId: clientId, reason };
      this.#audit.append(unit, request, { ...entry, after: { partnerId, effectiveFrom: at.toISOString(), changeId } });
      return clientId;
    });
  }

  /** Locks the client, checks its version, lets `apply` change it and writes the audit entry. A change of nothing is no change. */
  async #change(
    request: Request,
    action: string,
    input: { readonly id: string; readonly version: number; readonly reason: string | null },
    apply: (client: Client, em: EntityManager, vault: Vault) => Promise<void>,
    field = 'id',
  ): Promise<string> {
    return this.#database.write(async (em) => {
      const client = await findClient(em, request.actor, input.id, field);
      if (client.version !== input.version) throw staleVersion(client.version);
      const vault = await this.#keys.toSealIn(em, client.id);
      const before = snapshot(client, vault);
      await apply(client, em, vault);
      await em.flush();
      const changed = changes(before, snapshot(client, vault));
      await this.#audit.record(em, request, { action, subjectType: 'Client', subjectId: client.id, reason: input.reason, ...changed, vault });
      return client.id;
    });
  }

  async #activePartner(em: EntityManager, id: string): Promise<string> {
    const partner = isId(id) ? await em.findOne(PartnerEntity, { id }) : null;
    if (partner === null) throw notFound('partner', 'partnerId');
    if (partner.status !== 'ACTIVE')
      throw refusal('POLICY_FORBIDS', `P${partner.number} is ${partner.status}: clients are assigned to active partners.`, ['partnerId']);
    return partner.id;
  }

  async #manager(em: EntityManager, id: string | null): Promise<string | null> {
    if (id === null) return null;
    const member = isId(id) ? await em.findOne(StaffMemberEntity, { id, isActive: true }) : null;
    if (member === null) throw notFound('active staff member', 'accountManagerId');
    return member.id;
  }
}

/** The client under a lock, if it exists for the actor. An API key manages nobody, and must not be taken for whoever manages the unmanaged. */
export async function findClient(em: EntityManager, actor: Actor, id: string, field: string): Promise<Client> {
  const scope = actor.clientId !== null ? { id: actor.clientId } : actor.permissions.has('clients:all') ? {} : { accountManagerId: actor.id };
  const client = isId(id) && actor.partnerId === null ? await em.findOne(Client, { $and: [{ id }, scope] }, { lockMode: LockMode.PESSIMISTIC_WRITE }) : null;
  if (client === null) throw notFound('client', field);
  return client;
}

/** What of them an update gives anew; what it leaves out is not sealed again. */
function changedPersonalValues(client: Client, vault: Vault, input: ClientChanges): Partial<PersonalValues> {
  const before = personalValues(client, vault);
  const [dateOfBirth, taxNumber] = [input.dateOfBirth, input.taxNumber === undefined ? undefined : checkedTaxNumber(input.taxNumber)];
  return {
    ...(dateOfBirth !== undefined && dateOfBirth !== before.dateOfBirth && { dateOfBirth }),
    ...(taxNumber !== undefined && taxNumber !== before.taxNumber && { taxNumber }),
  };
}

function required(value: string | null, field: string): string {
  if (value === null) throw refusal('INVALID', 'This cannot be cleared: leave it out, or give a value.', [field]);
  return value;
}

function servedCountry(country: string): string {
  checkServed(country);
  return country;
}

function checkedCompany(input: ClientRegistration): string | null {
  const isCompany = input.type === 'CORPORATE';
  const companyName = input.companyName ?? null;
  if (isCompany && companyName === null) throw refusal('INVALID', 'A company needs its name.', ['companyName']);
  if (!isCompany && companyName !== null)
    throw refusal('INVALID', 'Only a company has a company name: set type to CORPORATE, or leave it out.', ['companyName']);
  return companyName === null ? null : checkedName(companyName, 'companyName', 200);
}

function checkedLanguage(language: string | null): string | null {
  if (language !== null && !/^[a-z]{2,3}(-[A-Z]{2})?$/.test(language)) throw refusal('INVALID', 'Write a language such as "en" or "pt-BR".', ['language']);
  return language;
}
