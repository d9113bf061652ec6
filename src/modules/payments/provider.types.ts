import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CurrencyCode, Decimal } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';
import { PaymentProviderKind } from './payment.enums.js';
import { PaymentProviderTestOutcome } from './provider.enums.js';

@ObjectType({ simpleResolvers: true, description: 'A setting of a provider.' })
export class PaymentProviderSetting {
  @Field(() => String, { description: 'Its name, such as merchantId.' })
  name: string;

  @Field(() => String, { description: 'Its value.' })
  value: string;
}

@ObjectType({ simpleResolvers: true, description: 'How a payment provider is set up. Of its secrets only the names are told.' })
export class PaymentProviderSettings {
  @Field(() => ID, { description: 'What deposits and withdrawals name it by: "cardway".' })
  code: string;

  @Field(() => Int, { description: 'Counts the changes: an update names the version that it saw.' })
  version: number;

  @Field(() => String, { description: 'What people read.' })
  title: string;

  @Field(() => PaymentProviderKind, { description: 'What kind of provider it is.' })
  kind: keyof typeof PaymentProviderKind;

  @Field(() => String, { nullable: true, description: 'Where its API is; null for a bank with statements.' })
  baseUrl: string | null;

  @Field(() => [PaymentProviderSetting], { description: 'What its connector has to know.' })
  settings: PaymentProviderSetting[];

  @Field(() => [String], { description: 'The names of the secrets that are set.' })
  secretsSet: string[];

  @Field(() => [String], { description: 'The names of the secrets that its connector cannot do without, and that are not set.' })
  secretsMissing: string[];

  @Field(() => Int, { description: 'After so many milliseconds without an answer it counts as silent.' })
  timeoutMs: number;

  @Field(() => Int, { description: 'How many minutes a deposit may take to be paid.' })
  sessionMinutes: number;

  @Field(() => Int, { description: 'So far, in hundredths of a per cent, what was paid may differ from what was asked for before a person has to look at it.' })
  amountToleranceBps: number;

  @Field(() => Int, { description: 'For so many days money goes back to where it came from.' })
  returnWindowDays: number;

  @Field(() => Int, { description: 'The lowest is offered first.' })
  priority: number;

  @Field(() => Boolean, { description: 'Whether it takes deposits now.' })
  depositsEnabled: boolean;

  @Field(() => Boolean, { description: 'Whether it takes withdrawals now.' })
  payoutsEnabled: boolean;
}

@InputType({ description: 'A setting.' })
export class PaymentProviderSettingInput {
  @Field(() => String, { description: 'Its name, such as merchantId.' })
  name: string;

  @Field(() => String, { description: 'Its value.' })
  value: string;
}

