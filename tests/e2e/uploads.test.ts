import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { UploadLinks } from '../../src/modules/documents/index.js';
import { StoppedClock } from '../../src/runtime/clock.js';
import { heicFile, jpegFile, pdfFile, pngFile, webpFile, ZIP_END } from '../support/files.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import type { Person } from '../support/people.js';
import { eventually } from './jobs.fixture.js';
import { type Place, uploading } from './uploads.fixture.js';

let gateway: TestGateway;
let uploads: ReturnType<typeof uploading>;
let support: Person, compliance: Person, maria: Person, other: Person;

beforeAll(async () => {
  gateway = await testGateway({ listens: true, settings: { UPLOAD_TIMEOUT_MS: '1500', UPLOAD_MAX_BYTES: '9000000' } });
  uploads = uploading(gateway);
  [support, compliance] = [await gateway.staff('SUPPORT'), await gateway.staff('COMPLIANCE')];
});
afterAll(() => gateway?.close());
// places are counted for each actor
beforeEach(async () => {
  [maria, other] = [await gateway.client(), await gateway.client()];
});

const filesInStore = (folder = gateway.config.filesDir): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [];
const uploadRow = async (id: string) => (await gateway.sql('select * from file_upload where id = $1', [id]))[0]!;
const trail = (id: string) => gateway.sql('select action, actor_id, reason, after from audit_entry where subject_id = $1 order by at, id', [id]);

const LINK = 'query ($id: ID!) { document(id: $id) { downloadUrl } }';
async function download(id: string, as: Person): Promise<{ readonly status: number; readonly bytes: Buffer; readonly headers: Headers }> {
  const { document } = await gateway.data<{ document: { downloadUrl: string } }>(LINK, { id }, { as });
  const response = await fetch(new URL(document.downloadUrl, gateway.url));
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
}

/** Puts what must not be taken, and checks that nothing of it stays but the word that it was refused. */
async function expectRefused(
  place: Place,
  put: () => Promise<{ status: number; body: { errors?: readonly { message: string }[] } }>,
  status: number,
  why: RegExp,
) {
  const before = filesInStore();
  const told = await put();
  expect([told.status, told.body.errors?.[0]?.message]).toEqual([status, expect.stringMatching(why)]);
  expect(filesInStore()).toEqual(before);
  expect(await uploadRow(place.id)).toMatchObject({ status: 'REFUSED', sealed_key: null, sha256: null });
  expect((await trail(place.id)).map(({ action }) => action)).toEqual(['fileUpload.create', 'fileUpload.refuse']);
}

