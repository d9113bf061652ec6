import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import { PageArgs } from '../../graphql/connection.js';
import type { GatewayContext } from '../../graphql/context.js';
import { answer } from '../../graphql/user-error.js';
import type { JobService } from './job.service.js';
import { JobConnection, JobDiscardInput, JobDiscardPayload, JobRetryInput, JobRetryPayload, JobsArgs } from './job.types.js';

@Resolver()
export class JobResolver {
  constructor(private readonly service: JobService) {}

  @Query(() => JobConnection, { description: 'Background jobs that are not done, the newest first, a page at a time.' })
  jobs(@Args(() => JobsArgs) args: JobsArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Query(() => JobConnection, { description: 'Background jobs that have failed for good and wait for somebody to decide, the newest first.' })
  failedJobs(@Args(() => PageArgs) args: PageArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args, filter: { state: ['FAILED'] } });
  }

  @Mutation(() => JobRetryPayload, {
    description: 'Has a failed job run again at once. One that is not safe to repeat is refused: whether it had its effect is not known.',
  })
  jobRetry(
    @Arg('input', () => JobRetryInput, { description: 'Which job, and why.' }) input: JobRetryInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return answer(async () => ({ job: await context.under(info, 'job', await this.service.retry(context.request, input)) }));
  }

  @Mutation(() => JobDiscardPayload, { description: 'Gives a failed job up. What it was to do is not done.' })
  jobDiscard(@Arg('input', () => JobDiscardInput, { description: 'Which job, and why.' }) input: JobDiscardInput, @Ctx() context: GatewayContext) {
    return answer(async () => ({ discardedId: await this.service.discard(context.request, input) }));
  }
}
