/**
 * The peer: PostGraphile over the same tables, as it would run in production. Everything that costs and that the measured operations do
 * not need is off (watching, explaining, its explorer, mutations, the Node interface); statements are prepared and plans cached,
 * which are its defaults. It asks nobody who they are.
 */
import { createServer } from 'node:http';
import pg from 'pg';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { grafserv } from 'postgraphile/grafserv/node';

const pool = new pg.Pool({
  connectionString: process.env.BENCH_DATABASE_URL,
  max: Number(process.env.BENCH_POOL_SIZE),
  application_name: 'bench-postgraphile',
});

const preset = {
  extends: [PostGraphileAmberPreset],
  plugins: [],
  disablePlugins: ['NodePlugin', 'MutationPlugin'],
  pgServices: [makePgService({ pool, schemas: ['public', 'peer'] })],
  gather: { pgStrictFunctions: true },
  // Lists where the gateway has lists, connections where it has connections.
  schema: { defaultBehavior: 'connection list' },
  grafast: { explain: false },
  grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false, outputDataAsString: true },
};

const server = createServer();
const instance = postgraphile(preset);
await instance.createServ(grafserv).addTo(server);
await instance.getSchema();
server.listen(0, '127.0.0.1', () => process.send?.({ ready: `http://127.0.0.1:${server.address().port}/graphql` }));
