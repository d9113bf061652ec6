/** Whether depth costs anything: the gateway's page after 100,000 rows beside its first one, in rounds as everything else. */
import { measure } from './measure.mjs';
import { depthLine } from './report.mjs';

const DEPTH = 100_000;

const QUERY = /* GraphQL */ `
  query BenchDepth($after: String) {
    transactions(first: 50, after: $after, orderBy: { field: REQUESTED_AT, direction: ASC }) {
      nodes {
        id
        reference
        type
        status
        amount
        currency
        requestedAt
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`;

const bodyOf = (after) => JSON.stringify({ operationName: 'BenchDepth', query: QUERY, variables: { after } });

/** The cursor of the row that so many rows stand before or at, in the list's order. */
async function cursorAt(rows, { sql, build }) {
  const { encodeCursor } = await build('database/reader.cursor.js');
  const { instantFromText } = await build('database/reader.types.js');
  const [row] = await sql(`select id, requested_at::text as at from transaction order by requested_at, id offset ${rows - 1} limit 1`);
  return encodeCursor('REQUESTED_AT', instantFromText(row.at), row.id);
}

/** Measures both and answers with the line of the report. */
export async function measureDepth(gateway, { plan, database, load, build }) {
  const [first, deep] = [
    { ...gateway, name: 'first page' },
    { ...gateway, name: 'deep page' },
  ];
  const bodies = new Map([
    [first.name, [bodyOf(null)]],
    [deep.name, [bodyOf(await cursorAt(DEPTH, { sql: database.sql, build }))]],
  ]);
  const turns = await measure([first, deep], bodies, { ...plan, load, postmaster: database.postmaster });
  return depthLine(DEPTH, turns.get(first.name), turns.get(deep.name));
}
