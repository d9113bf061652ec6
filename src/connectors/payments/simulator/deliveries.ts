import type { Behaviour } from './behaviour.js';
import type { Records, SimulatedEvent } from './records.js';

/** What one vendor sends for an event, and what it wants to hear. Made anew for each try: the time is in the signature. */
export interface Envelope {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface WebhookStyle {
  seal(event: SimulatedEvent, forged: boolean): Envelope;
  isTaken(status: number, headers: Headers, body: string): boolean;
}

const MAX_TRIES = 12;
const MAX_BACKOFF_MS = 300_000;
const TIMEOUT_MS = 5_000;
const DISORDER_MS = 400;

/** Brings webhooks to us, again and again until we have taken them, as vendors do. */
export class Deliveries {
  readonly #records: Records;
  readonly #styles: Readonly<Record<SimulatedEvent['vendor'], WebhookStyle>>;
  readonly #retryMs: number;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #stopping = new AbortController();
  #sent = 0;

  constructor(records: Records, styles: Readonly<Record<SimulatedEvent['vendor'], WebhookStyle>>, retryMs: number) {
    this.#records = records;
    this.#styles = styles;
    this.#retryMs = retryMs;
  }

  send(event: SimulatedEvent, { webhooks, webhookDelayMs, webhookCopies, webhookDisorder }: Behaviour): void {
    this.#records.put(event);
    if (webhooks === 'lose' || event.url === '') return void this.#records.put({ ...event, delivered: true });
    const disorderMs = webhookDisorder && this.#sent++ % 2 === 0 ? DISORDER_MS : 0;
    // a forged one is sent once: nobody who forges waits to be told no again
    for (let copy = 0; copy < webhookCopies; copy++)
      this.after(webhookDelayMs + disorderMs, () => this.#try(event, webhooks === 'forge' ? MAX_TRIES : 1, webhooks === 'forge'));
  }

  /** What was not taken yet when the simulator was stopped. */
  resume(): void {
    for (const event of this.#records.all('event')) if (!event.delivered) this.after(0, () => this.#try(event, 1, false));
  }

  /** Does something later, unless the simulator is stopped before. */
  after(delayMs: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, delayMs);
    this.#timers.add(timer);
  }

  stop(): void {
    this.#stopping.abort();
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #try(event: SimulatedEvent, attempt: number, forged: boolean): void {
    void this.#post(event, forged).then((isTaken) => {
      if (this.#stopping.signal.aborted) return;
      if (isTaken || attempt >= MAX_TRIES) this.#records.put({ ...event, delivered: true });
      else this.after(Math.min(this.#retryMs * 2 ** (attempt - 1), MAX_BACKOFF_MS), () => this.#try(event, attempt + 1, forged));
    });
  }

  async #post(event: SimulatedEvent, forged: boolean): Promise<boolean> {
    const style = this.#styles[event.vendor];
    const { headers, body } = style.seal(event, forged);
    try {
      const signal = AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(TIMEOUT_MS)]);
      const response = await fetch(event.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
        redirect: 'manual',
        signal,
      });
      return style.isTaken(response.status, response.headers, await response.text());
    } catch {
      return false;
    }
  }
}
