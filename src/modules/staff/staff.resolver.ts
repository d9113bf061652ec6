import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import { ForwardArgs } from '../../graphql/connection.js';
import type { GatewayContext } from '../../graphql/context.js';
import { answer } from '../../graphql/user-error.js';
import {
  StaffCreateInput,
  StaffDeactivateInput,
  StaffPasswordPayload,
  StaffPasswordResetInput,
  StaffPayload,
  StaffReactivateInput,
  StaffUpdateInput,
} from './staff.inputs.js';
import type { NewPassword, StaffService } from './staff.service.js';
import { StaffConnection } from './staff.types.js';

@Resolver()
export class StaffResolver {
  constructor(private readonly service: StaffService) {}

  @Query(() => StaffConnection, { description: 'Staff, a page at a time, in the order in which they came.' })
  staff(@Args(() => ForwardArgs) args: ForwardArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Mutation(() => StaffPasswordPayload, { description: 'Lets somebody in: a staff member with a first password.' })
  staffCreate(
    @Arg('input', () => StaffCreateInput, { description: 'The new staff member.' }) input: StaffCreateInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.#withPassword(context, info, () => this.service.create(context.request, input));
  }

  @Mutation(() => StaffPayload, { description: 'Changes the name or the departments of a staff member.' })
  staffUpdate(
    @Arg('input', () => StaffUpdateInput, { description: 'What changes.' }) input: StaffUpdateInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.#payload(context, info, () => this.service.update(context.request, input));
  }

  @Mutation(() => StaffPayload, { description: "Ends a staff member's access at once. The record stays; the last administrator does, too." })
  staffDeactivate(
    @Arg('input', () => StaffDeactivateInput, { description: 'Whose, and why.' }) input: StaffDeactivateInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.#payload(context, info, () => this.service.deactivate(context.request, input));
  }

  @Mutation(() => StaffPayload, { description: 'Lets a deactivated staff member sign in again, with the departments and the password of before.' })
  staffReactivate(
    @Arg('input', () => StaffReactivateInput, { description: 'Whom, and why.' }) input: StaffReactivateInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.#payload(context, info, () => this.service.reactivate(context.request, input));
  }

  @Mutation(() => StaffPasswordPayload, { description: 'Gives a staff member a new password, which is shown once, and ends their sessions.' })
  staffPasswordReset(
    @Arg('input', () => StaffPasswordResetInput, { description: 'Whose, and why.' }) input: StaffPasswordResetInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.#withPassword(context, info, () => this.service.passwordReset(context.request, input));
  }

  #payload(context: GatewayContext, info: GraphQLResolveInfo, work: () => Promise<string>) {
    return answer(async () => ({ staffMember: await context.under(info, 'staffMember', await work()) }));
  }

  #withPassword(context: GatewayContext, info: GraphQLResolveInfo, work: () => Promise<NewPassword>) {
    return answer(async () => {
      const { staffMemberId, password } = await work();
      return { staffMember: await context.under(info, 'staffMember', staffMemberId), password };
    });
  }
}