describe('a file', () => {
  test.for([
    ['bill.pdf', 'application/pdf', pdfFile(300_000)],
    ['passport.jpg', 'image/jpeg', jpegFile()],
    ['card.png', 'image/png', pngFile()],
    ['card.webp', 'image/webp', webpFile()],
    ['IMG_0001.HEIC', 'image/heic', heicFile()],
  ] as const)('%s goes in by a place, becomes a document, and comes out byte for byte', async ([fileName, contentType, bytes]) => {
    const place = await uploads.place(maria, { fileName, contentType, sizeBytes: bytes.length });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(await uploads.put(place.url, bytes)).toEqual({ status: 201, body: { id: place.id, contentType, sizeBytes: bytes.length, sha256 } });
    const { document } = await uploads.change('Add', { clientId: maria.id, uploadId: place.id, type: 'OTHER', issuingCountry: 'CY' }, maria);
    const { status, headers, bytes: back } = await download(document!.id, compliance);
    expect([status, headers.get('content-type'), headers.get('content-length')]).toEqual([200, contentType, String(bytes.length)]);
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(back.equals(bytes)).toBe(true);
    expect((await trail(place.id)).map(({ action, actor_id }) => [action, actor_id])).toEqual([
      ['fileUpload.create', maria.id],
      ['fileUpload.store', maria.id],
    ]);
    expect((await trail(document!.id))[0]).toMatchObject({ action: 'document.add', after: { sha256, uploadId: place.id } });
  });

  test('lies in the store under a random name, without its own and without a word of what it says', async () => {
    const bytes = pdfFile(1_000, 'Electricity bill of Maria Ioannou, 12 Ledra Street');
    const { id } = await uploads.handIn(maria, maria.id, bytes, { fileName: 'ledra-street.pdf' });
    const [row] = await gateway.sql('select storage_key, file_name, storage from document where id = $1', [id]);
    expect(row).toMatchObject({
      storage: 'SEALED',
      file_name: 'ledra-street.pdf',
      storage_key: expect.stringMatching(/^[0-9a-f]{2}\/[0-9a-f]{2}\/[0-9a-f]{32}$/),
    });
    const lying = readFileSync(join(gateway.config.filesDir, row!['storage_key'] as string));
    for (const word of ['%PDF', 'Maria', 'Ledra', '%%EOF']) expect(lying.includes(word)).toBe(false);
    expect(filesInStore().join()).not.toContain('ledra');
  });

  test('does not open for a row that it was copied to, nor under another name in the store', async () => {
    const [own, foreign] = [await uploads.handIn(maria, maria.id, pdfFile()), await uploads.handIn(other, other.id, pdfFile())];
    const stored = async (id: string) => (await gateway.sql('select storage_key, sealed_key from document where id = $1', [id]))[0] as Record<string, string>;
    const [mine, theirs] = [await stored(own.id), await stored(foreign.id)];
    await gateway.sql(`update document set sealed_key = $2, storage_key = 'aa/bb/copied' where id = $1`, [own.id, theirs['sealed_key']]);
    expect((await download(own.id, compliance)).status).toBe(500);
    await gateway.sql('update document set sealed_key = $2, storage_key = $3 where id = $1', [own.id, mine['sealed_key'], mine['storage_key']]);
    expect((await download(own.id, compliance)).status).toBe(200);
    await copyFile(join(gateway.config.filesDir, theirs['storage_key']!), join(gateway.config.filesDir, mine['storage_key']!));
    const swapped = await download(own.id, compliance);
    expect([swapped.status, swapped.headers.get('content-type'), String(swapped.bytes)]).toEqual([
      500,
      expect.stringMatching(/json/),
      expect.stringContaining('on our side'),
    ]);
  });

  test('is gone with the key of its client, and nobody else loses anything', async () => {
    const [own, foreign] = [await uploads.handIn(maria, maria.id, pdfFile()), await uploads.handIn(other, other.id, pdfFile())];
    await gateway.sql('delete from client_key where client_id = $1', [maria.id]);
    expect([(await download(own.id, compliance)).status, (await download(foreign.id, compliance)).status]).toEqual([500, 200]);
  });

  test('keeps nothing of a path, and the ending of what it is', async () => {
    const { id } = await uploads.handIn(maria, maria.id, pdfFile(), { fileName: '../../../etc/cron.d/passport.pdf.exe' });
    expect(await gateway.sql('select file_name from document where id = $1', [id])).toEqual([{ file_name: 'passport.pdf.exe.pdf' }]);
  });
});

