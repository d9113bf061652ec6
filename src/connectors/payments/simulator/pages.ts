import { escaped, originOf, page } from '../../simulation/page.js';
import type { WebAnswer } from '../../simulation/web.js';
import { fromMinorUnits } from '../amounts.js';
import type { SimulatedPayment } from './records.js';
import { type Action, ACTIONS, mayDo } from './till.js';

const LABELS: Readonly<Record<Action, string>> = {
  pay: 'Pay',
  less: 'Pay a tenth less',
  more: 'Pay a tenth more',
  decline: 'Have it declined',
  leave: 'Leave without paying',
  refund: 'Refund it',
  dispute: 'Dispute it (chargeback)',
  settle: 'Pay it out',
  fail: 'Have it declined',
  return: 'Send it back',
};

export const money = (minor: string, currency: string): string => `${fromMinorUnits(minor, currency)} ${currency}`;

const STATES: Readonly<Record<SimulatedPayment['state'], string>> = {
  open: 'It is open.',
  paid: 'It is paid.',
  declined: 'It was declined.',
  left: 'It was left without paying.',
  refunded: 'It was refunded.',
  disputed: 'The holder of the card disputes it.',
  returned: 'The money came back.',
};

/** Where the client pays, and where a paid one is disputed or refunded. */
export function paymentPage(payment: SimulatedPayment): WebAnswer {
  const { vendor, kind, id, asked, currency, reference, state, processed, processedCurrency, returnUrl } = payment;
  const buttons = ACTIONS.filter((action) => mayDo(payment, action))
    .map((action) => `<button name="do" value="${action}">${LABELS[action]}</button>`)
    .join('');
  const paid = processed === null ? '' : ` Processed: ${escaped(money(processed, processedCurrency ?? currency))}.`;
  const content =
    `<p>${STATES[state]}${paid}</p>` +
    (buttons === '' ? '' : `<form method="post" action="/${vendor}/pay/${id}">${buttons}</form>`) +
    (originOf(returnUrl) === '' ? '' : `<p><a href="${escaped(returnUrl)}">Back to the merchant</a></p>`) +
    `<p class="note">This is a simulator: no money moves. <a href="/${vendor}/payments">All payments</a></p>`;
  return page(`${kind === 'deposit' ? 'Pay' : 'Payout of'} ${money(asked, currency)} for ${reference}`, content, returnUrl);
}

export function paymentsPage(vendor: SimulatedPayment['vendor'], payments: readonly SimulatedPayment[]): WebAnswer {
  const rows = [...payments]
    .reverse()
    .slice(0, 200)
    .map(
      ({ id, kind, reference, asked, currency, state }) =>
        `<tr><td><a href="/${vendor}/pay/${id}">${escaped(reference)}</a></td><td>${kind}</td><td>${escaped(money(asked, currency))}</td><td>${state}</td></tr>`,
    )
    .join('');
  return page(`Payments of the simulated ${vendor} provider`, `<table><tr><th>Reference</th><th>Kind</th><th>Asked</th><th>State</th></tr>${rows}</table>`);
}
