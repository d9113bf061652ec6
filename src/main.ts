import { parseArgs } from 'node:util';
import { adminCreate } from './commands/admin-create.command.js';
import type { Command, CommandContext } from './commands/command.js';
import { demo } from './commands/demo.command.js';
import { migrate } from './commands/migrate.command.js';
import { schema } from './commands/schema.command.js';
import { serve } from './commands/serve.command.js';
import { loadConfig } from './config.js';
import { Lifecycle } from './runtime/lifecycle.js';
import { createLog } from './runtime/log.js';
import { BAD_USAGE, StartError } from './runtime/start-error.js';

const COMMANDS: Readonly<Record<string, Command>> = { serve, migrate, 'admin:create': adminCreate, demo, schema };

function readOptions(command: Command, words: string[]): CommandContext['options'] {
  try {
    return parseArgs({ args: words, options: Object.fromEntries(command.options.map((name) => [name, { type: 'string' as const }])) }).values;
  } catch (error) {
    throw new StartError(`${(error as Error).message.split('. ')[0]}. Usage: ${command.usage}`, BAD_USAGE);
  }
}

/** Nothing is open yet: there is a sentence to say, or a fault of ours to show. */
function refuseStart(error: unknown): never {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(error.exitCode);
}

function readCommandLine([name = 'serve', ...words]: string[]): { command: Command; context: CommandContext } {
  const command = COMMANDS[name];
  if (!command) throw new StartError(`There is no command ${JSON.stringify(name)}: it must be one of ${Object.keys(COMMANDS).join(', ')}.`, BAD_USAGE);
  const options = readOptions(command, words);
  const config = loadConfig();
  const log = createLog(config.log);
  return { command, context: { config, log, lifecycle: new Lifecycle(log), options } };
}

async function main(words: string[]): Promise<void> {
  const { command, context } = readCommandLine(words);
  context.lifecycle.watchSignals();
  try {
    await command.run(context);
    if (!command.serves) await context.lifecycle.stop(0);
  } catch (error) {
    context.lifecycle.fail(error);
  }
}

await main(process.argv.slice(2)).catch(refuseStart);
