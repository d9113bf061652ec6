import assert from 'node:assert/strict';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { type IncomingWebhook, type KycAnswer, type KycDocument, type KycVendor, type ReviewFacts, WebhookRefused } from './port.js';

/** The connector under test on a vendor who does what he is told. */
export interface KycBench {
  readonly vendor: KycVendor;
  /** The same connector where nobody listens. */
  readonly stranded: KycVendor;
  /** The same connector with another secret than the vendor has. */
  readonly stranger: KycVendor;
  readonly timeoutMs: number;
  /** What happens to an applicant at the vendor's. */
  act(externalUserId: string, verdict: 'pending' | 'precheck' | 'queue' | 'hold' | 'green' | 'retry' | 'final' | 'reset'): Promise<void>;
  behave(behaviour: Readonly<Record<string, string>>): Promise<void>;
  /** SHA-256 in hex of the files that the vendor has of somebody. */
  filesOf(externalUserId: string): Promise<readonly string[]>;
  /** The next webhook about somebody. */
  webhook(externalUserId: string): Promise<IncomingWebhook>;
}

export interface KycGuarantee {
  readonly title: string;
  readonly check: (bench: KycBench) => Promise<void>;
}

const LEVEL = 'basic-kyc-level';

function value<T>(answer: KycAnswer<T>): T {
  assert.equal(answer.outcome, 'DONE', JSON.stringify(answer));
  return (answer as { readonly value: T }).value;
}

async function opened({ vendor }: KycBench): Promise<{ readonly user: string; readonly applicantId: string }> {
  const user = randomUUID();
  return { user, applicantId: value(await vendor.openApplicant({ externalUserId: user, levelName: LEVEL })).applicantId };
}

const passport = (more: Partial<KycDocument> = {}): KycDocument => ({
  ...{ type: 'PASSPORT', country: 'CY', contentType: 'image/png', content: randomBytes(40_000) },
  ...more,
});

async function reviewOf({ vendor }: KycBench, applicantId: string): Promise<ReviewFacts> {
  return value(await vendor.review(applicantId));
}

const changedDigest = (webhook: IncomingWebhook): IncomingWebhook => {
  const digest = String(webhook.headers['x-payload-digest']);
  return { ...webhook, headers: { ...webhook.headers, 'x-payload-digest': `${digest[0] === '0' ? '1' : '0'}${digest.slice(1)}` } };
};

const APPLICANTS: readonly KycGuarantee[] = [
  {
    title: 'opens one applicant for one of ours, however often it is asked and at whatever level',
    check: async (bench) => {
      const { user, applicantId } = await opened(bench);
      const again = value(await bench.vendor.openApplicant({ externalUserId: user, levelName: 'another-level' }));
      assert.deepEqual(again, { applicantId, levelName: LEVEL, isKnown: true });
    },
  },
  {
    title: 'passes a refusal on as data, without a word of what was sent',
    check: async ({ vendor }) => {
      const user = randomUUID();
      const answer = await vendor.openApplicant({ externalUserId: user, levelName: 'no-such-level' });
      assert.ok(answer.outcome === 'REFUSED' && !answer.reason.includes(user), JSON.stringify(answer));
      assert.equal((await vendor.review('nobody')).outcome, 'REFUSED');
    },
  },
  {
    title: 'hands documents over byte for byte, also one whose bytes look like a form',
    check: async (bench) => {
      const { user, applicantId } = await opened(bench);
      const files = [randomBytes(40_000), Buffer.from('\r\n--countinghouse\r\n\r\n\0\xff\r\n', 'latin1')];
      for (const content of files) value(await bench.vendor.addDocument(applicantId, passport({ content })));
      assert.deepEqual(
        await bench.filesOf(user),
        files.map((content) => createHash('sha256').update(content).digest('hex')),
      );
      value(await bench.vendor.requestReview(applicantId));
      assert.equal((await reviewOf(bench, applicantId)).state, 'IN_REVIEW');
    },
  },
  {
    title: 'says which documents the vendor has no place for, and sends none of them',
    check: async (bench) => {
      const { applicantId } = await opened(bench);
      assert.equal(bench.vendor.takesDocument('PASSPORT'), true);
      assert.equal(bench.vendor.takesDocument('OTHER'), false);
      assert.equal((await bench.vendor.addDocument(applicantId, passport({ type: 'OTHER' }))).outcome, 'REFUSED');
      assert.equal((await bench.vendor.addDocument(applicantId, passport({ country: 'ZZ' }))).outcome, 'REFUSED');
    },
  },
  {
    title: 'is told that nothing can be added, moved or reset while the vendor looks',
    check: async (bench) => {
      const { user, applicantId } = await opened(bench);
      value(await bench.vendor.moveToLevel(applicantId, 'another-level'));
      assert.equal((await reviewOf(bench, applicantId)).levelName, 'another-level');
      await bench.act(user, 'pending');
      const answers = await Promise.all([
        bench.vendor.addDocument(applicantId, passport()),
        bench.vendor.moveToLevel(applicantId, LEVEL),
        bench.vendor.reset(applicantId),
      ]);
      for (const answer of answers) assert.equal(answer.outcome, 'REFUSED', JSON.stringify(answer));
      value(await bench.vendor.requestReview(applicantId));
    },
  },
  {
    title: 'has an applicant forgotten with all that was handed in, however often it is asked, and not while the vendor looks',
    check: async (bench) => {
      const { user, applicantId } = await opened(bench);
      value(await bench.vendor.addDocument(applicantId, passport()));
      await bench.act(user, 'pending');
      assert.equal((await bench.vendor.forget(applicantId)).outcome, 'REFUSED');
      await bench.act(user, 'green');
      value(await bench.vendor.forget(applicantId));
      assert.deepEqual(await bench.filesOf(user), []);
      assert.equal((await bench.vendor.review(applicantId)).outcome, 'REFUSED');
      value(await bench.vendor.forget(applicantId));
      const again = value(await bench.vendor.openApplicant({ externalUserId: user, levelName: LEVEL }));
      assert.ok(!again.isKnown && again.applicantId !== applicantId);
    },
  },
  {
    title: 'gives a front end a token and a page that hold for a while',
    check: async (bench) => {
      const { user } = await opened(bench);
      const { token, url, expiresAt } = value(await bench.vendor.openAccess(user, LEVEL));
      assert.ok(token.length > 5 && URL.canParse(url) && expiresAt.getTime() > Date.now() + 60_000);
    },
  },
];

