/**
 * What is measured: each operation as the gateway answers it (the contract's schema) and as PostGraphile does (its own schema, brought to the
 * same names by aliases). The floor takes the gateway's request and goes by its operation name. `inputs` are many, so that no
 * single hot row is all that is measured: either ids out of the database, or the pages of a list, one after the other.
 */

import { INPUTS } from './operations.inputs.mjs';
import { commissions, subtree } from './operations.partners.mjs';

const clients = {
  name: 'clients',
  title: '50 clients with 3 trading accounts and their 5 latest transactions each',
  operationName: 'BenchClients',
  gateway: /* GraphQL */ `
    query BenchClients($after: String) {
      clients(first: 50, after: $after, orderBy: { field: CREATED_AT, direction: ASC }) {
        nodes {
          id
          reference
          displayName
          email
          country
          onboardingStatus
          kycStatus
          createdAt
          tradingAccounts(first: 3, orderBy: { field: OPENED_AT, direction: ASC }) {
            nodes {
              id
              login
              platform
              server
              currency
              leverage
              status
              balance
            }
          }
          transactions(first: 5, orderBy: { field: REQUESTED_AT, direction: DESC }) {
            nodes {
              id
              reference
              type
              status
              amount
              currency
              fee
              requestedAt
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  postgraphile: /* GraphQL */ `
    query BenchClients($after: Cursor) {
      clients: allClients(first: 50, after: $after, orderBy: [CREATED_AT_ASC, ROW_ID_ASC]) {
        nodes {
          id: rowId
          reference
          displayName
          email
          country
          onboardingStatus
          kycStatus
          createdAt
          tradingAccounts: tradingAccountsByClientId(first: 3, orderBy: [OPENED_AT_ASC, ROW_ID_ASC]) {
            nodes {
              id: rowId
              login
              platform
              server
              currency
              leverage
              status
              balance
            }
          }
          transactions: transactionsByClientId(first: 5, orderBy: [REQUESTED_AT_DESC, ROW_ID_DESC]) {
            nodes {
              id: rowId
              reference
              type
              status
              amount
              currency
              fee: shownFee
              requestedAt
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  page: (data) => data.clients.pageInfo,
};

const withdrawals = {
  name: 'withdrawals',
  title: '50 withdrawals in review, oldest first, with client and trading account',
  operationName: 'BenchWithdrawals',
  gateway: /* GraphQL */ `
    query BenchWithdrawals($after: String) {
      transactions(first: 50, after: $after, filter: { type: [WITHDRAWAL], status: [IN_REVIEW] }, orderBy: { field: REQUESTED_AT, direction: ASC }) {
        nodes {
          id
          reference
          version
          amount
          currency
          fee
          provider
          approvalsMissing
          requestedAt
          client {
            id
            reference
            displayName
            email
            country
            onboardingStatus
            kycStatus
            riskLevel
          }
          tradingAccount {
            id
            login
            platform
            server
            currency
            leverage
            status
            balance
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  postgraphile: /* GraphQL */ `
    query BenchWithdrawals($after: Cursor) {
      transactions: allTransactions(first: 50, after: $after, condition: { type: "WITHDRAWAL", status: "IN_REVIEW" }, orderBy: [REQUESTED_AT_ASC, ROW_ID_ASC]) {
        nodes {
          id: rowId
          reference
          version
          amount
          currency
          fee: shownFee
          provider
          approvalsMissing
          requestedAt
          client: clientByClientId {
            id: rowId
            reference
            displayName
            email
            country
            onboardingStatus
            kycStatus
            riskLevel
          }
          tradingAccount: tradingAccountByTradingAccountId {
            id: rowId
            login
            platform
            server
            currency
            leverage
            status
            balance
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  page: (data) => data.transactions.pageInfo,
};

const client = {
  name: 'client',
  title: 'One client with wallets, restrictions, partner and account manager',
  operationName: 'BenchClient',
  gateway: /* GraphQL */ `
    query BenchClient($id: ID!) {
      client(id: $id) {
        id
        version
        reference
        type
        category
        firstName
        lastName
        displayName
        email
        phone
        country
        jurisdiction
        onboardingStatus
        activity
        kycStatus
        kycLevel
        riskLevel
        tags
        createdAt
        updatedAt
        wallets {
          id
          currency
          balance
          held
          available
        }
        restrictions {
          id
          kind
          reason
          createdBy
          createdAt
          expiresAt
        }
        partner {
          id
          reference
          name
          status
        }
        accountManager {
          id
          name
          email
        }
      }
    }
  `,
  postgraphile: /* GraphQL */ `
    query BenchClient($id: UUID!) {
      client: clientByRowId(rowId: $id) {
        id: rowId
        version
        reference
        type
        category
        firstName
        lastName
        displayName
        email
        phone
        country
        jurisdiction
        onboardingStatus
        activity
        kycStatus
        kycLevel
        riskLevel
        tags
        createdAt
        updatedAt
        wallets: walletsList {
          id: rowId
          currency
          balance
          held
          available
        }
        restrictions: restrictionsList {
          id: rowId
          kind
          reason
          createdBy
          createdAt
          expiresAt
        }
        partner: partnerByPartnerId {
          id: rowId
          reference
          name
          status
        }
        accountManager: staffMemberByAccountManagerId {
          id: rowId
          name
          email
        }
      }
    }
  `,
  // Clients who have something of everything.
  inputs: `
    select jsonb_build_object('id', c.id) as variables from client c
    where c.partner_id is not null and c.account_manager_id is not null
      and exists (select from ledger_account a where a.client_id = c.id and a.kind = 'CLIENT_WALLET')
      and exists (select from restriction r where r.client_id = c.id and r.lifted_at is null)
    order by md5(c.id::text) limit ${INPUTS}`,
};

export const OPERATIONS = [clients, withdrawals, client, subtree, commissions];
export const MAX_PAGES = INPUTS;
