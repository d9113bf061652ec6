export { countTasks } from './task.counts.js';
export { kindsSeenWith, TASK_KIND_RULES, TASK_KINDS, type TaskKind, type TaskKindRule, type TaskPriority } from './task.kinds.js';
export { TaskPolicyService } from './task-policy.service.js';
export { taskCommentReader, taskReader } from './task.reader.js';
export { closeTask, type NewTask, openTask, type TaskEnd } from './task.record.js';
export { ClientTasksResolver, TaskPolicyResolver, TaskResolver } from './task.resolver.js';
export { TaskService } from './task.service.js';
export { Task } from './task.types.js';
