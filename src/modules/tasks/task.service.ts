import type { Actor, Request } from '../../access/actor.js';
import type { Permission } from '../../access/permissions.js';
import { isId, newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { scopedRowIn } from '../../database/reader.scoped.js';
import { statement, type Unit } from '../../database/unit.js';
import { notFound, refusal, staleVersion } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { isSamePerson } from '../staff/index.js';
import { TASK_KIND_RULES, type TaskKind } from './task.kinds.js';
import { taskReader } from './task.reader.js';

interface Named {
  readonly id: string;
  /** The one that the caller saw. */
  readonly version: number;
}

/** A task under its lock. */
interface TaskRecord {
  readonly id: string;
  readonly version: number;
  readonly kind: TaskKind;
  readonly status: 'OPEN' | 'TAKEN' | 'DONE' | 'CANCELLED';
  readonly clientId: string | null;
  readonly makerId: string | null;
  readonly assigneeId: string | null;
  readonly assignee: string | null;
}

/** Somebody who could be given a task. */
interface Candidate {
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly isManager: boolean;
}

/** What a change leaves behind, as the audit log tells it. */
interface Change {
  readonly after: Readonly<Record<string, string | null>>;
  readonly reason?: string;
}

const MOST_COMMENT = 4000;
const MOST_RESULT = 1000;

const LOCK = statement(`
  select id, version::int as version, kind, status, client_id as "clientId", maker_id as "makerId", assignee_id as "assigneeId",
    (select s.name from staff_member s where s.id = assignee_id) as assignee
  from task where id = $1 for no key update`);
const GIVE = statement(`update task set version = version + 1, status = 'TAKEN', assignee_id = $2, taken_at = now() where id = $1`);
const RELEASE = statement(`update task set version = version + 1, status = 'OPEN', assignee_id = null, taken_at = null where id = $1`);
const COMPLETE = statement(`
  update task set version = version + 1, status = 'DONE', outcome = 'DONE', closed_at = now(), closed_by = $2, closed_by_id = $3 where id = $1`);
const COMMENT = statement('insert into task_comment (id, task_id, text, author, author_id) values ($1, $2, $3, $4, $5)');
const CANDIDATE = statement(`
  select s.name, array(select distinct p.permission from department_permission p where p.department = any(s.departments)) as permissions,
    exists (select from client c where c.id = $2 and c.account_manager_id = s.id) as "isManager"
  from staff_member s where s.id = $1 and s.is_active`);

/** Who is at a task, what is said to it, and the end of those that are done when somebody says so. */
export class TaskService {
  readonly #database: Database;
  readonly #audit: AuditTrail;

  constructor(database: Database, audit: AuditTrail) {
    this.#database = database;
    this.#audit = audit;
  }

  take(request: Request, input: Named): Promise<string> {
    const { actor } = request;
    return this.#change(request, input, 'task.take', async (unit, found) => {
      checkNoQueueOfItsOwn(found);
      checkMay(actor, found);
      if (found.status !== 'OPEN') throw refusal('ILLEGAL_TRANSITION', `${found.assignee ?? 'Somebody'} has it: ask for it, or have it assigned to you.`);
      await checkNotOwn(unit, actor.id, found, 'You');
      unit.write(GIVE, [found.id, actor.id]);
      return { after: { status: 'TAKEN', assignee: actor.name } };
    });
  }

  /** To somebody who could have taken it, whoever has it now. */
  assign(request: Request, input: Named & { readonly assigneeId: string }): Promise<string> {
    return this.#change(request, input, 'task.assign', async (unit, found) => {
      checkNoQueueOfItsOwn(found);
      const { name } = await candidateFor(unit, found, input.assigneeId);
      await checkNotOwn(unit, input.assigneeId, found, name);
      unit.write(GIVE, [found.id, input.assigneeId]);
      return { after: { status: 'TAKEN', assignee: name } };
    });
  }

  /** By whoever has it, or may assign. */
  release(request: Request, input: Named): Promise<string> {
    return this.#change(request, input, 'task.release', async (unit, found) => {
      checkNoQueueOfItsOwn(found);
      if (found.status === 'OPEN') throw refusal('ILLEGAL_TRANSITION', 'Nobody has it.');
      if (!request.actor.permissions.has('tasks:assign')) checkHolder(request.actor, found);
      unit.write(RELEASE, [found.id]);
      return { after: { status: 'OPEN', assignee: null } };
    });
  }

  /** Of a kind that nothing else decides on; by whoever has it, or when nobody has. */
  complete(request: Request, input: Named & { readonly result: string }): Promise<string> {
    const { actor } = request;
    const result = checkedText(input.result, 'result', MOST_RESULT);
    return this.#change(request, input, 'task.complete', async (unit, found) => {
      const { decidedBy } = TASK_KIND_RULES[found.kind];
      if (decidedBy.length > 0) throw refusal('POLICY_FORBIDS', `It ends with the decision on what it is about: ${decidedBy.join(' or ')}.`, ['id']);
      checkMay(actor, found);
      checkHolder(actor, found);
      await checkNotOwn(unit, actor.id, found, 'You');
      comment(unit, found.id, result, actor);
      unit.write(COMPLETE, [found.id, actor.name, actor.id]);
      return { after: { status: 'DONE' }, reason: result };
    });
  }

  /** Also to a task that is over; it changes nothing about it, and so asks for no version. */
  async comment(request: Request, input: { readonly id: string; readonly text: string }): Promise<string> {
    const { actor } = request;
    checkPerson(actor);
    const text = checkedText(input.text, 'text', MOST_COMMENT);
    return this.#database.unit(async (unit) => {
      const found = await scopedRowIn<{ id: string; clientId: string | null }>(unit, taskReader, actor, input.id, 't.id, t.client_id as "clientId"');
      if (found === null) throw notFound('task', 'id');
      const id = comment(unit, found.id, text, actor);
      this.#audit.append(unit, request, {
        ...{ action: 'task.comment', subjectType: 'Task', subjectId: found.id, clientId: found.clientId, after: { comment: id } },
      });
      return found.id;
    });
  }

  async #change(request: Request, input: Named, action: string, work: (unit: Unit, found: TaskRecord) => Promise<Change>): Promise<string> {
    checkPerson(request.actor);
    return this.#database.unit(async (unit) => {
      const found = await lockTask(unit, request.actor, input);
      const { after, reason = null } = await work(unit, found);
      this.#audit.append(unit, request, {
        ...{
          action,
          subjectType: 'Task',
          subjectId: found.id,
          clientId: found.clientId,
          reason,
          before: { status: found.status, assignee: found.assignee },
          after,
        },
      });
      return found.id;
    });
  }
}

