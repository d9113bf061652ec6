import type { Config } from '../config.js';
import type { Lifecycle } from '../runtime/lifecycle.js';
import type { Logger } from '../runtime/log.js';

/** What a command is run with. It resolves when its work is done; one that serves resolves when it has begun to. */
export interface CommandContext {
  readonly config: Config;
  readonly log: Logger;
  readonly lifecycle: Lifecycle;
  /** Options by name, as `npm run <command> -- --name value` gives them. */
  readonly options: Readonly<Record<string, string | undefined>>;
}

export interface Command {
  /** Shown when the options are wrong. */
  readonly usage: string;
  readonly options: readonly string[];
  /** The option that a bare word stands for. */
  readonly operand?: string;
  /** Whether the process goes on after `run`. */
  readonly serves?: true;
  run(context: CommandContext): Promise<void>;
}

/** Output that people asked for, beside the log. */
export const print = (line: string): void => void process.stdout.write(`${line}\n`);
