import { once } from 'node:events';
import { request } from 'node:http';
import type { TestGateway } from '../support/gateway.js';
import type { Person } from '../support/people.js';

export interface Place {
  readonly id: string;
  readonly url: string;
  readonly expiresAt: string;
}

export interface Payload {
  readonly document: { readonly id: string; readonly version: number; readonly status: string; readonly scan: string } | null;
  readonly userErrors: readonly {
    readonly code: string;
    readonly message: string;
    readonly field: readonly string[] | null;
    readonly currentVersion?: number;
  }[];
}

const ERRORS = 'userErrors { code message field ... on StaleVersionError { currentVersion } }';
const PLACE = `mutation ($input: FileUploadCreateInput!) { fileUploadCreate(input: $input) { upload { id url expiresAt } ${ERRORS} } }`;
const DOCUMENT = `{ document { id version status scan } ${ERRORS} }`;

export interface Offer {
  readonly fileName?: string;
  readonly contentType?: string;
  readonly sizeBytes: number;
}

type Change = 'Add' | 'Approve' | 'Reject' | 'Withdraw';

export interface Told {
  readonly status: number;
  readonly body: { readonly id?: string; readonly sha256?: string; readonly errors?: readonly { readonly message: string }[] };
}

/** How files get in, over a gateway that listens; or by another process over its database, at `base`. */
export function uploading(gateway: TestGateway, base = gateway.url) {
  const offer = async (as: Person | string, { fileName = 'bill.pdf', contentType = 'application/pdf', sizeBytes }: Offer) => {
    type Data = { fileUploadCreate: { upload: Place | null; userErrors: Payload['userErrors'] } };
    const { fileUploadCreate } = await gateway.data<Data>(PLACE, { input: { fileName, contentType, sizeBytes } }, { as });
    return fileUploadCreate;
  };
  const place = async (as: Person | string, given: Offer): Promise<Place> => {
    const { upload, userErrors } = await offer(as, given);
    if (upload === null) throw new Error(JSON.stringify(userErrors));
    return upload;
  };
  const change = async (kind: Change, input: object, as: Person | string): Promise<Payload> => {
    const data = await gateway.data<Record<string, Payload>>(
      `mutation ($input: Document${kind}Input!) { document${kind}(input: $input) ${DOCUMENT} }`,
      { input },
      { as },
    );
    return data[`document${kind}`] as Payload;
  };
  const put = (url: string, bytes: Buffer, headers: Readonly<Record<string, string>> = {}): Promise<Told> =>
    send(new URL(url, base), [bytes], { 'content-length': String(bytes.length), ...headers });
  /** A document of the client's, handed in by somebody. */
  const handIn = async (as: Person, clientId: string, bytes: Buffer, given: Omit<Offer, 'sizeBytes'> = {}): Promise<NonNullable<Payload['document']>> => {
    const { id, url } = await place(as, { ...given, sizeBytes: bytes.length });
    const { status, body } = await put(url, bytes);
    if (status !== 201) throw new Error(JSON.stringify(body));
    const { document, userErrors } = await change('Add', { clientId, uploadId: id, type: 'PROOF_OF_ADDRESS' }, as);
    if (document === null) throw new Error(JSON.stringify(userErrors));
    return document;
  };
  return {
    offer,
    place,
    put,
    change,
    handIn,
    send: (url: string, chunks: Chunks, headers?: Record<string, string>) => send(new URL(url, base), chunks, headers),
  };
}

type Chunks = Iterable<Buffer> | AsyncIterable<Buffer>;

/** A PUT over a connection of its own; without a length in its headers it goes in chunks. */
function send(url: URL, chunks: Chunks, headers: Readonly<Record<string, string>> = {}): Promise<Told> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'PUT', headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.once('error', reject);
      response.once('end', () => {
        outgoing.destroy();
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(Buffer.concat(parts).toString('utf8')) as Told['body'] });
      });
    });
    outgoing.on('error', reject);
    const closed = new Promise<void>((end) => outgoing.once('close', end));
    const write = async (): Promise<void> => {
      for await (const chunk of chunks) {
        if (outgoing.destroyed) return;
        if (!outgoing.write(chunk)) await Promise.race([once(outgoing, 'drain'), closed]);
      }
      outgoing.end();
    };
    write().catch(reject);
  });
}
