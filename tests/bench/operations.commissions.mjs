/** What a partner portal asks for most: a month summed up, and a large subtree with totals each. Over a database of their own (partners.mjs), beside the floor alone. */
import { INPUTS } from './operations.inputs.mjs';

/** What the gateway's CPU may be, as a multiple of the floor's. */
const wanted = { floor: 2 };

export const month = {
  name: 'month',
  title: "A partner's month, by day and by level",
  operationName: 'BenchMonth',
  wanted,
  gateway: /* GraphQL */ `
    query BenchMonth($id: ID!, $from: DateTime!, $to: DateTime!) {
      partner(id: $id) {
        id
        reference
        byDay: commissionSummary(period: { from: $from, to: $to }, groupBy: DAY) {
          key
          currency
          amount
          lots
          deals
        }
        byLevel: commissionSummary(period: { from: $from, to: $to }, groupBy: LEVEL) {
          key
          currency
          amount
          lots
          deals
        }
      }
    }
  `,
  // the partners of the first levels, who earn by the most deals
  inputs: `
    select jsonb_build_object('id', p.id, 'from', to_char(m, 'YYYY-MM-DD"T00:00:00.000Z"'), 'to', to_char(m + interval '1 month', 'YYYY-MM-DD"T00:00:00.000Z"')) as variables
    from (select id from partner where level <= 3 order by level, id limit 10) p, generate_series(timestamp '2026-03-01', timestamp '2026-06-01', '1 month') m limit ${INPUTS}`,
};

export const tree = {
  name: 'tree',
  title: 'The first hundred of a subtree of 25,000 partners, with the totals below each',
  operationName: 'BenchTree',
  wanted,
  gateway: /* GraphQL */ `
    query BenchTree($id: ID!) {
      partner(id: $id) {
        id
        reference
        subtree(maxDepth: 4, first: 100) {
          nodes {
            id
            reference
            name
            level
            treeTotals {
              partners
              clients
              fundedClients
              lots
            }
          }
        }
      }
    }
  `,
  inputs: `select jsonb_build_object('id', id) as variables from partner where level = 1 order by id`,
};

export const PARTNER_OPERATIONS = [month, tree];
