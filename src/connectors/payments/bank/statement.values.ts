import { createHash } from 'node:crypto';
import { BadAmount, exactAmount } from '../amounts.js';
import type { StatementLine } from '../port.js';

/** A calendar date that exists; null: it does not. */
export function calendarDate(text: string | null): string | null {
  const day = /^(\d{4}-\d{2}-\d{2})(?:T.*|Z|[+-]\d{2}:\d{2})?$/.exec(text ?? '')?.[1];
  if (day === undefined) return null;
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day) ? day : null;
}

/** The amount as its currency writes it, or what is wrong with it. */
export function amountOrProblem(text: string, currency: string): { readonly amount: string } | { readonly problem: string } {
  try {
    return { amount: exactAmount(text, currency) };
  } catch (error) {
    if (error instanceof BadAmount) return { problem: error.message };
    throw error;
  }
}

/** Banks book entries over nothing, for notices; no money moves by them. */
export const movesMoney = ({ amount }: Pick<StatementLine, 'amount'>): boolean => /[1-9]/.test(amount);

export const oneLine = (parts: readonly (string | null)[]): string =>
  parts
    .filter((part) => part !== null)
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

export type LineWithoutId = Omit<StatementLine, 'lineId'>;

/**
 * The bank's reference, or a hash over what the line says. Several alike in one file, which is how two equal transfers of a day and
 * the parts of a batch look, are numbered in their order, so that the same file gives the same ids again.
 */
export class LineIds {
  readonly #seen = new Map<string, number>();
  readonly #account: string;

  constructor(account: string) {
    this.#account = account;
  }

  idOf(line: LineWithoutId, bankReference: string | null): string {
    const { side, amount, currency, bookedOn, valueOn, remittance, endToEndId, counterparty } = line;
    const said = [this.#account, side, amount, currency, bookedOn, valueOn, remittance, endToEndId, counterparty.name, counterparty.account];
    const id = bankReference ?? createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 32);
    const count = (this.#seen.get(id) ?? 0) + 1;
    this.#seen.set(id, count);
    return count === 1 ? id : `${id}#${count}`;
  }
}
