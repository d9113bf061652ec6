/** The operations on the partner tree, as operations.mjs has the others. */
import { INPUTS } from './operations.inputs.mjs';

export const subtree = {
  name: 'subtree',
  title: "A partner's subtree, three levels down, with the totals below each",
  operationName: 'BenchSubtree',
  gateway: /* GraphQL */ `
    query BenchSubtree($id: ID!) {
      partner(id: $id) {
        id
        reference
        name
        subtree(maxDepth: 3, first: 100) {
          nodes {
            id
            reference
            name
            country
            status
            level
            createdAt
            treeTotals {
              partners
              clients
              fundedClients
              lots
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  `,
  postgraphile: /* GraphQL */ `
    query BenchSubtree($id: UUID!) {
      partner: partnerByRowId(rowId: $id) {
        id: rowId
        reference
        name
        subtree(maxDepth: 3, first: 100) {
          nodes {
            id: rowId
            reference
            name
            country
            status
            level
            createdAt
            treeTotals {
              partners
              clients
              fundedClients
              lots
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  `,
  // The partners with the most partners below them.
  inputs: `
    select jsonb_build_object('id', p.id) as variables from partner p
    order by (select count(*) from partner b where b.path <@ p.path) desc, p.id limit ${INPUTS}`,
};

export const commissions = {
  name: 'commissions',
  title: "A partner's month: the first 50 commissions with explanation, and the sums by day",
  operationName: 'BenchCommissions',
  gateway: /* GraphQL */ `
    query BenchCommissions($id: ID!, $from: DateTime!, $to: DateTime!) {
      partner(id: $id) {
        id
        reference
        name
        commissions(first: 50, filter: { tradedAt: { from: $from, to: $to } }) {
          nodes {
            id
            dealTicket
            symbol
            lots
            level
            amount
            currency
            status
            explanation
            tradedAt
            accruedAt
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
        commissionSummary(period: { from: $from, to: $to }, groupBy: DAY) {
          key
          currency
          amount
          lots
          deals
        }
      }
    }
  `,
  postgraphile: /* GraphQL */ `
    query BenchCommissions($id: UUID!, $from: Datetime!, $to: Datetime!) {
      partner: partnerByRowId(rowId: $id) {
        id: rowId
        reference
        name
        commissions(from: $from, to: $to, first: 50) {
          nodes {
            id: rowId
            dealTicket
            symbol
            lots
            level
            amount
            currency
            status
            explanation
            tradedAt
            accruedAt
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
        commissionSummary: commissionSummaryList(from: $from, to: $to) {
          key
          currency
          amount
          lots
          deals
        }
      }
    }
  `,
  // Months that fill the page.
  inputs: `
    select jsonb_build_object('id', partner_id, 'from', to_char(month, 'YYYY-MM-DD"T00:00:00.000Z"'), 'to', to_char(month + interval '1 month', 'YYYY-MM-DD"T00:00:00.000Z"')) as variables
    from (select partner_id, date_trunc('month', traded_at) as month, count(*) as trades from commission group by 1, 2) m
    where trades >= 50 order by md5(partner_id::text || month) limit ${INPUTS}`,
};