@InputType({ description: 'A secret. It is kept enciphered and never answered.' })
export class PaymentProviderSecretInput {
  @Field(() => String, { description: 'Its name, such as webhookSecret.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'Its value; null takes it away.' })
  value?: string | null;
}

@InputType({ description: 'How a provider is reached, and what it may do.' })
abstract class ProviderOptions {
  @Field(() => String, { nullable: true, description: 'Where its API is, by https. Another host is told the secrets only when they are given again.' })
  baseUrl?: string | null;

  @Field(() => [PaymentProviderSettingInput], { nullable: true, description: 'What its connector has to know: all of it.' })
  settings?: PaymentProviderSettingInput[] | null;

  @Field(() => [PaymentProviderSecretInput], { nullable: true, description: 'Secrets to set, change or take away; the others stay.' })
  secrets?: PaymentProviderSecretInput[] | null;

  @Field(() => Int, { nullable: true, description: 'After so many milliseconds without an answer it counts as silent: 100 to 120000.' })
  timeoutMs?: number | null;

  @Field(() => Int, { nullable: true, description: 'How many minutes a deposit may take to be paid: 1 to 20160.' })
  sessionMinutes?: number | null;

  @Field(() => Int, { nullable: true, description: 'How far what was paid may differ, in hundredths of a per cent: 0 to 1000.' })
  amountToleranceBps?: number | null;

  @Field(() => Int, { nullable: true, description: 'For so many days money goes back to where it came from: 0 to 3650.' })
  returnWindowDays?: number | null;

  @Field(() => Int, { nullable: true, description: 'The lowest is offered first: 0 to 10000.' })
  priority?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it takes deposits.' })
  depositsEnabled?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it takes withdrawals.' })
  payoutsEnabled?: boolean | null;
}

@InputType({ description: 'A new payment provider. Its currencies come by paymentProviderTermsSet.' })
export class PaymentProviderCreateInput extends ProviderOptions {
  @Field(() => ID, { description: 'What deposits and withdrawals will name it by, for good.' })
  code: string;

  @Field(() => String, { description: 'What people read.' })
  title: string;

  @Field(() => PaymentProviderKind, { description: 'Which connector speaks to it, for good.' })
  kind: keyof typeof PaymentProviderKind;
}

@InputType({ description: 'Changes of a payment provider: what is left out stays.' })
export class PaymentProviderUpdateInput extends ProviderOptions {
  @Field(() => ID, { description: 'Which provider.' })
  code: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => String, { nullable: true, description: 'What people read.' })
  title?: string | null;
}

@InputType({ description: 'What a provider takes and charges in a currency. A limit that is left out does not stand.' })
export class PaymentProviderTermsSetInput {
  @Field(() => ID, { description: 'Which provider.' })
  code: string;

  @Field(() => Int, { description: 'The version of the provider that you saw.' })
  version: number;

  @Field(() => CurrencyCode, { description: 'In which currency.' })
  currency: string;

  @Field(() => Decimal, { nullable: true, description: 'The least that can be deposited.' })
  depositMin?: string | null;

  @Field(() => Decimal, { nullable: true, description: 'The most that can be deposited in one go.' })
  depositMax?: string | null;

  @Field(() => Decimal, { nullable: true, description: 'The least that can be withdrawn.' })
  withdrawalMin?: string | null;

  @Field(() => Decimal, { nullable: true, description: 'The most that can be withdrawn in one go.' })
  withdrawalMax?: string | null;

  @Field(() => Int, { defaultValue: 0, description: 'The share of a deposit that is charged, in hundredths of a per cent: 0 to 5000.' })
  depositFeeBps: number;

  @Field(() => Decimal, { defaultValue: '0', description: 'What is charged for a deposit beside the share.' })
  depositFeeFixed: string;

  @Field(() => Int, { defaultValue: 0, description: 'The share of a withdrawal that is charged, in hundredths of a per cent: 0 to 5000.' })
  withdrawalFeeBps: number;

  @Field(() => Decimal, { defaultValue: '0', description: 'What is charged for a withdrawal beside the share.' })
  withdrawalFeeFixed: string;
}

@InputType({ description: 'A provider that is asked whether it answers.' })
export class PaymentProviderTestInput {
  @Field(() => ID, { description: 'Which provider.' })
  code: string;
}

@ObjectType({ simpleResolvers: true, description: 'The provider as it is set up now, or why nothing was done.' })
export class PaymentProviderPayload {
  @Field(() => PaymentProviderSettings, { nullable: true, description: 'The provider; null when there are errors.' })
  paymentProvider: PaymentProviderSettings | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}

@ObjectType({ simpleResolvers: true, description: 'How the provider answered.' })
export class PaymentProviderTestPayload {
  @Field(() => PaymentProviderTestOutcome, { nullable: true, description: 'In a word; null when there are errors.' })
  outcome: keyof typeof PaymentProviderTestOutcome | null;

  @Field(() => String, { nullable: true, description: 'In a sentence.' })
  message: string | null;

  @Field(() => Int, { nullable: true, description: 'How long it took.' })
  milliseconds: number | null;

  @Field(() => [UserError], { description: 'Why nothing was asked; empty when it was.' })
  userErrors: UserError[];
}
