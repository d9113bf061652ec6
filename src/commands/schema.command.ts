import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildSchema, findBreakingChanges } from 'graphql';
import { schemaText } from '../app.js';
import { PROJECT_DIR } from '../config.js';
import { StartError } from '../runtime/start-error.js';
import { type Command, print } from './command.js';

const EMITTED = join(PROJECT_DIR, 'schema', 'schema.graphql');

/** Fails when the emitted schema is not the one that the code makes, and names what would break callers. */
function compare(path: string): void {
  const text = schemaText();
  const committed = readFileSync(path, 'utf8');
  if (committed === text) return print(`${path} is what the code makes.`);
  const broken = findBreakingChanges(buildSchema(committed), buildSchema(text)).map(({ description }) => `  breaks callers: ${description}`);
  throw new StartError([`${path} is not what the code makes: run npm run schema and commit it.`, ...broken].join('\n'));
}

/** Writes the schema that the code makes to schema/schema.graphql, where callers, code generation and the drift check read it. */
export const schema: Command = {
  usage: 'npm run schema [-- --compare schema/schema.graphql]',
  options: ['compare'],
  async run({ options }) {
    if (options.compare !== undefined) return compare(resolve(PROJECT_DIR, options.compare));
    writeFileSync(EMITTED, schemaText());
    print(`Wrote ${EMITTED}`);
  },
};