describe('a place', () => {
  test.for([
    [{ contentType: 'text/html', sizeBytes: 10 }, 'INVALID', 'contentType'],
    [{ contentType: 'image/svg+xml', sizeBytes: 10 }, 'INVALID', 'contentType'],
    [{ sizeBytes: 0 }, 'INVALID', 'sizeBytes'],
    [{ sizeBytes: -5 }, 'INVALID', 'sizeBytes'],
    [{ sizeBytes: 9_000_001 }, 'LIMIT_EXCEEDED', 'sizeBytes'],
    [{ fileName: 'x'.repeat(1001), sizeBytes: 10 }, 'INVALID', 'fileName'],
  ] as const)('is not given for %o', async ([given, code, field]) => {
    expect(await uploads.offer(maria, given)).toMatchObject({ upload: null, userErrors: [{ code, field: [field] }] });
  });

  test('is given so often and no oftener, also when all are asked for at once', async () => {
    const answers = await Promise.all(Array.from({ length: 34 }, () => uploads.offer(maria, { sizeBytes: 10 })));
    expect(answers.filter(({ upload }) => upload !== null)).toHaveLength(30);
    expect(answers.find(({ upload }) => upload === null)?.userErrors).toMatchObject([{ code: 'LIMIT_EXCEEDED' }]);
    expect((await uploads.offer(other, { sizeBytes: 10 })).upload).not.toBeNull();
  });

  test('takes one file, once: of ten that come at the same moment one is taken', async () => {
    const bytes = pdfFile(50_000);
    const { url, id } = await uploads.place(maria, { sizeBytes: bytes.length });
    const told = await Promise.all(Array.from({ length: 10 }, () => uploads.put(url, bytes)));
    expect(told.map(({ status }) => String(status)).toSorted()).toEqual(['201', ...Array.from({ length: 9 }, () => '409')]);
    expect((await uploads.put(url, bytes)).status).toBe(409);
    expect(await uploadRow(id)).toMatchObject({ status: 'STORED' });
  });

  test('is not reached by a changed link, by that of another place, or without one', async () => {
    const bytes = pdfFile();
    const [one, two] = [await uploads.place(maria, { sizeBytes: bytes.length }), await uploads.place(other, { sizeBytes: bytes.length })];
    const token = new URL(one.url, gateway.url).searchParams.get('token') ?? '';
    const urls = [
      `/files/uploads/${two.id}?token=${token}`,
      `/files/uploads/${one.id}`,
      `${one.url}x`,
      `/files/uploads/${one.id}?token=`,
      `/files/uploads/no-id?token=${token}`,
    ];
    for (const url of urls) expect((await uploads.put(url, bytes)).status, url).toBe(403);
    // a link for a download is none for an upload
    const { id } = await uploads.handIn(maria, maria.id, bytes);
    const { document } = await gateway.data<{ document: { downloadUrl: string } }>(LINK, { id }, { as: maria });
    expect((await uploads.put(document.downloadUrl.replace('/documents/', '/uploads/'), bytes)).status).toBe(403);
    expect(await uploadRow(two.id)).toMatchObject({ status: 'WAITING' });
  });

  test('holds for 15 minutes, and for as long as the session and the permission last', async () => {
    const bytes = pdfFile();
    const leaving = await gateway.staff('SUPPORT');
    const place = await uploads.place(leaving, { sizeBytes: bytes.length });
    const [, viewerId = '', sessionId = ''] = (new URL(place.url, gateway.url).searchParams.get('token') ?? '').split('.');
    const clock = new StoppedClock(new Date(Date.now() - 15 * 60_000 - 1));
    const links = new UploadLinks({ key: gateway.config.secrets.linkKey, publicUrl: null, clock });
    const actor = {
      kind: 'STAFF',
      id: viewerId,
      sessionId,
      name: '',
      departments: [],
      permissions: new Set<never>(),
      clientId: null,
      partnerId: null,
    } as const;
    expect(await uploads.put(links.urlFor(place.id, actor) ?? '', bytes)).toMatchObject({
      status: 403,
      body: { errors: [{ message: expect.stringContaining('15 minutes') }] },
    });
    await gateway.data('mutation { signOut { userErrors { message } } }', {}, { as: leaving });
    expect(await uploads.put(place.url, bytes)).toMatchObject({ status: 403, body: { errors: [{ message: expect.stringContaining('session') }] } });
    expect(await uploadRow(place.id)).toMatchObject({ status: 'WAITING' });
  });

  test("is its maker's alone: nobody else makes a document of what lies there", async () => {
    const bytes = pdfFile();
    const place = await uploads.place(maria, { sizeBytes: bytes.length });
    await uploads.put(place.url, bytes);
    const add = (as: Person, clientId: string) => uploads.change('Add', { clientId, uploadId: place.id, type: 'OTHER' }, as);
    for (const [as, clientId] of [
      [other, other.id],
      [support, maria.id],
    ] as const) {
      expect(await add(as, clientId)).toMatchObject({ document: null, userErrors: [{ code: 'NOT_FOUND', field: ['uploadId'] }] });
    }
    expect(await add(maria, other.id)).toMatchObject({ document: null, userErrors: [{ code: 'NOT_FOUND', field: ['clientId'] }] });
    const both = await Promise.all([add(maria, maria.id), add(maria, maria.id)]);
    expect(both.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['ALREADY_EXISTS']);
  });

  test('without a file in it makes no document', async () => {
    const place = await uploads.place(maria, { sizeBytes: 10 });
    const add = () => uploads.change('Add', { clientId: maria.id, uploadId: place.id, type: 'OTHER' }, maria);
    expect(await add()).toMatchObject({ document: null, userErrors: [{ code: 'INVALID', message: expect.stringContaining('PUT') }] });
    await uploads.put(place.url, Buffer.from('no PDF at all'));
    expect(await add()).toMatchObject({ document: null, userErrors: [{ code: 'INVALID', message: expect.stringContaining('refused') }] });
  });

  test('that nobody made a document of within a day is given up, and its file with it', async () => {
    const bytes = pdfFile();
    const [stored, waiting] = [await uploads.place(maria, { sizeBytes: bytes.length }), await uploads.place(maria, { sizeBytes: 10 })];
    await uploads.put(stored.url, bytes);
    const { storage_key } = await uploadRow(stored.id);
    const path = join(gateway.config.filesDir, storage_key as string);
    expect(existsSync(path)).toBe(true);
    await gateway.sql(`update file_upload set created_at = now() - interval '25 hours' where id = any($1)`, [[stored.id, waiting.id]]);
    await gateway.sql(`select graphile_worker.add_job('fileUpload.sweep', '{}')`);
    await eventually(async () => (await uploadRow(stored.id))['status'] === 'REFUSED' && !existsSync(path));
    expect(await uploadRow(waiting.id)).toMatchObject({ status: 'REFUSED', sealed_key: null });
  });
});

