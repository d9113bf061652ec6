import { exactAmount, sumOfAmounts } from '../amounts.js';
import { type PaymentFile, type PayoutOrder, ProviderRefusal } from '../port.js';
import { bankAccountOf, bankDestinationProblem } from './bank.destination.js';

/** Whose account pays. */
export interface Debtor {
  readonly name: string;
  readonly iban: string;
  readonly bic: string;
}

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09';

/** What banks take in a payment: the Latin set of SEPA. Accents go, other letters become a dot. */
const latin = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9/\-?:().,'+ ]/g, '.');

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const element = (name: string, text: string, attributes = ''): string => `<${name}${attributes}>${escaped(text)}</${name}>`;

const named = (name: string, content: string): string => `<${name}>${content}</${name}>`;

const agent = (name: string, bic: string | null): string =>
  named(name, named('FinInstnId', bic === null ? named('Othr', element('Id', 'NOTPROVIDED')) : element('BICFI', bic)));

const party = (name: string, holder: string): string => named(name, element('Nm', latin(holder).slice(0, 70)));

const account = (name: string, iban: string): string => named(name, named('Id', element('IBAN', iban)));

/** The reference is what the bank gives back in its statement, as end-to-end id and as text. */
function transfer({ orderId, reference, amount, currency, destination }: PayoutOrder): string {
  const { iban, bic, holder } = bankAccountOf(destination);
  return named(
    'CdtTrfTxInf',
    named('PmtId', element('InstrId', orderId.replaceAll('-', '').slice(0, 35)) + element('EndToEndId', reference)) +
      named('Amt', element('InstdAmt', exactAmount(amount, currency), ` Ccy="${currency}"`)) +
      agent('CdtrAgt', bic) +
      party('Cdtr', holder) +
      account('CdtrAcct', iban) +
      named('RmtInf', element('Ustrd', reference)),
  );
}

interface Batch {
  readonly id: string;
  readonly currency: string;
  readonly orders: readonly PayoutOrder[];
}

/** Euros go as SEPA transfers, each side bearing its own charges; others with shared charges. */
function payment({ id, currency, orders }: Batch, debtor: Debtor, day: string): string {
  const isSepa = currency === 'EUR';
  return named(
    'PmtInf',
    element('PmtInfId', id) +
      element('PmtMtd', 'TRF') +
      element('BtchBookg', 'false') +
      element('NbOfTxs', String(orders.length)) +
      element(
        'CtrlSum',
        sumOfAmounts(
          orders.map(({ amount }) => amount),
          currency,
        ),
      ) +
      (isSepa ? named('PmtTpInf', named('SvcLvl', element('Cd', 'SEPA'))) : '') +
      named('ReqdExctnDt', element('Dt', day)) +
      party('Dbtr', debtor.name) +
      account('DbtrAcct', debtor.iban) +
      agent('DbtrAgt', debtor.bic) +
      element('ChrgBr', isSepa ? 'SLEV' : 'SHAR') +
      orders.map(transfer).join(''),
  );
}

const REFERENCE = /^[A-Za-z0-9/\-?:().,'+]{1,35}$/;

function check(order: PayoutOrder): void {
  const problem = bankDestinationProblem(order.destination);
  if (problem !== null) throw new ProviderRefusal(`${order.reference}: ${problem.message}`);
  if (!REFERENCE.test(order.reference)) throw new ProviderRefusal(`${order.reference}: a reference has at most 35 characters of the Latin set.`);
  if (/^[0.]+$/.test(exactAmount(order.amount, order.currency))) throw new ProviderRefusal(`${order.reference}: there is nothing to transfer.`);
}

/** Adds amounts of several currencies up as they are, which is what the header's control sum is. */
function controlSum(orders: readonly PayoutOrder[]): string {
  const scale = Math.max(...orders.map(({ amount }) => amount.split('.')[1]?.length ?? 0));
  const total = orders.reduce((sum, { amount }) => {
    const [whole, decimals = ''] = amount.split('.');
    return sum + BigInt(whole! + decimals.padEnd(scale, '0'));
  }, 0n);
  const digits = String(total).padStart(scale + 1, '0');
  return scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function batches(orders: readonly PayoutOrder[], messageId: string): readonly Batch[] {
  const currencies = [...new Set(orders.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => ({ id: `${messageId}-${currency}`, currency, orders: orders.filter((order) => order.currency === currency) }));
}

/** pain.001.001.09, one block a currency. Throws `ProviderRefusal` naming the order that does not do, `BadAmount` for its amount. */
export function writePaymentFile(given: readonly PayoutOrder[], debtor: Debtor, at: Date): PaymentFile {
  if (given.length === 0) throw new ProviderRefusal('There is nothing to transfer.');
  given.forEach(check);
  const orders = given.map((order) => ({ ...order, amount: exactAmount(order.amount, order.currency) }));
  const time = at.toISOString();
  const messageId = `CH-${time.replaceAll(/[-:.TZ]/g, '')}`;
  const header = named(
    'GrpHdr',
    element('MsgId', messageId) +
      element('CreDtTm', time.slice(0, 19)) +
      element('NbOfTxs', String(orders.length)) +
      element('CtrlSum', controlSum(orders)) +
      party('InitgPty', debtor.name),
  );
  const payments = batches(orders, messageId).map((batch) => payment(batch, debtor, time.slice(0, 10)));
  const document = `<Document xmlns="${NAMESPACE}">${named('CstmrCdtTrfInitn', header + payments.join(''))}</Document>`;
  return { name: `${messageId}.xml`, contentType: 'application/xml', content: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${document}\n`) };
}
