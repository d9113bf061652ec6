import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { CurrencyCode, DateTime } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';
import { ClientCategory } from '../clients/index.js';
import { AssetClass, TradingEnvironment, TradingPlatform } from './trading-account.enums.js';

@ObjectType({ simpleResolvers: true, description: 'A type of trading account out of the catalogue.' })
export class AccountType {
  @Field(() => String, { description: 'What tradingAccountOpen names it by.' })
  code: string;

  @Field(() => Int, { description: 'Counts the changes: a change names the version that it saw.' })
  version: number;

  @Field(() => String, { description: 'What it is called.' })
  title: string;

  @Field(() => TradingPlatform, { description: 'The software that it trades on.' })
  platform: keyof typeof TradingPlatform;

  @Field(() => TradingEnvironment, { description: 'Real money or play money.' })
  environment: keyof typeof TradingEnvironment;

  @Field(() => String, { description: "The platform's server." })
  server: string;

  @Field(() => String, { description: "The platform's group; {currency} stands for the currency in small letters." })
  groupPattern: string;

  @Field(() => [CurrencyCode], { description: 'In which currencies it is kept.' })
  currencies: string[];

  @Field(() => [Int], { description: 'With which leverages it is opened; the leverage policy may allow a client less.' })
  leverages: number[];

  @Field(() => AssetClass, { description: 'What is traded at that leverage.' })
  assetClass: keyof typeof AssetClass;

  @Field(() => Int, { description: 'The KYC level that it takes.' })
  kycLevel: number;

  @Field(() => [ClientCategory], { description: 'For clients of these categories.' })
  categories: (keyof typeof ClientCategory)[];

  @Field(() => [String], { description: 'Offered by these entities; empty: by all.' })
  jurisdictions: string[];

  @Field(() => Boolean, { description: 'Opened at once; otherwise support approves.' })
  autoApprove: boolean;

  @Field(() => Int, { description: 'So many of it a client has at most.' })
  mostPerClient: number;

  @Field(() => Boolean, { description: 'Whether it is still opened.' })
  isActive: boolean;

  @Field(() => String, { nullable: true, description: 'The name of who changed it last; null: as it was delivered.' })
  updatedBy: string | null;

  @Field(() => DateTime, { description: 'When it was changed last.' })
  updatedAt: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The most leverage for some clients. The closest row counts: that of the jurisdiction before that of the category.',
})
export class LeverageLimit {
  @Field(() => String, { nullable: true, description: 'Of clients of this entity; null: of any.' })
  jurisdiction: string | null;

  @Field(() => ClientCategory, { nullable: true, description: 'Of clients of this category; null: of any.' })
  category: keyof typeof ClientCategory | null;

  @Field(() => AssetClass, { description: 'On accounts that trade this.' })
  assetClass: keyof typeof AssetClass;

  @Field(() => Int, { description: 'Counts the changes: a change names the version that it saw.' })
  version: number;

  @Field(() => Int, { description: 'The most: 30 stands for 30:1.' })
  maximum: number;

  @Field(() => String, { description: 'Whose limit it is: ends the sentence "A leverage of 100 is more than the 30 that ...".' })
  why: string;

  @Field(() => String, { nullable: true, description: 'The name of who changed it last; null: as it was delivered.' })
  updatedBy: string | null;

  @Field(() => DateTime, { description: 'When it was changed last.' })
  updatedAt: string;
}

@InputType({ description: 'The most leverage for some clients.' })
export class LeverageLimitSetInput {
  @Field(() => String, { nullable: true, description: 'Of clients of this entity, such as CY; left out: of any.' })
  jurisdiction?: string | null;

  @Field(() => ClientCategory, { nullable: true, description: 'Of clients of this category; left out: of any.' })
  category?: keyof typeof ClientCategory | null;

  @Field(() => AssetClass, { description: 'On accounts that trade this.' })
  assetClass: keyof typeof AssetClass;

  @Field(() => Int, { nullable: true, description: 'The version that you saw; left out: there is no such row yet.' })
  version?: number | null;

  @Field(() => Int, { description: 'The most, 1 to 3000. Accounts that have more keep it.' })
  maximum: number;

  @Field(() => String, { description: 'Ends the sentence "A leverage of 100 is more than the 30 that ...".' })
  why: string;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: 'The limit as it is now, or why nothing was done.' })
export class LeverageLimitPayload {
  @Field(() => LeverageLimit, { nullable: true, description: 'The limit; null when there are errors.' })
  leverageLimit: LeverageLimit | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}

@InputType({ description: 'A new account type. It is offered at once.' })
export class AccountTypeCreateInput {
  @Field(() => String, { description: 'What tradingAccountOpen names it by: lower-case letters, digits and hyphens. It is never changed.' })
  code: string;

  @Field(() => String, { description: 'What it is called.' })
  title: string;

  @Field(() => TradingPlatform, { description: 'The software that it trades on.' })
  platform: keyof typeof TradingPlatform;

  @Field(() => TradingEnvironment, { description: 'Real money or play money.' })
  environment: keyof typeof TradingEnvironment;

  @Field(() => String, { description: "The platform's server: one that logins are given out on." })
  server: string;

  @Field(() => String, { description: "The platform's group; {currency} stands for the currency in small letters." })
  groupPattern: string;

  @Field(() => [CurrencyCode], { description: 'In which currencies it is kept.' })
  currencies: string[];

  @Field(() => [Int], { description: 'With which leverages it is opened.' })
  leverages: number[];

  @Field(() => AssetClass, { description: 'What is traded at that leverage.' })
  assetClass: keyof typeof AssetClass;

  @Field(() => Int, { description: 'The KYC level that it takes, 0 to 9.' })
  kycLevel: number;

  @Field(() => [ClientCategory], { description: 'For clients of these categories.' })
  categories: (keyof typeof ClientCategory)[];

  @Field(() => [String], { defaultValue: [], description: 'Offered by these entities; empty: by all.' })
  jurisdictions: string[];

  @Field(() => Boolean, { description: 'Opened at once; otherwise support approves.' })
  autoApprove: boolean;

  @Field(() => Int, { description: 'So many of it a client has at most, 1 to 100.' })
  mostPerClient: number;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@InputType({ description: 'Changes of an account type. Left out: unchanged. Accounts that are open stay as they are.' })
export class AccountTypeUpdateInput {
  @Field(() => String, { description: 'Which one.' })
  code: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is still opened.' })
  isActive?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Opened at once, without a look of support.' })
  autoApprove?: boolean | null;

  @Field(() => Int, { nullable: true, description: 'The KYC level that it takes, 0 to 9.' })
  kycLevel?: number | null;

  @Field(() => Int, { nullable: true, description: 'So many of it a client has at most, 1 to 100.' })
  mostPerClient?: number | null;

  @Field(() => [Int], { nullable: true, description: 'With which leverages it is opened.' })
  leverages?: number[] | null;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: 'The account type as it is now, or why nothing was done.' })
export class AccountTypePayload {
  @Field(() => AccountType, { nullable: true, description: 'The type; null when there are errors.' })
  accountType: AccountType | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
