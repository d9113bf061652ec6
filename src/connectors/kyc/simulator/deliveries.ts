import { createHmac } from 'node:crypto';

/** How the vendor behaves until it is told otherwise. */
export interface Behaviour {
  /** away: takes a call and never answers. break: answers 500. */
  readonly api: 'answer' | 'away' | 'break';
  /** How long an answer is on its way; the call has taken effect before. */
  readonly answerMs: number;
  readonly webhooks: 'deliver' | 'lose' | 'forge';
  readonly webhookDelayMs: number;
  readonly webhookCopies: number;
  /** Every other webhook waits for the one after it. */
  readonly webhookDisorder: boolean;
  readonly webhookAlgorithm: 'HMAC_SHA1_HEX' | 'HMAC_SHA256_HEX' | 'HMAC_SHA512_HEX';
}

export const USUAL: Behaviour = {
  api: 'answer',
  answerMs: 0,
  webhooks: 'deliver',
  webhookDelayMs: 0,
  webhookCopies: 1,
  webhookDisorder: false,
  webhookAlgorithm: 'HMAC_SHA256_HEX',
};

const WORDS: Readonly<Partial<Record<keyof Behaviour, readonly string[]>>> = {
  api: ['answer', 'away', 'break'],
  webhooks: ['deliver', 'lose', 'forge'],
  webhookAlgorithm: ['HMAC_SHA1_HEX', 'HMAC_SHA256_HEX', 'HMAC_SHA512_HEX'],
};

/** The behaviour with what was asked for; a sentence when that is nonsense. */
export function changed(behaviour: Behaviour, fields: Readonly<Record<string, string>>): Behaviour | string {
  const changes: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (!Object.hasOwn(USUAL, name)) return `There is no ${name}: it must be one of ${Object.keys(USUAL).join(', ')}.`;
    const words = WORDS[name as keyof Behaviour];
    if (words !== undefined && !words.includes(value)) return `${name} must be one of ${words.join(', ')}.`;
    if (words === undefined && name !== 'webhookDisorder' && !/^\d{1,6}$/.test(value)) return `${name} must be a whole number.`;
    changes[name] = words !== undefined ? value : name === 'webhookDisorder' ? value === 'true' : Number(value);
  }
  return { ...behaviour, ...changes };
}

const MAX_TRIES = 12;
const MAX_BACKOFF_MS = 300_000;
const TIMEOUT_MS = 5_000;
const DISORDER_MS = 400;

interface Letter {
  readonly body: string;
  readonly behaviour: Behaviour;
}

/** Brings webhooks to where they go, again and again until they are taken, as the vendor does; what is not taken at the end is forgotten. */
export class Deliveries {
  behaviour: Behaviour = USUAL;
  /** Where they go; empty: nowhere. */
  url = '';
  readonly #secret: string;
  readonly #retryMs: number;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #stopping = new AbortController();
  #sent = 0;

  constructor(secret: string, retryMs: number) {
    this.#secret = secret;
    this.#retryMs = retryMs;
  }

  send(event: object): void {
    const { behaviour } = this;
    if (behaviour.webhooks === 'lose' || this.url === '') return;
    const disorderMs = behaviour.webhookDisorder && this.#sent++ % 2 === 0 ? DISORDER_MS : 0;
    const letter = { body: JSON.stringify(event), behaviour };
    for (let copy = 0; copy < behaviour.webhookCopies; copy++) this.#after(behaviour.webhookDelayMs + disorderMs, () => this.#try(letter, 1));
  }

  stop(): void {
    this.#stopping.abort();
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #after(delayMs: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, delayMs);
    this.#timers.add(timer);
  }

  #try(letter: Letter, attempt: number): void {
    void this.#post(letter).then((isTaken) => {
      // who forges does not wait to be told no again
      if (isTaken || attempt >= MAX_TRIES || letter.behaviour.webhooks === 'forge' || this.#stopping.signal.aborted) return;
      this.#after(Math.min(this.#retryMs * 2 ** (attempt - 1), MAX_BACKOFF_MS), () => this.#try(letter, attempt + 1));
    });
  }

  async #post({ body, behaviour }: Letter): Promise<boolean> {
    const algorithm = behaviour.webhookAlgorithm;
    const secret = behaviour.webhooks === 'forge' ? `${this.#secret}?` : this.#secret;
    const digest = createHmac(algorithm.slice('HMAC_'.length, -'_HEX'.length), secret).update(body, 'utf8').digest('hex');
    const headers = { 'content-type': 'application/json', 'x-payload-digest-alg': algorithm, 'x-payload-digest': digest };
    try {
      const signal = AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(TIMEOUT_MS)]);
      const response = await fetch(this.url, { method: 'POST', headers, body, redirect: 'manual', signal });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  }
}
