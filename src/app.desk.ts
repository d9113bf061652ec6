import type { Actor } from './access/actor.js';
import type { Database } from './database/orm.js';
import type { Reader } from './database/reader.js';
import type { AuditTrail } from './modules/audit/index.js';
import {
  ClientTasksResolver,
  countTasks,
  taskCommentReader,
  TaskPolicyResolver,
  TaskPolicyService,
  taskReader,
  TaskResolver,
  TaskService,
} from './modules/tasks/index.js';

/** What the staff work by every day, as the resolvers have it. */
export interface Desk {
  readonly tasks: TaskService;
  readonly taskCounts: (actor: Actor) => ReturnType<typeof countTasks>;
  readonly taskPolicies: TaskPolicyService;
}

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
}

/** The part of the composition root that wires what waits for people, what they write down, and what there is about a client in one list. */
export const createDesk = ({ database, audit }: Parts): Desk => ({
  tasks: new TaskService(database, audit),
  taskCounts: (actor) => countTasks(database, actor),
  taskPolicies: new TaskPolicyService(database, audit),
});

export const deskReaders: readonly Reader[] = [taskReader, taskCommentReader];

export const deskResolvers = ({ tasks, taskCounts, taskPolicies }: Desk): object[] => [
  ...[new TaskResolver(tasks, taskCounts), new TaskPolicyResolver(taskPolicies), new ClientTasksResolver()],
];
