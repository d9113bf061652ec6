import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, PageArgs } from '../../graphql/connection.js';
import { CurrencyCode, DateTime, Decimal } from '../../graphql/scalars.js';
import { Client } from '../clients/index.js';
import { Partner } from '../partners/index.js';
import { CommissionPeriod } from './period.types.js';

@ObjectType({ simpleResolvers: true, description: 'What of a statement goes to a client of the partner, and not to the partner itself.' })
export class CommissionRebate {
  @Field(() => ID, { description: 'The id of the row.' })
  id: string;

  @Field(() => Client, { nullable: true, description: 'Whose it is.' })
  client: Client | null;

  @Field(() => CurrencyCode, { description: 'The currency of the amount.' })
  currency: string;

  @Field(() => Decimal, { description: 'How much; below zero where more was taken back than given.' })
  amount: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What of a statement comes from the trades of one month: by that month a commissionSummary counts it, whenever it was booked.',
})
export class CommissionStatementMonth {
  @Field(() => String, { description: 'The month of the trades, as 2026-10, in UTC; of what has no trade, that in which it was booked.' })
  month: string;

  @Field(() => Decimal, { description: 'What was earned and corrected. All months together are accrued + corrections.' })
  amount: string;

  @Field(() => Int, { description: 'How many commissions it has.' })
  commissionCount: number;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'What a partner earned in a period, in one currency: opening + accrued + corrections - rebates - paid = closing. It holds what was booked in the period, whenever it was traded: what came late, and corrections of months that are closed, are here and not there. A commissionSummary goes by trades instead; tradedMonths tells the one from the other. It never changes; sums have all their decimals.',
})
export class CommissionStatement {
  @Field(() => ID, { description: 'The id of the statement.' })
  id: string;

  @Field(() => String, { description: 'What people call it: S500017.' })
  reference: string;

  @Field(() => Partner, { nullable: true, description: 'Whose it is.' })
  partner: Partner | null;

  @Field(() => CommissionPeriod, { nullable: true, description: 'The period.' })
  period: CommissionPeriod | null;

  @Field(() => CurrencyCode, { description: 'The currency of all amounts.' })
  currency: string;

  @Field(() => Decimal, { description: 'The closing of the statement before; below zero where more was taken back than earned.' })
  opening: string;

  @Field(() => Decimal, { description: 'What was earned: booked in the period, also by trades before it.' })
  accrued: string;

  @Field(() => Decimal, { description: 'What was corrected of earlier commissions: booked in the period, mostly of trades before it.' })
  corrections: string;

  @Field(() => Decimal, { description: 'What of the two goes to clients of the partner.' })
  rebates: string;

  @Field(() => Decimal, { description: 'What was paid since the statement before.' })
  paid: string;

  @Field(() => Decimal, { description: 'What is owed at the end. It is rounded when it is paid, and what rounding leaves is in the next opening.' })
  closing: string;

  @Field(() => Int, { description: 'How many commissions it has.' })
  commissionCount: number;

  @Field(() => DateTime, { description: 'When it was made.' })
  closedAt: string;

  @Field(() => [CommissionRebate], { nullable: true, description: 'What goes to which client.' })
  clientRebates: CommissionRebate[] | null;

  @Field(() => [CommissionStatementMonth], { nullable: true, description: 'From the trades of which months it comes, the earliest first.' })
  tradedMonths: CommissionStatementMonth[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Where to fetch it as a PDF, for people to read. It holds for 60 seconds, and for as long as you are signed in and may see it. Reading it is written to the audit log, and so is each download.',
  })
  pdfUrl: string | null;

  @Field(() => String, { nullable: true, description: 'The same as CSV, with every commission and its explanation.' })
  csvUrl: string | null;

  @Field(() => String, { nullable: true, description: 'The same as a workbook (XLSX), with every commission and its explanation.' })
  xlsxUrl: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of statements.' })
export class CommissionStatementConnection extends connectionOf(() => CommissionStatement, 'CommissionStatement', 'A statement') {}

@InputType({ description: 'Which statements: what is left out does not narrow the list; several conditions narrow it together.' })
export class CommissionStatementFilter {
  @Field(() => ID, { nullable: true, description: 'Of this partner.' })
  partnerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this period.' })
  periodId?: string | null;

  @Field(() => [CurrencyCode], { nullable: true, description: 'In any of these currencies.' })
  currency?: string[] | null;
}

@ArgsType()
export class CommissionStatementsArgs extends PageArgs {
  @Field(() => CommissionStatementFilter, { nullable: true, description: 'Which statements; the latest first.' })
  filter?: CommissionStatementFilter | null;
}
