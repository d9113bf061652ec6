import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { readAhead } from '../../graphql/relation.js';
import { answer } from '../../graphql/user-error.js';
import { Task } from '../tasks/index.js';
import { Client, ClientType } from '../clients/index.js';
import type { ApplicationFormService } from './application-form.service.js';
import { ApplicationForm, ApplicationFormPayload, ApplicationFormSetInput } from './application-form.types.js';
import type { ApplicationService } from './application.service.js';
import {
  Application,
  ApplicationConnection,
  ApplicationDecideInput,
  ApplicationPayload,
  ApplicationsArgs,
  ApplicationSubmitInput,
  ClientApplicationsArgs,
} from './application.types.js';

const payload = (context: GatewayContext, info: GraphQLResolveInfo, work: () => Promise<string>) =>
  answer(async () => ({ application: await context.under(info, 'application', await work()) }));

@Resolver()
export class ApplicationResolver {
  constructor(
    private readonly applications: ApplicationService,
    private readonly forms: ApplicationFormService,
  ) {}

  @Query(() => ApplicationForm, {
    nullable: true,
    description: 'The questionnaire in use: for a client, or for a type of clients; your own when both are left out. Null: there is none for it.',
  })
  applicationForm(
    @Ctx() context: GatewayContext,
    @Arg('clientId', () => ID, { nullable: true, description: 'For this client.' }) clientId?: string | null,
    @Arg('clientType', () => ClientType, { nullable: true, description: 'For clients of this type.' }) clientType?: keyof typeof ClientType | null,
  ) {
    return this.forms.current(context.request.actor, { clientId, clientType });
  }

  @Query(() => Application, { nullable: true, description: 'One application. Null: there is none, or none that you may see.' })
  application(
    @Arg('id', () => ID, { description: 'The id of the application.' }) id: string,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return context.one(info, { id });
  }

  @Query(() => ApplicationConnection, { name: 'applications', description: 'Applications, a page at a time.' })
  applicationList(@Args(() => ApplicationsArgs) args: ApplicationsArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Mutation(() => ApplicationPayload, { description: 'Applies, for yourself or for a client. The client is then waiting for a decision.' })
  applicationSubmit(
    @Arg('input', () => ApplicationSubmitInput, { description: 'Who applies, and the answers.' }) input: ApplicationSubmitInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.applications.submit(context.request, input));
  }

  @Mutation(() => ApplicationPayload, { description: "Decides on an application; the client's onboarding follows. Whoever submitted it may not." })
  applicationDecide(
    @Arg('input', () => ApplicationDecideInput, { description: 'Which one, what, and why.' }) input: ApplicationDecideInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.applications.decide(context.request, input));
  }

  @Mutation(() => ApplicationFormPayload, {
    description: 'Publishes a new version of the questionnaire. What was answered stays on the version that it answers.',
  })
  applicationFormSet(
    @Arg('input', () => ApplicationFormSetInput, { description: 'For whom, and all that is asked.' }) input: ApplicationFormSetInput,
    @Ctx() context: GatewayContext,
  ) {
    return answer(async () => ({ applicationForm: await this.forms.publish(context.request, input) }));
  }
}

/** The field that this module adds to clients. */
@Resolver(() => Client)
export class ClientApplicationsResolver {
  @FieldResolver(() => ApplicationConnection, { nullable: true, description: 'The applications of the client, the newest first.' })
  applications(@Args(() => ClientApplicationsArgs) _args: ClientApplicationsArgs) {
    return readAhead();
  }
}

/** The field that this module adds to tasks. */
@Resolver(() => Task)
export class TaskApplicationResolver {
  @FieldResolver(() => Application, { nullable: true, description: 'The application that it is about.' })
  application() {
    return readAhead();
  }
}
