import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { readAhead } from '../../graphql/relation.js';
import { answer } from '../../graphql/user-error.js';
import { Client } from '../clients/index.js';
import {
  KycVerificationAccessInput,
  KycVerificationAccessPayload,
  KycVerificationDecisionInput,
  KycVerificationPayload,
  KycVerificationStartInput,
} from './verification.inputs.js';
import type { VerificationService } from './verification.service.js';
import { KycVerification, KycVerificationConnection, KycVerificationsArgs } from './verification.types.js';

const payload = (context: GatewayContext, info: GraphQLResolveInfo, work: () => Promise<string>) =>
  answer(async () => ({ verification: await context.under(info, 'verification', await work()) }));

@Resolver()
export class KycVerificationResolver {
  constructor(private readonly service: VerificationService) {}

  @Query(() => KycVerification, { nullable: true, description: 'One verification. Null: there is none, or none that you may see.' })
  kycVerification(
    @Arg('id', () => ID, { description: 'The id of the verification.' }) id: string,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return context.one(info, { id });
  }

  @Query(() => KycVerificationConnection, { description: 'Verifications of identity by the vendor, a page at a time.' })
  kycVerifications(@Args(() => KycVerificationsArgs) args: KycVerificationsArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Mutation(() => KycVerificationPayload, { description: 'Has the vendor verify who a client is. It hears of it at once; what it says shows up here.' })
  kycVerificationStart(
    @Arg('input', () => KycVerificationStartInput, { description: 'Who.' }) input: KycVerificationStartInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.service.start(context.request, input));
  }

  @Mutation(() => KycVerificationAccessPayload, { description: 'Gives the front end of a client what it opens the dialogue of the vendor with.' })
  kycVerificationAccessOpen(
    @Arg('input', () => KycVerificationAccessInput, { description: 'Which verification.' }) input: KycVerificationAccessInput,
    @Ctx() context: GatewayContext,
  ) {
    return answer(async () => ({ access: await this.service.openAccess(context.request, input.id) }));
  }

  @Mutation(() => KycVerificationPayload, { description: 'Stands by what the vendor approved: from now on it counts.' })
  kycVerificationConfirm(
    @Arg('input', () => KycVerificationDecisionInput, { description: 'Which one, and why.' }) input: KycVerificationDecisionInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.service.confirm(context.request, input));
  }

  @Mutation(() => KycVerificationPayload, { description: 'Does not stand by what the vendor approved, or takes note of what it rejected for good.' })
  kycVerificationRefuse(
    @Arg('input', () => KycVerificationDecisionInput, { description: 'Which one, and why.' }) input: KycVerificationDecisionInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.service.refuse(context.request, input));
  }
}

/** The field that this module adds to clients. */
@Resolver(() => Client)
export class ClientVerificationResolver {
  @FieldResolver(() => KycVerification, { nullable: true, description: 'The newest verification of who the client is, by the vendor.' })
  verification() {
    return readAhead();
  }
}
