import { LockMode, UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Request } from '../../access/actor.js';
import type { Department } from '../../access/departments.js';
import { isId, newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { checkedName, checkedReason } from '../../runtime/checked-text.js';
import { notFound, refusal, staleVersion } from '../../runtime/refusal.js';
import { type AuditTrail, changes, type JsonObject } from '../audit/index.js';
import { keepAdministrable } from '../permissions/index.js';
import {
  type ActorDirectory,
  canonicalEmail,
  checkPasswordPolicy,
  clearTotp,
  Credential,
  generatePassword,
  hashPassword,
  revokeSessionsOfStaff,
  setPassword,
} from '../sign-in/index.js';
import { StaffMember } from './staff.entity.js';
import { checkedDepartments } from './staff.policy.js';

export interface StaffCreation {
  readonly name: string;
  readonly email: string;
  readonly departments: readonly Department[];
  /** Left out: one is made up. */
  readonly password?: string | null;
}

/** Left out: unchanged. */
export interface StaffChanges {
  readonly id: string;
  readonly version: number;
  readonly name?: string | null;
  readonly departments?: readonly Department[] | null;
}

export interface NewPassword {
  readonly staffMemberId: string;
  /** Shown this once; null when the caller gave one. */
  readonly password: string | null;
}

const snapshot = ({ name, email, departments, isActive }: StaffMember): JsonObject => ({ name, email, departments: [...departments], isActive });

/** Who works for the broker. Each method is one transaction with one audit entry; what it changes holds for the next request. */
export class StaffService {
  readonly #database: Database;
  readonly #audit: AuditTrail;
  readonly #actors: Pick<ActorDirectory, 'forget'>;

  constructor(database: Database, audit: AuditTrail, actors: Pick<ActorDirectory, 'forget'>) {
    this.#database = database;
    this.#audit = audit;
    this.#actors = actors;
  }

  async create(request: Request, input: StaffCreation): Promise<NewPassword> {
    const [name, email, departments] = [checkedName(input.name, 'name'), canonicalEmail(input.email), checkedDepartments(input.departments)];
    const generated = input.password == null ? generatePassword() : null;
    if (input.password != null) checkPasswordPolicy(input.password, email, 'password');
    const passwordHash = await hashPassword(generated ?? input.password!);
    try {
      return await this.#database.write(async (em) => {
        const member = em.create(StaffMember, { id: newId(), version: 1, name, email, departments });
        await em.flush();
        em.create(Credential, { id: newId(), email, passwordHash, staffId: member.id });
        await em.flush();
        await this.#audit.record(em, request, { action: 'staff.create', subjectType: 'StaffMember', subjectId: member.id, after: snapshot(member) });
        return { staffMemberId: member.id, password: generated };
      });
    } catch (error) {
      if (error instanceof UniqueConstraintViolationException)
        throw refusal('ALREADY_EXISTS', 'Somebody signs in with this e-mail address already.', ['email']);
      throw error;
    }
  }

  /** New departments end the member's sessions: what they see next is what they may see. */
  async update(request: Request, input: StaffChanges): Promise<string> {
    return this.#change(request, 'staff.update', input, null, async (member, em) => {
      if (input.name !== undefined) member.name = checkedName(input.name ?? '', 'name');
      if (input.departments === undefined) return;
      const departments = checkedDepartments(input.departments ?? []);
      if (departments.join() === member.departments.join()) return;
      if (member.id === request.actor.id) throw refusal('POLICY_FORBIDS', 'Your own departments are for somebody else to change.', ['departments']);
      member.departments = departments;
      await revokeSessionsOfStaff(em, member.id, 'The departments changed');
    });
  }

  async deactivate(request: Request, input: { readonly id: string; readonly version: number; readonly reason: string }): Promise<string> {
    const reason = checkedReason(input.reason);
    return this.#change(request, 'staff.deactivate', input, reason, async (member, em) => {
      if (member.id === request.actor.id) throw refusal('POLICY_FORBIDS', 'You cannot deactivate yourself.', ['id']);
      if (!member.isActive) throw refusal('ILLEGAL_TRANSITION', 'This member is not active.', ['id']);
      member.isActive = false;
      await revokeSessionsOfStaff(em, member.id, 'Deactivated');
    });
  }

  /** Lets back in whoever was deactivated, with the departments and the password of before; sessions that ended stay ended. */
  async reactivate(request: Request, input: { readonly id: string; readonly version: number; readonly reason: string }): Promise<string> {
    const reason = checkedReason(input.reason);
    return this.#change(request, 'staff.reactivate', input, reason, async (member) => {
      if (member.isActive) throw refusal('ILLEGAL_TRANSITION', 'This member is active.', ['id']);
      member.isActive = true;
    });
  }

  /** A new password, made up and shown this once, ends the member's sessions. `removeTotp` is for who lost the authenticator too. */
  async passwordReset(request: Request, input: { readonly id: string; readonly reason: string; readonly removeTotp: boolean }): Promise<NewPassword> {
    const reason = checkedReason(input.reason);
    if (input.id === request.actor.id) throw refusal('POLICY_FORBIDS', 'Change your own password with the old one.', ['id']);
    const password = generatePassword();
    const passwordHash = await hashPassword(password);
    await this.#database.write(async (em) => {
      const member = await findMember(em, input.id);
      const credential = await em.findOne(Credential, { staffId: member.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (credential === null) throw refusal('NOT_FOUND', 'This member does not sign in here.', ['id']);
      if (input.removeTotp) clearTotp(credential);
      await setPassword(em, credential, passwordHash, 'The password was reset');
      await this.#audit.record(em, request, {
        action: 'staff.passwordReset',
        subjectType: 'StaffMember',
        subjectId: member.id,
        reason,
        after: { totpRemoved: input.removeTotp },
      });
    });
    this.#actors.forget();
    return { staffMemberId: input.id, password };
  }

  /** Locks the member, checks the version, lets `apply` change it and writes the audit entry. */
  async #change(
    request: Request,
    action: string,
    input: { readonly id: string; readonly version: number },
    reason: string | null,
    apply: (member: StaffMember, em: EntityManager) => Promise<void>,
  ): Promise<string> {
    await this.#database.write((em) =>
      keepAdministrable(em, async () => {
        const member = await findMember(em, input.id);
        if (member.version !== input.version) throw staleVersion(member.version);
        const before = snapshot(member);
        await apply(member, em);
        await em.flush();
        await this.#audit.record(em, request, { action, subjectType: 'StaffMember', subjectId: member.id, reason, ...changes(before, snapshot(member)) });
      }),
    );
    this.#actors.forget();
    return input.id;
  }
}

async function findMember(em: EntityManager, id: string): Promise<StaffMember> {
  const member = isId(id) ? await em.findOne(StaffMember, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE }) : null;
  if (member === null) throw notFound('staff member', 'id');
  return member;
}
