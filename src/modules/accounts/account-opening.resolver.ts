import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { readAhead } from '../../graphql/relation.js';
import { answer } from '../../graphql/user-error.js';
import type { AccountOpeningService } from './account-opening.service.js';
import type { AccountPolicyService } from './account-policy.service.js';
import { Task } from '../tasks/index.js';
import {
  AccountType,
  AccountTypeCreateInput,
  AccountTypePayload,
  AccountTypeUpdateInput,
  LeverageLimit,
  LeverageLimitPayload,
  LeverageLimitSetInput,
} from './account-policy.types.js';
import {
  AccountRequest,
  AccountRequestApproveInput,
  AccountRequestConnection,
  AccountRequestPayload,
  AccountRequestRejectInput,
  AccountRequestsArgs,
  TradingAccountOpenInput,
} from './account-request.types.js';
import { TradingAccountPayload } from './trading-account.inputs.js';
import { TradingAccount } from './trading-account.types.js';

const payload = (context: GatewayContext, info: GraphQLResolveInfo, work: () => Promise<string>) =>
  answer(async () => ({ accountRequest: await context.under(info, 'accountRequest', await work()) }));

@Resolver()
export class AccountOpeningResolver {
  constructor(
    private readonly opening: AccountOpeningService,
    private readonly policies: AccountPolicyService,
  ) {}

  @Query(() => [AccountType], { description: 'The catalogue of account types.' })
  accountTypes() {
    return this.policies.types();
  }

  @Query(() => [LeverageLimit], { description: 'The leverage policy, the closest rows first.' })
  leverageLimits() {
    return this.policies.limits();
  }

  @Query(() => AccountRequestConnection, { description: 'How accounts were asked for, a page at a time.' })
  accountRequests(@Args(() => AccountRequestsArgs) args: AccountRequestsArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Mutation(() => TradingAccountPayload, { description: 'Opens a trading account, or asks support for it: then it is PENDING.' })
  tradingAccountOpen(
    @Arg('input', () => TradingAccountOpenInput, { description: 'Whose, and what kind of account.' }) input: TradingAccountOpenInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return answer(async () => ({ tradingAccount: await context.under(info, 'tradingAccount', await this.opening.open(context.request, input)) }));
  }

  @Mutation(() => AccountRequestPayload, { description: 'Opens the account that was asked for. Whoever asked for it may not.' })
  accountRequestApprove(
    @Arg('input', () => AccountRequestApproveInput, { description: 'Which request.' }) input: AccountRequestApproveInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.opening.approve(context.request, input));
  }

  @Mutation(() => AccountRequestPayload, { description: 'Refuses the account that was asked for, with the reason. Whoever asked for it may not.' })
  accountRequestReject(
    @Arg('input', () => AccountRequestRejectInput, { description: 'Which request, and why.' }) input: AccountRequestRejectInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.opening.reject(context.request, input));
  }

  @Mutation(() => LeverageLimitPayload, { description: 'Sets the most leverage for some clients. Accounts that have more keep it.' })
  leverageLimitSet(
    @Arg('input', () => LeverageLimitSetInput, { description: 'For whom, and the most.' }) input: LeverageLimitSetInput,
    @Ctx() context: GatewayContext,
  ) {
    return answer(async () => ({ leverageLimit: await this.policies.setLimit(context.request, input) }));
  }

  @Mutation(() => AccountTypePayload, { description: 'Adds an account type to the catalogue. It is retired by accountTypeUpdate, and never removed.' })
  accountTypeCreate(
    @Arg('input', () => AccountTypeCreateInput, { description: 'The new type.' }) input: AccountTypeCreateInput,
    @Ctx() context: GatewayContext,
  ) {
    return answer(async () => ({ accountType: await this.policies.createType(context.request, input) }));
  }

  @Mutation(() => AccountTypePayload, { description: 'Changes an account type of the catalogue. Accounts that are open stay as they are.' })
  accountTypeUpdate(
    @Arg('input', () => AccountTypeUpdateInput, { description: 'Which one, and what changes.' }) input: AccountTypeUpdateInput,
    @Ctx() context: GatewayContext,
  ) {
    return answer(async () => ({ accountType: await this.policies.updateType(context.request, input) }));
  }
}

/** The field that this adds to trading accounts. */
@Resolver(() => TradingAccount)
export class TradingAccountRequestResolver {
  @FieldResolver(() => AccountRequest, { nullable: true, description: 'How it was asked for; null: it was opened before requests were kept.' })
  request() {
    return readAhead();
  }
}

/** The field that this module adds to tasks. */
@Resolver(() => Task)
export class TaskAccountRequestResolver {
  @FieldResolver(() => AccountRequest, { nullable: true, description: 'What is asked for, that it is about.' })
  accountRequest() {
    return readAhead();
  }
}