async function lockTask(unit: Unit, actor: Actor, { id, version }: Named): Promise<TaskRecord> {
  const [seen, found] = isId(id) ? await Promise.all([scopedRowIn(unit, taskReader, actor, id, 't.id'), unit.row<TaskRecord>(LOCK, [id])]) : [null, undefined];
  if (seen === null || found === undefined) throw notFound('task', 'id');
  if (found.status === 'DONE' || found.status === 'CANCELLED') throw refusal('ILLEGAL_TRANSITION', 'The task is over.');
  if (found.version !== version) throw staleVersion(found.version);
  return found;
}

function comment(unit: Unit, taskId: string, text: string, author: Actor): string {
  const id = newId();
  unit.write(COMMENT, [id, taskId, text, author.name, author.id]);
  return id;
}

function checkedText(given: string, field: string, most: number): string {
  const text = given.trim();
  if (text === '' || text.length > most) throw refusal('INVALID', `Write 1 to ${most} characters.`, [field]);
  return text;
}

function checkPerson(actor: Actor): void {
  if (actor.kind !== 'STAFF') throw refusal('POLICY_FORBIDS', 'Tasks are worked on by people of the staff.');
}

function checkNoQueueOfItsOwn({ kind }: TaskRecord): void {
  const { takenBy } = TASK_KIND_RULES[kind];
  if (takenBy !== undefined) throw refusal('POLICY_FORBIDS', `What it is about has a queue of its own: ${takenBy}. The task follows.`, ['id']);
}

function checkMay(actor: Actor, { kind }: TaskRecord): void {
  const { work } = TASK_KIND_RULES[kind];
  if (!actor.permissions.has(work)) throw refusal('POLICY_FORBIDS', `Such tasks are for people who may decide on them: that takes ${work}.`, ['id']);
}

function checkHolder(actor: Actor, { assigneeId, assignee }: TaskRecord): void {
  if (assigneeId !== null && assigneeId !== actor.id)
    throw refusal('POLICY_FORBIDS', `${assignee ?? 'Somebody'} has taken this task: have it assigned to you first.`);
}

async function checkNotOwn(unit: Unit, staffId: string, { makerId }: TaskRecord, who: string): Promise<void> {
  if (!(await isSamePerson(unit, staffId, makerId))) return;
  throw refusal('MAKER_CANNOT_CHECK', `${who} handed this in, or asked for it: somebody else has to decide.`, ['id']);
}

/** Somebody active whose departments may see such a task, work on it, and see its client. */
async function candidateFor(unit: Unit, { kind, clientId }: TaskRecord, staffId: string): Promise<Candidate> {
  const candidate = isId(staffId) ? await unit.row<Candidate>(CANDIDATE, [staffId, clientId]) : undefined;
  if (candidate === undefined) throw notFound('staff member', 'assigneeId');
  const { see, work } = TASK_KIND_RULES[kind];
  const held = new Set(candidate.permissions);
  const lacking = (['tasks:read', 'tasks:work', see, work] as const).filter((permission) => !held.has(permission));
  if (lacking.length > 0) throw refusal('POLICY_FORBIDS', `${candidate.name} may not work on such tasks: that takes ${lacking.join(' and ')}.`, ['assigneeId']);
  if (!held.has('clients:all') && !candidate.isManager)
    throw refusal('POLICY_FORBIDS', `${candidate.name} sees only clients whom they manage, and this is about another.`, ['assigneeId']);
  return candidate;
}
