import { randomBytes } from 'node:crypto';
import { readdirSync, readlinkSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { DocumentLinks } from '../../src/modules/documents/index.js';
import { StoppedClock } from '../../src/runtime/clock.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import type { Person } from '../support/people.js';
import { addDocument, addFile } from './documents.fixture.js';

let gateway: TestGateway;
let administration: Person, compliance: Person, sales: Person, maria: Person;

beforeAll(async () => {
  gateway = await testGateway({ listens: true });
  await gateway.sql(`insert into department_permission (department, permission) values ('SALES', 'documents:read'), ('SALES', 'documents:download')`);
  [administration, compliance, sales] = [await gateway.staff('ADMINISTRATION', 'COMPLIANCE'), await gateway.staff('COMPLIANCE'), await gateway.staff('SALES')];
  maria = await gateway.client();
});
afterAll(() => gateway?.close());

const LINK = 'query ($id: ID!) { document(id: $id) { downloadUrl } }';
const linkFor = async (id: string, as: Person | string): Promise<string> => {
  const { document } = await gateway.data<{ document: { downloadUrl: string } }>(LINK, { id }, { as });
  return document.downloadUrl;
};
const follow = (url: string, method: 'GET' | 'HEAD' = 'GET') => gateway.fastify.inject({ method, url });
const told = async (url: string) => {
  const response = await follow(url);
  const [error] = response.json<{ errors: { message: string; extensions: { code: string; requestId: string } }[] }>().errors;
  expect(response.headers['content-type']).toMatch(/^application\/json/);
  expect(error?.extensions.requestId).toBe(response.headers['x-request-id']);
  return [response.statusCode, error?.extensions.code, error?.message];
};
const trail = (id: string) => gateway.sql('select action, actor_kind, actor_id, client_id, after from audit_entry where subject_id = $1 order by at, id', [id]);
const withToken = (id: string, token: string): string => `/files/documents/${id}?token=${token}`;
const tokenOf = (url: string): string => new URL(url, 'http://gateway').searchParams.get('token') ?? '';

/** Takes a permission from compliance, as administration does, and gives what there was before. */
async function withoutPermission(permission: string, work: () => Promise<void>): Promise<void> {
  const set = async (change: (permissions: readonly string[]) => readonly string[]): Promise<readonly string[]> => {
    const { departments } = await gateway.data<{ departments: { code: string; version: number; permissions: string[] }[] }>(
      '{ departments { code version permissions } }',
      {},
      { as: administration },
    );
    const { version = 0, permissions = [] } = departments.find(({ code }) => code === 'COMPLIANCE') ?? {};
    const input = { department: 'COMPLIANCE', version, permissions: change(permissions), reason: 'tried out' };
    await gateway.data(
      'mutation ($input: DepartmentPermissionsSetInput!) { departmentPermissionsSet(input: $input) { userErrors { message } } }',
      { input },
      { as: administration },
    );
    return permissions;
  };
  const before = await set((permissions) => permissions.filter((one) => one !== permission));
  await work();
  await set(() => before);
}

describe('a download', () => {
  const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(200_000)]);

  test('gives the file, byte for byte, as something to save and not to show', async () => {
    const { id } = await addFile(gateway, maria.id, bytes, { file_name: 'Ausweis Müller.pdf' });
    const response = await follow(await linkFor(id, compliance));
    expect(response.statusCode).toBe(200);
    expect(response.rawPayload.equals(bytes)).toBe(true);
    expect(response.headers).toMatchObject({
      ...{
        'content-type': 'application/pdf',
        'content-length': String(bytes.length),
        'content-disposition': `attachment; filename="Ausweis M_ller.pdf"; filename*=UTF-8''Ausweis%20M%C3%BCller.pdf`,
      },
      ...{
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
        'content-security-policy': "sandbox; default-src 'none'",
        'referrer-policy': 'no-referrer',
      },
    });
  });

  test('is written to the audit log, and so is the link, each on the client whose document it is', async () => {
    const { id, sha256 } = await addFile(gateway, maria.id, Buffer.from('%PDF'));
    const url = await linkFor(id, maria);
    await follow(url);
    await follow(url);
    const download = {
      action: 'document.download',
      actor_kind: 'CLIENT',
      actor_id: maria.id,
      client_id: maria.id,
      after: { sha256 },
    };
    expect(await trail(id)).toEqual([{ ...download, action: 'document.readDownloadUrl', after: { fields: ['downloadUrl'] } }, download, download]);
  });

  test('is not what a HEAD gets, nor is one written down for it', async () => {
    const { id } = await addFile(gateway, maria.id, Buffer.from('%PDF'));
    expect((await follow(await linkFor(id, compliance), 'HEAD')).statusCode).toBe(404);
    expect((await trail(id)).map(({ action }) => action)).toEqual(['document.readDownloadUrl']);
  });

  test('is refused when the link is over, with a sentence that says so', async () => {
    const { id } = await addFile(gateway, maria.id, Buffer.from('%PDF'));
    const [, viewerId = '', sessionId = ''] = tokenOf(await linkFor(id, compliance)).split('.');
    const clock = new StoppedClock(new Date(Date.now() - 60_001));
    const links = new DocumentLinks({ key: gateway.config.secrets.linkKey, publicUrl: null, clock });
    const old =
      links.urlFor(id, { kind: 'STAFF', id: viewerId, sessionId, name: '', departments: [], permissions: new Set(), clientId: null, partnerId: null }) ?? '';
    expect(await told(old)).toEqual([403, 'FORBIDDEN', 'This link has expired: it holds for 60 seconds. Ask for downloadUrl again.']);
  });

  test('is refused without a link, with a changed one, and with the link to another document', async () => {
    const [one, two] = [await addFile(gateway, maria.id, Buffer.from('%PDF')), await addFile(gateway, maria.id, Buffer.from('%PDF'))];
    const token = tokenOf(await linkFor(one.id, compliance));
    const broken = [
      withToken(two.id, token),
      withToken(one.id, `${token.slice(0, -2)}xx`),
      withToken(one.id, ''),
      `/files/documents/${one.id}`,
      `${withToken(one.id, token)}&token=${token}`,
      withToken('no-id', token),
    ];
    for (const url of broken) expect(await told(url)).toEqual([403, 'FORBIDDEN', 'This link does not hold: ask for downloadUrl again.']);
    expect((await trail(two.id)).map(({ action }) => action)).toEqual([]);
  });

  test('is refused once the session that asked has ended', async () => {
    const { id } = await addFile(gateway, maria.id, Buffer.from('%PDF'));
    const leaving = await gateway.staff('COMPLIANCE');
    const url = await linkFor(id, leaving);
    await gateway.data('mutation { signOut { userErrors { message } } }', {}, { as: leaving });
    expect(await told(url)).toEqual([403, 'FORBIDDEN', 'The session that asked for this link has ended: sign in, and ask for downloadUrl again.']);
  });

  test('is refused once the permission is taken away', async () => {
    const { id } = await addFile(gateway, maria.id, Buffer.from('%PDF'));
    const url = await linkFor(id, compliance);
    await withoutPermission('documents:download', async () =>
      expect(await told(url)).toEqual([403, 'FORBIDDEN', 'This takes the permission documents:download.']),
    );
    expect((await follow(url)).statusCode).toBe(200);
  });

  test('finds nothing once the client is managed by somebody else', async () => {
    const managed = await gateway.client();
    await gateway.sql('update client set account_manager_id = $2 where id = $1', [managed.id, sales.id]);
    const { id } = await addFile(gateway, managed.id, Buffer.from('%PDF'));
    const url = await linkFor(id, sales);
    expect((await follow(url)).statusCode).toBe(200);
    await gateway.sql('update client set account_manager_id = null where id = $1', [managed.id]);
    expect(await told(url)).toEqual([404, 'NOT_FOUND', 'There is no such document.']);
  });

  test('by an API key holds until the key is revoked', async () => {
    const CREATE = 'mutation ($input: ApiKeyCreateInput!) { apiKeyCreate(input: $input) { key apiKey { id } userErrors { message } } }';
    const input = {
      name: 'portal',
      clientId: maria.id,
      permissions: ['clients:read', 'documents:read', 'documents:download'],
      expiresAt: '2030-01-01T00:00:00Z',
    };
    const { apiKeyCreate } = await gateway.data<{ apiKeyCreate: { key: string; apiKey: { id: string } } }>(CREATE, { input }, { as: administration });
    const { id } = await addFile(gateway, maria.id, Buffer.from('%PDF'));
    const url = await linkFor(id, apiKeyCreate.key);
    expect((await follow(url)).statusCode).toBe(200);
    expect(await trail(id)).toMatchObject([
      { action: 'document.readDownloadUrl', actor_kind: 'API_KEY' },
      { action: 'document.download', actor_id: apiKeyCreate.apiKey.id },
    ]);
    await gateway.data(
      'mutation ($id: ID!) { apiKeyRevoke(input: { id: $id, reason: "lost" }) { userErrors { message } } }',
      { id: apiKeyCreate.apiKey.id },
      { as: administration },
    );
    expect((await told(url))[0]).toBe(403);
  });

  test.for(['../../secrets.json', '/etc/passwd', 'ab/cd/../../../secrets.json'])('never leads out of the store: %s', async (storage_key) => {
    const { id } = await addDocument(gateway, maria.id, { storage_key });
    const url = await linkFor(id, compliance);
    const response = await follow(url);
    expect([response.statusCode, response.body.includes('Key')]).toEqual([500, false]);
    expect((await trail(id)).map(({ action }) => action)).toEqual(['document.readDownloadUrl']);
  });

  test('of a file that the store has lost is a fault of ours, told without details and not written down as a download', async () => {
    const { id, storage_key } = await addFile(gateway, maria.id, Buffer.from('%PDF'));
    const url = await linkFor(id, compliance);
    rmSync(join(gateway.config.filesDir, storage_key));
    expect(await told(url)).toEqual([500, 'INTERNAL_SERVER_ERROR', 'Something went wrong on our side.']);
    expect((await trail(id)).map(({ action }) => action)).toEqual(['document.readDownloadUrl']);
    expect(gateway.logged.join()).toContain('is not in the store');
  });

  test('leaves no token in the log', () => {
    expect(gateway.logged.join()).not.toContain('token=');
  });
});

describe('over the network, a download', () => {
  const large = randomBytes(8_000_000);
  const openFiles = (key: string): number =>
    readdirSync('/proc/self/fd').filter((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`).endsWith(key);
      } catch {
        return false;
      }
    }).length;

  test('comes whole, and its connection is not kept alive to hold up a stop', async () => {
    const { id } = await addFile(gateway, maria.id, large);
    const response = await fetch(new URL(await linkFor(id, compliance), gateway.url));
    expect(Buffer.from(await response.arrayBuffer()).equals(large)).toBe(true);
    expect(response.headers.get('connection')).toBe('close');
  });

  test.skipIf(process.platform !== 'linux')('whose caller goes away leaves no file open', async () => {
    const { id, storage_key } = await addFile(gateway, maria.id, large);
    const url = new URL(await linkFor(id, compliance), gateway.url);
    const seen = await new Promise<number>((resolve, reject) => {
      const request = get(url, (response) => {
        response.once('data', () => {
          resolve(openFiles(storage_key));
          request.destroy();
        });
      });
      request.once('error', reject);
    });
    expect(seen).toBe(1);
    await vi.waitFor(() => expect(openFiles(storage_key)).toBe(0), 5_000);
  });
});
