import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, DateTimeRange, DecimalRange, ForwardArgs, OrderDirection, PageArgs } from '../../graphql/connection.js';
import { Money } from '../../graphql/money.types.js';
import { CurrencyCode, DateTime, Decimal } from '../../graphql/scalars.js';
import { TradingAccount } from '../accounts/index.js';
import { Client } from '../clients/index.js';
import { JournalEntry, MoneyOwner } from '../ledger/index.js';
import { Partner } from '../partners/index.js';
import { DepartmentCode } from '../permissions/index.js';
import { StaffMember } from '../staff/index.js';
import { ApprovalDecision, TransactionOrderField, TransactionStatus, TransactionType } from './transaction.enums.js';

@ObjectType({
  simpleResolvers: true,
  description: "A checker's decision on a transaction. One person counts once, and nobody checks what they asked for themselves.",
})
export class Approval {
  @Field(() => ID, { description: 'The id of the decision.' })
  id: string;

  @Field(() => ApprovalDecision, { description: 'What was decided.' })
  decision: keyof typeof ApprovalDecision;

  @Field(() => StaffMember, { description: 'Who decided.' })
  by: StaffMember;

  @Field(() => String, { nullable: true, description: 'What they said to it.' })
  comment: string | null;

  @Field(() => DateTime, { description: 'When they decided.' })
  at: string;
}

@ObjectType({ simpleResolvers: true, description: 'A movement of money: asked for, decided on, carried out and booked.' })
export class Transaction {
  @Field(() => ID, { description: 'The id of the transaction.' })
  id: string;

  @Field(() => Int, { description: 'Counts the changes: a decision names the version that it saw.' })
  version: number;

  @Field(() => String, { description: 'The number that people say on the phone: T2000123.' })
  reference: string;

  @Field(() => TransactionType, { description: 'What kind of movement it is.' })
  type: keyof typeof TransactionType;

  @Field(() => TransactionStatus, { description: 'Where it stands.' })
  status: keyof typeof TransactionStatus;

  @Field(() => Client, { nullable: true, description: "Whose money it is; null when it is a partner's." })
  client: Client | null;

  @Field(() => Partner, { nullable: true, description: "The partner whose money it is; null when it is a client's." })
  partner: Partner | null;

  @Field(() => TradingAccount, { nullable: true, description: 'The trading account that is funded, or that the money leaves; null for a wallet.' })
  tradingAccount: TradingAccount | null;

  @Field(() => TradingAccount, { nullable: true, description: 'The other side of a transfer; null for a wallet.' })
  counterAccount: TradingAccount | null;

  @Field(() => Transaction, { nullable: true, description: 'Of a chargeback: the deposit that is taken back.' })
  relatedTransaction: Transaction | null;

  @Field(() => Decimal, { description: 'The amount that was asked for. Of an adjustment it has a sign.' })
  amount: string;

  @Field(() => CurrencyCode, { description: 'The currency of amount, fee and processed amount.' })
  currency: string;

  @Field(() => Decimal, { description: 'What the broker charges for it.' })
  fee: string;

  @Field(() => Decimal, { nullable: true, description: 'What really arrived or left, once known: it is this that is booked.' })
  processedAmount: string | null;

  @Field(() => String, { nullable: true, description: 'The payment provider; null for what stays in the house.' })
  provider: string | null;

  @Field(() => String, { nullable: true, description: "The provider's own name for it." })
  providerReference: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was made, rejected or cancelled.' })
  reason: string | null;

  @Field(() => String, { description: 'The name of who asked for it.' })
  requestedBy: string;

  @Field(() => [Approval], { description: 'The decisions so far, oldest first; for staff only.' })
  approvals: Approval[];

  @Field(() => Int, { description: 'How many more approvals it needs.' })
  approvalsMissing: number;

  @Field(() => Int, { description: 'How many approvals the policy asked for when it was made.' })
  approvalsNeeded: number;

