import { fromMinorUnits } from '../amounts.js';
import { escaped } from '../../simulation/page.js';
import type { SimulatedTransfer } from './records.js';

export interface BankCredentials {
  readonly beneficiary: string;
  readonly iban: string;
  readonly bic: string;
  readonly bankName: string;
}

/** What was there before the first transfer: a million, in minor units. */
const OPENING = 100_000_000n;

const signed = ({ kind, amount }: SimulatedTransfer): bigint => (kind === 'out' ? -BigInt(amount) : BigInt(amount));

const sum = (transfers: readonly SimulatedTransfer[]): bigint => transfers.reduce((total, transfer) => total + signed(transfer), 0n);

const magnitude = (minor: bigint, currency: string): string => fromMinorUnits(String(minor < 0n ? -minor : minor), currency);

function balance(code: string, minor: bigint, currency: string, day: string): string {
  const side = minor < 0n ? 'DBIT' : 'CRDT';
  const amount = `<Amt Ccy="${currency}">${magnitude(minor, currency)}</Amt><CdtDbtInd>${side}</CdtDbtInd>`;
  return `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${amount}<Dt><Dt>${day}</Dt></Dt></Bal>`;
}

function entry(transfer: SimulatedTransfer, { beneficiary, iban }: BankCredentials): string {
  const { id, kind, amount, currency, name, account, remittance, day } = transfer;
  const us = { name: beneficiary, account: iban };
  const them = { name, account };
  const [debtor, creditor] = kind === 'in' ? [them, us] : [us, them];
  const party = (role: string, side: typeof us): string =>
    `<${role}><Pty><Nm>${escaped(side.name)}</Nm></Pty></${role}><${role}Acct><Id><IBAN>${escaped(side.account)}</IBAN></Id></${role}Acct>`;
  // of our own transfers, out and back, the end-to-end id is what we gave them
  const endToEndId = kind === 'in' ? 'NOTPROVIDED' : remittance;
  return (
    `<Ntry><NtryRef>${id}</NtryRef><Amt Ccy="${currency}">${fromMinorUnits(amount, currency)}</Amt><CdtDbtInd>${kind === 'out' ? 'DBIT' : 'CRDT'}</CdtDbtInd>` +
    `<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt><AcctSvcrRef>${id}</AcctSvcrRef><NtryDtls><TxDtls>` +
    `<Refs><AcctSvcrRef>${id}</AcctSvcrRef><EndToEndId>${escaped(endToEndId)}</EndToEndId></Refs>` +
    `<RltdPties>${party('Dbtr', debtor)}${party('Cdtr', creditor)}</RltdPties><RmtInf><Ustrd>${escaped(remittance)}</Ustrd></RmtInf>` +
    `${kind === 'return' ? '<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>' : ''}</TxDtls></NtryDtls></Ntry>`
  );
}

/** A day's statement of one currency as CAMT.053.001.08. `transfers`: all of that currency, of whatever day. */
export function camtFile(transfers: readonly SimulatedTransfer[], { day, currency }: { day: string; currency: string }, bank: BankCredentials): string {
  const before = OPENING + sum(transfers.filter((transfer) => transfer.day < day));
  const today = transfers.filter((transfer) => transfer.day === day);
  const id = `SIM-${day.replaceAll('-', '')}-${currency}-${today.length}`;
  const account = `<Acct><Id><IBAN>${bank.iban}</IBAN></Id><Ccy>${currency}</Ccy><Svcr><FinInstnId><BICFI>${bank.bic}</BICFI></FinInstnId></Svcr></Acct>`;
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>' +
    `<GrpHdr><MsgId>${id}</MsgId><CreDtTm>${day}T23:59:59Z</CreDtTm></GrpHdr><Stmt><Id>${id}</Id><CreDtTm>${day}T23:59:59Z</CreDtTm>${account}` +
    balance('OPBD', before, currency, day) +
    balance('CLBD', before + sum(today), currency, day) +
    today.map((transfer) => entry(transfer, bank)).join('') +
    '</Stmt></BkToCstmrStmt></Document>\n'
  );
}

const COLUMNS = 'account;booked_on;value_on;amount;currency;remittance;end_to_end_id;counterparty_name;counterparty_account;bank_reference;is_return';

/** The same as rows. */
export function csvFile(transfers: readonly SimulatedTransfer[], day: string, { iban }: BankCredentials): string {
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const rows = transfers
    .filter((transfer) => transfer.day === day)
    .map(({ id, kind, amount, currency, name, account, remittance }) => {
      const value = `${kind === 'out' ? '-' : ''}${fromMinorUnits(amount, currency)}`;
      const fields = [iban, day, day, value, currency, remittance, kind === 'in' ? '' : remittance, name, account, id, kind === 'return' ? 'yes' : 'no'];
      return fields.map(quoted).join(';');
    });
  return `\uFEFF${[COLUMNS, ...rows].join('\r\n')}\r\n`;
}
