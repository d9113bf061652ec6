import type { Logger } from './log.js';
import { StartError } from './start-error.js';

const STOP_TIMEOUT_MS = 30_000;
/** A Ctrl-C reaches us from the terminal and once more from npm: that is one wish to stop, not two. */
const SAME_SIGNAL_MS = 1_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What this process has opened and how it ends: in reverse order, within a time, with an exit code. */
export class Lifecycle {
  private readonly closers: { readonly what: string; readonly close: () => Promise<unknown> }[] = [];
  private stoppingSince = 0;

  constructor(
    private readonly log: Logger,
    private readonly exit: (code: number) => void = (code) => process.exit(code),
  ) {}

  get isStopping(): boolean {
    return this.stoppingSince > 0;
  }

  /** Closed before whatever was opened earlier. What is opened while the process stops already is closed at once. */
  async opened(what: string, close: () => Promise<unknown>): Promise<void> {
    if (this.isStopping) await this.close(what, close);
    else this.closers.push({ what, close });
  }

  watchSignals(): void {
    for (const signal of SIGNALS) process.on(signal, () => this.onSignal(signal));
    for (const event of ['uncaughtException', 'unhandledRejection'] as const) process.on(event, (error: unknown) => this.fail(error));
  }

  /** Ends the process; the first reason to end counts. */
  async stop(exitCode: number): Promise<void> {
    if (this.isStopping) return;
    this.stoppingSince = Date.now();
    const late = setTimeout(() => this.giveUp(), STOP_TIMEOUT_MS);
    for (const { what, close } of this.closers.toReversed()) await this.close(what, close);
    clearTimeout(late);
    this.exit(exitCode);
  }

  /** Ends the process because of an error: one sentence when it is the caller's to mend, everything in the log when it is ours. */
  fail(error: unknown): void {
    // What is cut off by stopping fails, and is nobody's concern.
    if (this.isStopping) return;
    if (error instanceof StartError) process.stderr.write(`${error.message}\n`);
    else this.log.fatal({ err: error }, 'stopping after an error that nothing handled');
    void this.stop(error instanceof StartError ? error.exitCode : 1);
  }

  private onSignal(signal: string): void {
    if (!this.isStopping) {
      this.log.info({ signal }, 'stopping');
      void this.stop(0);
    } else if (Date.now() - this.stoppingSince > SAME_SIGNAL_MS) {
      this.log.warn({ signal }, 'stopping at once');
      this.exit(1);
    }
  }

  private giveUp(): void {
    this.log.error('stopping took too long');
    this.exit(1);
  }

  private async close(what: string, close: () => Promise<unknown>): Promise<void> {
    try {
      await close();
    } catch (error) {
      this.log.error({ err: error, component: what }, 'did not close cleanly');
    }
  }
}
