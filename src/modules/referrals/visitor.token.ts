import { createHmac, timingSafeEqual } from 'node:crypto';
import { isId } from '../../database/ids.js';

/** Which link somebody came by, and when. */
export interface Click {
  readonly linkId: string;
  readonly campaign: string;
  readonly at: Date;
}

const LONGEST = 400;

/**
 * Clicks as visitors carry them: in a cookie, and in the hands of the sign-up front-end. A token names a link and a time and nobody; its
 * signature keeps others from making clicks up.
 */
export class VisitorTokens {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    this.#key = key;
  }

  issue({ linkId, campaign, at }: Click): string {
    const content = Buffer.from(JSON.stringify([linkId, campaign, Math.floor(at.getTime() / 1000)])).toString('base64url');
    return `${content}.${this.#sign('token', content)}`;
  }

  /** Null: it is none of ours. How long it counts is the policy's matter. */
  read(token: string | null | undefined): Click | null {
    if (token == null || token.length > LONGEST) return null;
    const [content = '', signature = ''] = token.split('.');
    const [given, right] = [Buffer.from(signature), Buffer.from(this.#sign('token', content))];
    if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
    const [linkId, campaign, seconds] = JSON.parse(Buffer.from(content, 'base64url').toString()) as [string, string, number];
    return isId(linkId) ? { linkId, campaign, at: new Date(seconds * 1000) } : null;
  }

  /** Enough to tell that the same browser clicked again; nobody is found by it. */
  visitor(address: string, userAgent: string): string {
    return this.#sign('visitor', `${address}\n${userAgent}`);
  }

  #sign(purpose: string, content: string): string {
    return createHmac('sha256', this.#key).update(`${purpose}\n${content}`).digest('base64url');
  }
}
