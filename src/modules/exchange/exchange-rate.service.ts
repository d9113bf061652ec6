import type { Request } from '../../access/actor.js';
import { newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { statement } from '../../database/unit.js';
import { checkedName, checkedReason } from '../../runtime/checked-text.js';
import { Decimal } from '../../runtime/decimal.js';
import { refusal } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { isFarOff, MOST_PERCENT_OFF, percentOff } from './exchange-rate.policy.js';
import { type Rate, rateBook } from './exchange.rates.js';

export interface RateOrder {
  readonly base: string;
  readonly quote: string;
  readonly rate: string;
  readonly source?: string | null;
  readonly confirm?: boolean | null;
  readonly reason: string;
}

const INSERT = statement('insert into exchange_rate (id, base, quote, rate, source, at, set_by) values ($1, $2, $3, $4, $5, now(), $6)');
const BY_HAND = 'set by hand';

/** Exchange rates that finance sets. */
export class ExchangeRateService {
  readonly #database: Database;
  readonly #audit: AuditTrail;

  constructor(database: Database, audit: AuditTrail) {
    this.#database = database;
    this.#audit = audit;
  }

  /** Answers with the rate's id. It holds from now on. */
  async set(request: Request, order: RateOrder): Promise<string> {
    const reason = checkedReason(order.reason);
    const rate = checkedRate(order);
    const source = order.source == null ? BY_HAND : checkedName(order.source, 'source');
    if (source.startsWith('ECB ')) throw refusal('INVALID', 'Rates of the ECB are imported: name another source.', ['source']);
    return this.#database.unit(async (unit) => {
      const { base, quote } = order;
      const last = (await rateBook(unit, [base, quote], null)).find(base, quote);
      if (last !== undefined && isFarOff(last.rate, rate) && order.confirm !== true) throw farOff(last, rate);
      const id = newId();
      unit.write(INSERT, [id, base, quote, rate.toFixed(), source, request.actor.name]);
      this.#audit.append(unit, request, {
        ...{ action: 'exchangeRate.set', subjectType: 'ExchangeRate', subjectId: id, reason },
        before: last === undefined ? null : { base, quote, rate: shown(last.rate), source: last.source },
        after: { base, quote, rate: rate.toFixed(), source },
      });
      return id;
    });
  }
}

function checkedRate({ base, quote, rate }: RateOrder): Decimal {
  if (base === quote) throw refusal('INVALID', 'Base and quote are the same: a rate is between two currencies.', ['quote']);
  const value = new Decimal(rate);
  if (!value.greaterThan(0)) throw refusal('INVALID', 'A rate is above zero.', ['rate']);
  return value;
}

const shown = (rate: Decimal): string => rate.toSignificantDigits(10).toFixed();

const farOff = ({ rate: last, source, at }: Rate, next: Decimal) =>
  refusal(
    'POLICY_FORBIDS',
    `This is ${percentOff(last, next).toFixed(0)} % off the last rate, ${shown(last)} (${source}, ${at.slice(0, 10)}), and more than ${MOST_PERCENT_OFF} % is not taken unseen. If it is right, send it again with confirm.`,
    ['rate'],
  );