describe('refused, with nothing left in the store, is a file', () => {
  const refusals: readonly (readonly [title: string, contentType: string, bytes: Buffer, why: RegExp])[] = [
    ['of another type than was said', 'application/pdf', pngFile(), /is image\/png, and not application\/pdf/],
    ['that is a page of HTML', 'application/pdf', Buffer.from('<!DOCTYPE html><script>alert(document.cookie)</script>'), /none of|could be run/],
    ['that is a drawing with a script', 'image/png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>'), /none of|could be run/],
    [
      'that is a PDF and a page of HTML',
      'application/pdf',
      Buffer.concat([pdfFile(), Buffer.from('<html><script>x()</script>'), Buffer.from('%%EOF')]),
      /could be run/,
    ],
    ['that is a picture and an archive', 'image/jpeg', jpegFile(400, 300, ZIP_END), /archive as well/],
    ['that is a picture and a PDF', 'image/webp', Buffer.concat([webpFile().subarray(0, 60), pdfFile()]), /PDF as well/],
    ['that unpacks to a gigabyte of zeros', 'application/pdf', gzipSync(Buffer.alloc(20_000_000)), /none of/],
    ['that is a picture of 50,000 by 50,000', 'image/png', pngFile(50_000, 50_000), /more than any camera gives/],
    ['that is cut off', 'application/pdf', pdfFile().subarray(0, 1_000), /cut off/],
  ];
  test.for(refusals)('%s', async ([, contentType, bytes, why]) => {
    const place = await uploads.place(maria, { contentType, sizeBytes: bytes.length });
    await expectRefused(place, () => uploads.put(place.url, bytes), 422, why);
  });

  const large = pdfFile(4_000_000);

  test('of more bytes than were said, told by its header or not', async () => {
    const [told, hidden] = [await uploads.place(maria, { sizeBytes: 1_000 }), await uploads.place(maria, { sizeBytes: 1_000 })];
    await expectRefused(told, () => uploads.put(told.url, large), 413, /for 1000 bytes/);
    await expectRefused(hidden, () => uploads.send(hidden.url, [large.subarray(0, 20_000)]), 413, /more came/);
  });

  test('of fewer bytes than were said, told by its header or not', async () => {
    const bytes = pdfFile();
    const [told, hidden, none] = [
      await uploads.place(maria, { sizeBytes: bytes.length + 1 }),
      await uploads.place(maria, { sizeBytes: bytes.length + 1 }),
      await uploads.place(maria, { sizeBytes: 5 }),
    ];
    await expectRefused(told, () => uploads.put(told.url, bytes), 400, /and these are/);
    await expectRefused(hidden, () => uploads.send(hidden.url, [bytes]), 400, /and \d+ came/);
    await expectRefused(none, () => uploads.send(none.url, [], { 'content-length': '0' }), 400, /and these are 0/);
  });

  test('that comes compressed', async () => {
    const bytes = gzipSync(pdfFile());
    const place = await uploads.place(maria, { sizeBytes: bytes.length });
    await expectRefused(place, () => uploads.put(place.url, bytes, { 'content-encoding': 'gzip' }), 415, /Content-Encoding/);
  });

  test('that dribbles in', async () => {
    const bytes = pdfFile(5_000);
    const place = await uploads.place(maria, { sizeBytes: bytes.length });
    const dribble = async function* (): AsyncGenerator<Buffer> {
      for (let at = 0; at < bytes.length; at += 100) {
        yield bytes.subarray(at, at + 100);
        await delay(150);
      }
    };
    const startedAt = Date.now();
    await expectRefused(place, () => uploads.send(place.url, dribble()), 408, /did not come within 2 seconds/);
    expect(Date.now() - startedAt).toBeLessThan(4_000);
  });

  test('whose sender goes away', async () => {
    const place = await uploads.place(maria, { sizeBytes: large.length });
    const before = filesInStore();
    const half = async function* (): AsyncGenerator<Buffer> {
      yield large.subarray(0, 1_000_000);
      await delay(50);
      throw new Error('went away');
    };
    const controller = new AbortController();
    const gone = fetch(new URL(place.url, gateway.url), { method: 'PUT', body: half(), duplex: 'half', signal: controller.signal } as RequestInit);
    await expect(gone).rejects.toThrow();
    await eventually(async () => (await uploadRow(place.id))['status'] === 'REFUSED');
    expect(filesInStore()).toEqual(before);
  });
});
