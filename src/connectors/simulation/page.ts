import { createHash } from 'node:crypto';
import type { WebAnswer } from './web.js';

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem;color:#1c2430}' +
  'h1{font-size:1.4rem}table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #dde2e9}' +
  'button,input,select{font:inherit;padding:.4rem .8rem;margin:.2rem .4rem .2rem 0}form.row{display:flex;flex-wrap:wrap;align-items:end}label{margin-right:.6rem}' +
  '.note{color:#5b6675}';
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');

export const originOf = (url: string): string => (URL.canParse(url) && /^https?:/.test(url) ? new URL(url).origin : '');

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
