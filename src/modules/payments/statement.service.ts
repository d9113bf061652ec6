import { createHash } from 'node:crypto';
import type { Request } from '../../access/actor.js';
import { type Statement, StatementRefused } from '../../connectors/payments/port.js';
import { newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { statement, type Unit } from '../../database/unit.js';
import { type AnyJob, defineJob, jobKind } from '../../runtime/jobs.js';
import { refusal } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { moneyUnit } from '../transactions/index.js';
import type { ProviderDirectory } from './provider.directory.js';
import { workOnLine } from './statement.matching.js';
import { newLines } from './statement.record.js';

export interface StatementFile {
  /** The provider's code. */
  readonly provider: string;
  readonly fileName: string;
  readonly content: Buffer;
}

export interface Imported {
  readonly id: string;
  /** False: it was there already. */
  readonly isNew: boolean;
  readonly lines: number;
}

/** Finds what the lines of a statement belong to. Safe to repeat: it goes on where it was. */
const MATCH = jobKind<{ statementId: string }>({ name: 'bankStatement.match', maxAttempts: 10 });
/** So many lines a transaction: each locks what it is about until it commits. */
const LINES_AT_ONCE = 50;

const INSERT = statement(`
  insert into bank_statement (id, provider, statement_id, account, currency, opening_balance, closing_balance, file_hash, lines, imported_by, imported_by_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing`);
const STORED = statement(`
  select id, lines from bank_statement where provider = $1 and (statement_id = $2 or file_hash = $3) order by imported_at, id limit 1`);
// A line that an earlier file brought is that file's.
const INSERT_LINES = statement(`
  insert into bank_statement_line (id, statement_id, provider, line_id, side, amount, currency, booked_on, value_on, remittance, end_to_end_id, counterparty_name,
    counterparty_account, is_return, number)
  select l.id, $1, $2, l.line_id, l.side, l.amount, l.currency, l.booked_on, l.value_on, l.remittance, l.end_to_end_id, l.name, l.account, l.is_return, l.number
  from jsonb_to_recordset($3::jsonb) as l (id uuid, line_id text, side text, amount numeric, currency text, booked_on date, value_on date, remittance text,
    end_to_end_id text, name text, account text, is_return boolean, number int)
  on conflict (provider, line_id) do nothing`);

/** Statements of banks: kept once, and every line brought to where it belongs. */
export class BankStatementService {
  readonly #database: Database;
  readonly #audit: AuditTrail;
  readonly #directory: ProviderDirectory;

  constructor(database: Database, audit: AuditTrail, directory: ProviderDirectory) {
    this.#database = database;
    this.#audit = audit;
    this.#directory = directory;
  }

  jobs(): AnyJob[] {
    return [defineJob({ ...MATCH, run: ({ statementId }) => this.match(statementId) })];
  }

  /** Refuses what is no statement of this bank, naming the line. The same statement again answers with the first, and does nothing. */
  async import(request: Request, file: StatementFile): Promise<Imported> {
    const read = await this.#read(file);
    const fileHash = createHash('sha256').update(file.content).digest('hex');
    return this.#database.unit(async (unit) => {
      const id = newId();
      const { statementId, account, currency, openingBalance, closingBalance, lines } = read;
      const { name, id: actorId } = request.actor;
      unit.write(INSERT, [id, file.provider, statementId, account, currency, openingBalance, closingBalance, fileHash, lines.length, name, actorId]);
      const stored = await unit.row<{ id: string; lines: number }>(STORED, [file.provider, statementId, fileHash]);
      const isNew = stored?.id === id;
      this.#audit.append(unit, request, {
        ...{ action: 'bankStatement.import', subjectType: 'BankStatement', subjectId: stored?.id ?? id },
        after: { provider: file.provider, fileName: file.fileName.slice(0, 200), statementId, fileSha256: fileHash, lines: lines.length, isNew },
      });
      if (!isNew) return { id: stored?.id ?? id, isNew, lines: stored?.lines ?? 0 };
      insertLines(unit, id, file.provider, lines);
      unit.enqueue(MATCH, { statementId: id }, { key: id });
      return { id, isNew, lines: lines.length };
    });
  }

  async match(statementId: string): Promise<void> {
    let worked: number;
    do {
      worked = await moneyUnit(this.#database, async (unit) => {
        const lines = await newLines(unit, statementId, LINES_AT_ONCE);
        for (const line of lines) await workOnLine(unit, line);
        return lines.length;
      });
    } while (worked === LINES_AT_ONCE);
  }

  async #read({ provider, content }: StatementFile): Promise<Statement> {
    const found = await this.#directory.find(provider);
    if (found === null) throw refusal('NOT_FOUND', `There is no payment provider "${provider.slice(0, 40)}".`, ['provider']);
    if (!found.connector.supports.statements) throw refusal('POLICY_FORBIDS', `${found.record.title} gives no statements.`, ['provider']);
    try {
      return found.connector.readStatement(content);
    } catch (error) {
      if (error instanceof StatementRefused) throw refusal('INVALID', error.message, ['content']);
      throw error;
    }
  }
}

function insertLines(unit: Unit, id: string, provider: string, lines: Statement['lines']): void {
  const rows = lines.map((line, at) => ({
    ...{
      id: newId(),
      number: at + 1,
      line_id: line.lineId,
      side: line.side,
      amount: line.amount,
      currency: line.currency,
      booked_on: line.bookedOn,
      value_on: line.valueOn,
    },
    ...{
      remittance: line.remittance,
      end_to_end_id: line.endToEndId,
      name: line.counterparty.name,
      account: line.counterparty.account,
      is_return: line.isReturn,
    },
  }));
  unit.write(INSERT_LINES, [id, provider, JSON.stringify(rows)]);
}