  @Field(() => [DepartmentCode], { description: 'Whose people may decide on it, as the policy stood when it was made.' })
  approvalDepartments: (keyof typeof DepartmentCode)[];

  @Field(() => Decimal, { nullable: true, description: 'With an exchange: what arrives on the other side.' })
  counterAmount: string | null;

  @Field(() => CurrencyCode, { nullable: true, description: 'With an exchange: the currency of what arrives.' })
  counterCurrency: string | null;

  @Field(() => Decimal, { nullable: true, description: 'With an exchange: so much of the other currency for one of this.' })
  exchangeRate: string | null;

  @Field(() => String, { nullable: true, description: 'With an exchange: where the rate comes from.' })
  exchangeRateSource: string | null;

  @Field(() => String, { nullable: true, description: 'Where a withdrawal goes, in words that show nothing secret: "DE89 **** 3000".' })
  destination: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Until when a deposit may be paid.' })
  expiresAt: string | null;

  @Field(() => [JournalEntry], { nullable: true, description: 'The balanced postings behind it, oldest first.' })
  journal: JournalEntry[] | null;

  @Field(() => DateTime, { description: 'When it was asked for.' })
  requestedAt: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was settled.' })
  settledAt: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of transactions.' })
export class TransactionConnection extends connectionOf(() => Transaction, 'Transaction', 'A transaction') {
  @Field(() => [Money], { nullable: true, description: 'Sums of the amounts over the whole filter, one per currency; computed only when asked for.' })
  totals: Money[] | null;
}

@InputType({ description: 'By what transactions are ordered, and which way.' })
export class TransactionOrder {
  @Field(() => TransactionOrderField, { description: 'By what.' })
  field: keyof typeof TransactionOrderField;

  @Field(() => OrderDirection, { defaultValue: 'DESC', description: 'Which way.' })
  direction: keyof typeof OrderDirection;
}

@InputType({ description: 'Which transactions: what is left out does not narrow the list; several conditions narrow it together.' })
export class TransactionFilter {
  @Field(() => [TransactionType], { nullable: true, description: 'Of any of these kinds.' })
  type?: string[] | null;

  @Field(() => [TransactionStatus], { nullable: true, description: 'In any of these statuses.' })
  status?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Of this client.' })
  clientId?: string | null;

  @Field(() => ID, { nullable: true, description: "This partner's own." })
  partnerId?: string | null;

  @Field(() => MoneyOwner, { nullable: true, description: "Of clients, or of partners: what these take out waits in the same queue as clients' withdrawals." })
  owner?: keyof typeof MoneyOwner | null;

  @Field(() => ID, { nullable: true, description: 'With this trading account on either side.' })
  tradingAccountId?: string | null;

  @Field(() => [CurrencyCode], { nullable: true, description: 'In any of these currencies.' })
  currency?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Through any of these payment providers.' })
  provider?: string[] | null;

  @Field(() => DecimalRange, { nullable: true, description: 'With an amount in this span, whatever the currency.' })
  amount?: DecimalRange | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Asked for in this span.' })
  requestedAt?: DateTimeRange | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Settled in this span.' })
  settledAt?: DateTimeRange | null;

  @Field(() => String, { nullable: true, description: 'Our reference or the provider\'s, by its start: "T20001".' })
  search?: string | null;
}

@ArgsType()
export class TransactionsArgs extends PageArgs {
  @Field(() => TransactionFilter, { nullable: true, description: 'Which transactions.' })
  filter?: TransactionFilter | null;

  @Field(() => TransactionOrder, { nullable: true, description: 'In which order; by the time of asking, newest first, when left out.' })
  orderBy?: TransactionOrder | null;
}

@ArgsType()
export class OwnTransactionsArgs extends ForwardArgs {
  @Field(() => TransactionFilter, { nullable: true, description: 'Which of them.' })
  filter?: TransactionFilter | null;

  @Field(() => TransactionOrder, { nullable: true, description: 'In which order; by the time of asking, newest first, when left out.' })
  orderBy?: TransactionOrder | null;
}
