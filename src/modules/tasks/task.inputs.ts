import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { UserError } from '../../graphql/user-error.js';
import { Task } from './task.types.js';

@InputType({ description: 'A task that you take.' })
export class TaskTakeInput {
  @Field(() => ID, { description: 'Which task.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;
}

@InputType({ description: 'A task that is given to somebody.' })
export class TaskAssignInput {
  @Field(() => ID, { description: 'Which task.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => ID, { description: 'The staff member who gets it: one whose department may decide on such things, and whose own it is not.' })
  assigneeId: string;
}

@InputType({ description: 'A task that is given back: nobody has it any more.' })
export class TaskReleaseInput {
  @Field(() => ID, { description: 'Which task.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;
}

@InputType({ description: 'What you say to a task.' })
export class TaskCommentInput {
  @Field(() => ID, { description: 'Which task.' })
  id: string;

  @Field(() => String, { description: 'What you say, 4000 characters at most. It is never changed.' })
  text: string;
}

@InputType({ description: 'A task that is done.' })
export class TaskCompleteInput {
  @Field(() => ID, { description: 'Which task: of a kind that no other mutation decides on.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => String, { description: 'What came of it, in 1 to 1000 characters: it stands among the comments, and in the audit log.' })
  result: string;
}

@ObjectType({ simpleResolvers: true, description: 'The task as it is now, or why nothing was done.' })
export class TaskPayload {
  @Field(() => Task, { nullable: true, description: 'The task; null when there are errors.' })
  task: Task | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
