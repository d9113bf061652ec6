import { afterAll, beforeAll, expect, test } from 'vitest';
import { Migration20261122100000_task_queue } from '../../migrations/Migration20261122100000_task_queue.js';
import { Migration20261122100100_notes } from '../../migrations/Migration20261122100100_notes.js';
import { Migration20261122100200_client_timeline } from '../../migrations/Migration20261122100200_client_timeline.js';
import { newId } from '../../src/database/ids.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import { addDocument } from './documents.fixture.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await testGateway();
});
afterAll(() => gateway?.close());

type Way = 'up' | 'down';

/** What a migration sends, as one text. */
function sqlOf(Of: typeof Migration20261122100000_task_queue, way: Way): string {
  const { em, config } = gateway.database.orm;
  const migration = new Of(em.getDriver(), config);
  migration[way]();
  return migration.getQueries().join(';\n');
}

test('what waited before there were tasks gets one, each with what it is about, and nothing else does', async () => {
  const client = await gateway.client();
  const inReview = await addDocument(gateway, client.id, { status: 'IN_REVIEW' });
  await addDocument(gateway, client.id, { status: 'APPROVED' });
  const [caseId, closedId, moneyId] = [newId(), newId(), newId()];
  await gateway.sql(`insert into payment_case (id, kind, client_id, detail) values ($1, 'CHARGEBACK_DEBT', $2, 'It owes.')`, [caseId, client.id]);
  await gateway.sql(
    `insert into payment_case (id, kind, status, resolution, detail, closed_at, closed_by) values ($1, 'UNMATCHED_EVENT', 'CLOSED', 'EXPLAINED', 'Nothing.', now(), 'Helena Costa')`,
    [closedId],
  );
  await gateway.sql(
    `insert into transaction (id, type, status, client_id, amount, currency, requested_by, requested_by_id) values ($1, 'ADJUSTMENT', 'IN_REVIEW', $2, 5, 'USD', 'Maria', $2)`,
    [moneyId, client.id],
  );
  const up = sqlOf(Migration20261122100000_task_queue, 'up');
  const waiting = up.slice(up.indexOf('insert into task ('));
  for (const text of [waiting, waiting]) await gateway.sql(text);
  const tasks = await gateway.sql('select kind, subject_id, client_id, status, maker_id from task order by kind');
  expect(tasks).toEqual([
    { kind: 'DOCUMENT_REVIEW', subject_id: inReview.id, client_id: client.id, status: 'OPEN', maker_id: null },
    { kind: 'PAYMENT_CASE', subject_id: caseId, client_id: client.id, status: 'OPEN', maker_id: null },
    { kind: 'TRANSACTION_APPROVAL', subject_id: moneyId, client_id: client.id, status: 'OPEN', maker_id: client.id },
  ]);
});

test('each is undone, and done again', async () => {
  const all = [Migration20261122100000_task_queue, Migration20261122100100_notes, Migration20261122100200_client_timeline];
  const indexes = () => gateway.sql(`select indexdef from pg_indexes where tablename in ('task', 'client_note', 'audit_entry') order by 1`);
  const before = await indexes();
  for (const one of all.toReversed()) await gateway.sql(sqlOf(one, 'down'));
  for (const one of all) await gateway.sql(sqlOf(one, 'up'));
  expect(await indexes()).toEqual(before);
});
