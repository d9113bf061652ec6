import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, DateTimeRange, OrderDirection, PageArgs } from '../../graphql/connection.js';
import { CurrencyCode, DateTime } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';
import { Client } from '../clients/index.js';
import { StaffMember } from '../staff/index.js';
import { AccountRequestOrderField, AccountRequestStatus, TradingEnvironment, TradingPlatform } from './trading-account.enums.js';
import { TradingAccount } from './trading-account.types.js';

@ObjectType({ simpleResolvers: true, description: 'How a trading account was asked for, and what became of that.' })
export class AccountRequest {
  @Field(() => ID, { description: 'The id of the request, which is that of the account.' })
  id: string;

  @Field(() => Int, { description: 'Counts the changes: a decision names the version that it saw.' })
  version: number;

  @Field(() => Client, { nullable: true, description: 'Whose account it is to be.' })
  client: Client | null;

  @Field(() => TradingAccount, { nullable: true, description: 'The account, with currency and leverage. It is PENDING as long as the request waits.' })
  tradingAccount: TradingAccount | null;

  @Field(() => String, { description: 'The code of the account type.' })
  accountType: string;

  @Field(() => AccountRequestStatus, { description: 'Where it stands.' })
  status: keyof typeof AccountRequestStatus;

  @Field(() => String, { description: 'Who asked for it.' })
  requestedBy: string;

  @Field(() => DateTime, { description: 'When it was asked for.' })
  requestedAt: string;

  @Field(() => String, { nullable: true, description: 'What was said with the decision.' })
  reason: string | null;

  @Field(() => StaffMember, { nullable: true, description: 'Who decided; null: nobody yet, or the catalogue by itself.' })
  decidedBy: StaffMember | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was decided.' })
  decidedAt: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of account requests.' })
export class AccountRequestConnection extends connectionOf(() => AccountRequest, 'AccountRequest', 'An account request') {}

@InputType({ description: 'By what account requests are ordered, and which way.' })
export class AccountRequestOrder {
  @Field(() => AccountRequestOrderField, { defaultValue: 'REQUESTED_AT', description: 'By what.' })
  field: keyof typeof AccountRequestOrderField;

  @Field(() => OrderDirection, { description: 'Which way.' })
  direction: keyof typeof OrderDirection;
}

@InputType({ description: 'Which account requests: what is left out does not narrow the list; several conditions narrow it together.' })
export class AccountRequestFilter {
  @Field(() => ID, { nullable: true, description: 'Of this client.' })
  clientId?: string | null;

  @Field(() => [AccountRequestStatus], { nullable: true, description: 'In any of these statuses.' })
  status?: string[] | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Asked for in this span.' })
  requestedAt?: DateTimeRange | null;
}

@ArgsType()
export class AccountRequestsArgs extends PageArgs {
  @Field(() => AccountRequestFilter, { nullable: true, description: 'Which requests.' })
  filter?: AccountRequestFilter | null;

  @Field(() => AccountRequestOrder, { nullable: true, description: 'In which order; the newest first when left out.' })
  orderBy?: AccountRequestOrder | null;
}

@InputType({ description: 'An account that is asked for.' })
export class TradingAccountOpenInput {
  @Field(() => ID, { description: 'Whose account it is to be.' })
  clientId: string;

  @Field(() => TradingPlatform, { description: 'The software that it trades on: that of the account type.' })
  platform: keyof typeof TradingPlatform;

  @Field(() => TradingEnvironment, { description: 'Real money or play money: that of the account type.' })
  environment: keyof typeof TradingEnvironment;

  @Field(() => String, { description: 'An account type of the catalogue, which knows server and group.' })
  accountType: string;

  @Field(() => CurrencyCode, { description: 'In which currency it is kept.' })
  currency: string;

  @Field(() => Int, { description: 'The leverage: 30 for 30:1.' })
  leverage: number;

  @Field(() => String, { description: 'Made by you, once for this account: sent again it answers with the same account.' })
  idempotencyKey: string;
}

@InputType({ description: 'The approval of an account request.' })
export class AccountRequestApproveInput {
  @Field(() => ID, { description: 'Which request.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => String, { nullable: true, description: 'What there is to say of it: the audit log keeps it.' })
  comment?: string | null;
}

@InputType({ description: 'The rejection of an account request.' })
export class AccountRequestRejectInput {
  @Field(() => ID, { description: 'Which request.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => String, { description: 'Why. The client reads it.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: 'The request as it is now, or why nothing was done.' })
export class AccountRequestPayload {
  @Field(() => AccountRequest, { nullable: true, description: 'The request; null when there are errors.' })
  accountRequest: AccountRequest | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
