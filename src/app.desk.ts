import type { Actor } from './access/actor.js';
import type { Database } from './database/orm.js';
import type { Reader } from './database/reader.js';
import type { AuditTrail } from './modules/audit/index.js';
import type { ClientKeys } from './modules/clients/index.js';
import { ClientNotesResolver, noteReaders, NoteResolver, NoteService } from './modules/notes/index.js';
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
import { ClientTimelineResolver, timelineReader } from './modules/timeline/index.js';
import type { PersonalData } from './runtime/personal-data.js';

/** What the staff work by every day, as the resolvers have it. */
export interface Desk {
  readonly tasks: TaskService;
  readonly taskCounts: (actor: Actor) => ReturnType<typeof countTasks>;
  readonly taskPolicies: TaskPolicyService;
  readonly notes: NoteService;
}

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly keys: ClientKeys;
}

/** The part of the composition root that wires what waits for people, what they write down, and what there is about a client in one list. */
export const createDesk = ({ database, audit, keys }: Parts): Desk => ({
  tasks: new TaskService(database, audit),
  taskCounts: (actor) => countTasks(database, actor),
  taskPolicies: new TaskPolicyService(database, audit),
  notes: new NoteService({ database, audit, keys }),
});

export const deskReaders = ({ personal }: { readonly personal: PersonalData }): Reader[] => [
  taskReader,
  taskCommentReader,
  ...noteReaders(personal),
  timelineReader(personal),
];

export const deskResolvers = ({ tasks, taskCounts, taskPolicies, notes }: Desk): object[] => [
  ...[new TaskResolver(tasks, taskCounts), new TaskPolicyResolver(taskPolicies), new ClientTasksResolver()],
  ...[new NoteResolver(notes), new ClientNotesResolver(), new ClientTimelineResolver()],
];
