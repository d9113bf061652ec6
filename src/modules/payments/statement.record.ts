import { statement, type Unit } from '../../database/unit.js';
import { amountText, Decimal } from '../../runtime/decimal.js';
import { storeEvent } from './inbox.record.js';

/** A line of a statement, as it is matched. */
export interface StatementLineRecord {
  readonly id: string;
  readonly provider: string;
  readonly lineId: string;
  readonly side: 'CREDIT' | 'DEBIT';
  readonly amount: Decimal;
  readonly currency: string;
  /** A calendar date. */
  readonly bookedOn: string;
  readonly remittance: string;
  readonly endToEndId: string | null;
  readonly counterparty: string | null;
  readonly isReturn: boolean;
}

const COLUMNS = `id, provider, line_id as "lineId", side, amount::text as amount, currency, booked_on::text as "bookedOn", remittance, end_to_end_id as "endToEndId",
  counterparty_name as counterparty, is_return as "isReturn"`;
const ONE = statement(`select ${COLUMNS} from bank_statement_line where id = $1 for no key update`);
const NEW = statement(`select ${COLUMNS} from bank_statement_line where statement_id = $1 and worked_at is null order by number limit $2 for no key update`);
const MATCH = statement('update bank_statement_line set transaction_id = $2, payout_id = $3, worked_at = coalesce(worked_at, now()) where id = $1');

type Stored = Omit<StatementLineRecord, 'amount'> & { readonly amount: string };
const record = (row: Stored): StatementLineRecord => ({ ...row, amount: new Decimal(row.amount) });

/** The line that a case came of, locked. */
export async function lineOfCase(unit: Unit, id: string): Promise<StatementLineRecord> {
  const row = await unit.row<Stored>(ONE, [id]);
  if (row === undefined) throw new Error(`There is no statement line ${id}`);
  return record(row);
}

/** Lines of a statement that nobody has looked at, locked, in the order of the file. */
export const newLines = async (unit: Unit, statementId: string, most: number): Promise<StatementLineRecord[]> =>
  (await unit.rows<Stored>(NEW, [statementId, most])).map(record);

/** Writes down that a line was looked at, and to what it belongs; null: to nothing that is known. */
export function matchLine(unit: Unit, id: string, transactionId: string | null, payoutId: string | null): void {
  unit.write(MATCH, [id, transactionId, payoutId]);
}

/** What a line says of a deposit or a payout goes by the inbox, like everything that a provider says. Answers with the event's id. */
export function storeLineEvent(
  unit: Unit,
  line: StatementLineRecord,
  about: { readonly direction: 'DEPOSIT' | 'PAYOUT'; readonly state: 'SETTLED' | 'RETURNED'; readonly orderId: string },
): Promise<string> {
  return storeEvent(
    unit,
    line.provider,
    {
      ...about,
      ...{ eventId: `statement:${line.lineId}`, vendorType: line.isReturn ? 'return' : line.side.toLowerCase(), providerReference: null },
      ...{ processedAmount: amountText(line.amount, line.currency), currency: line.currency, fee: null },
      ...{ reason: about.state === 'RETURNED' ? line.remittance.slice(0, 300) || null : null, at: `${line.bookedOn}T00:00:00.000Z` },
    },
    { source: 'STATEMENT', rawBody: null },
  );
}
