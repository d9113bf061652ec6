import { newId } from '../../src/database/ids.js';
import { TASK_KIND_RULES, TASK_KINDS, type TaskKind } from '../../src/modules/tasks/index.js';
import type { TestGateway } from '../support/gateway.js';
import type { Person } from '../support/people.js';

export interface TaskSeen {
  readonly id: string;
  readonly version: number;
  readonly kind: string;
  readonly status: string;
  readonly department: string;
  readonly priority: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly isOverdue: boolean;
  readonly outcome: string | null;
  readonly closedBy: string | null;
  readonly assignee: { readonly id: string } | null;
}

export interface TaskTold {
  readonly task: TaskSeen | null;
  readonly userErrors: readonly { readonly code: string; readonly message: string; readonly field: readonly string[] | null }[];
}

const FIELDS = 'id version kind status department priority subjectType subjectId isOverdue outcome closedBy assignee { id }';

/** The queue, as people ask for it. */
export const taskQueue = (gateway: TestGateway) => ({
  change: async (kind: 'Take' | 'Assign' | 'Release' | 'Comment' | 'Complete', input: object, as: Person): Promise<TaskTold> => {
    const text = `mutation ($input: Task${kind}Input!) { task${kind}(input: $input) { task { ${FIELDS} } userErrors { code message field } } }`;
    return (await gateway.data<Record<string, TaskTold>>(text, { input }, { as }))[`task${kind}`] as TaskTold;
  },
  list: async (filter: object, as: Person, orderBy: object | null = null): Promise<TaskSeen[]> => {
    const text = `query ($filter: TaskFilter, $orderBy: TaskOrder) { tasks(filter: $filter, orderBy: $orderBy, first: 100) { nodes { ${FIELDS} } } }`;
    return (await gateway.data<{ tasks: { nodes: TaskSeen[] } }>(text, { filter, orderBy }, { as })).tasks.nodes;
  },
  counts: async (as: Person) =>
    (
      await gateway.data<{ taskCounts: { department: string; kind: string; open: number; unassigned: number; overdue: number }[] }>(
        '{ taskCounts { department kind open unassigned overdue } }',
        {},
        { as },
      )
    ).taskCounts,
  /** The tasks on something, as they are stored. */
  on: (subjectId: string) =>
    gateway.sql<{ id: string; version: number; kind: string; status: string; outcome: string | null; closed_by: string | null; maker_id: string | null }>(
      'select id, version, kind, status, outcome, closed_by, maker_id from task where subject_id = $1 order by opened_at, id',
      [subjectId],
    ),
});

/** Of the kinds that compliance works on: one that is as good as another here. */
export const SOME_KIND = 'KYC_VENDOR_REVIEW';
/** A kind that is done when somebody says so, as long as there is one. */
export const BY_HAND: TaskKind | undefined = TASK_KINDS.find((kind) => TASK_KIND_RULES[kind].decidedBy.length === 0);

export interface GivenTask {
  readonly kind?: string;
  readonly priority?: string;
  readonly department?: string;
  readonly clientId?: string | null;
  readonly makerId?: string | null;
  /** In hours from now; below zero it is overdue. */
  readonly dueIn?: number;
  readonly openedAgo?: number;
}

/** A task on something that is nowhere, such as a review that nothing else decides on. */
export async function addTask(gateway: TestGateway, given: GivenTask = {}): Promise<string> {
  const id = newId();
  const { kind = SOME_KIND, priority = 'NORMAL', department = 'COMPLIANCE', clientId = null, makerId = null, dueIn = 24, openedAgo = 0 } = given;
  await gateway.sql(
    `insert into task (id, kind, department, priority, subject_type, subject_id, client_id, detail, opened_at, due_at, maker_id)
     values ($1, $2, $3, $4, 'Client', gen_random_uuid(), $5, 'A test.', now() - $6::int * interval '1 hour', now() + $7::int * interval '1 hour', $8)`,
    [id, kind, department, priority, clientId, openedAgo, dueIn, makerId],
  );
  return id;
}
