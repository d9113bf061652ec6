import type { EntityManager } from '@mikro-orm/postgresql';
import type { Request } from '../../access/actor.js';
import { type Department, DEPARTMENTS } from '../../access/departments.js';
import { isPermission } from '../../access/permissions.js';
import type { Database } from '../../database/orm.js';
import { checkedReason } from '../../runtime/checked-text.js';
import { refusal, staleVersion } from '../../runtime/refusal.js';
import type { AuditTrail, JsonObject } from '../audit/index.js';
import { keepAdministrable } from './permission.guard.js';

/** A department as the live matrix has it. */
export interface DepartmentRow {
  readonly code: Department;
  readonly version: number;
  readonly permissions: readonly string[];
  readonly totpRequired: boolean;
  /** Active ones. */
  readonly memberCount: number;
}

interface Change {
  readonly department: Department;
  readonly version: number;
  readonly reason: string;
}

const DEPARTMENT = `
  select d.department as code, d.version, d.totp_required as "totpRequired",
    array(select p.permission from department_permission p where p.department = d.department order by p.permission) as permissions,
    (select count(*)::int from staff_member s where s.is_active and d.department = any(s.departments)) as "memberCount"
  from department_policy d`;
const LOCKED = `${DEPARTMENT} where d.department = ? for update of d`;

const REPLACE = `
  with wanted as (select ? as department, jsonb_array_elements_text(?) as permission),
    gone as (delete from department_permission p where p.department = ? and not exists (select from wanted w where w.permission = p.permission))
  insert into department_permission (department, permission) select department, permission from wanted on conflict do nothing`;

/** What departments may do: the live matrix, and whether their members need a second factor. */
export class DepartmentService {
  readonly #database: Database;
  readonly #audit: AuditTrail;
  readonly #actors: { forget(): void };

  constructor(database: Database, audit: AuditTrail, actors: { forget(): void }) {
    this.#database = database;
    this.#audit = audit;
    this.#actors = actors;
  }

  async list(): Promise<DepartmentRow[]> {
    const { rows } = await this.#database.pool.query<DepartmentRow>(DEPARTMENT);
    return DEPARTMENTS.map((code) => rows.find((row) => row.code === code)!);
  }

  async one(code: Department): Promise<DepartmentRow> {
    return (await this.list()).find((department) => department.code === code)!;
  }

  /** All permissions of a department, in place of those before. */
  async setPermissions(request: Request, input: Change & { readonly permissions: readonly string[] }): Promise<DepartmentRow> {
    const permissions = checkedPermissions(input.permissions);
    return this.#change(request, 'department.permissionsSet', input, async (em, before) => {
      await em.execute(REPLACE, [input.department, JSON.stringify(permissions), input.department], 'run');
      return { before: { permissions: before.permissions }, after: { permissions } };
    });
  }

  /** From now on members without a second factor can only set one up; or they may do without. */
  async setPolicy(request: Request, input: Change & { readonly totpRequired: boolean }): Promise<DepartmentRow> {
    return this.#change(request, 'department.policySet', input, async (em, before) => {
      await em.execute('update department_policy set totp_required = ? where department = ?', [input.totpRequired, input.department], 'run');
      return { before: { totpRequired: before.totpRequired }, after: { totpRequired: input.totpRequired } };
    });
  }

  async #change(
    request: Request,
    action: string,
    input: Change,
    apply: (em: EntityManager, before: DepartmentRow) => Promise<{ before: JsonObject; after: JsonObject }>,
  ): Promise<DepartmentRow> {
    const reason = checkedReason(input.reason);
    await this.#database.write((em) =>
      keepAdministrable(em, async () => {
        const [department] = await em.execute<DepartmentRow[]>(LOCKED, [input.department]);
        if (!department) throw new Error(`The department ${input.department} has no row`);
        if (department.version !== input.version) throw staleVersion(department.version);
        const changed = await apply(em, department);
        await em.execute('update department_policy set version = version + 1 where department = ?', [input.department], 'run');
        await this.#audit.record(em, request, { action, subjectType: 'Department', subjectId: input.department, reason, ...changed });
      }),
    );
    this.#actors.forget();
    return this.one(input.department);
  }
}

function checkedPermissions(permissions: readonly string[]): string[] {
  const unknown = permissions.filter((permission) => !isPermission(permission));
  if (unknown.length > 0)
    throw refusal(
      'INVALID',
      `There is no permission ${unknown
        .slice(0, 5)
        .map((id) => `"${id.slice(0, 60)}"`)
        .join(', ')}: permissionCatalogue lists them all.`,
      ['permissions'],
    );
  return [...new Set(permissions)].sort();
}
