// before any class with decorators
import 'reflect-metadata';
import { parseArgs } from 'node:util';
import type { Command, CommandContext } from './commands/command.js';
import { loadConfig } from './config.js';
import { Lifecycle } from './runtime/lifecycle.js';
import { createLog } from './runtime/log.js';
import { BAD_USAGE, StartError } from './runtime/start-error.js';

/** Loaded when asked for: a wrong setting is told at once, and a migration needs no gateway. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./commands/serve.command.js')).serve,
  migrate: async () => (await import('./commands/migrate.command.js')).migrate,
  'admin:create': async () => (await import('./commands/admin-create.command.js')).adminCreate,
  demo: async () => (await import('./commands/demo.command.js')).demo,
  'import:sanctions': async () => (await import('./commands/import-sanctions.command.js')).importSanctions,
  simulators: async () => (await import('./commands/simulators.command.js')).simulators,
  'import:deals': async () => (await import('./commands/import-deals.command.js')).importDeals,
  schema: async () => (await import('./commands/schema.command.js')).schema,
};

function readOptions(command: Command, words: string[]): CommandContext['options'] {
  try {
    const options = Object.fromEntries(command.options.map((name) => [name, { type: 'string' as const }]));
    const { values, positionals } = parseArgs({ args: words, options, allowPositionals: command.operand !== undefined });
    if (positionals.length > 1) throw new Error(`Unexpected argument ${JSON.stringify(positionals[1])}`);
    return command.operand === undefined || positionals[0] === undefined ? values : { ...values, [command.operand]: positionals[0] };
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

async function main([name = 'serve', ...words]: string[]): Promise<void> {
  const load = COMMANDS[name];
  if (!load) throw new StartError(`There is no command ${JSON.stringify(name)}: it must be one of ${Object.keys(COMMANDS).join(', ')}.`, BAD_USAGE);
  const config = loadConfig();
  const command = await load();
  const options = readOptions(command, words);
  const log = createLog(config.log);
  const context = { config, log, lifecycle: new Lifecycle(log), options };
  context.lifecycle.watchSignals();
  try {
    await command.run(context);
    if (!command.serves) await context.lifecycle.stop(0);
  } catch (error) {
    context.lifecycle.fail(error);
  }
}

await main(process.argv.slice(2)).catch(refuseStart);
