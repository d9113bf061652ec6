import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';
import { DepartmentCode } from '../permissions/index.js';
import { TaskKind, TaskPriority } from './task.enums.js';

@ObjectType({ simpleResolvers: true, description: 'Whose queue a kind of task goes to, how urgent it is, and within which time it is to be done.' })
export class TaskPolicy {
  @Field(() => TaskKind, { description: 'For which tasks.' })
  kind: keyof typeof TaskKind;

  @Field(() => Int, { description: 'Counts the changes: a change names the version that it saw.' })
  version: number;

  @Field(() => DepartmentCode, { description: 'Whose queue they go to.' })
  department: keyof typeof DepartmentCode;

  @Field(() => TaskPriority, { description: 'How urgent they are, unless what opens one says otherwise.' })
  priority: keyof typeof TaskPriority;

  @Field(() => Int, { description: 'Within how many hours they are to be done.' })
  dueWithinHours: number;

  @Field(() => String, { nullable: true, description: 'The name of who changed it last; null: as it was delivered.' })
  updatedBy: string | null;

  @Field(() => DateTime, { description: 'When it was changed last.' })
  updatedAt: string;
}

@InputType({ description: 'How a kind of task is worked on from now on. What waits already keeps its department and its time.' })
export class TaskPolicySetInput {
  @Field(() => TaskKind, { description: 'For which tasks.' })
  kind: keyof typeof TaskKind;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => DepartmentCode, { description: 'Whose queue they go to: a department whose people may decide on them.' })
  department: keyof typeof DepartmentCode;

  @Field(() => TaskPriority, { description: 'How urgent they are.' })
  priority: keyof typeof TaskPriority;

  @Field(() => Int, { description: 'Within how many hours they are to be done, 1 to 8760.' })
  dueWithinHours: number;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: 'The policy as it is now, or why nothing was done.' })
export class TaskPolicyPayload {
  @Field(() => TaskPolicy, { nullable: true, description: 'The policy; null when there are errors.' })
  taskPolicy: TaskPolicy | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