const REVIEWS: readonly KycGuarantee[] = [
  {
    title: 'tells how the review stands, through all its states, with the words of the vendor beside',
    check: async (bench) => {
      const { user, applicantId } = await opened(bench);
      const seen: string[] = [];
      const look = async (): Promise<void> => {
        const { state, status, answer } = await reviewOf(bench, applicantId);
        seen.push(`${status}:${answer ?? '-'}:${state}`);
      };
      await look();
      for (const verdict of ['pending', 'precheck', 'queue', 'hold', 'green'] as const) {
        await bench.act(user, verdict);
        await look();
      }
      assert.deepEqual(seen, [
        ...['init:-:DOCUMENTS_REQUIRED', 'pending:-:IN_REVIEW', 'prechecked:-:IN_REVIEW', 'queued:-:IN_REVIEW', 'onHold:-:ON_HOLD'],
        'completed:GREEN:APPROVED',
      ]);
    },
  },
  {
    title: 'tells red that may be tried again from red for good, each with its reasons',
    check: async (bench) => {
      const { user, applicantId } = await opened(bench);
      await bench.act(user, 'pending');
      await bench.act(user, 'retry');
      const retry = await reviewOf(bench, applicantId);
      assert.deepEqual([retry.state, retry.rejectType, retry.staffComment], ['RETRY', 'RETRY', null]);
      assert.ok(retry.rejectLabels.length > 0 && retry.applicantComment !== null && retry.reviewedAt !== null);
      await bench.act(user, 'pending');
      const again = await reviewOf(bench, applicantId);
      // what was said of the last try is nothing about this one
      assert.deepEqual([again.state, again.answer, again.rejectLabels], ['IN_REVIEW', null, []]);
      assert.notEqual(again.attemptId, retry.attemptId);
      await bench.act(user, 'final');
      const final = await reviewOf(bench, applicantId);
      assert.deepEqual([final.state, final.rejectType, final.staffComment === null], ['REJECTED', 'FINAL', false]);
    },
  },
];

const WEBHOOKS: readonly KycGuarantee[] = [
  {
    title: 'reads the webhooks of the vendor, each under a name of its own',
    check: async (bench) => {
      const { user, applicantId } = await opened(bench);
      const first = bench.vendor.readWebhook(await bench.webhook(user));
      assert.deepEqual([first.applicantId, first.externalUserId, first.happenedAt === null], [applicantId, user, false]);
      await bench.act(user, 'pending');
      const second = bench.vendor.readWebhook(await bench.webhook(user));
      assert.notEqual(second.eventKey, first.eventKey);
      assert.ok(second.happenedAt! >= first.happenedAt!);
    },
  },
  {
    title: 'takes no webhook whose body or digest was changed, or whose digest is missing',
    check: async (bench) => {
      const { user } = await opened(bench);
      const webhook = await bench.webhook(user);
      const body = Buffer.from(webhook.rawBody.toString('utf8').replace('init', 'completed'));
      for (const forged of [changedDigest(webhook), { ...webhook, rawBody: body }, { ...webhook, headers: {} }])
        assert.throws(() => bench.vendor.readWebhook(forged), WebhookRefused);
      assert.throws(() => bench.stranger.readWebhook(webhook), WebhookRefused);
    },
  },
];

const TROUBLE: readonly KycGuarantee[] = [
  {
    title: 'calls a vendor away who does not answer in time, answers with a fault, does not listen, or takes us for somebody else',
    check: async (bench) => {
      const { applicantId } = await opened(bench);
      const startedAt = performance.now();
      await bench.behave({ api: 'away' });
      assert.equal((await bench.vendor.review(applicantId)).outcome, 'AWAY');
      assert.ok(performance.now() - startedAt < bench.timeoutMs + 1_000);
      await bench.behave({ api: 'break' });
      assert.equal((await bench.vendor.review(applicantId)).outcome, 'AWAY');
      await bench.behave({ api: 'answer' });
      for (const vendor of [bench.stranded, bench.stranger]) {
        assert.equal((await vendor.openApplicant({ externalUserId: randomUUID(), levelName: LEVEL })).outcome, 'AWAY');
        assert.equal((await vendor.addDocument(applicantId, passport())).outcome, 'AWAY');
        assert.equal((await vendor.requestReview(applicantId)).outcome, 'AWAY');
        assert.equal((await vendor.forget(applicantId)).outcome, 'AWAY');
        assert.equal((await vendor.openAccess(randomUUID(), LEVEL)).outcome, 'AWAY');
      }
    },
  },
];

/** What each vendor's connector must do: its test runs every line against the connector and a vendor, simulated or real. */
export const KYC_VENDOR_GUARANTEES: readonly KycGuarantee[] = [...APPLICANTS, ...REVIEWS, ...WEBHOOKS, ...TROUBLE];
