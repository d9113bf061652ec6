import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { depositOrder, lookUp, payoutOrder, type ProviderGuarantee, today } from './contract.bench.js';
import { ProviderMisconfigured, ProviderRefusal, ProviderUnreachable, StatementRefused, WebhookRefused } from './port.js';

const isUnreachable = (what: RegExp) => (error: unknown) => error instanceof ProviderUnreachable && what.test(error.message);

export const TROUBLE_GUARANTEES: readonly ProviderGuarantee[] = [
  {
    title: 'passes a refusal on with its reason',
    needs: 'lookUp',
    check: async (bench) => {
      await bench.behave({ sessions: 'refuse' });
      await assert.rejects(bench.provider.openSession(depositOrder(bench)), (error) => error instanceof ProviderRefusal && error.message.length > 10);
    },
  },
  {
    title: 'waits for a silent vendor no longer than it was told, and calls it unreachable as it does a broken one',
    needs: 'lookUp',
    check: async (bench) => {
      await bench.behave({ sessions: 'silent' });
      const startedAt = performance.now();
      await assert.rejects(bench.provider.openSession(depositOrder(bench)), isUnreachable(/may have arrived/));
      assert.ok(performance.now() - startedAt < bench.settings.timeoutMs + 1_000);
      await bench.behave({ sessions: 'break' });
      await assert.rejects(bench.provider.openSession(depositOrder(bench)), ProviderUnreachable);
    },
  },
  {
    title: 'says that nothing was sent where nobody listens',
    needs: 'lookUp',
    check: async (bench) => {
      const answer = await bench.stranded.payOut(payoutOrder(bench));
      assert.ok(answer.outcome === 'UNKNOWN' && answer.reason.includes('Nothing was sent'));
      await assert.rejects(bench.stranded.openSession(depositOrder(bench)), isUnreachable(/Nothing was sent/));
      await assert.rejects(bench.stranded.lookUp({ direction: 'PAYOUT', orderId: randomUUID(), providerReference: null }), isUnreachable(/Nothing was sent/));
    },
  },
  {
    title: 'has never heard of an order that nobody sent',
    needs: 'lookUp',
    check: async (bench) => {
      assert.equal(await lookUp(bench, 'DEPOSIT', randomUUID()), null);
      assert.equal(await lookUp(bench, 'PAYOUT', randomUUID()), null);
    },
  },
  {
    title: 'gives no answer that could be taken for one where it has none to give',
    check: async ({ provider }) => {
      const { lookUp: answers, listing, webhooks, statements } = provider.supports;
      if (!answers) await assert.rejects(provider.lookUp({ direction: 'DEPOSIT', orderId: randomUUID(), providerReference: null }), ProviderUnreachable);
      if (!listing) await assert.rejects(provider.listPayments(today()), ProviderUnreachable);
      if (!webhooks) assert.throws(() => provider.readWebhook({ rawBody: Buffer.from('{}'), headers: {}, receivedAt: new Date() }), WebhookRefused);
      if (!statements) assert.throws(() => provider.readStatement(Buffer.from('a,b')), StatementRefused);
    },
  },
  {
    title: 'is not made without each of its settings and secrets, and says which one is missing',
    check: async ({ maker, settings }) => {
      const without = (values: Readonly<Record<string, string>>, name: string) => ({ ...values, [name]: '' });
      for (const name of maker.requiredSettings)
        assert.throws(
          () => maker.make({ ...settings, settings: without(settings.settings, name) }),
          (error) => error instanceof ProviderMisconfigured && error.message.includes(name),
        );
      for (const name of maker.requiredSecrets)
        assert.throws(
          () => maker.make({ ...settings, secrets: without(settings.secrets, name) }),
          (error) => error instanceof ProviderMisconfigured && error.message.includes(name),
        );
    },
  },
  {
    title: 'names the field of a destination that does not do, and shows a good one without giving it away',
    check: async ({ maker, destination }) => {
      assert.equal(maker.destinationProblem(destination, 'EUR'), null);
      for (const [field, value] of Object.entries(destination)) {
        assert.equal(maker.destinationProblem({ ...destination, [field]: '?' }, 'EUR')?.field, field);
        assert.equal(maker.destinationProblem({ ...destination, [field]: { nested: value } }, 'EUR')?.field ?? field, field);
      }
      const longest = Object.values(destination)
        .map(String)
        .sort((one, other) => other.length - one.length)[0]!;
      const label = maker.destinationLabel(destination);
      assert.ok(label.length > 4 && !label.includes(longest), label);
    },
  },
];
