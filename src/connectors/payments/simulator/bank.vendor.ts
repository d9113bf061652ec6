import { randomInt } from 'node:crypto';
import { BadAmount, toMinorUnits } from '../amounts.js';
import { type BankCredentials, camtFile, csvFile } from './bank.files.js';
import { escaped, page, redirect } from '../../simulation/page.js';
import { money } from './pages.js';
import type { Records, SimulatedTransfer } from './records.js';
import { fieldsOf, json, notFound, type WebAnswer, type WebRequest } from '../../simulation/web.js';

const KINDS = ['in', 'out', 'return'] as const;
const isKind = (text: string): text is SimulatedTransfer['kind'] => (KINDS as readonly string[]).includes(text);

const TITLES: Readonly<Record<SimulatedTransfer['kind'], string>> = {
  in: 'somebody sends it in',
  out: 'a payout of ours goes out',
  return: 'a payout of ours comes back',
};

const today = (): string => new Date().toISOString().slice(0, 10);

const field = (name: string, label: string, value: string): string =>
  `<label>${label}<br><input name="${name}" value="${escaped(value)}" maxlength="140" required></label>`;

/** A bank without an API: a page where one sends a transfer, and the day's statement to download. */
export class BankVendor {
  readonly #records: Records;
  readonly #bank: BankCredentials;

  constructor(records: Records, bank: BankCredentials) {
    this.#records = records;
    this.#bank = bank;
  }

  handle(request: WebRequest): WebAnswer | null {
    const { method, path } = request;
    const place = path.join('/');
    if (place === 'bank' && method === 'GET') return this.#page();
    if (place === 'bank/transfers' && method === 'POST') return this.#send(request) ?? redirect('/bank');
    if (place === 'control/bank/transfers' && method === 'POST') return this.#send(request) ?? json(200, {});
    if (place.startsWith('bank/statements/') && method === 'GET') return this.#statement(path[2] ?? '');
    return null;
  }

  /** Null: it is in the account now. */
  #send(request: WebRequest): WebAnswer | null {
    const { kind = 'in', amount = '', currency = '', remittance = '', name = '', account = '', day = today() } = fieldsOf(request);
    if (!isKind(kind)) return json(400, { error: `kind must be one of ${KINDS.join(', ')}.` });
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day))) return json(400, { error: 'day must be a date such as 2026-11-22.' });
    if (!/^[A-Za-z0-9]{5,34}$/.test(account)) return json(400, { error: 'account must be an IBAN without blanks.' });
    try {
      const id = `SIM${randomInt(10 ** 11, 10 ** 12)}`;
      const facts = { kind, amount: toMinorUnits(amount, currency), currency, name, account: account.toUpperCase(), remittance, day };
      this.#records.put({ table: 'transfer', id, ...facts });
      return null;
    } catch (error) {
      if (error instanceof BadAmount) return json(400, { error: error.message });
      throw error;
    }
  }

  /** `2026-11-22.EUR.xml` */
  #statement(name: string): WebAnswer {
    const [, day, currency, format] = /^(\d{4}-\d{2}-\d{2})\.([A-Z]{3})\.(xml|csv)$/.exec(name) ?? [];
    if (day === undefined || currency === undefined) return notFound();
    const transfers = this.#records.all('transfer').filter((transfer) => transfer.currency === currency);
    if (!transfers.some((transfer) => transfer.day === day)) return notFound();
    const body = format === 'xml' ? camtFile(transfers, { day, currency }, this.#bank) : csvFile(transfers, day, this.#bank);
    const type = format === 'xml' ? 'application/xml' : 'text/csv; charset=utf-8';
    return { status: 200, headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` }, body };
  }

  #page(): WebAnswer {
    const transfers = this.#records.all('transfer');
    const kinds = KINDS.map((kind) => `<option value="${kind}">${TITLES[kind]}</option>`).join('');
    const form =
      `<form class="row" method="post" action="/bank/transfers"><label>What happens<br><select name="kind">${kinds}</select></label>` +
      field('amount', 'Amount', '100.00') +
      field('currency', 'Currency', 'EUR') +
      field('remittance', 'Reference', '') +
      field('name', 'Name', 'Anna Keller') +
      field('account', 'IBAN', 'DE89370400440532013000') +
      field('day', 'Booked on', today()) +
      '<button>Book it</button></form>';
    const statements = [...new Set(transfers.map(({ day, currency }) => `${day}.${currency}`))].sort().reverse();
    const links = statements.map(
      (name) => `<li>${name.replace('.', ', ')}: <a href="/bank/statements/${name}.xml">CAMT.053</a>, <a href="/bank/statements/${name}.csv">CSV</a></li>`,
    );
    const rows = [...transfers]
      .reverse()
      .slice(0, 100)
      .map(
        ({ day, kind, amount, currency, remittance, name }) =>
          `<tr><td>${[day, TITLES[kind], money(amount, currency), remittance, name].map(escaped).join('</td><td>')}</td></tr>`,
      );
    const account = `<p class="note">Account of ${escaped(this.#bank.beneficiary)}, ${escaped(this.#bank.iban)}. This is a simulator: no money moves.</p>`;
    return page(this.#bank.bankName, `${account}${form}<h2>Statements</h2><ul>${links.join('')}</ul><table>${rows.join('')}</table>`);
  }
}
