import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, DateTimeRange, ForwardArgs, OrderDirection, PageArgs } from '../../graphql/connection.js';
import { CalendarDate, CurrencyCode, DateTime, Decimal } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';
import { Transaction } from '../transactions/index.js';
import { BankStatementLineStatus, BankStatementOrderField, BankStatementSide } from './statement.enums.js';

@ObjectType({ simpleResolvers: true, description: 'One movement on our bank account, as the bank tells it.' })
export class BankStatementLine {
  @Field(() => ID, { description: 'The id of the line.' })
  id: string;

  @Field(() => String, { description: "The bank's reference of it, or a hash where the bank gives none." })
  lineId: string;

  @Field(() => BankStatementSide, { description: 'Which way the money went.' })
  side: keyof typeof BankStatementSide;

  @Field(() => Decimal, { description: 'How much.' })
  amount: string;

  @Field(() => CurrencyCode, { description: 'The currency of the amount.' })
  currency: string;

  @Field(() => CalendarDate, { description: 'When the bank booked it.' })
  bookedOn: string;

  @Field(() => CalendarDate, { nullable: true, description: 'From when on it counts.' })
  valueOn: string | null;

  @Field(() => String, { description: 'What the payer wrote.' })
  remittance: string;

  @Field(() => String, { nullable: true, description: 'The reference that goes from end to end.' })
  endToEndId: string | null;

  @Field(() => String, { nullable: true, description: 'Who is on the other side.' })
  counterpartyName: string | null;

  @Field(() => String, { nullable: true, description: 'The account on the other side.' })
  counterpartyAccount: string | null;

  @Field(() => Boolean, { description: 'Whether a payout of ours came back.' })
  isReturn: boolean;

  @Field(() => BankStatementLineStatus, { description: 'What became of it.' })
  status: keyof typeof BankStatementLineStatus;

  @Field(() => Transaction, { nullable: true, description: 'The transaction that it belongs to.' })
  transaction: Transaction | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of statement lines.' })
export class BankStatementLineConnection extends connectionOf(() => BankStatementLine, 'BankStatementLine', 'A statement line') {}

@InputType({ description: 'Which lines.' })
export class BankStatementLineFilter {
  @Field(() => BankStatementSide, { nullable: true, description: 'Of money that went this way.' })
  side?: string | null;

  @Field(() => [BankStatementLineStatus], { nullable: true, description: 'Of which any of these became.' })
  status?: string[] | null;
}

@ArgsType()
export class BankStatementLinesArgs extends ForwardArgs {
  @Field(() => BankStatementLineFilter, { nullable: true, description: 'Which lines.' })
  filter?: BankStatementLineFilter | null;
}

@ObjectType({ simpleResolvers: true, description: 'A bank statement that was imported.' })
export class BankStatement {
  @Field(() => ID, { description: 'The id of the statement with us.' })
  id: string;

  @Field(() => String, { description: 'The bank, as a payment provider.' })
  provider: string;

  @Field(() => String, { description: "The bank's own id of it." })
  statementId: string;

  @Field(() => String, { description: 'Our account there.' })
  account: string;

  @Field(() => CurrencyCode, { description: 'The currency of the account.' })
  currency: string;

  @Field(() => Decimal, { nullable: true, description: 'What was in the account before; null: the file does not say.' })
  openingBalance: string | null;

  @Field(() => Decimal, { nullable: true, description: 'What was in the account afterwards; null: the file does not say.' })
  closingBalance: string | null;

  @Field(() => Int, { description: 'How many lines the file had. Lines that an earlier file brought are not repeated below.' })
  lineCount: number;

  @Field(() => String, { description: 'Who imported it.' })
  importedBy: string;

  @Field(() => DateTime, { description: 'When it was imported.' })
  importedAt: string;
}

@ObjectType({ simpleResolvers: true, description: 'A page of bank statements.' })
export class BankStatementConnection extends connectionOf(() => BankStatement, 'BankStatement', 'A bank statement') {}

@InputType({ description: 'Which statements: what is left out does not narrow the list.' })
export class BankStatementFilter {
  @Field(() => [String], { nullable: true, description: 'Of any of these banks.' })
  provider?: string[] | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Imported in this span.' })
  importedAt?: DateTimeRange | null;
}

@InputType({ description: 'By what statements are ordered, and which way.' })
export class BankStatementOrder {
  @Field(() => BankStatementOrderField, { description: 'By what.' })
  field: keyof typeof BankStatementOrderField;

  @Field(() => OrderDirection, { defaultValue: 'DESC', description: 'Which way.' })
  direction: keyof typeof OrderDirection;
}

@ArgsType()
export class BankStatementsArgs extends PageArgs {
  @Field(() => BankStatementFilter, { nullable: true, description: 'Which statements.' })
  filter?: BankStatementFilter | null;

  @Field(() => BankStatementOrder, { nullable: true, description: 'In which order; newest first when left out.' })
  orderBy?: BankStatementOrder | null;
}

@InputType({ description: 'A bank statement as a file. Larger ones go by PUT /payments/statements/<provider>.' })
export class BankStatementImportInput {
  @Field(() => String, { description: 'The bank, as a payment provider.' })
  provider: string;

  @Field(() => String, { description: 'The name of the file: the audit log keeps it.' })
  fileName: string;

  @Field(() => String, { description: 'The file in base64: CAMT.053 or CSV, at most 150 kB.' })
  content: string;
}

@ObjectType({ simpleResolvers: true, description: 'The statement, or why it was not taken.' })
export class BankStatementPayload {
  @Field(() => BankStatement, { nullable: true, description: 'The statement; of one that was there already, the first. Null when there are errors.' })
  bankStatement: BankStatement | null;

  @Field(() => Boolean, { description: 'False: it was there already, and nothing was done.' })
  isNew: boolean;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
