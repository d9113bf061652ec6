import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { Actor } from '../../access/actor.js';
import type { GatewayContext } from '../../graphql/context.js';
import { readAhead } from '../../graphql/relation.js';
import { answer } from '../../graphql/user-error.js';
import { Client } from '../clients/index.js';
import type { TaskCountRow } from './task.counts.js';
import { TaskAssignInput, TaskCommentInput, TaskCompleteInput, TaskPayload, TaskReleaseInput, TaskTakeInput } from './task.inputs.js';
import type { TaskPolicyService } from './task-policy.service.js';
import { TaskPolicy, TaskPolicyPayload, TaskPolicySetInput } from './task-policy.types.js';
import type { TaskService } from './task.service.js';
import { ClientTasksArgs, Task, TaskConnection, TaskCount, TasksArgs } from './task.types.js';

const payload = (context: GatewayContext, info: GraphQLResolveInfo, work: () => Promise<string>) =>
  answer(async () => ({ task: await context.under(info, 'task', await work()) }));

/** Counts what an actor sees. */
type CountTasks = (actor: Actor) => Promise<readonly TaskCountRow[]>;

@Resolver()
export class TaskResolver {
  constructor(
    private readonly service: TaskService,
    private readonly counts: CountTasks,
  ) {}

  @Query(() => Task, { nullable: true, description: 'One task. Null: there is none, or none that you may see.' })
  task(@Arg('id', () => ID, { description: 'The id of the task.' }) id: string, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.one(info, { id });
  }

  @Query(() => TaskConnection, {
    description: 'What waits for people, what is due first first, a page at a time: of the kinds that your permissions let you see.',
  })
  tasks(@Args(() => TasksArgs) args: TasksArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Query(() => [TaskCount], { description: 'How much of what you see waits, by department and kind.' })
  taskCounts(@Ctx() context: GatewayContext) {
    return this.counts(context.request.actor);
  }

  @Mutation(() => TaskPayload, { description: 'Takes a task. Nobody takes what they handed in or asked for themselves.' })
  taskTake(
    @Arg('input', () => TaskTakeInput, { description: 'Which task.' }) input: TaskTakeInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.service.take(context.request, input));
  }

  @Mutation(() => TaskPayload, { description: 'Gives a task to somebody, whoever has it.' })
  taskAssign(
    @Arg('input', () => TaskAssignInput, { description: 'Which task, and to whom.' }) input: TaskAssignInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.service.assign(context.request, input));
  }

  @Mutation(() => TaskPayload, { description: "Gives a task back: your own, or with tasks:assign somebody else's." })
  taskRelease(
    @Arg('input', () => TaskReleaseInput, { description: 'Which task.' }) input: TaskReleaseInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.service.release(context.request, input));
  }

  @Mutation(() => TaskPayload, { description: 'Says something to a task, also to one that is over.' })
  taskComment(
    @Arg('input', () => TaskCommentInput, { description: 'To which task, and what.' }) input: TaskCommentInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.service.comment(context.request, input));
  }

  @Mutation(() => TaskPayload, { description: 'Ends a task of a kind that no other mutation decides on. Of another it refuses, and says which.' })
  taskComplete(
    @Arg('input', () => TaskCompleteInput, { description: 'Which task, and what came of it.' }) input: TaskCompleteInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.service.complete(context.request, input));
  }
}

@Resolver()
export class TaskPolicyResolver {
  constructor(private readonly service: TaskPolicyService) {}

  @Query(() => [TaskPolicy], { description: 'Whose queue which tasks go to, and within which time they are to be done.' })
  taskPolicies() {
    return this.service.policies();
  }

  @Mutation(() => TaskPolicyPayload, { description: 'Sets how a kind of task is worked on from now on.' })
  taskPolicySet(@Arg('input', () => TaskPolicySetInput, { description: 'Which kind, and how.' }) input: TaskPolicySetInput, @Ctx() context: GatewayContext) {
    return answer(async () => ({ taskPolicy: await this.service.set(context.request, input) }));
  }
}

/** The field that this module adds to clients. */
@Resolver(() => Client)
export class ClientTasksResolver {
  @FieldResolver(() => TaskConnection, { nullable: true, description: 'What waits, or waited, for people of the staff about the client; what is open first.' })
  tasks(@Args(() => ClientTasksArgs) _args: ClientTasksArgs) {
    return readAhead();
  }
}
