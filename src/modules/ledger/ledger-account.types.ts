import { ArgsType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { connectionOf, ForwardArgs, OrderDirection, PageArgs } from '../../graphql/connection.js';
import { CurrencyCode, DateTime, Decimal } from '../../graphql/scalars.js';
import { TradingAccount } from '../accounts/index.js';
import { Client } from '../clients/index.js';
import { Partner } from '../partners/index.js';
import { LedgerAccountKind, LedgerAccountOrderField } from './ledger.enums.js';

@ObjectType({
  simpleResolvers: true,
  description: 'An account of the ledger. Above zero its balance is what the broker owes to the owner; all balances of a currency add up to zero.',
})
export class LedgerAccount {
  @Field(() => ID, { description: 'The id of the account.' })
  id: string;

  @Field(() => String, { description: 'The code, which says what it is for: `client-wallet/C100042/USD`.' })
  code: string;

  @Field(() => LedgerAccountKind, { description: 'What it is for.' })
  kind: keyof typeof LedgerAccountKind;

  @Field(() => CurrencyCode, { description: 'The currency.' })
  currency: string;

  @Field(() => Decimal, { description: 'The sum of all lines posted to it.' })
  balance: string;

  @Field(() => Decimal, { description: 'Reserved for withdrawals under way.' })
  held: string;

  @Field(() => Decimal, { description: 'The balance without what is held.' })
  available: string;

  @Field(() => Client, { nullable: true, description: "The client whose account it is; null when it is a partner's or the house's." })
  client: Client | null;

  @Field(() => Partner, { nullable: true, description: 'The partner whose wallet it is.' })
  partner: Partner | null;

  @Field(() => TradingAccount, { nullable: true, description: 'The trading account whose money or credit it is.' })
  tradingAccount: TradingAccount | null;

  @Field(() => DateTime, { description: 'When it was opened.' })
  createdAt: string;
}

@ObjectType({ simpleResolvers: true, description: 'A page of ledger accounts.' })
export class LedgerAccountConnection extends connectionOf(() => LedgerAccount, 'LedgerAccount', 'A ledger account') {}

@InputType({ description: 'Which ledger accounts: what is left out does not narrow the list; several conditions narrow it together.' })
export class LedgerAccountFilter {
  @Field(() => [LedgerAccountKind], { nullable: true, description: 'Of any of these kinds.' })
  kind?: string[] | null;

  @Field(() => [CurrencyCode], { nullable: true, description: 'In any of these currencies.' })
  currency?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Of this client: wallets, trading accounts, credit and debts.' })
  clientId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this partner.' })
  partnerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Money and credit of this trading account.' })
  tradingAccountId?: string | null;

  @Field(() => String, { nullable: true, description: 'By the start of the code: "provider-clearing/".' })
  code?: string | null;
}

@InputType({ description: 'By what ledger accounts are ordered, and which way.' })
export class LedgerAccountOrder {
  @Field(() => LedgerAccountOrderField, { description: 'By what.' })
  field: keyof typeof LedgerAccountOrderField;

  @Field(() => OrderDirection, { defaultValue: 'ASC', description: 'Which way.' })
  direction: keyof typeof OrderDirection;
}

@ArgsType()
export class LedgerAccountsArgs extends PageArgs {
  @Field(() => LedgerAccountFilter, { nullable: true, description: 'Which accounts.' })
  filter?: LedgerAccountFilter | null;

  @Field(() => LedgerAccountOrder, { nullable: true, description: 'In which order; by code when left out.' })
  orderBy?: LedgerAccountOrder | null;
}

@ObjectType({ simpleResolvers: true, description: 'One line of a statement of account, with the balance after it.' })
export class LedgerStatementLine {
  @Field(() => ID, { description: 'The id of the journal entry.' })
  entryId: string;

  @Field(() => String, { description: 'What the entry books, in words.' })
  description: string;

  @Field(() => ID, { nullable: true, description: 'The id of the transaction behind it, if there is one.' })
  transactionId: string | null;

  @Field(() => String, { nullable: true, description: 'The number of that transaction: T2000123.' })
  transactionReference: string | null;

  @Field(() => Decimal, { description: 'The signed amount.' })
  amount: string;

  @Field(() => Decimal, { description: 'The balance of the account after this line.' })
  balance: string;

  @Field(() => DateTime, { description: 'When it was posted.' })
  postedAt: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A statement of account: what it held at the start and at the end of a period, and the lines between, oldest first, a page at a time.',
})
export class LedgerAccountStatement extends connectionOf(() => LedgerStatementLine, 'LedgerStatementLine', 'A line of a statement') {
  @Field(() => LedgerAccount, { description: 'The account.' })
  account: LedgerAccount;

  @Field(() => CurrencyCode, { description: 'The currency of all amounts.' })
  currency: string;

  @Field(() => Decimal, { description: 'The balance at the start of the period.' })
  opening: string;

  @Field(() => Decimal, { description: 'The balance at the end of the period: opening and what came in, less what went out.' })
  closing: string;

  @Field(() => Decimal, { description: 'The sum of all lines of the period above zero.' })
  totalIn: string;

  @Field(() => Decimal, { description: 'The sum of all lines of the period below zero, without the sign.' })
  totalOut: string;
}

@ArgsType()
export class LedgerAccountStatementArgs extends ForwardArgs {
  @Field(() => ID, { nullable: true, description: 'Which account, by its id.' })
  id?: string | null;

  @Field(() => String, { nullable: true, description: 'Which account, by its code: `provider-clearing/cardway/USD`.' })
  code?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'The first instant that counts; left out: since the account was opened.' })
  from?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'The first instant that no longer counts; left out: until now.' })
  to?: string | null;
}
