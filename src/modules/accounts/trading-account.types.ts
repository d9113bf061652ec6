import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, ForwardArgs, OrderDirection, PageArgs } from '../../graphql/connection.js';
import { CurrencyCode, DateTime, Decimal } from '../../graphql/scalars.js';
import { Client } from '../clients/index.js';
import { TradingAccountOrderField, TradingAccountStatus, TradingEnvironment, TradingPlatform } from './trading-account.enums.js';

@ObjectType({ simpleResolvers: true, description: "A client's account on a trading platform." })
export class TradingAccount {
  @Field(() => ID, { description: 'The id of the account.' })
  id: string;

  @Field(() => Int, { description: 'Counts the changes: an update names the version that it saw.' })
  version: number;

  @Field(() => Client, { nullable: true, description: 'Whose account it is.' })
  client: Client | null;

  @Field(() => TradingPlatform, { description: 'The software that it trades on.' })
  platform: keyof typeof TradingPlatform;

  @Field(() => String, { description: "The platform's server; a login is unique on its server only." })
  server: string;

  @Field(() => String, { description: 'The login, as the platform writes it: a string, since it outgrows a 32-bit Int.' })
  login: string;

  @Field(() => TradingEnvironment, { description: 'Real money or play money.' })
  environment: keyof typeof TradingEnvironment;

  @Field(() => String, { description: "The platform's group, which sets prices, commissions and margins." })
  group: string;

  @Field(() => Int, { description: 'The leverage: 30 stands for 30:1.' })
  leverage: number;

  @Field(() => CurrencyCode, { description: 'The currency that the account is kept in.' })
  currency: string;

  @Field(() => TradingAccountStatus, { description: 'What may be done on it.' })
  status: keyof typeof TradingAccountStatus;

  @Field(() => String, { nullable: true, description: 'The code of its account type; null: it was opened before there was a catalogue.' })
  accountType: string | null;

  @Field(() => Decimal, { description: 'What the ledger says was moved there and not yet taken back.' })
  balance: string;

  @Field(() => Decimal, { description: 'Credit (bonus), which may not be withdrawn, as the ledger says.' })
  credit: string;

  @Field(() => Decimal, { nullable: true, description: 'A live figure from the platform: balance, credit and open positions. Null while no platform answers.' })
  equity: string | null;

  @Field(() => Decimal, { nullable: true, description: 'A live figure from the platform: what open positions bind. Null while no platform answers.' })
  margin: string | null;

  @Field(() => Decimal, { nullable: true, description: 'A live figure from the platform: equity less margin. Null while no platform answers.' })
  freeMargin: string | null;

  @Field(() => Decimal, { nullable: true, description: 'A live figure from the platform: equity in percent of margin. Null while no platform answers.' })
  marginLevel: string | null;

  @Field(() => DateTime, { description: 'When it was opened.' })
  openedAt: string;
}

@ObjectType({ simpleResolvers: true, description: 'A page of trading accounts.' })
export class TradingAccountConnection extends connectionOf(() => TradingAccount, 'TradingAccount', 'A trading account') {}

@InputType({ description: 'By what trading accounts are ordered, and which way.' })
export class TradingAccountOrder {
  @Field(() => TradingAccountOrderField, { description: 'By what.' })
  field: keyof typeof TradingAccountOrderField;

  @Field(() => OrderDirection, { defaultValue: 'ASC', description: 'Which way.' })
  direction: keyof typeof OrderDirection;
}

@InputType({ description: 'Which trading accounts: what is left out does not narrow the list; several conditions narrow it together.' })
export class TradingAccountFilter {
  @Field(() => ID, { nullable: true, description: 'Of this client.' })
  clientId?: string | null;

  @Field(() => [TradingPlatform], { nullable: true, description: 'On any of these platforms.' })
  platform?: string[] | null;

  @Field(() => TradingEnvironment, { nullable: true, description: 'With real money, or with play money.' })
  environment?: string | null;

  @Field(() => [TradingAccountStatus], { nullable: true, description: 'In any of these statuses.' })
  status?: string[] | null;

  @Field(() => String, { nullable: true, description: 'In this group, written as the platform does.' })
  group?: string | null;

  @Field(() => [CurrencyCode], { nullable: true, description: 'Kept in any of these currencies.' })
  currency?: string[] | null;

  @Field(() => String, { nullable: true, description: 'The login, or how it starts.' })
  login?: string | null;
}

@ArgsType()
export class TradingAccountsArgs extends PageArgs {
  @Field(() => TradingAccountFilter, { nullable: true, description: 'Which trading accounts.' })
  filter?: TradingAccountFilter | null;

  @Field(() => TradingAccountOrder, { nullable: true, description: 'In which order; by opening, oldest first, when left out.' })
  orderBy?: TradingAccountOrder | null;
}

@ArgsType()
export class ClientTradingAccountsArgs extends ForwardArgs {
  @Field(() => TradingAccountOrder, { nullable: true, description: 'In which order; by opening, oldest first, when left out.' })
  orderBy?: TradingAccountOrder | null;
}
