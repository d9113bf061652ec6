import type { Request } from '../../access/actor.js';
import type { Database } from '../../database/orm.js';
import { pgTypes } from '../../database/reader.types.js';
import { statement, type Unit } from '../../database/unit.js';
import { checkedReason } from '../../runtime/checked-text.js';
import { refusal, staleVersion } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { TASK_KIND_RULES, type TaskKind, type TaskPriority } from './task.kinds.js';

/** Who works on a kind of task, how urgent it is, and within how many hours it is to be done. */
export interface TaskPolicyRow {
  readonly kind: TaskKind;
  readonly version: number;
  readonly department: string;
  readonly priority: TaskPriority;
  readonly dueWithinHours: number;
  readonly updatedBy: string | null;
  readonly updatedAt: string;
}

export interface TaskPolicyInput {
  readonly kind: TaskKind;
  readonly version: number;
  readonly department: string;
  readonly priority: TaskPriority;
  readonly dueWithinHours: number;
  readonly reason: string;
}

/** A year: what may wait for longer waits for nobody. */
const MOST_HOURS = 8760;

const POLICIES = `
  select kind, version, department, priority, (extract(epoch from due_within) / 3600)::int as "dueWithinHours", updated_by as "updatedBy", updated_at as "updatedAt"
  from task_policy`;
const LOCKED = statement(`${POLICIES} where kind = $1 for no key update`);
const SET = statement(`
  update task_policy set version = version + 1, department = $2, priority = $3, due_within = $4::int * interval '1 hour', updated_by = $5, updated_at = now()
  where kind = $1`);
const MAY_WORK = statement(`
  select count(*)::int as held from department_permission where department = $1 and permission = any($2::text[])`);

/** The house's service levels. They hold for what is opened from then on: what waits already keeps its department and its time. */
export class TaskPolicyService {
  readonly #database: Database;
  readonly #audit: AuditTrail;

  constructor(database: Database, audit: AuditTrail) {
    this.#database = database;
    this.#audit = audit;
  }

  async policies(): Promise<TaskPolicyRow[]> {
    return (await this.#database.pool.query<TaskPolicyRow>({ text: `${POLICIES} order by kind`, types: pgTypes })).rows;
  }

  /** Answers with the policy as it is then. */
  async set(request: Request, { kind, version, department, priority, dueWithinHours, reason: given }: TaskPolicyInput): Promise<TaskPolicyRow> {
    const reason = checkedReason(given);
    if (dueWithinHours < 1 || dueWithinHours > MOST_HOURS) throw refusal('INVALID', `Give 1 to ${MOST_HOURS} hours.`, ['dueWithinHours']);
    return this.#database.unit(async (unit) => {
      const before = await policyOf(unit, kind);
      if (before.version !== version) throw staleVersion(before.version);
      await checkMayWork(unit, department, kind);
      unit.write(SET, [kind, department, priority, dueWithinHours, request.actor.name]);
      this.#audit.append(unit, request, {
        ...{ action: 'taskPolicy.set', subjectType: 'TaskPolicy', subjectId: kind, reason },
        before: { department: before.department, priority: before.priority, dueWithinHours: before.dueWithinHours },
        after: { department, priority, dueWithinHours },
      });
      return policyOf(unit, kind);
    });
  }
}

async function policyOf(unit: Unit, kind: TaskKind): Promise<TaskPolicyRow> {
  const policy = await unit.row<TaskPolicyRow>(LOCKED, [kind]);
  if (policy === undefined) throw new Error(`The policy of ${kind} is gone from its table`);
  return policy;
}

/** What is put into a queue whose people may not decide on it would wait for ever. */
async function checkMayWork(unit: Unit, department: string, kind: TaskKind): Promise<void> {
  const { see, work } = TASK_KIND_RULES[kind];
  const needed = [...new Set(['tasks:read', 'tasks:work', see, work])];
  const found = await unit.row<{ held: number }>(MAY_WORK, [department, needed]);
  if (found?.held !== needed.length)
    throw refusal('POLICY_FORBIDS', `People of ${department} may not work on such tasks: that takes ${needed.join(', ')}.`, ['department']);
}
