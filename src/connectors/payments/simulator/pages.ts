import { createHash } from 'node:crypto';
import { fromMinorUnits } from '../amounts.js';
import type { SimulatedPayment } from './records.js';
import { type Action, ACTIONS, mayDo } from './till.js';
import type { WebAnswer } from './web.js';

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem;color:#1c2430}' +
  'h1{font-size:1.4rem}table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #dde2e9}' +
  'button,input,select{font:inherit;padding:.4rem .8rem;margin:.2rem .4rem .2rem 0}form.row{display:flex;flex-wrap:wrap;align-items:end}label{margin-right:.6rem}' +
  '.note{color:#5b6675}';
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');

const originOf = (url: string): string => (URL.canParse(url) && /^https?:/.test(url) ? new URL(url).origin : '');

/** A page without scripts. `formsTo`: where a form may lead in the end, beside this server. */
export function page(title: string, content: string, formsTo = ''): WebAnswer {
  const policy = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self' ${originOf(formsTo)}; frame-ancestors 'none'; base-uri 'none'`;
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy, 'referrer-policy': 'no-referrer' },
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${STYLE}</style></head><body><h1>${escaped(title)}</h1>${content}</body></html>`,
  };
}

export const redirect = (location: string): WebAnswer => ({ status: 303, headers: { location }, body: '' });

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
