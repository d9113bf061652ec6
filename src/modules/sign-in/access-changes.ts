import pg, { type ClientConfig } from 'pg';
import type { Logger } from '../../runtime/log.js';

const CHANNEL = 'access_changed';
const HEARTBEAT_MS = 2_000;
const ANSWER_WITHIN_MS = 2_000;
const RECONNECT_AFTER_MS = [100, 500, 1_000, 3_000];

/**
 * Listens, on a connection of its own, for the news that permissions, sessions or people changed (triggers send it). While it does
 * not listen nobody may remember anything, so losing the connection counts as a change; a heartbeat finds a connection that died silently.
 */
export class AccessChanges {
  readonly #connection: ClientConfig;
  readonly #log: Logger;
  readonly #onChange: () => void;
  #client: pg.Client | null = null;
  #isListening = false;
  #isStopped = true;
  #failures = 0;
  #retry: NodeJS.Timeout | undefined;
  #heartbeat: NodeJS.Timeout | undefined;

  constructor(connection: ClientConfig, log: Logger, onChange: () => void) {
    this.#connection = connection;
    this.#log = log;
    this.#onChange = onChange;
  }

  get isListening(): boolean {
    return this.#isListening;
  }

  /** Resolves after the first attempt to listen, successful or not: the gateway works without, only slower. */
  async start(): Promise<void> {
    this.#isStopped = false;
    this.#heartbeat = setInterval(() => void this.#beat(), HEARTBEAT_MS).unref();
    await this.#connect();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#heartbeat);
    clearTimeout(this.#retry);
    const client = this.#client;
    this.#lose(client);
    await client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      ...this.#connection,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      query_timeout: ANSWER_WITHIN_MS,
      application_name: 'countinghouse-listen',
    });
    this.#client = client;
    client.on('notification', () => this.#onChange());
    client.on('error', () => this.#reconnect(client));
    client.on('end', () => this.#reconnect(client));
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
    } catch (error) {
      this.#log.warn({ err: error, channel: CHANNEL }, 'cannot listen for changes of access: every request reads them until it can');
      this.#reconnect(client);
      return;
    }
    if (this.#client !== client) return;
    this.#failures = 0;
    this.#isListening = true;
    // What was read before LISTEN took hold may be older than the last change.
    this.#onChange();
  }

  async #beat(): Promise<void> {
    const client = this.#client;
    if (!client || !this.#isListening) return;
    await client.query('select 1').catch(() => this.#reconnect(client));
  }

  #reconnect(client: pg.Client): void {
    if (!this.#lose(client) || this.#isStopped) return;
    void client.end().catch(() => undefined);
    const delay = RECONNECT_AFTER_MS[Math.min(this.#failures++, RECONNECT_AFTER_MS.length - 1)];
    this.#retry = setTimeout(() => void this.#connect(), delay).unref();
  }

  /** False when this connection was given up before. */
  #lose(client: pg.Client | null): boolean {
    if (client === null || client !== this.#client) return false;
    this.#client = null;
    this.#isListening = false;
    this.#onChange();
    return true;
  }
}
