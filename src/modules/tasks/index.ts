export { closeTask, type NewTask, openTask, TASK_KINDS, type TaskEnd, type TaskKind } from './task.record.js';
