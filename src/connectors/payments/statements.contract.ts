import assert from 'node:assert/strict';
import type { ProviderGuarantee } from './contract.bench.js';
import type { Statement } from './port.js';

export const STATEMENT_GUARANTEES: readonly ProviderGuarantee[] = [
  {
    title: 'reads a statement in each format to the same lines, with what came in, went out and came back',
    needs: 'statements',
    check: async (bench) => {
      const party = { name: 'Anna Müller & Söhne', account: 'DE89370400440532013000', currency: 'JPY', day: '2026-03-31' };
      await bench.statement({ ...party, kind: 'in', amount: '125000', remittance: 'Einzahlung T2000001 danke' }, 'xml');
      await bench.statement({ ...party, kind: 'out', amount: '7000', remittance: 'T2000002' }, 'xml');
      const xml = bench.provider.readStatement(await bench.statement({ ...party, kind: 'return', amount: '7000', remittance: 'T2000002' }, 'xml'));
      const csv = bench.provider.readStatement(await bench.statement({ ...party, kind: 'in', amount: '1', remittance: 'second; "quoted"' }, 'csv'));
      const said = ({ lines }: Statement) => lines.map(({ side, amount, isReturn, remittance }) => [side, amount, isReturn, remittance]);
      assert.deepEqual(said(xml), [
        ['CREDIT', '125000', false, 'Einzahlung T2000001 danke'],
        ['DEBIT', '7000', false, 'T2000002'],
        ['CREDIT', '7000', true, 'T2000002'],
      ]);
      assert.deepEqual(csv.lines.slice(0, 3), xml.lines);
      assert.deepEqual(said(csv)[3], ['CREDIT', '1', false, 'second; "quoted"']);
      assert.deepEqual([xml.lines[0]!.counterparty, xml.lines[1]!.endToEndId], [{ name: party.name, account: party.account }, 'T2000002']);
      assert.deepEqual([xml.account, xml.currency, xml.lines[0]!.bookedOn], [bench.settings.settings.iban, 'JPY', '2026-03-31']);
    },
  },
];
