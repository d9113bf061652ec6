import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { Actor } from '../../access/actor.js';
import type { GatewayContext } from '../../graphql/context.js';
import { answer } from '../../graphql/user-error.js';
import type { SignedIn, SignIn } from '../sign-in/index.js';
import { StaffTotpConfirmInput, StaffTotpConfirmPayload, StaffTotpDisableInput, StaffTotpDisablePayload, StaffTotpSetUpPayload } from './totp.types.js';
import { PasswordChangeInput, SignInInput, SignInPayload, SignInRefreshInput, SignOutPayload, Viewer } from './viewer.types.js';

/** `path` leads from the root field to the viewer, for what the operation selects of their client or partner. */
async function viewerOf(actor: Actor, context: GatewayContext, info: GraphQLResolveInfo, path = ''): Promise<Viewer> {
  const [client, partner] = await Promise.all([context.under(info, `${path}client`, actor.clientId), context.under(info, `${path}partner`, actor.partnerId)]);
  const { id, kind, name, departments, permissions, totpSetupRequired = false } = actor;
  return { id, kind, name, departments, permissions: [...permissions], totpSetupRequired, client, partner };
}

@Resolver()
export class ViewerResolver {
  constructor(private readonly door: SignIn) {}

  @Query(() => Viewer, { description: 'Who is asking, and what they may do.' })
  me(@Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return viewerOf(context.request.actor, context, info);
  }

  @Mutation(() => SignInPayload, {
    description: 'Opens a session. An unknown e-mail and a wrong password have one answer; too many attempts are RATE_LIMITED.',
  })
  signIn(
    @Arg('input', () => SignInInput, { description: 'Who, with what proof.' }) input: SignInInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.#session(context, info, () => this.door.signIn.signIn(context, input));
  }

  @Mutation(() => SignInPayload, { description: 'Carries a session on: a new access token, and a new refresh token for the old one.' })
  signInRefresh(
    @Arg('input', () => SignInRefreshInput, { description: 'The refresh token.' }) input: SignInRefreshInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.#session(context, info, () => this.door.sessions.refresh(context, input.refreshToken));
  }

  @Mutation(() => SignOutPayload, { description: 'Ends this session at once.' })
  signOut(@Ctx() context: GatewayContext) {
    return this.#signOut(context, false);
  }

  @Mutation(() => SignOutPayload, { description: 'Ends every session of whoever is asking at once, this one included.' })
  signOutEverywhere(@Ctx() context: GatewayContext) {
    return this.#signOut(context, true);
  }

  @Mutation(() => SignInPayload, { description: "Changes one's own password. Every session ends; the answer opens a new one." })
  passwordChange(
    @Arg('input', () => PasswordChangeInput, { description: 'The old password and the new one.' }) input: PasswordChangeInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.#session(context, info, () => this.door.passwords.change(context.request, context.address, input));
  }

  @Mutation(() => StaffTotpSetUpPayload, { description: "Begins to set up one's own second factor: a secret for an authenticator app. For staff." })
  staffTotpSetUp(@Ctx() context: GatewayContext) {
    return answer(() => this.door.totp.setUp(context.request));
  }

  @Mutation(() => StaffTotpConfirmPayload, { description: "Confirms one's own second factor. From now on signing in takes a code." })
  staffTotpConfirm(@Arg('input', () => StaffTotpConfirmInput, { description: 'A code of it.' }) input: StaffTotpConfirmInput, @Ctx() context: GatewayContext) {
    return answer(async () => ({ recoveryCodes: await this.door.totp.confirm(context.request, input.code) }));
  }

  @Mutation(() => StaffTotpDisablePayload, { description: "Takes one's own second factor away, unless a department asks for it." })
  staffTotpDisable(
    @Arg('input', () => StaffTotpDisableInput, { description: 'Password and code.' }) input: StaffTotpDisableInput,
    @Ctx() context: GatewayContext,
  ) {
    return answer(async () => {
      await this.door.totp.disable(context.request, context.address, input);
      return {};
    });
  }

  #signOut(context: GatewayContext, everywhere: boolean) {
    return answer(async () => {
      await this.door.sessions.signOut(context.request, everywhere);
      return {};
    });
  }

  #session(context: GatewayContext, info: GraphQLResolveInfo, open: () => Promise<SignedIn>) {
    return answer(async () => {
      const { actor, ...tokens } = await open();
      context.admit(actor);
      return { ...tokens, viewer: await viewerOf(actor, context, info, 'viewer.') };
    });
  }
}
