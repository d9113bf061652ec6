import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, DateTimeRange, ForwardArgs, OrderDirection, PageArgs } from '../../graphql/connection.js';
import { DateTime } from '../../graphql/scalars.js';
import { Client } from '../clients/index.js';
import { Partner } from '../partners/index.js';
import { DepartmentCode } from '../permissions/index.js';
import { StaffMember } from '../staff/index.js';
import { TaskKind, TaskOrderField, TaskPriority, TaskStatus } from './task.enums.js';

@ObjectType({ simpleResolvers: true, description: 'What somebody of the staff said to a task.' })
export class TaskComment {
  @Field(() => ID, { description: 'The id of the comment.' })
  id: string;

  @Field(() => String, { description: 'What they said.' })
  text: string;

  @Field(() => String, { description: 'The name of who said it.' })
  author: string;

  @Field(() => DateTime, { description: 'When they said it.' })
  at: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Something that waits for a person. It is opened with what it is about, and ends with the decision on that; nobody takes what is their own.',
})
export class Task {
  @Field(() => ID, { description: 'The id of the task.' })
  id: string;

  @Field(() => Int, { description: 'Counts the changes: whoever changes it names the version that they saw.' })
  version: number;

  @Field(() => TaskKind, { description: 'What has to be done.' })
  kind: keyof typeof TaskKind;

  @Field(() => TaskStatus, { description: 'Where it stands.' })
  status: keyof typeof TaskStatus;

  @Field(() => DepartmentCode, { description: 'The department whose queue it is in, as the policy had it when it was opened.' })
  department: keyof typeof DepartmentCode;

  @Field(() => TaskPriority, { description: 'How urgent it is.' })
  priority: keyof typeof TaskPriority;

  @Field(() => String, { description: 'What kind of thing it is about: the name of its type, such as `Document`.' })
  subjectType: string;

  @Field(() => ID, { description: 'The id of what it is about.' })
  subjectId: string;

  @Field(() => Client, { nullable: true, description: 'The client that it is about.' })
  client: Client | null;

  @Field(() => Partner, { nullable: true, description: 'The partner whose money it is about: of a withdrawal, say, or of a case about one.' })
  partner: Partner | null;

  @Field(() => String, { description: 'Why it waits, in a sentence.' })
  detail: string;

  @Field(() => DateTime, { description: 'When it was opened.' })
  openedAt: string;

  @Field(() => DateTime, { description: 'Until when it is to be done, by the service level of its kind.' })
  dueAt: string;

  @Field(() => Boolean, { description: 'Is it open, and was due before now?' })
  isOverdue: boolean;

  @Field(() => StaffMember, { nullable: true, description: 'Who is at it; of one that is over, who was.' })
  assignee: StaffMember | null;

  @Field(() => DateTime, { nullable: true, description: 'When they took it, or were given it.' })
  takenAt: string | null;

  @Field(() => [TaskComment], { description: 'What was said to it, oldest first.' })
  comments: TaskComment[];

  @Field(() => String, { nullable: true, description: 'How it ended: the decision on what it is about, by its name there.' })
  outcome: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it ended.' })
  closedAt: string | null;

  @Field(() => String, { nullable: true, description: 'The name of who decided, or took it back.' })
  closedBy: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of tasks.' })
export class TaskConnection extends connectionOf(() => Task, 'Task', 'A task') {}

@ObjectType({ simpleResolvers: true, description: 'How much of a kind waits in a department.' })
export class TaskCount {
  @Field(() => DepartmentCode, { description: 'The department.' })
  department: keyof typeof DepartmentCode;

  @Field(() => TaskKind, { description: 'The kind.' })
  kind: keyof typeof TaskKind;

  @Field(() => Int, { description: 'How many are open, taken or not.' })
  open: number;

  @Field(() => Int, { description: 'How many of them nobody has.' })
  unassigned: number;

  @Field(() => Int, { description: 'How many of them are overdue.' })
  overdue: number;
}

@InputType({ description: 'Which tasks: what is left out does not narrow the list.' })
export class TaskFilter {
  @Field(() => [TaskKind], { nullable: true, description: 'Of any of these kinds.' })
  kind?: string[] | null;

  @Field(() => [TaskStatus], { nullable: true, description: 'In any of these statuses.' })
  status?: string[] | null;

  @Field(() => [DepartmentCode], { nullable: true, description: 'In the queue of any of these departments.' })
  department?: string[] | null;

  @Field(() => [TaskPriority], { nullable: true, description: 'Of any of these priorities.' })
  priority?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'That this staff member has, or had.' })
  assigneeId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True: that you have, or had. False: those that you have not.' })
  mine?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'True: open ones that nobody has. False: those that somebody has, or had.' })
  unassigned?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'True: open ones that were due before now. False: open ones that are not yet.' })
  overdue?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'About this client.' })
  clientId?: string | null;

  @Field(() => ID, { nullable: true, description: "About this partner's money." })
  partnerId?: string | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Due in this span.' })
  dueAt?: DateTimeRange | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Opened in this span.' })
  openedAt?: DateTimeRange | null;
}

@InputType({ description: 'By what tasks are ordered, and which way.' })
export class TaskOrder {
  @Field(() => TaskOrderField, { description: 'By what.' })
  field: keyof typeof TaskOrderField;

  @Field(() => OrderDirection, { defaultValue: 'ASC', description: 'Which way.' })
  direction: keyof typeof OrderDirection;
}

@ArgsType()
export class TasksArgs extends PageArgs {
  @Field(() => TaskFilter, { nullable: true, description: 'Which tasks.' })
  filter?: TaskFilter | null;

  @Field(() => TaskOrder, { nullable: true, description: 'In which order; what is open and due first when left out.' })
  orderBy?: TaskOrder | null;
}

@ArgsType()
export class ClientTasksArgs extends ForwardArgs {
  @Field(() => TaskFilter, { nullable: true, description: 'Which tasks.' })
  filter?: TaskFilter | null;
}
