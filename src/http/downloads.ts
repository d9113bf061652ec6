import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Download, DownloadRefused } from '../modules/documents/index.js';

const STATUS = { FORBIDDEN: 403, NOT_FOUND: 404 } as const;

const MEDIA_TYPE = /^[a-z]+\/[a-z0-9][a-z0-9.+-]*$/;

/** Whatever a client once handed in: saved, never shown, and powerless where a browser shows it all the same. */
const INERT = {
  'cache-control': 'no-store',
  'content-security-policy': "sandbox; default-src 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  // the link is in the address
  'referrer-policy': 'no-referrer',
} as const;

// Control characters, those that turn the direction of a line, and those that lead into a folder.
// oxlint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff/\\:*?"<>|]/g;

/** `Content-Disposition` by RFC 6266: a plain name for old programs, the whole one by RFC 5987 for the rest. */
export function attachment(fileName: string): string {
  const name =
    fileName
      .toWellFormed()
      .normalize('NFC')
      .replaceAll(UNSAFE, '_')
      .replace(/[. ]+$/, '')
      .slice(0, 200)
      .toWellFormed() || 'document';
  const plain = name.replaceAll(/[^\w .()-]/g, '_');
  const whole = encodeURIComponent(name).replaceAll(/['()*!]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}

function send(reply: FastifyReply, { fileName, contentType, sizeBytes, content }: Download): FastifyReply {
  if (sizeBytes !== null) void reply.header('content-length', sizeBytes);
  return (
    reply
      // Closing waits for connections, and one that sends a file when it begins would be kept alive after it.
      .header('connection', 'close')
      .header('content-type', MEDIA_TYPE.test(contentType) ? contentType : 'application/octet-stream')
      .header('content-disposition', attachment(fileName))
      .send(content)
  );
}

/** What hands a file out to whoever holds a link to it. Throws `DownloadRefused`. */
interface Downloads {
  open(id: string, token: unknown, requestId: string, format: unknown): Promise<Download>;
}

const KINDS = ['documents', 'exports', 'statements'] as const;

/**
 * `GET /files/documents/<id>?token=...`, and the same of `exports` and `statements`: what `downloadUrl` leads to. The link is all that it takes;
 * no header, no cookie.
 */
export function registerDownloads(fastify: FastifyInstance, downloads: Readonly<Record<(typeof KINDS)[number], Downloads>>): void {
  // A HEAD would be written down as a download.
  const options = { exposeHeadRoute: false } as const;
  for (const kind of KINDS) {
    fastify.get<{ Params: { id: string }; Querystring: { token?: string | string[]; format?: string | string[] } }>(
      `/files/${kind}/:id`,
      options,
      async (request, reply) => {
        void reply.headers(INERT);
        try {
          return send(reply, await downloads[kind].open(request.params.id, request.query.token, request.id, request.query.format));
        } catch (error) {
          if (!(error instanceof DownloadRefused)) throw error;
          return reply.code(STATUS[error.code]).send({ errors: [{ message: error.message, extensions: { code: error.code, requestId: request.id } }] });
        }
      },
    );
  }
}
