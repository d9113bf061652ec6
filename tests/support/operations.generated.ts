/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A country by ISO 3166-1 alpha-2: "CY". */
  CountryCode: { input: string; output: string; }
  /** A currency by ISO 4217, or a crypto asset of the list: "USD", "EUR", "JPY", "USDT". */
  CurrencyCode: { input: string; output: string; }
  /** A calendar date: "2026-11-22". */
  Date: { input: string; output: string; }
  /** An instant by RFC 3339, answered in UTC with milliseconds: "2026-11-22T09:30:00.000Z". Taken with any offset. */
  DateTime: { input: string; output: string; }
  /** An exact decimal as a string, such as "1250.00": digits, at most one point, an optional minus, at most 8 decimals. A JSON number is refused, and so are NaN and exponents. */
  Decimal: { input: string; output: string; }
  /** An e-mail address. It is compared without regard to case; whoever may not see it gets it masked: "m***@***.com". */
  EmailAddress: { input: string; output: string; }
  /** Any JSON value. */
  JSON: { input: unknown; output: unknown; }
};

/** What kind of caller somebody is. */
export type ActorKind =
  /** A program with an API key. */
  | 'API_KEY'
  /** A client, for itself. */
  | 'CLIENT'
  /** A partner, for itself and its subtree. */
  | 'PARTNER'
  /** A staff member. */
  | 'STAFF'
  /** The gateway itself, or somebody who has not signed in yet. */
  | 'SYSTEM';

/**
 * A key by which a program calls the gateway. The key itself is shown once, when it is made.
 *
 * Seeing it takes the permission api-keys:write.
 */
export type ApiKey = {
  __typename?: 'ApiKey';
  /** The client to whose rows it is bound. */
  client?: Maybe<Client>;
  /** When it was made. */
  createdAt: Scalars['DateTime']['output'];
  /** Who made it. */
  createdBy?: Maybe<StaffMember>;
  /** When it ends by itself; null: when somebody revokes it. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** The id of the key. */
  id: Scalars['ID']['output'];
  /** When it was last used, to the minute. */
  lastUsedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What it is for. */
  name: Scalars['String']['output'];
  /** The partner to whose subtree it is bound. */
  partner?: Maybe<Partner>;
  /** What it may call, as permission ids. */
  permissions: Array<Scalars['String']['output']>;
  /** How the key begins, to tell keys apart. */
  prefix: Scalars['String']['output'];
  /** Since when it does not work any more. */
  revokedAt?: Maybe<Scalars['DateTime']['output']>;
};

/**
 * A page of API keys.
 *
 * Seeing it takes the permission api-keys:write.
 */
export type ApiKeyConnection = {
  __typename?: 'ApiKeyConnection';
  /** The rows with their cursors. */
  edges: Array<ApiKeyEdge>;
  /** The rows. */
  nodes: Array<ApiKey>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many rows the whole list has; counted only when asked for. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A new API key. */
export type ApiKeyCreateInput = {
  /** Binds it to the rows of a client: it can do no more than the client. */
  clientId?: InputMaybe<Scalars['ID']['input']>;
  /** When it ends by itself; left out: when somebody revokes it. */
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** What it is for. */
  name: Scalars['String']['input'];
  /** Binds it to the subtree of a partner: it can do no more than the partner. */
  partnerId?: InputMaybe<Scalars['ID']['input']>;
  /** What it may call, as ids of permissionCatalogue. Sensitive ones are given by an administrator or by somebody who holds them; staff:write, permissions:write and api-keys:write are for people only. */
  permissions: Array<Scalars['String']['input']>;
};

/** The new API key, or why there is none. */
export type ApiKeyCreatePayload = {
  __typename?: 'ApiKeyCreatePayload';
  /** The key's record; null when there are errors. */
  apiKey?: Maybe<ApiKey>;
  /** The key itself, for `Authorization: Bearer`. It is shown this once. */
  key?: Maybe<Scalars['String']['output']>;
  /** Why there is none; empty when there is. */
  userErrors: Array<UserError>;
};

/**
 * An API key in a list, with its cursor.
 *
 * Seeing it takes the permission api-keys:write.
 */
export type ApiKeyEdge = {
  __typename?: 'ApiKeyEdge';
  /** The cursor of this row. */
  cursor: Scalars['String']['output'];
  /** The row: an api key. */
  node: ApiKey;
};

/** The API key as it is now, or why not. */
export type ApiKeyPayload = {
  __typename?: 'ApiKeyPayload';
  /** The key's record; null when there are errors. */
  apiKey?: Maybe<ApiKey>;
  /** Why nothing was done; empty when it was. */
  userErrors: Array<UserError>;
};

/** The end of an API key. */
export type ApiKeyRevokeInput = {
  /** Which key. */
  id: Scalars['ID']['input'];
  /** Why: the audit log keeps it. */
  reason: Scalars['String']['input'];
};

/** A checker's decision on a transaction. One person counts once, and nobody checks what they asked for themselves. */
export type Approval = {
  __typename?: 'Approval';
  /** When they decided. */
  at: Scalars['DateTime']['output'];
  /** Who decided. */
  by: StaffMember;
  /** What they said to it. */
  comment?: Maybe<Scalars['String']['output']>;
  /** What was decided. */
  decision: ApprovalDecision;
  /** The id of the decision. */
  id: Scalars['ID']['output'];
};

/** What a checker decided. */
export type ApprovalDecision =
  /** It may go on. */
  | 'APPROVED'
  /** It ends here. */
  | 'REJECTED';

/**
 * One deed: who did what to what, when, in which request, and what changed. Entries are never edited or removed.
 *
 * Seeing it takes the permission audit:read.
 */
export type AuditEntry = {
  __typename?: 'AuditEntry';
  /** What was done: `client.update`, `session.open`. */
  action: Scalars['String']['output'];
  /** The staff member, client, partner or API key that did it; null for the gateway itself. */
  actorId?: Maybe<Scalars['ID']['output']>;
  /** What kind of caller did it. */
  actorKind: ActorKind;
  /** The name of who did it, as it was then. */
  actorName: Scalars['String']['output'];
  /** What it was afterwards, told like `before`. */
  after?: Maybe<Scalars['JSON']['output']>;
  /** When it was done. */
  at: Scalars['DateTime']['output'];
  /** What it was before. Secrets and personal numbers are fingerprints; e-mail and phone are hidden from whoever lacks clients:contact. */
  before?: Maybe<Scalars['JSON']['output']>;
  /** The client to whose history it belongs. */
  clientId?: Maybe<Scalars['ID']['output']>;
  /** The departments that the staff member was in then, by code. */
  departments: Array<Scalars['String']['output']>;
  /** The hash of this entry and the one before it in the chain; empty until the entry is sealed, some seconds after it was made. */
  hash: Scalars['String']['output'];
  /** The id of the entry. */
  id: Scalars['ID']['output'];
  /** Why, in the words of who did it. */
  reason?: Maybe<Scalars['String']['output']>;
  /** The request that it was done in: errors and log lines carry it too. */
  requestId: Scalars['String']['output'];
  /** When the entry was sealed. */
  sealedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The id of what it was done to. */
  subjectId: Scalars['ID']['output'];
  /** What kind of thing it was done to, such as `Client`. */
  subjectType: Scalars['String']['output'];
};

/**
 * A page of the audit log.
 *
 * Seeing it takes the permission audit:read.
 */
export type AuditEntryConnection = {
  __typename?: 'AuditEntryConnection';
  /** The rows with their cursors. */
  edges: Array<AuditEntryEdge>;
  /** The rows. */
  nodes: Array<AuditEntry>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many rows the whole list has; counted only when asked for. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/**
 * An audit entry in a list, with its cursor.
 *
 * Seeing it takes the permission audit:read.
 */
export type AuditEntryEdge = {
  __typename?: 'AuditEntryEdge';
  /** The cursor of this row. */
  cursor: Scalars['String']['output'];
  /** The row: an audit entry. */
  node: AuditEntry;
};

/** Which audit entries: what is left out does not narrow the list; several conditions narrow it together. */
export type AuditFilter = {
  /** This action, or with a dot at the end all that begin like it: `client.update`, `client.`. */
  action?: InputMaybe<Scalars['String']['input']>;
  /** Done by this staff member, client, partner or API key. */
  actorId?: InputMaybe<Scalars['ID']['input']>;
  /** Done in this span. */
  at?: InputMaybe<DateTimeRange>;
  /** Done to this thing. */
  subjectId?: InputMaybe<Scalars['ID']['input']>;
  /** Done to things of this kind, such as `Client`. */
  subjectType?: InputMaybe<Scalars['String']['input']>;
};

/** What is wrong with the audit log. */
export type AuditProblem =
  /** The entry does not say what it said when it was sealed. */
  | 'ENTRY_ALTERED'
  /** The entry was put in past the gateway: nobody who holds the key wrote it. */
  | 'ENTRY_FORGED'
  /** A sealed entry is gone. */
  | 'ENTRY_MISSING'
  /** An entry has been waiting for its seal for more than a minute. */
  | 'ENTRY_UNSEALED'
  /** The chain does not end where its head says: its end was cut off. */
  | 'HEAD_MISMATCH'
  /** The chain is not the one whose heads were kept outside of the database: an older or another state was put in place. */
  | 'ROLLED_BACK'
  /** The seal does not follow from the one before it: entries were exchanged, or the chain was made anew without the key. */
  | 'SEAL_ALTERED'
  /** A seal is gone from within the chain. */
  | 'SEAL_MISSING';

/**
 * What a walk along the whole chain found.
 *
 * Seeing it takes the permission audit:read.
 */
export type AuditVerification = {
  __typename?: 'AuditVerification';
  /** At which place of the chain it is wrong; null when it concerns no single place. */
  brokenNumber?: Maybe<Scalars['Int']['output']>;
  /** How many sealed entries were found in order. */
  entries: Scalars['Int']['output'];
  /** The first entry whose hash does not follow; where that entry is gone, the next one that is left. */
  firstBroken?: Maybe<AuditEntry>;
  /** Does every entry follow from the one before it, and is none missing? */
  isIntact: Scalars['Boolean']['output'];
  /** What is wrong; null when nothing is. */
  problem?: Maybe<AuditProblem>;
};

/**
 * A client of the broker: a person or a company.
 *
 * Seeing it takes the permission clients:read.
 */
export type Client = {
  __typename?: 'Client';
  /** Who on the staff looks after the client. */
  accountManager?: Maybe<StaffMember>;
  /** What the client does, derived from money and trades. */
  activity: ClientActivity;
  /** The client's own history: what was done to it and to what belongs to it, and who read its personal data; newest first. */
  auditTrail?: Maybe<AuditEntryConnection>;
  /** How the client is protected. */
  category: ClientCategory;
  /** The name of the company. */
  companyName?: Maybe<Scalars['String']['output']>;
  /** The country of residence. */
  country: Scalars['CountryCode']['output'];
  /** When the client registered. */
  createdAt: Scalars['DateTime']['output'];
  /**
   * The date of birth. Reading it is written to the audit log.
   *
   * Takes the permission clients:pii.
   */
  dateOfBirth?: Maybe<Scalars['Date']['output']>;
  /** The company, or first and last name. */
  displayName: Scalars['String']['output'];
  /** The documents of the client. */
  documents?: Maybe<DocumentConnection>;
  /** The e-mail address; masked for whoever lacks clients:contact. */
  email: Scalars['EmailAddress']['output'];
  /** The first name; of a company, that of the person who acts for it. */
  firstName: Scalars['String']['output'];
  /** The id of the client. */
  id: Scalars['ID']['output'];
  /** The licensed entity that serves the client: CY, SC, ... */
  jurisdiction: Scalars['String']['output'];
  /** The level that the client is verified at; 0: not at all. */
  kycLevel: Scalars['Int']['output'];
  /** Where the verification of identity stands. */
  kycStatus: KycStatus;
  /** The last name; of a company, that of the person who acts for it. */
  lastName: Scalars['String']['output'];
  /** Where the decision on the client stands. */
  onboardingStatus: OnboardingStatus;
  /** The partner who introduced the client, as of now. */
  partner?: Maybe<Partner>;
  /** The phone number; masked for whoever lacks clients:contact. */
  phone?: Maybe<Scalars['String']['output']>;
  /** The number that people say on the phone: C100042. */
  reference: Scalars['String']['output'];
  /** The restrictions in force, oldest first. */
  restrictions: Array<Restriction>;
  /** The risk that the client was rated at. */
  riskLevel: RiskLevel;
  /** Labels that staff put on the client. */
  tags: Array<Scalars['String']['output']>;
  /**
   * The tax number. Reading it is written to the audit log.
   *
   * Takes the permission clients:pii.
   */
  taxNumber?: Maybe<Scalars['String']['output']>;
  /** The trading accounts of the client. */
  tradingAccounts?: Maybe<TradingAccountConnection>;
  /** The client's transactions, a page at a time. */
  transactions?: Maybe<TransactionConnection>;
  /** A person or a company. */
  type: ClientType;
  /** When the client was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Counts the changes: an update names the version that it saw. */
  version: Scalars['Int']['output'];
  /** The client's own money, one wallet a currency. */
  wallets?: Maybe<Array<Wallet>>;
};


/**
 * A client of the broker: a person or a company.
 *
 * Seeing it takes the permission clients:read.
 */
export type ClientAuditTrailArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * A client of the broker: a person or a company.
 *
 * Seeing it takes the permission clients:read.
 */
export type ClientDocumentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DocumentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<DocumentOrder>;
};


/**
 * A client of the broker: a person or a company.
 *
 * Seeing it takes the permission clients:read.
 */
export type ClientTradingAccountsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<TradingAccountOrder>;
};


/**
 * A client of the broker: a person or a company.
 *
 * Seeing it takes the permission clients:read.
 */
export type ClientTransactionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<TransactionFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<TransactionOrder>;
};

/** What a client does, derived from money and trades and never typed in. */
export type ClientActivity =
  /** Traded within 30 days. */
  | 'ACTIVE'
  /** Neither trade nor cash operation for 180 days. */
  | 'DORMANT'
  /** Has deposited, and not traded yet. */
  | 'FUNDED'
  /** No trade for 30 days. */
  | 'INACTIVE'
  /** No deposit has settled yet. */
  | 'NEVER_FUNDED';

/** Who introduced a client, from now on. */
export type ClientAssignPartnerInput = {
  /** Which client. */
  clientId: Scalars['ID']['input'];
  /** The partner; null: no partner any more. */
  partnerId?: InputMaybe<Scalars['ID']['input']>;
  /** Why: the audit log keeps it. */
  reason: Scalars['String']['input'];
  /** The version of the client that you saw. */
  version: Scalars['Int']['input'];
};

/** How a client is protected, by MiFID II. */
export type ClientCategory =
  /** A financial firm of its own. */
  | 'ELIGIBLE_COUNTERPARTY'
  /** Knows the risks, by its own request and by test. */
  | 'PROFESSIONAL'
  /** Full protection: leverage limits, negative balance protection, no incentives. */
  | 'RETAIL';

/**
 * A page of clients.
 *
 * Seeing it takes the permission clients:read.
 */
export type ClientConnection = {
  __typename?: 'ClientConnection';
  /** The rows with their cursors. */
  edges: Array<ClientEdge>;
  /** The rows. */
  nodes: Array<Client>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many rows the whole list has; counted only when asked for. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/**
 * A client in a list, with its cursor.
 *
 * Seeing it takes the permission clients:read.
 */
export type ClientEdge = {
  __typename?: 'ClientEdge';
  /** The cursor of this row. */
  cursor: Scalars['String']['output'];
  /** The row: a client. */
  node: Client;
};

/** Which clients: what is left out does not narrow the list; several conditions narrow it together. */
export type ClientFilter = {
  /** Looked after by this staff member. */
  accountManagerId?: InputMaybe<Scalars['ID']['input']>;
  /** Any of these activities. */
  activity?: InputMaybe<Array<ClientActivity>>;
  /** Any of these categories. */
  category?: InputMaybe<Array<ClientCategory>>;
  /** Living in any of these countries. */
  country?: InputMaybe<Array<Scalars['CountryCode']['input']>>;
  /** Registered in this span. */
  createdAt?: InputMaybe<DateTimeRange>;
  /** Any of these KYC statuses. */
  kycStatus?: InputMaybe<Array<KycStatus>>;
  /** Any of these onboarding statuses. */
  onboardingStatus?: InputMaybe<Array<OnboardingStatus>>;
  /** Introduced by this partner itself (not by its subtree). */
  partnerId?: InputMaybe<Scalars['ID']['input']>;
  /** Any of these risk levels. */
  riskLevel?: InputMaybe<Array<RiskLevel>>;
  /** Name, e-mail, reference, phone or trading login: by the start of each word, or by similarity. */
  search?: InputMaybe<Scalars['String']['input']>;
  /** With this tag. */
  tag?: InputMaybe<Scalars['String']['input']>;
};

/** By what clients are ordered, and which way. */
export type ClientOrder = {
  /** Which way. */
  direction?: OrderDirection;
  /** By what. */
  field: ClientOrderField;
};

/** By what clients are ordered. */
export type ClientOrderField =
  /** When they registered. */
  | 'CREATED_AT'
  /** Their last name. */
  | 'LAST_NAME'
  /** When they were last changed. */
  | 'UPDATED_AT';

/** The client as it is now, or why not. */
export type ClientPayload = {
  __typename?: 'ClientPayload';
  /** The client; null when there are errors. */
  client?: Maybe<Client>;
  /** Why nothing was done; empty when it was. */
  userErrors: Array<UserError>;
};

/** A new client. */
export type ClientRegisterInput = {
  /** The name of the company: required for a company, and for companies only. */
  companyName?: InputMaybe<Scalars['String']['input']>;
  /** The country of residence. It decides which entity serves the client. */
  country: Scalars['CountryCode']['input'];
  /** The date of birth: 18 years back or more. */
  dateOfBirth?: InputMaybe<Scalars['Date']['input']>;
  /** The e-mail address. One client has it. */
  email: Scalars['EmailAddress']['input'];
  /** The first name. */
  firstName: Scalars['String']['input'];
  /** The language to write to the client in, such as "en" or "pt-BR". */
  language?: InputMaybe<Scalars['String']['input']>;
  /** The last name. */
  lastName: Scalars['String']['input'];
  /** The referral code of the partner who introduces the client. */
  partnerReferralCode?: InputMaybe<Scalars['String']['input']>;
  /** The phone number. */
  phone?: InputMaybe<Scalars['String']['input']>;
  /** A person or a company. */
  type?: InputMaybe<ClientType>;
};

/** A step of the onboarding. */
export type ClientTransitionInput = {
  /** Which client. */
  id: Scalars['ID']['input'];
  /** Why: the audit log keeps it. */
  reason: Scalars['String']['input'];
  /** The status to go to. */
  to: OnboardingStatus;
  /** The version that you saw. */
  version: Scalars['Int']['input'];
};

/** A person or a company. */
export type ClientType =
  /** A company, with a person who acts for it. */
  | 'CORPORATE'
  /** A person. */
  | 'INDIVIDUAL';

/** Changes of a client. Left out: unchanged; null: cleared. */
export type ClientUpdateInput = {
  /** Who on the staff looks after the client. */
  accountManagerId?: InputMaybe<Scalars['ID']['input']>;
  /** The category; it cannot be cleared. */
  category?: InputMaybe<ClientCategory>;
  /** The country of residence; it cannot be cleared. The entity that serves the client stays. */
  country?: InputMaybe<Scalars['CountryCode']['input']>;
  /** The first name; it cannot be cleared. */
  firstName?: InputMaybe<Scalars['String']['input']>;
  /** Which client. */
  id: Scalars['ID']['input'];
  /** The last name; it cannot be cleared. */
  lastName?: InputMaybe<Scalars['String']['input']>;
  /** The phone number. */
  phone?: InputMaybe<Scalars['String']['input']>;
  /** All tags, in place of those before; null clears them. */
  tags?: InputMaybe<Array<Scalars['String']['input']>>;
  /** The version that you saw. */
  version: Scalars['Int']['input'];
};

/**
 * What one partner earned by one trade, with the reason. Rows are never changed in their amount: a correction is a row of its own.
 *
 * Seeing it takes the permission commissions:read.
 */
export type Commission = {
  __typename?: 'Commission';
  /** When the commission was booked. */
  accruedAt: Scalars['DateTime']['output'];
  /** The amount; below zero on a row that takes something back. */
  amount: Scalars['Decimal']['output'];
  /** Who traded; null when there is no client behind it, or none that you may see. */
  client?: Maybe<Client>;
  /** The commission that this one corrects; null when it corrects none. */
  corrects?: Maybe<Commission>;
  /** The currency of the amount. */
  currency: Scalars['CurrencyCode']['output'];
  /** The ticket of the trade that earned it, as the platform writes it. */
  dealTicket?: Maybe<Scalars['String']['output']>;
  /** Why it is what it is: base, rate, multipliers, exchange rate; or why it is zero. */
  explanation: Scalars['String']['output'];
  /** The id of the commission. */
  id: Scalars['ID']['output'];
  /** How far above the client the partner stood: 1 for the client's own partner, 2 for that partner's parent. */
  level: Scalars['Int']['output'];
  /** The lots of the trade; below zero on a row that takes a trade back. */
  lots?: Maybe<Scalars['Decimal']['output']>;
  /** Who earned it. */
  partner?: Maybe<Partner>;
  /** How far it is on its way to the partner. */
  status: CommissionStatus;
  /** What was traded: "EURUSD". */
  symbol?: Maybe<Scalars['String']['output']>;
  /** When the trade was closed. */
  tradedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The account that was traded on; null when there is none, or none that you may see. */
  tradingAccount?: Maybe<TradingAccount>;
};

/**
 * A page of commissions.
 *
 * Seeing it takes the permission commissions:read.
 */
export type CommissionConnection = {
  __typename?: 'CommissionConnection';
  /** The rows with their cursors. */
  edges: Array<CommissionEdge>;
  /** The rows. */
  nodes: Array<Commission>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many rows the whole list has; counted only when asked for. */
  totalCount?: Maybe<Scalars['Int']['output']>;
  /** Sums over the whole filter, one for each currency; computed only when asked for. */
  totals?: Maybe<Array<Money>>;
};

/**
 * A commission in a list, with its cursor.
 *
 * Seeing it takes the permission commissions:read.
 */
export type CommissionEdge = {
  __typename?: 'CommissionEdge';
  /** The cursor of this row. */
  cursor: Scalars['String']['output'];
  /** The row: a commission. */
  node: Commission;
};

/** Which commissions: what is left out does not narrow the list; several conditions narrow it together. */
export type CommissionFilter = {
  /** Earned by the trades of this client. */
  clientId?: InputMaybe<Scalars['ID']['input']>;
  /** Any of these levels. */
  level?: InputMaybe<Array<Scalars['Int']['input']>>;
  /** Earned by this partner itself (not by its subtree). */
  partnerId?: InputMaybe<Scalars['ID']['input']>;
  /** Any of these statuses. */
  status?: InputMaybe<Array<CommissionStatus>>;
  /** Any of these symbols. */
  symbol?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Traded in this span. */
  tradedAt?: InputMaybe<DateTimeRange>;
};

/** By what commissions are summed up. Currencies are never added to each other: each group has a row for each. */
export type CommissionGroupBy =
  /** The id of the client who traded. */
  | 'CLIENT'
  /** Everything together, a row for each currency. */
  | 'CURRENCY'
  /** The day of the trade, in UTC: "2026-11-22". */
  | 'DAY'
  /** How far below the trade was made: "1" for own clients. */
  | 'LEVEL'
  /** The month of the trade, in UTC: "2026-11". */
  | 'MONTH'
  /** The id of the partner whose client traded, as of now: the partner itself or somebody below. */
  | 'PARTNER'
  /** What was traded: "EURUSD". */
  | 'SYMBOL';

/**
 * By what rules a partner, and those above it, earn commissions.
 *
 * Seeing it takes the permission plans:read.
 */
export type CommissionPlan = {
  __typename?: 'CommissionPlan';
  /** The currency that it pays in. */
  currency: Scalars['CurrencyCode']['output'];
  /** From when on it holds. */
  effectiveFrom: Scalars['DateTime']['output'];
  /** The id of the plan. */
  id: Scalars['ID']['output'];
  /** For how many seconds a position must have been held to earn anything. */
  minHoldSeconds: Scalars['Int']['output'];
  /** The name of the plan. */
  name: Scalars['String']['output'];
  /** The rates by level, level 1 first: amounts or per cent, as the scheme says. */
  rates: Array<Scalars['Decimal']['output']>;
  /** What it pays for. */
  scheme: CommissionScheme;
  /** How the partners above the client share. */
  treeMode: CommissionTreeMode;
  /** Counts the changes of the plan. */
  version: Scalars['Int']['output'];
};

/** What a plan pays for. */
export type CommissionScheme =
  /** Per cent of the commission that the client paid. */
  | 'COMMISSION_SHARE'
  /** An amount for each client who funds for the first time. */
  | 'CPA'
  /** An amount for each lot. */
  | 'PER_LOT'
  /** An amount for each million of traded volume. */
  | 'PER_MILLION'
  /** Pips of each trade. */
  | 'PIPS'
  /** Per cent of what the broker earned by the trade. */
  | 'REVENUE_SHARE'
  /** Per cent of the spread. */
  | 'SPREAD_SHARE';

/** How far a commission is on its way to the partner. */
export type CommissionStatus =
  /** Earned; its period is still open. */
  | 'ACCRUED'
  /** Paid out to the partner's wallet. */
  | 'PAID'
  /** Its period is closed, and it waits for the payout. */
  | 'PAYABLE'
  /** Taken back before it was paid; another row says so in figures. */
  | 'REVERSED';

/**
 * What was earned in one group and one currency.
 *
 * Seeing it takes the permission commissions:read.
 */
export type CommissionSummary = {
  __typename?: 'CommissionSummary';
  /** What was earned, less what was taken back. */
  amount: Scalars['Decimal']['output'];
  /** The currency of the amount. */
  currency: Scalars['CurrencyCode']['output'];
  /** How many trades it comes from. */
  deals: Scalars['Int']['output'];
  /** The day, month, level, client id, partner id or symbol; the currency itself for CURRENCY. Empty where rows have none, or none that you may see. */
  key: Scalars['String']['output'];
  /** The lots that were traded, less those that were taken back. */
  lots: Scalars['Decimal']['output'];
};

/** How the partners above the client share. */
export type CommissionTreeMode =
  /** Each level earns what its rate has over the rate of the level below. */
  | 'DIFFERENTIAL'
  /** Each level earns its own rate on top of the others. */
  | 'OVERRIDE'
  /** The direct partner's reward is shared with the levels above. */
  | 'SPLIT';

/** A span of days: from is inclusive, to is exclusive; either may be left out. */
export type DateRange = {
  /** The first day that counts. */
  from?: InputMaybe<Scalars['Date']['input']>;
  /** The first day that no longer counts. */
  to?: InputMaybe<Scalars['Date']['input']>;
};

/** A span of time: from is inclusive, to is exclusive; either may be left out. */
export type DateTimeRange = {
  /** The first instant that counts. */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /** The first instant that no longer counts. */
  to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** A span of amounts, both ends inclusive; either may be left out. */
export type DecimalRange = {
  /** The largest amount that counts. */
  max?: InputMaybe<Scalars['Decimal']['input']>;
  /** The least amount that counts. */
  min?: InputMaybe<Scalars['Decimal']['input']>;
};

/** A department, with its row of the live matrix. */
export type Department = {
  __typename?: 'Department';
  /** Which department. */
  code: DepartmentCode;
  /** How many active members it has. */
  memberCount: Scalars['Int']['output'];
  /** What its members may do, as permission ids, sorted. */
  permissions: Array<Scalars['String']['output']>;
  /** Its members need a second factor: until they set one up, they may do nothing else. */
  totpRequired: Scalars['Boolean']['output'];
  /** Counts the changes: a change names the version that it saw. */
  version: Scalars['Int']['output'];
};

/** A department: what it may do is a row of the live matrix. */
export type DepartmentCode =
  /** Staff, permissions, API keys, the audit log. */
  | 'ADMINISTRATION'
  /** Verifies clients and watches over restrictions. */
  | 'COMPLIANCE'
  /** Decides on payments. */
  | 'FINANCE'
  /** Reads every area, decides on policies. */
  | 'MANAGEMENT'
  /** Partners, plans and commissions. */
  | 'PARTNERSHIPS'
  /** Watches accounts and exposure. */
  | 'RISK'
  /** Looks after the clients that it manages. */
  | 'SALES'
  /** Helps clients: profiles, accounts, documents. */
  | 'SUPPORT';

/** The department as it is now, or why not. */
export type DepartmentPayload = {
  __typename?: 'DepartmentPayload';
  /** The department; null when there are errors. */
  department?: Maybe<Department>;
  /** Why nothing was done; empty when it was. */
  userErrors: Array<UserError>;
};

/** All that a department may do from now on. */
export type DepartmentPermissionsSetInput = {
  /** Which department. */
  department: DepartmentCode;
  /** All permissions, in place of those before, as ids of permissionCatalogue. */
  permissions: Array<Scalars['String']['input']>;
  /** Why: the audit log keeps it. */
  reason: Scalars['String']['input'];
  /** The version that you saw. */
  version: Scalars['Int']['input'];
};

/** What a department asks of its members from now on. */
export type DepartmentPolicySetInput = {
  /** Which department. */
  department: DepartmentCode;
  /** Why: the audit log keeps it. */
  reason: Scalars['String']['input'];
  /** Do its members need a second factor? */
  totpRequired: Scalars['Boolean']['input'];
  /** The version that you saw. */
  version: Scalars['Int']['input'];
};

/**
 * A document that a client handed in, or that was handed in for it.
 *
 * Seeing it takes the permission documents:read.
 */
export type Document = {
  __typename?: 'Document';
  /** Whose document it is. */
  client?: Maybe<Client>;
  /** The media type of the file, such as "application/pdf". */
  contentType: Scalars['String']['output'];
  /**
   * Where to fetch the file. It holds for 60 seconds, and for as long as you are signed in and may see the document. Reading it is written to the audit log, and so is each download.
   *
   * Takes the permission documents:download.
   */
  downloadUrl?: Maybe<Scalars['String']['output']>;
  /** The last day on which it is good; null: it has none. */
  expiresOn?: Maybe<Scalars['Date']['output']>;
  /** The name that the file came with. */
  fileName: Scalars['String']['output'];
  /** The id of the document. */
  id: Scalars['ID']['output'];
  /** The country that issued it. */
  issuingCountry?: Maybe<Scalars['CountryCode']['output']>;
  /** Why it was rejected. */
  rejectionReason?: Maybe<Scalars['String']['output']>;
  /** When it was decided on. */
  reviewedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who decided on it. */
  reviewedBy?: Maybe<StaffMember>;
  /** The SHA-256 of the file, in hex. */
  sha256: Scalars['String']['output'];
  /** The size of the file in bytes. */
  sizeBytes: Scalars['Int']['output'];
  /** Where its review stands. */
  status: DocumentStatus;
  /** What it is. */
  type: DocumentType;
  /** When it was handed in. */
  uploadedAt: Scalars['DateTime']['output'];
  /** Counts the changes: an update names the version that it saw. */
  version: Scalars['Int']['output'];
};

/**
 * A page of documents.
 *
 * Seeing it takes the permission documents:read.
 */
export type DocumentConnection = {
  __typename?: 'DocumentConnection';
  /** The rows with their cursors. */
  edges: Array<DocumentEdge>;
  /** The rows. */
  nodes: Array<Document>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many rows the whole list has; counted only when asked for. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/**
 * A document in a list, with its cursor.
 *
 * Seeing it takes the permission documents:read.
 */
export type DocumentEdge = {
  __typename?: 'DocumentEdge';
  /** The cursor of this row. */
  cursor: Scalars['String']['output'];
  /** The row: a document. */
  node: Document;
};

/** Which documents: what is left out does not narrow the list; several conditions narrow it together. */
export type DocumentFilter = {
  /** Of this client. */
  clientId?: InputMaybe<Scalars['ID']['input']>;
  /** Good until a day in this span. */
  expiresOn?: InputMaybe<DateRange>;
  /** In any of these statuses. */
  status?: InputMaybe<Array<DocumentStatus>>;
  /** Of any of these types. */
  type?: InputMaybe<Array<DocumentType>>;
  /** Handed in in this span. */
  uploadedAt?: InputMaybe<DateTimeRange>;
};

/** By what documents are ordered, and which way. */
export type DocumentOrder = {
  /** Which way. */
  direction: OrderDirection;
  /** By what. */
  field?: DocumentOrderField;
};

/** By what documents are ordered. */
export type DocumentOrderField =
  /** When they were handed in. */
  | 'UPLOADED_AT';

/** Where the review of a document stands. */
export type DocumentStatus =
  /** Counts as evidence. */
  | 'APPROVED'
  /** Counted once, and has run out. */
  | 'EXPIRED'
  /** Somebody is looking at it. */
  | 'IN_REVIEW'
  /** Does not count; rejectionReason says why. */
  | 'REJECTED'
  /** Handed in; nobody has looked at it yet. */
  | 'UPLOADED';

/** What a document is. */
export type DocumentType =
  /** A statement of a bank account. */
  | 'BANK_STATEMENT'
  /** An extract of a company register. */
  | 'COMPANY_REGISTRATION'
  /** A driving licence. */
  | 'DRIVING_LICENCE'
  /** A national identity card. */
  | 'IDENTITY_CARD'
  /** Anything else. */
  | 'OTHER'
  /** A passport. */
  | 'PASSPORT'
  /** A utility bill, a bank letter, or what else shows where somebody lives. */
  | 'PROOF_OF_ADDRESS'
  /** Where the money comes from: a payslip, a sale, an inheritance. */
  | 'SOURCE_OF_FUNDS';

/** Something about the input does not do. */
export type InputError = UserError & {
  __typename?: 'InputError';
  /** For programs. */
  code: UserErrorCode;
  /** Path into the input, such as ["email"]; null when it concerns no single field. */
  field?: Maybe<Array<Scalars['String']['output']>>;
  /** For people: what is wrong and what would be right. */
  message: Scalars['String']['output'];
};

/** There is less available than asked for. */
export type InsufficientFundsError = UserError & {
  __typename?: 'InsufficientFundsError';
  /** What is available. */
  available: Money;
  /** For programs. */
  code: UserErrorCode;
  /** Path into the input, such as ["email"]; null when it concerns no single field. */
  field?: Maybe<Array<Scalars['String']['output']>>;
  /** For people: what is wrong and what would be right. */
  message: Scalars['String']['output'];
};

/**
 * A posting to the ledger. Its lines add up to zero in every currency; it is never changed, only corrected by another.
 *
 * Seeing it takes the permission ledger:read.
 */
export type JournalEntry = {
  __typename?: 'JournalEntry';
  /** What it books, in words. */
  description: Scalars['String']['output'];
  /** The id of the entry. */
  id: Scalars['ID']['output'];
  /** The lines, in the order in which they were posted. */
  lines: Array<JournalLine>;
  /** When it was posted. */
  postedAt: Scalars['DateTime']['output'];
};

/** One line of a journal entry. Above zero it raises what the broker owes to the account, below zero it lowers it. */
export type JournalLine = {
  __typename?: 'JournalLine';
  /** The code of the ledger account: `client-wallet/C100042/USD`. */
  account: Scalars['String']['output'];
  /** The signed amount. */
  amount: Scalars['Decimal']['output'];
  /** The currency of the line, which is that of its account. */
  currency: Scalars['CurrencyCode']['output'];
};

/** Where the verification of identity stands. */
export type KycStatus =
  /** Verified at the level of kycLevel. */
  | 'APPROVED'
  /** Documents are missing. */
  | 'DOCUMENTS_REQUIRED'
  /** Was verified; a document or the review has run out. */
  | 'EXPIRED'
  /** Documents wait for a decision. */
  | 'IN_REVIEW'
  /** Nothing was handed in. */
  | 'NOT_STARTED'
  /** Turned down for good. */
  | 'REJECTED'
  /** Something has to be handed in again. */
  | 'RESUBMISSION_REQUIRED';

/** An amount in a currency. */
export type Money = {
  __typename?: 'Money';
  /** The amount, with the decimals that the currency has. */
  amount: Scalars['Decimal']['output'];
  /** The currency of the amount. */
  currency: Scalars['CurrencyCode']['output'];
};

/** What can be done. Each takes one input and answers with a payload; expected failures are in its userErrors. */
export type Mutation = {
  __typename?: 'Mutation';
  /**
   * Makes an API key. The answer is the one place where it is shown.
   *
   * Takes the permission api-keys:write.
   */
  apiKeyCreate: ApiKeyCreatePayload;
  /**
   * Ends an API key at once, on every instance. It cannot be taken back: make another.
   *
   * Takes the permission api-keys:write.
   */
  apiKeyRevoke: ApiKeyPayload;
  /**
   * Says who introduced a client, from now on. What was earned before stays.
   *
   * Takes the permission clients:assign.
   */
  clientAssignPartner: ClientPayload;
  /**
   * Registers a client.
   *
   * Takes the permission clients:write.
   */
  clientRegister: ClientPayload;
  /**
   * Takes a client a step along the onboarding. An illegal step names the legal ones.
   *
   * Takes the permission clients:decide.
   */
  clientTransition: ClientPayload;
  /**
   * Changes a client. Left out: unchanged; null: cleared.
   *
   * Takes the permission clients:write.
   */
  clientUpdate: ClientPayload;
  /**
   * Sets what a department may do, effective at once on every instance. permissions:write stays with a department that has an active member.
   *
   * Takes the permission permissions:write.
   */
  departmentPermissionsSet: DepartmentPayload;
  /**
   * Sets what a department asks of its members, effective at once on every instance.
   *
   * Takes the permission permissions:write.
   */
  departmentPolicySet: DepartmentPayload;
  /**
   * Adds a partner, with a referral code of its own. It is active at once.
   *
   * Takes the permission partners:write.
   */
  partnerCreate: PartnerPayload;
  /**
   * Moves a partner, with everyone below, to another place in the tree.
   *
   * Takes the permission partners:write.
   */
  partnerMove: PartnerPayload;
  /**
   * Changes one's own password. Every session ends; the answer opens a new one.
   *
   * For anyone who is signed in.
   */
  passwordChange: SignInPayload;
  /**
   * Forbids a client, or one of its accounts, something.
   *
   * Takes the permission restrictions:write.
   */
  restrictionAdd: RestrictionPayload;
  /**
   * Ends a restriction. It stays on record.
   *
   * Takes the permission restrictions:write.
   */
  restrictionLift: RestrictionPayload;
  /**
   * Opens a session. An unknown e-mail and a wrong password have one answer; too many attempts are RATE_LIMITED.
   *
   * For anyone, without signing in.
   */
  signIn: SignInPayload;
  /**
   * Carries a session on: a new access token, and a new refresh token for the old one.
   *
   * For anyone, without signing in.
   */
  signInRefresh: SignInPayload;
  /**
   * Ends this session at once.
   *
   * For anyone who is signed in.
   */
  signOut: SignOutPayload;
  /**
   * Ends every session of whoever is asking at once, this one included.
   *
   * For anyone who is signed in.
   */
  signOutEverywhere: SignOutPayload;
  /**
   * Lets somebody in: a staff member with a first password.
   *
   * Takes the permission staff:write.
   */
  staffCreate: StaffPasswordPayload;
  /**
   * Ends a staff member's access at once. The record stays; the last administrator does, too.
   *
   * Takes the permission staff:write.
   */
  staffDeactivate: StaffPayload;
  /**
   * Gives a staff member a new password, which is shown once, and ends their sessions.
   *
   * Takes the permission staff:write.
   */
  staffPasswordReset: StaffPasswordPayload;
  /**
   * Confirms one's own second factor. From now on signing in takes a code.
   *
   * For anyone who is signed in.
   */
  staffTotpConfirm: StaffTotpConfirmPayload;
  /**
   * Takes one's own second factor away, unless a department asks for it.
   *
   * For anyone who is signed in.
   */
  staffTotpDisable: StaffTotpDisablePayload;
  /**
   * Begins to set up one's own second factor: a secret for an authenticator app. For staff.
   *
   * For anyone who is signed in.
   */
  staffTotpSetUp: StaffTotpSetUpPayload;
  /**
   * Changes the name or the departments of a staff member.
   *
   * Takes the permission staff:write.
   */
  staffUpdate: StaffPayload;
  /**
   * Changes leverage, group or status of a trading account in the records of this gateway. An illegal step names the legal ones.
   *
   * Takes the permission accounts:write.
   */
  tradingAccountUpdate: TradingAccountPayload;
};


/** What can be done. Each takes one input and answers with a payload; expected failures are in its userErrors. */
export type MutationApiKeyCreateArgs = {
  input: ApiKeyCreateInput;
};


/** What can be done. Each takes one input and answers with a payload; expected failures are in its userErrors. */
export type MutationApiKeyRevokeArgs = {
  input: ApiKeyRevokeInput;
};


/** What can be done. Each takes one input and answers with a payload; expected failures are in its userErrors. */
export type MutationClientAssignPartnerArgs = {
  input: ClientAssignPartnerInput;
};


/** What can be done. Each takes one input and answers with a payload; expected failures are in its userErrors. */
export type MutationClientRegisterArgs = {
  input: ClientRegisterInput;
};


/** What can be done. Each takes one input and answers with a payload; expected failures are in its userErrors. */
export type MutationClientTransitionArgs = {
  input: ClientTransitionInput;
};


/** What can be done. Each takes one input and answers with a payload; expected failures are in its userErrors. */
export type MutationClientUpdateArgs = {
  input: ClientUpdateInput;
};


/** What can be done. Each takes one input and answers with a payload; expected failures are in its userErrors. */
export type MutationDepartmentPermissionsSetArgs = {
  input: DepartmentPermissionsSetInput;
};


/** What can be done. Each takes one input and answers with a payload; expected failures are in its userErrors. */
export type MutationDepartmentPolicySetArgs = {
  input: DepartmentPolicySetInput;
};


/** What can be done. Each takes one input and answers with a payload; expected failures are in its userErrors. */
export type MutationPartnerCreateArgs = {
  input: PartnerCreateInput;
};


/** What can be done. Each takes one input and answers with a payload; expected failures are in its userErrors. */
export type MutationPartnerMoveArgs = {
  input: PartnerMoveInput;
};


/** What can be done. Each takes one input and answers with a payload; expected failures are in its userErrors. */
export type MutationPasswordChangeArgs = {
  input: PasswordChangeInput;
};


/** What can be done. Each takes one input and answers with a payload; expected failures are in its userErrors. */
export type MutationRestrictionAddArgs = {
  input: RestrictionAddInput;
};


/** What can be done. Each takes one input and answers with a payload; expected failures are in its userErrors. */
export type MutationRestrictionLiftArgs = {
  input: RestrictionLiftInput;
};


/** What can be done. Each takes one input and answers with a payload; expected failures are in its userErrors. */
export type MutationSignInArgs = {
  input: SignInInput;
};


/** What can be done. Each takes one input and answers with a payload; expected failures are in its userErrors. */
export type MutationSignInRefreshArgs = {
  input: SignInRefreshInput;
};


/** What can be done. Each takes one input and answers with a payload; expected failures are in its userErrors. */
export type MutationStaffCreateArgs = {
  input: StaffCreateInput;
};


/** What can be done. Each takes one input and answers with a payload; expected failures are in its userErrors. */
export type MutationStaffDeactivateArgs = {
  input: StaffDeactivateInput;
};


/** What can be done. Each takes one input and answers with a payload; expected failures are in its userErrors. */
export type MutationStaffPasswordResetArgs = {
  input: StaffPasswordResetInput;
};


/** What can be done. Each takes one input and answers with a payload; expected failures are in its userErrors. */
export type MutationStaffTotpConfirmArgs = {
  input: StaffTotpConfirmInput;
};


/** What can be done. Each takes one input and answers with a payload; expected failures are in its userErrors. */
export type MutationStaffTotpDisableArgs = {
  input: StaffTotpDisableInput;
};


/** What can be done. Each takes one input and answers with a payload; expected failures are in its userErrors. */
export type MutationStaffUpdateArgs = {
  input: StaffUpdateInput;
};


/** What can be done. Each takes one input and answers with a payload; expected failures are in its userErrors. */
export type MutationTradingAccountUpdateArgs = {
  input: TradingAccountUpdateInput;
};

/** Where the decision on a client stands. People move it, by the transition table. */
export type OnboardingStatus =
  /** Has applied and waits for a decision. */
  | 'APPLICATION_SUBMITTED'
  /** May fund and trade. */
  | 'APPROVED'
  /** Left. */
  | 'CLOSED'
  /** The broker asked for something more. */
  | 'INFORMATION_REQUIRED'
  /** Has an e-mail address and a name here, no more. */
  | 'REGISTERED'
  /** Was turned down. */
  | 'REJECTED'
  /** Is stopped for now, and goes back to where it stood. */
  | 'SUSPENDED'
  /** Was sent away. */
  | 'TERMINATED';

/** Which way a list runs. */
export type OrderDirection =
  /** Smallest, oldest or first in the alphabet first. */
  | 'ASC'
  /** Largest, newest or last in the alphabet first. */
  | 'DESC';

/** Where a page stands in its list. */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** The cursor of the last row: give it as `after` to go on. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** Is there more after this page? */
  hasNextPage: Scalars['Boolean']['output'];
  /** Is there more before this page? */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first row: give it as `before` to go back. */
  startCursor?: Maybe<Scalars['String']['output']>;
};

/**
 * An introducing broker: brings clients and other partners, and earns commissions.
 *
 * Seeing it takes the permission partners:read.
 */
export type Partner = {
  __typename?: 'Partner';
  /** From the root down to the parent, as far as you may see. */
  ancestors: Array<Partner>;
  /** The partners directly below, by when they were created. */
  children: PartnerConnection;
  /** The clients whom the partner itself introduced (not those of its subtree). */
  clients?: Maybe<ClientConnection>;
  /** What the partner itself earned, from own clients and from the tree below, summed up; at most 1000 rows. */
  commissionSummary?: Maybe<Array<CommissionSummary>>;
  /** What the partner itself earned, from own clients and from the tree below, by when it was booked. */
  commissions?: Maybe<CommissionConnection>;
  /** Where the partner is based. */
  country: Scalars['CountryCode']['output'];
  /** When the partner was created. */
  createdAt: Scalars['DateTime']['output'];
  /** The e-mail address. */
  email: Scalars['EmailAddress']['output'];
  /** The id of the partner. */
  id: Scalars['ID']['output'];
  /** How deep in the tree: 1 for a partner with no parent. */
  level: Scalars['Int']['output'];
  /** The name of the partner. */
  name: Scalars['String']['output'];
  /** The partner above; null at the top, and above what you may see. */
  parent?: Maybe<Partner>;
  /** The plan by which the partner earns; null: none yet. */
  plan?: Maybe<CommissionPlan>;
  /** The number that people say on the phone: P3042. */
  reference: Scalars['String']['output'];
  /** The code by which clients say who introduced them. */
  referralCode: Scalars['String']['output'];
  /** Where the contract stands. */
  status: PartnerStatus;
  /** The partner and everyone below, breadth first, at most maxDepth levels down. */
  subtree: PartnerConnection;
  /** The partner's own transactions (not those of its clients), a page at a time. */
  transactions?: Maybe<TransactionConnection>;
  /** Who and what is below, over the whole subtree. */
  treeTotals: PartnerTreeTotals;
  /** Counts the changes: an update names the version that it saw. */
  version: Scalars['Int']['output'];
  /** The partner's own money, one wallet a currency. */
  wallets?: Maybe<Array<Wallet>>;
};


/**
 * An introducing broker: brings clients and other partners, and earns commissions.
 *
 * Seeing it takes the permission partners:read.
 */
export type PartnerChildrenArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * An introducing broker: brings clients and other partners, and earns commissions.
 *
 * Seeing it takes the permission partners:read.
 */
export type PartnerClientsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ClientFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ClientOrder>;
};


/**
 * An introducing broker: brings clients and other partners, and earns commissions.
 *
 * Seeing it takes the permission partners:read.
 */
export type PartnerCommissionSummaryArgs = {
  groupBy?: CommissionGroupBy;
  period?: InputMaybe<DateTimeRange>;
};


/**
 * An introducing broker: brings clients and other partners, and earns commissions.
 *
 * Seeing it takes the permission partners:read.
 */
export type PartnerCommissionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CommissionFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * An introducing broker: brings clients and other partners, and earns commissions.
 *
 * Seeing it takes the permission partners:read.
 */
export type PartnerSubtreeArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  maxDepth?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * An introducing broker: brings clients and other partners, and earns commissions.
 *
 * Seeing it takes the permission partners:read.
 */
export type PartnerTransactionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<TransactionFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<TransactionOrder>;
};

/**
 * A page of partners.
 *
 * Seeing it takes the permission partners:read.
 */
export type PartnerConnection = {
  __typename?: 'PartnerConnection';
  /** The rows with their cursors. */
  edges: Array<PartnerEdge>;
  /** The rows. */
  nodes: Array<Partner>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many rows the whole list has; counted only when asked for. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A new partner. */
export type PartnerCreateInput = {
  /** Where the partner is based. */
  country: Scalars['CountryCode']['input'];
  /** The e-mail address. One partner has it. */
  email: Scalars['EmailAddress']['input'];
  /** The name of the person or company. */
  name: Scalars['String']['input'];
  /** The active partner above; null or left out: a partner at the top. */
  parentId?: InputMaybe<Scalars['ID']['input']>;
  /** The commission plan; null or left out: none yet, so that nothing is earned. */
  planId?: InputMaybe<Scalars['ID']['input']>;
};

/**
 * A partner in a list, with its cursor.
 *
 * Seeing it takes the permission partners:read.
 */
export type PartnerEdge = {
  __typename?: 'PartnerEdge';
  /** The cursor of this row. */
  cursor: Scalars['String']['output'];
  /** The row: a partner. */
  node: Partner;
};

/** Which partners: what is left out does not narrow the list; several conditions narrow it together. */
export type PartnerFilter = {
  /** Based in any of these countries. */
  country?: InputMaybe<Array<Scalars['CountryCode']['input']>>;
  /** Directly below this partner. */
  parentId?: InputMaybe<Scalars['ID']['input']>;
  /** Name, e-mail, reference or referral code: by the start of each word, or by similarity. */
  search?: InputMaybe<Scalars['String']['input']>;
  /** Any of these statuses. */
  status?: InputMaybe<Array<PartnerStatus>>;
};

/** A new place for a partner in the tree. Everyone below moves along; what was earned before stays with whom it was earned by. */
export type PartnerMoveInput = {
  /** Which partner. */
  id: Scalars['ID']['input'];
  /** The active partner to stand below; null makes it a partner at the top. It has to be given. */
  newParentId?: InputMaybe<Scalars['ID']['input']>;
  /** Why: the audit log keeps it. */
  reason: Scalars['String']['input'];
  /** The version that you saw. */
  version: Scalars['Int']['input'];
};

/** The partner as it is now, or why not. */
export type PartnerPayload = {
  __typename?: 'PartnerPayload';
  /** The partner; null when there are errors. */
  partner?: Maybe<Partner>;
  /** Why nothing was done; empty when it was. */
  userErrors: Array<UserError>;
};

/** Where the contract with a partner stands. */
export type PartnerStatus =
  /** Introduces clients and earns. */
  | 'ACTIVE'
  /** The contract has ended. */
  | 'CLOSED'
  /** Has applied; the contract is not made yet. */
  | 'PENDING'
  /** Is stopped for now: introduces nobody and earns nothing. */
  | 'SUSPENDED';

/** Who and what is below a partner, over its whole subtree, however deep. */
export type PartnerTreeTotals = {
  __typename?: 'PartnerTreeTotals';
  /** The clients whom the partner or anyone below introduced, as of now. */
  clients: Scalars['Int']['output'];
  /** Those of these clients who have ever funded an account. */
  fundedClients: Scalars['Int']['output'];
  /** The lots that clients of the partner and of anyone below have traded. Each trade counts once, with the partner who had introduced the client at that time. */
  lots: Scalars['Decimal']['output'];
  /** The partners below it, on all levels; the partner itself is not counted. */
  partners: Scalars['Int']['output'];
};

/** A new password of one's own. */
export type PasswordChangeInput = {
  /** The password until now. */
  currentPassword: Scalars['String']['input'];
  /** The password from now on: at least 12 characters. */
  newPassword: Scalars['String']['input'];
};

/** Something that a department or an API key may be allowed. */
export type Permission = {
  __typename?: 'Permission';
  /** The id: clients:read. */
  id: Scalars['String']['output'];
  /** It opens personal data, money or access itself. */
  isSensitive: Scalars['Boolean']['output'];
  /** What it opens, in words. */
  title: Scalars['String']['output'];
};

/** What can be asked. Each field says which permission it takes; rows that are not for the actor are absent. */
export type Query = {
  __typename?: 'Query';
  /**
   * API keys, a page at a time, the newest first; revoked ones stay on record.
   *
   * Takes the permission api-keys:write.
   */
  apiKeys: ApiKeyConnection;
  /**
   * The audit log, newest first, a page at a time.
   *
   * Takes the permission audit:read.
   */
  auditLog: AuditEntryConnection;
  /**
   * Walks the whole audit log and tells whether anything was altered, removed, put in or exchanged. A million entries take about a minute.
   *
   * Takes the permission audit:read.
   */
  auditLogVerify: AuditVerification;
  /**
   * One client, by id or by reference. Null: there is none, or none that you may see.
   *
   * Takes the permission clients:read.
   */
  client?: Maybe<Client>;
  /**
   * Clients, a page at a time.
   *
   * Takes the permission clients:read.
   */
  clients: ClientConnection;
  /**
   * Commissions, by when they were booked, a page at a time.
   *
   * Takes the permission commissions:read.
   */
  commissions: CommissionConnection;
  /**
   * Every department, with what it may do as of now.
   *
   * Takes the permission permissions:read.
   */
  departments: Array<Department>;
  /**
   * One document. Null: there is none, or none that you may see.
   *
   * Takes the permission documents:read.
   */
  document?: Maybe<Document>;
  /**
   * Documents, a page at a time.
   *
   * Takes the permission documents:read.
   */
  documents: DocumentConnection;
  /**
   * Who is asking, and what they may do.
   *
   * For anyone who is signed in.
   */
  me: Viewer;
  /**
   * One partner, by id or by reference. Null: there is none, or none that you may see.
   *
   * Takes the permission partners:read.
   */
  partner?: Maybe<Partner>;
  /**
   * Partners, by when they were created, a page at a time.
   *
   * Takes the permission partners:read.
   */
  partners: PartnerConnection;
  /**
   * Every permission that there is.
   *
   * Takes the permission permissions:read.
   */
  permissionCatalogue: Array<Permission>;
  /**
   * Staff, a page at a time, in the order in which they came.
   *
   * Takes the permission staff:read.
   */
  staff: StaffConnection;
  /**
   * One trading account. Null: there is none, or none that you may see.
   *
   * Takes the permission accounts:read.
   */
  tradingAccount?: Maybe<TradingAccount>;
  /**
   * Trading accounts, a page at a time.
   *
   * Takes the permission accounts:read.
   */
  tradingAccounts: TradingAccountConnection;
  /**
   * One transaction, by id or by reference. Null: there is none, or none that you may see.
   *
   * Takes the permission transactions:read.
   */
  transaction?: Maybe<Transaction>;
  /**
   * Transactions, a page at a time.
   *
   * Takes the permission transactions:read.
   */
  transactions: TransactionConnection;
};


/** What can be asked. Each field says which permission it takes; rows that are not for the actor are absent. */
export type QueryApiKeysArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** What can be asked. Each field says which permission it takes; rows that are not for the actor are absent. */
export type QueryAuditLogArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** What can be asked. Each field says which permission it takes; rows that are not for the actor are absent. */
export type QueryClientArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  reference?: InputMaybe<Scalars['String']['input']>;
};


/** What can be asked. Each field says which permission it takes; rows that are not for the actor are absent. */
export type QueryClientsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ClientFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ClientOrder>;
};


/** What can be asked. Each field says which permission it takes; rows that are not for the actor are absent. */
export type QueryCommissionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CommissionFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** What can be asked. Each field says which permission it takes; rows that are not for the actor are absent. */
export type QueryDocumentArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. Each field says which permission it takes; rows that are not for the actor are absent. */
export type QueryDocumentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DocumentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<DocumentOrder>;
};


/** What can be asked. Each field says which permission it takes; rows that are not for the actor are absent. */
export type QueryPartnerArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  reference?: InputMaybe<Scalars['String']['input']>;
};


/** What can be asked. Each field says which permission it takes; rows that are not for the actor are absent. */
export type QueryPartnersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<PartnerFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** What can be asked. Each field says which permission it takes; rows that are not for the actor are absent. */
export type QueryStaffArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** What can be asked. Each field says which permission it takes; rows that are not for the actor are absent. */
export type QueryTradingAccountArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. Each field says which permission it takes; rows that are not for the actor are absent. */
export type QueryTradingAccountsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<TradingAccountFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<TradingAccountOrder>;
};


/** What can be asked. Each field says which permission it takes; rows that are not for the actor are absent. */
export type QueryTransactionArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  reference?: InputMaybe<Scalars['String']['input']>;
};


/** What can be asked. Each field says which permission it takes; rows that are not for the actor are absent. */
export type QueryTransactionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<TransactionFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<TransactionOrder>;
};

/** What a client or one of its accounts may not do. Restrictions add up; each is effective until it is lifted or expires. */
export type Restriction = {
  __typename?: 'Restriction';
  /** When it was added. */
  createdAt: Scalars['DateTime']['output'];
  /** Who added it. */
  createdBy: Scalars['String']['output'];
  /** When it ends by itself; null: when somebody lifts it. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** The id of the restriction. */
  id: Scalars['ID']['output'];
  /** What is forbidden. */
  kind: RestrictionKind;
  /** Why. */
  reason: Scalars['String']['output'];
  /** The one account that it is about; null: the client and all accounts. */
  tradingAccount?: Maybe<TradingAccount>;
};

/** A new restriction. */
export type RestrictionAddInput = {
  /** Whom it concerns. */
  clientId: Scalars['ID']['input'];
  /** When it ends by itself; left out: when somebody lifts it. */
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** What is forbidden. */
  kind: RestrictionKind;
  /** Why: the audit log keeps it. */
  reason: Scalars['String']['input'];
  /** One account of the client; left out: the client and all accounts. */
  tradingAccountId?: InputMaybe<Scalars['ID']['input']>;
};

/** What is forbidden. */
export type RestrictionKind =
  /** Positions may be closed, not opened. */
  | 'CLOSE_ONLY'
  /** Trades earn no commission. */
  | 'NO_COMMISSION'
  /** No money in. */
  | 'NO_DEPOSIT'
  /** No signing in. */
  | 'NO_LOGIN'
  /** No trading. */
  | 'NO_TRADE'
  /** No money between own accounts. */
  | 'NO_TRANSFER'
  /** No money out. */
  | 'NO_WITHDRAWAL';

/** The end of a restriction. */
export type RestrictionLiftInput = {
  /** Which restriction. */
  id: Scalars['ID']['input'];
  /** Why: the audit log keeps it. */
  reason: Scalars['String']['input'];
};

/** The restriction and its client as they are now, or why not. */
export type RestrictionPayload = {
  __typename?: 'RestrictionPayload';
  /** The client; null when there are errors. */
  client?: Maybe<Client>;
  /** The restriction; null when there are errors. */
  restriction?: Maybe<Restriction>;
  /** Why nothing was done; empty when it was. */
  userErrors: Array<UserError>;
};

/** The risk of money laundering that the client was rated at. */
export type RiskLevel =
  /** Enhanced due diligence, reviewed every year. */
  | 'HIGH'
  /** Reviewed least often. */
  | 'LOW'
  /** Reviewed more often. */
  | 'MEDIUM';

/** Who wants to sign in. */
export type SignInInput = {
  /** The e-mail address. */
  email: Scalars['EmailAddress']['input'];
  /** The password. */
  password: Scalars['String']['input'];
  /** Where a second factor is set up: the six digits that the authenticator shows, or a recovery code. Left out, the answer asks for it. */
  totp?: InputMaybe<Scalars['String']['input']>;
};

/** A session, or why there is none. */
export type SignInPayload = {
  __typename?: 'SignInPayload';
  /** Goes with every request, as `Authorization: Bearer`; null when there are errors. */
  accessToken?: Maybe<Scalars['String']['output']>;
  /** When the access token ends: ten minutes from now. Refresh before. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** For signInRefresh, once. It ends after twelve hours without use, and seven days after the sign-in. */
  refreshToken?: Maybe<Scalars['String']['output']>;
  /** Why nobody is signed in; empty when somebody is. */
  userErrors: Array<UserError>;
  /** Who signed in. */
  viewer?: Maybe<Viewer>;
};

/** A session that goes on. */
export type SignInRefreshInput = {
  /** The refresh token of the last sign-in or refresh. It is good once: coming a second time it ends the session. */
  refreshToken: Scalars['String']['input'];
};

/** Nothing but errors, if there are any. */
export type SignOutPayload = {
  __typename?: 'SignOutPayload';
  /** Why nothing was ended; empty when it was. */
  userErrors: Array<UserError>;
};

/**
 * A page of staff.
 *
 * Seeing it takes the permission staff:read.
 */
export type StaffConnection = {
  __typename?: 'StaffConnection';
  /** The rows with their cursors. */
  edges: Array<StaffEdge>;
  /** The rows. */
  nodes: Array<StaffMember>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many rows the whole list has; counted only when asked for. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A new staff member. */
export type StaffCreateInput = {
  /** The departments, one at least. Permissions add up. */
  departments: Array<DepartmentCode>;
  /** The e-mail address to sign in with. One person has it, among staff, clients and partners. */
  email: Scalars['EmailAddress']['input'];
  /** The name. */
  name: Scalars['String']['input'];
  /** The first password, at least 12 characters; left out: one is made up and shown once. */
  password?: InputMaybe<Scalars['String']['input']>;
};

/** The end of a staff member's access. */
export type StaffDeactivateInput = {
  /** Which staff member; not oneself. */
  id: Scalars['ID']['input'];
  /** Why: the audit log keeps it. */
  reason: Scalars['String']['input'];
  /** The version that you saw. */
  version: Scalars['Int']['input'];
};

/**
 * A staff member in a list, with its cursor.
 *
 * Seeing it takes the permission staff:read.
 */
export type StaffEdge = {
  __typename?: 'StaffEdge';
  /** The cursor of this row. */
  cursor: Scalars['String']['output'];
  /** The row: a staff member. */
  node: StaffMember;
};

/** Somebody who works for the broker. */
export type StaffMember = {
  __typename?: 'StaffMember';
  /** Since when there is a record. */
  createdAt: Scalars['DateTime']['output'];
  /** The departments. Permissions add up. */
  departments: Array<DepartmentCode>;
  /** The e-mail address, which is the sign-in too. */
  email: Scalars['EmailAddress']['output'];
  /** The id of the staff member. */
  id: Scalars['ID']['output'];
  /** False once deactivated: no signing in any more. */
  isActive: Scalars['Boolean']['output'];
  /** The name. */
  name: Scalars['String']['output'];
  /** Counts the changes: an update names the version that it saw. */
  version: Scalars['Int']['output'];
};

/** The staff member with a new password, or why not. */
export type StaffPasswordPayload = {
  __typename?: 'StaffPasswordPayload';
  /** The password that was made up. It is shown this once; null when you gave one. */
  password?: Maybe<Scalars['String']['output']>;
  /** The staff member; null when there are errors. */
  staffMember?: Maybe<StaffMember>;
  /** Why nothing was done; empty when it was. */
  userErrors: Array<UserError>;
};

/** A new password for somebody who lost theirs. */
export type StaffPasswordResetInput = {
  /** Which staff member; not oneself. */
  id: Scalars['ID']['input'];
  /** Why, and how you know that it is them: the audit log keeps it. */
  reason: Scalars['String']['input'];
  /** Takes the second factor away too, for who lost the authenticator and the recovery codes. */
  removeTotp?: Scalars['Boolean']['input'];
};

/** The staff member as it is now, or why not. */
export type StaffPayload = {
  __typename?: 'StaffPayload';
  /** The staff member; null when there are errors. */
  staffMember?: Maybe<StaffMember>;
  /** Why nothing was done; empty when it was. */
  userErrors: Array<UserError>;
};

/** The proof that the authenticator has the secret. */
export type StaffTotpConfirmInput = {
  /** The six digits that it shows now. */
  code: Scalars['String']['input'];
};

/** A second factor that counts from now on. */
export type StaffTotpConfirmPayload = {
  __typename?: 'StaffTotpConfirmPayload';
  /** Ten codes that stand in for the authenticator once each. They are shown this once. */
  recoveryCodes?: Maybe<Array<Scalars['String']['output']>>;
  /** Why nothing was confirmed; empty when it was. */
  userErrors: Array<UserError>;
};

/** The proof that it is its owner who takes the second factor away. */
export type StaffTotpDisableInput = {
  /** The six digits that the authenticator shows now, or a recovery code. */
  code: Scalars['String']['input'];
  /** The password. */
  password: Scalars['String']['input'];
};

/** Nothing but errors, if there are any. */
export type StaffTotpDisablePayload = {
  __typename?: 'StaffTotpDisablePayload';
  /** Why the second factor stays; empty when it is gone. */
  userErrors: Array<UserError>;
};

/** The secret of a second factor, which counts once a code of it is confirmed. */
export type StaffTotpSetUpPayload = {
  __typename?: 'StaffTotpSetUpPayload';
  /** The same secret in base32, to type in. */
  secret?: Maybe<Scalars['String']['output']>;
  /** For a QR code that an authenticator app reads: otpauth://... */
  uri?: Maybe<Scalars['String']['output']>;
  /** Why there is no secret; empty when there is. */
  userErrors: Array<UserError>;
};

/** Changes of a staff member. Left out: unchanged. */
export type StaffUpdateInput = {
  /** All departments, in place of those before; not one's own. The member's sessions end. */
  departments?: InputMaybe<Array<DepartmentCode>>;
  /** Which staff member. */
  id: Scalars['ID']['input'];
  /** The name; it cannot be cleared. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** The version that you saw. */
  version: Scalars['Int']['input'];
};

/** The object is at another version than the one that was named. */
export type StaleVersionError = UserError & {
  __typename?: 'StaleVersionError';
  /** For programs. */
  code: UserErrorCode;
  /** The version that it is at now. */
  currentVersion: Scalars['Int']['output'];
  /** Path into the input, such as ["email"]; null when it concerns no single field. */
  field?: Maybe<Array<Scalars['String']['output']>>;
  /** For people: what is wrong and what would be right. */
  message: Scalars['String']['output'];
};

/**
 * A client's account on a trading platform.
 *
 * Seeing it takes the permission accounts:read.
 */
export type TradingAccount = {
  __typename?: 'TradingAccount';
  /** What the ledger says was moved there and not yet taken back. */
  balance: Scalars['Decimal']['output'];
  /** Whose account it is. */
  client?: Maybe<Client>;
  /** Credit (bonus), which may not be withdrawn, as the ledger says. */
  credit: Scalars['Decimal']['output'];
  /** The currency that the account is kept in. */
  currency: Scalars['CurrencyCode']['output'];
  /** Real money or play money. */
  environment: TradingEnvironment;
  /** A live figure from the platform: balance, credit and open positions. Null while no platform answers. */
  equity?: Maybe<Scalars['Decimal']['output']>;
  /** A live figure from the platform: equity less margin. Null while no platform answers. */
  freeMargin?: Maybe<Scalars['Decimal']['output']>;
  /** The platform's group, which sets prices, commissions and margins. */
  group: Scalars['String']['output'];
  /** The id of the account. */
  id: Scalars['ID']['output'];
  /** The leverage: 30 stands for 30:1. */
  leverage: Scalars['Int']['output'];
  /** The login, as the platform writes it: a string, since it outgrows a 32-bit Int. */
  login: Scalars['String']['output'];
  /** A live figure from the platform: what open positions bind. Null while no platform answers. */
  margin?: Maybe<Scalars['Decimal']['output']>;
  /** A live figure from the platform: equity in percent of margin. Null while no platform answers. */
  marginLevel?: Maybe<Scalars['Decimal']['output']>;
  /** When it was opened. */
  openedAt: Scalars['DateTime']['output'];
  /** The software that it trades on. */
  platform: TradingPlatform;
  /** The platform's server; a login is unique on its server only. */
  server: Scalars['String']['output'];
  /** What may be done on it. */
  status: TradingAccountStatus;
  /** The transactions that have this account on either side, a page at a time. */
  transactions?: Maybe<TransactionConnection>;
  /** Counts the changes: an update names the version that it saw. */
  version: Scalars['Int']['output'];
};


/**
 * A client's account on a trading platform.
 *
 * Seeing it takes the permission accounts:read.
 */
export type TradingAccountTransactionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<TransactionFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<TransactionOrder>;
};

/**
 * A page of trading accounts.
 *
 * Seeing it takes the permission accounts:read.
 */
export type TradingAccountConnection = {
  __typename?: 'TradingAccountConnection';
  /** The rows with their cursors. */
  edges: Array<TradingAccountEdge>;
  /** The rows. */
  nodes: Array<TradingAccount>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many rows the whole list has; counted only when asked for. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/**
 * A trading account in a list, with its cursor.
 *
 * Seeing it takes the permission accounts:read.
 */
export type TradingAccountEdge = {
  __typename?: 'TradingAccountEdge';
  /** The cursor of this row. */
  cursor: Scalars['String']['output'];
  /** The row: a trading account. */
  node: TradingAccount;
};

/** Which trading accounts: what is left out does not narrow the list; several conditions narrow it together. */
export type TradingAccountFilter = {
  /** Of this client. */
  clientId?: InputMaybe<Scalars['ID']['input']>;
  /** Kept in any of these currencies. */
  currency?: InputMaybe<Array<Scalars['CurrencyCode']['input']>>;
  /** With real money, or with play money. */
  environment?: InputMaybe<TradingEnvironment>;
  /** In this group, written as the platform does. */
  group?: InputMaybe<Scalars['String']['input']>;
  /** The login, or how it starts. */
  login?: InputMaybe<Scalars['String']['input']>;
  /** On any of these platforms. */
  platform?: InputMaybe<Array<TradingPlatform>>;
  /** In any of these statuses. */
  status?: InputMaybe<Array<TradingAccountStatus>>;
};

/** By what trading accounts are ordered, and which way. */
export type TradingAccountOrder = {
  /** Which way. */
  direction?: OrderDirection;
  /** By what. */
  field: TradingAccountOrderField;
};

/** By what trading accounts are ordered. */
export type TradingAccountOrderField =
  /** Their balance, whatever its currency. */
  | 'BALANCE'
  /** Their login, as text: "10" comes before "9". */
  | 'LOGIN'
  /** When they were opened. */
  | 'OPENED_AT';

/** The trading account as it is now, or why not. */
export type TradingAccountPayload = {
  __typename?: 'TradingAccountPayload';
  /** The account; null when there are errors. */
  tradingAccount?: Maybe<TradingAccount>;
  /** Why nothing was done; empty when it was. */
  userErrors: Array<UserError>;
};

/** What may be done on a trading account. People move it, by the transition table. */
export type TradingAccountStatus =
  /** May trade. */
  | 'ACTIVE'
  /** Empty and out of use, for good. */
  | 'ARCHIVED'
  /** Positions may be closed, not opened. */
  | 'CLOSE_ONLY'
  /** Nobody gets in. */
  | 'LOGIN_DISABLED'
  /** Asked for, and not opened yet. */
  | 'PENDING'
  /** May be looked at, not traded on. */
  | 'TRADING_DISABLED';

/** Changes of a trading account. Left out: unchanged; none of them can be cleared. */
export type TradingAccountUpdateInput = {
  /** The platform's group. Real money stays out of demo groups, and play money in them. */
  group?: InputMaybe<Scalars['String']['input']>;
  /** Which account. */
  id: Scalars['ID']['input'];
  /** The leverage, 30 for 30:1. What the client may have hangs on its jurisdiction and its category. */
  leverage?: InputMaybe<Scalars['Int']['input']>;
  /** Why: the audit log keeps it. */
  reason: Scalars['String']['input'];
  /** The status to go to. */
  status?: InputMaybe<TradingAccountStatus>;
  /** The version that you saw. */
  version: Scalars['Int']['input'];
};

/** Real money or play money. */
export type TradingEnvironment =
  /** Play money: nothing of it is in the ledger. */
  | 'DEMO'
  /** Real money. */
  | 'LIVE';

/** The software that an account trades on. */
export type TradingPlatform =
  /** cTrader. */
  | 'CTRADER'
  /** MetaTrader 4. */
  | 'MT4'
  /** MetaTrader 5. */
  | 'MT5'
  /** The broker's own. */
  | 'PROPRIETARY';

/**
 * A movement of money: asked for, decided on, carried out and booked.
 *
 * Seeing it takes the permission transactions:read.
 */
export type Transaction = {
  __typename?: 'Transaction';
  /** The amount that was asked for. Of an adjustment it has a sign. */
  amount: Scalars['Decimal']['output'];
  /** The decisions so far, oldest first; for staff only. */
  approvals: Array<Approval>;
  /** How many more approvals it needs. */
  approvalsMissing: Scalars['Int']['output'];
  /** Whose money it is; null when it is a partner's. */
  client?: Maybe<Client>;
  /** The other side of a transfer; null for a wallet. */
  counterAccount?: Maybe<TradingAccount>;
  /** The currency of amount, fee and processed amount. */
  currency: Scalars['CurrencyCode']['output'];
  /** What the broker charges for it. */
  fee: Scalars['Decimal']['output'];
  /** The id of the transaction. */
  id: Scalars['ID']['output'];
  /** The balanced postings behind it, oldest first. */
  journal?: Maybe<Array<JournalEntry>>;
  /** The partner whose money it is; null when it is a client's. */
  partner?: Maybe<Partner>;
  /** What really arrived or left, once known: it is this that is booked. */
  processedAmount?: Maybe<Scalars['Decimal']['output']>;
  /** The payment provider; null for what stays in the house. */
  provider?: Maybe<Scalars['String']['output']>;
  /** The provider's own name for it. */
  providerReference?: Maybe<Scalars['String']['output']>;
  /** Why it was made, rejected or cancelled. */
  reason?: Maybe<Scalars['String']['output']>;
  /** The number that people say on the phone: T2000123. */
  reference: Scalars['String']['output'];
  /** When it was asked for. */
  requestedAt: Scalars['DateTime']['output'];
  /** The name of who asked for it. */
  requestedBy: Scalars['String']['output'];
  /** When it was settled. */
  settledAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where it stands. */
  status: TransactionStatus;
  /** The trading account that is funded, or that the money leaves; null for a wallet. */
  tradingAccount?: Maybe<TradingAccount>;
  /** What kind of movement it is. */
  type: TransactionType;
  /** Counts the changes: a decision names the version that it saw. */
  version: Scalars['Int']['output'];
};

/**
 * A page of transactions.
 *
 * Seeing it takes the permission transactions:read.
 */
export type TransactionConnection = {
  __typename?: 'TransactionConnection';
  /** The rows with their cursors. */
  edges: Array<TransactionEdge>;
  /** The rows. */
  nodes: Array<Transaction>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many rows the whole list has; counted only when asked for. */
  totalCount?: Maybe<Scalars['Int']['output']>;
  /** Sums of the amounts over the whole filter, one per currency; computed only when asked for. */
  totals?: Maybe<Array<Money>>;
};

/**
 * A transaction in a list, with its cursor.
 *
 * Seeing it takes the permission transactions:read.
 */
export type TransactionEdge = {
  __typename?: 'TransactionEdge';
  /** The cursor of this row. */
  cursor: Scalars['String']['output'];
  /** The row: a transaction. */
  node: Transaction;
};

/** Which transactions: what is left out does not narrow the list; several conditions narrow it together. */
export type TransactionFilter = {
  /** With an amount in this span, whatever the currency. */
  amount?: InputMaybe<DecimalRange>;
  /** Of this client. */
  clientId?: InputMaybe<Scalars['ID']['input']>;
  /** In any of these currencies. */
  currency?: InputMaybe<Array<Scalars['CurrencyCode']['input']>>;
  /** This partner's own. */
  partnerId?: InputMaybe<Scalars['ID']['input']>;
  /** Through any of these payment providers. */
  provider?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Asked for in this span. */
  requestedAt?: InputMaybe<DateTimeRange>;
  /** Our reference or the provider's, by its start: "T20001". */
  search?: InputMaybe<Scalars['String']['input']>;
  /** Settled in this span. */
  settledAt?: InputMaybe<DateTimeRange>;
  /** In any of these statuses. */
  status?: InputMaybe<Array<TransactionStatus>>;
  /** With this trading account on either side. */
  tradingAccountId?: InputMaybe<Scalars['ID']['input']>;
  /** Of any of these kinds. */
  type?: InputMaybe<Array<TransactionType>>;
};

/** By what transactions are ordered, and which way. */
export type TransactionOrder = {
  /** Which way. */
  direction?: OrderDirection;
  /** By what. */
  field: TransactionOrderField;
};

/** By what transactions are ordered. */
export type TransactionOrderField =
  /** Their amount as a number, whatever the currency. */
  | 'AMOUNT'
  /** When they were asked for. */
  | 'REQUESTED_AT'
  /** When they were settled; what is not settled comes before everything that is. */
  | 'SETTLED_AT';

/** Where a transaction stands. */
export type TransactionStatus =
  /** Has all approvals, and waits to be sent. */
  | 'APPROVED'
  /** Withdrawn by whoever asked for it. */
  | 'CANCELLED'
  /** The provider took it back. */
  | 'CHARGED_BACK'
  /** Written down, nothing done yet. */
  | 'CREATED'
  /** Turned down by the provider. */
  | 'DECLINED'
  /** Nobody paid in time. */
  | 'EXPIRED'
  /** The amount is reserved in the wallet. */
  | 'HELD'
  /** Waits for people to decide. */
  | 'IN_REVIEW'
  /** The client is paying at the provider. */
  | 'PENDING_PROVIDER'
  /** Turned down by people. */
  | 'REJECTED'
  /** Booked, and booked back. */
  | 'REVERSED'
  /** The provider has the order. */
  | 'SENT_TO_PROVIDER'
  /** Done and booked. */
  | 'SETTLED'
  /** The provider did not answer: it is being looked up, and never sent again blindly. */
  | 'UNKNOWN';

/** What kind of movement of money it is. */
export type TransactionType =
  /** The broker corrects a balance, up or down. */
  | 'ADJUSTMENT'
  /** A provider takes a deposit back. */
  | 'CHARGEBACK'
  /** Commissions are paid into a partner's wallet. */
  | 'COMMISSION_PAYOUT'
  /** Credit (bonus) is given to a trading account. */
  | 'CREDIT_IN'
  /** Credit (bonus) is taken back. */
  | 'CREDIT_OUT'
  /** Money comes in through a payment provider. */
  | 'DEPOSIT'
  /** Money moves between own accounts and wallets. */
  | 'TRANSFER'
  /** Money goes out through a payment provider. */
  | 'WITHDRAWAL';

/** An expected failure: it travels as data, in the payload. Types that implement it may carry more. */
export type UserError = {
  /** For programs. */
  code: UserErrorCode;
  /** Path into the input, such as ["email"]; null when it concerns no single field. */
  field?: Maybe<Array<Scalars['String']['output']>>;
  /** For people: what is wrong and what would be right. */
  message: Scalars['String']['output'];
};

/** What kind of expected failure it is: programs branch on this, people read the message. */
export type UserErrorCode =
  /** You have approved it before: one person counts once. */
  | 'ALREADY_APPROVED_BY_YOU'
  /** There is one already. */
  | 'ALREADY_EXISTS'
  /** A request of this kind is open already. */
  | 'ALREADY_PENDING'
  /** An outside system did not answer. */
  | 'CONNECTOR_UNAVAILABLE'
  /** The currencies do not fit together. */
  | 'CURRENCY_MISMATCH'
  /** It would put a partner under its own subtree. */
  | 'CYCLE'
  /** The idempotency key was used with other input. */
  | 'IDEMPOTENCY_CONFLICT'
  /** The object cannot go from its state to that one. */
  | 'ILLEGAL_TRANSITION'
  /** There is less available than asked for. */
  | 'INSUFFICIENT_FUNDS'
  /** A value does not do. */
  | 'INVALID'
  /** The client has to be verified first. */
  | 'KYC_REQUIRED'
  /** A limit in amount, number or time stands against it. */
  | 'LIMIT_EXCEEDED'
  /** Who asked for it may not decide on it. */
  | 'MAKER_CANNOT_CHECK'
  /** There is no such object, or none that you may see. */
  | 'NOT_FOUND'
  /** A policy of the broker forbids it. */
  | 'POLICY_FORBIDS'
  /** A restriction on the client or account forbids it. */
  | 'RESTRICTED'
  /** Somebody changed the object since you read it. */
  | 'STALE_VERSION';

/** Whoever is asking: a staff member, a client, a partner, or a program with an API key. */
export type Viewer = {
  __typename?: 'Viewer';
  /** The client itself, for a client and for an API key that is bound to one. */
  client?: Maybe<Client>;
  /** The departments of a staff member. */
  departments: Array<DepartmentCode>;
  /** The id of the staff member, client, partner or API key. */
  id: Scalars['ID']['output'];
  /** What it is. */
  kind: ActorKind;
  /** The name. */
  name: Scalars['String']['output'];
  /** The partner itself, for a partner and for an API key that is bound to one. */
  partner?: Maybe<Partner>;
  /** What may be called, as permission ids such as clients:read, sorted. */
  permissions: Array<Scalars['String']['output']>;
  /** One of the departments asks for a second factor that is not set up: until it is (staffTotpSetUp, staffTotpConfirm), there are no permissions. */
  totpSetupRequired: Scalars['Boolean']['output'];
};

/**
 * A client's or a partner's own money in one currency.
 *
 * Seeing it takes the permission wallets:read.
 */
export type Wallet = {
  __typename?: 'Wallet';
  /** What may be taken out: the balance without what is held. */
  available: Scalars['Decimal']['output'];
  /** What the ledger holds: the sum of all postings. */
  balance: Scalars['Decimal']['output'];
  /** The currency. There is one wallet in each. */
  currency: Scalars['CurrencyCode']['output'];
  /** Reserved for withdrawals under way. */
  held: Scalars['Decimal']['output'];
  /** The id of the wallet. */
  id: Scalars['ID']['output'];
};

/** What kind of caller somebody is. */
export type ActorKind =
  /** A program with an API key. */
  | 'API_KEY'
  /** A client, for itself. */
  | 'CLIENT'
  /** A partner, for itself and its subtree. */
  | 'PARTNER'
  /** A staff member. */
  | 'STAFF'
  /** The gateway itself, or somebody who has not signed in yet. */
  | 'SYSTEM';

/** A new API key. */
export type ApiKeyCreateInput = {
  /** Binds it to the rows of a client: it can do no more than the client. */
  clientId?: string | number | null | undefined;
  /** When it ends by itself; left out: when somebody revokes it. */
  expiresAt?: string | null | undefined;
  /** What it is for. */
  name: string;
  /** Binds it to the subtree of a partner: it can do no more than the partner. */
  partnerId?: string | number | null | undefined;
  /** What it may call, as ids of permissionCatalogue. Sensitive ones are given by an administrator or by somebody who holds them; staff:write, permissions:write and api-keys:write are for people only. */
  permissions: Array<string>;
};

/** The end of an API key. */
export type ApiKeyRevokeInput = {
  /** Which key. */
  id: string | number;
  /** Why: the audit log keeps it. */
  reason: string;
};

/** What a checker decided. */
export type ApprovalDecision =
  /** It may go on. */
  | 'APPROVED'
  /** It ends here. */
  | 'REJECTED';

/** What a client does, derived from money and trades and never typed in. */
export type ClientActivity =
  /** Traded within 30 days. */
  | 'ACTIVE'
  /** Neither trade nor cash operation for 180 days. */
  | 'DORMANT'
  /** Has deposited, and not traded yet. */
  | 'FUNDED'
  /** No trade for 30 days. */
  | 'INACTIVE'
  /** No deposit has settled yet. */
  | 'NEVER_FUNDED';

/** Who introduced a client, from now on. */
export type ClientAssignPartnerInput = {
  /** Which client. */
  clientId: string | number;
  /** The partner; null: no partner any more. */
  partnerId?: string | number | null | undefined;
  /** Why: the audit log keeps it. */
  reason: string;
  /** The version of the client that you saw. */
  version: number;
};

/** How a client is protected, by MiFID II. */
export type ClientCategory =
  /** A financial firm of its own. */
  | 'ELIGIBLE_COUNTERPARTY'
  /** Knows the risks, by its own request and by test. */
  | 'PROFESSIONAL'
  /** Full protection: leverage limits, negative balance protection, no incentives. */
  | 'RETAIL';

/** A new client. */
export type ClientRegisterInput = {
  /** The name of the company: required for a company, and for companies only. */
  companyName?: string | null | undefined;
  /** The country of residence. It decides which entity serves the client. */
  country: string;
  /** The date of birth: 18 years back or more. */
  dateOfBirth?: string | null | undefined;
  /** The e-mail address. One client has it. */
  email: string;
  /** The first name. */
  firstName: string;
  /** The language to write to the client in, such as "en" or "pt-BR". */
  language?: string | null | undefined;
  /** The last name. */
  lastName: string;
  /** The referral code of the partner who introduces the client. */
  partnerReferralCode?: string | null | undefined;
  /** The phone number. */
  phone?: string | null | undefined;
  /** A person or a company. */
  type?: ClientType | null | undefined;
};

/** A step of the onboarding. */
export type ClientTransitionInput = {
  /** Which client. */
  id: string | number;
  /** Why: the audit log keeps it. */
  reason: string;
  /** The status to go to. */
  to: OnboardingStatus;
  /** The version that you saw. */
  version: number;
};

/** A person or a company. */
export type ClientType =
  /** A company, with a person who acts for it. */
  | 'CORPORATE'
  /** A person. */
  | 'INDIVIDUAL';

/** Changes of a client. Left out: unchanged; null: cleared. */
export type ClientUpdateInput = {
  /** Who on the staff looks after the client. */
  accountManagerId?: string | number | null | undefined;
  /** The category; it cannot be cleared. */
  category?: ClientCategory | null | undefined;
  /** The country of residence; it cannot be cleared. The entity that serves the client stays. */
  country?: string | null | undefined;
  /** The first name; it cannot be cleared. */
  firstName?: string | null | undefined;
  /** Which client. */
  id: string | number;
  /** The last name; it cannot be cleared. */
  lastName?: string | null | undefined;
  /** The phone number. */
  phone?: string | null | undefined;
  /** All tags, in place of those before; null clears them. */
  tags?: Array<string> | null | undefined;
  /** The version that you saw. */
  version: number;
};

/** What a plan pays for. */
export type CommissionScheme =
  /** Per cent of the commission that the client paid. */
  | 'COMMISSION_SHARE'
  /** An amount for each client who funds for the first time. */
  | 'CPA'
  /** An amount for each lot. */
  | 'PER_LOT'
  /** An amount for each million of traded volume. */
  | 'PER_MILLION'
  /** Pips of each trade. */
  | 'PIPS'
  /** Per cent of what the broker earned by the trade. */
  | 'REVENUE_SHARE'
  /** Per cent of the spread. */
  | 'SPREAD_SHARE';

/** How far a commission is on its way to the partner. */
export type CommissionStatus =
  /** Earned; its period is still open. */
  | 'ACCRUED'
  /** Paid out to the partner's wallet. */
  | 'PAID'
  /** Its period is closed, and it waits for the payout. */
  | 'PAYABLE'
  /** Taken back before it was paid; another row says so in figures. */
  | 'REVERSED';

/** How the partners above the client share. */
export type CommissionTreeMode =
  /** Each level earns what its rate has over the rate of the level below. */
  | 'DIFFERENTIAL'
  /** Each level earns its own rate on top of the others. */
  | 'OVERRIDE'
  /** The direct partner's reward is shared with the levels above. */
  | 'SPLIT';

/** A department: what it may do is a row of the live matrix. */
export type DepartmentCode =
  /** Staff, permissions, API keys, the audit log. */
  | 'ADMINISTRATION'
  /** Verifies clients and watches over restrictions. */
  | 'COMPLIANCE'
  /** Decides on payments. */
  | 'FINANCE'
  /** Reads every area, decides on policies. */
  | 'MANAGEMENT'
  /** Partners, plans and commissions. */
  | 'PARTNERSHIPS'
  /** Watches accounts and exposure. */
  | 'RISK'
  /** Looks after the clients that it manages. */
  | 'SALES'
  /** Helps clients: profiles, accounts, documents. */
  | 'SUPPORT';

/** All that a department may do from now on. */
export type DepartmentPermissionsSetInput = {
  /** Which department. */
  department: DepartmentCode;
  /** All permissions, in place of those before, as ids of permissionCatalogue. */
  permissions: Array<string>;
  /** Why: the audit log keeps it. */
  reason: string;
  /** The version that you saw. */
  version: number;
};

/** What a department asks of its members from now on. */
export type DepartmentPolicySetInput = {
  /** Which department. */
  department: DepartmentCode;
  /** Why: the audit log keeps it. */
  reason: string;
  /** Do its members need a second factor? */
  totpRequired: boolean;
  /** The version that you saw. */
  version: number;
};

/** Where the review of a document stands. */
export type DocumentStatus =
  /** Counts as evidence. */
  | 'APPROVED'
  /** Counted once, and has run out. */
  | 'EXPIRED'
  /** Somebody is looking at it. */
  | 'IN_REVIEW'
  /** Does not count; rejectionReason says why. */
  | 'REJECTED'
  /** Handed in; nobody has looked at it yet. */
  | 'UPLOADED';

/** What a document is. */
export type DocumentType =
  /** A statement of a bank account. */
  | 'BANK_STATEMENT'
  /** An extract of a company register. */
  | 'COMPANY_REGISTRATION'
  /** A driving licence. */
  | 'DRIVING_LICENCE'
  /** A national identity card. */
  | 'IDENTITY_CARD'
  /** Anything else. */
  | 'OTHER'
  /** A passport. */
  | 'PASSPORT'
  /** A utility bill, a bank letter, or what else shows where somebody lives. */
  | 'PROOF_OF_ADDRESS'
  /** Where the money comes from: a payslip, a sale, an inheritance. */
  | 'SOURCE_OF_FUNDS';

/** Where the verification of identity stands. */
export type KycStatus =
  /** Verified at the level of kycLevel. */
  | 'APPROVED'
  /** Documents are missing. */
  | 'DOCUMENTS_REQUIRED'
  /** Was verified; a document or the review has run out. */
  | 'EXPIRED'
  /** Documents wait for a decision. */
  | 'IN_REVIEW'
  /** Nothing was handed in. */
  | 'NOT_STARTED'
  /** Turned down for good. */
  | 'REJECTED'
  /** Something has to be handed in again. */
  | 'RESUBMISSION_REQUIRED';

/** Where the decision on a client stands. People move it, by the transition table. */
export type OnboardingStatus =
  /** Has applied and waits for a decision. */
  | 'APPLICATION_SUBMITTED'
  /** May fund and trade. */
  | 'APPROVED'
  /** Left. */
  | 'CLOSED'
  /** The broker asked for something more. */
  | 'INFORMATION_REQUIRED'
  /** Has an e-mail address and a name here, no more. */
  | 'REGISTERED'
  /** Was turned down. */
  | 'REJECTED'
  /** Is stopped for now, and goes back to where it stood. */
  | 'SUSPENDED'
  /** Was sent away. */
  | 'TERMINATED';

/** A new partner. */
export type PartnerCreateInput = {
  /** Where the partner is based. */
  country: string;
  /** The e-mail address. One partner has it. */
  email: string;
  /** The name of the person or company. */
  name: string;
  /** The active partner above; null or left out: a partner at the top. */
  parentId?: string | number | null | undefined;
  /** The commission plan; null or left out: none yet, so that nothing is earned. */
  planId?: string | number | null | undefined;
};

/** A new place for a partner in the tree. Everyone below moves along; what was earned before stays with whom it was earned by. */
export type PartnerMoveInput = {
  /** Which partner. */
  id: string | number;
  /** The active partner to stand below; null makes it a partner at the top. It has to be given. */
  newParentId?: string | number | null | undefined;
  /** Why: the audit log keeps it. */
  reason: string;
  /** The version that you saw. */
  version: number;
};

/** Where the contract with a partner stands. */
export type PartnerStatus =
  /** Introduces clients and earns. */
  | 'ACTIVE'
  /** The contract has ended. */
  | 'CLOSED'
  /** Has applied; the contract is not made yet. */
  | 'PENDING'
  /** Is stopped for now: introduces nobody and earns nothing. */
  | 'SUSPENDED';

/** A new restriction. */
export type RestrictionAddInput = {
  /** Whom it concerns. */
  clientId: string | number;
  /** When it ends by itself; left out: when somebody lifts it. */
  expiresAt?: string | null | undefined;
  /** What is forbidden. */
  kind: RestrictionKind;
  /** Why: the audit log keeps it. */
  reason: string;
  /** One account of the client; left out: the client and all accounts. */
  tradingAccountId?: string | number | null | undefined;
};

/** What is forbidden. */
export type RestrictionKind =
  /** Positions may be closed, not opened. */
  | 'CLOSE_ONLY'
  /** Trades earn no commission. */
  | 'NO_COMMISSION'
  /** No money in. */
  | 'NO_DEPOSIT'
  /** No signing in. */
  | 'NO_LOGIN'
  /** No trading. */
  | 'NO_TRADE'
  /** No money between own accounts. */
  | 'NO_TRANSFER'
  /** No money out. */
  | 'NO_WITHDRAWAL';

/** The end of a restriction. */
export type RestrictionLiftInput = {
  /** Which restriction. */
  id: string | number;
  /** Why: the audit log keeps it. */
  reason: string;
};

/** The risk of money laundering that the client was rated at. */
export type RiskLevel =
  /** Enhanced due diligence, reviewed every year. */
  | 'HIGH'
  /** Reviewed least often. */
  | 'LOW'
  /** Reviewed more often. */
  | 'MEDIUM';

/** A new staff member. */
export type StaffCreateInput = {
  /** The departments, one at least. Permissions add up. */
  departments: Array<DepartmentCode>;
  /** The e-mail address to sign in with. One person has it, among staff, clients and partners. */
  email: string;
  /** The name. */
  name: string;
  /** The first password, at least 12 characters; left out: one is made up and shown once. */
  password?: string | null | undefined;
};

/** The end of a staff member's access. */
export type StaffDeactivateInput = {
  /** Which staff member; not oneself. */
  id: string | number;
  /** Why: the audit log keeps it. */
  reason: string;
  /** The version that you saw. */
  version: number;
};

/** What may be done on a trading account. People move it, by the transition table. */
export type TradingAccountStatus =
  /** May trade. */
  | 'ACTIVE'
  /** Empty and out of use, for good. */
  | 'ARCHIVED'
  /** Positions may be closed, not opened. */
  | 'CLOSE_ONLY'
  /** Nobody gets in. */
  | 'LOGIN_DISABLED'
  /** Asked for, and not opened yet. */
  | 'PENDING'
  /** May be looked at, not traded on. */
  | 'TRADING_DISABLED';

/** Changes of a trading account. Left out: unchanged; none of them can be cleared. */
export type TradingAccountUpdateInput = {
  /** The platform's group. Real money stays out of demo groups, and play money in them. */
  group?: string | null | undefined;
  /** Which account. */
  id: string | number;
  /** The leverage, 30 for 30:1. What the client may have hangs on its jurisdiction and its category. */
  leverage?: number | null | undefined;
  /** Why: the audit log keeps it. */
  reason: string;
  /** The status to go to. */
  status?: TradingAccountStatus | null | undefined;
  /** The version that you saw. */
  version: number;
};

/** Real money or play money. */
export type TradingEnvironment =
  /** Play money: nothing of it is in the ledger. */
  | 'DEMO'
  /** Real money. */
  | 'LIVE';

/** The software that an account trades on. */
export type TradingPlatform =
  /** cTrader. */
  | 'CTRADER'
  /** MetaTrader 4. */
  | 'MT4'
  /** MetaTrader 5. */
  | 'MT5'
  /** The broker's own. */
  | 'PROPRIETARY';

/** Where a transaction stands. */
export type TransactionStatus =
  /** Has all approvals, and waits to be sent. */
  | 'APPROVED'
  /** Withdrawn by whoever asked for it. */
  | 'CANCELLED'
  /** The provider took it back. */
  | 'CHARGED_BACK'
  /** Written down, nothing done yet. */
  | 'CREATED'
  /** Turned down by the provider. */
  | 'DECLINED'
  /** Nobody paid in time. */
  | 'EXPIRED'
  /** The amount is reserved in the wallet. */
  | 'HELD'
  /** Waits for people to decide. */
  | 'IN_REVIEW'
  /** The client is paying at the provider. */
  | 'PENDING_PROVIDER'
  /** Turned down by people. */
  | 'REJECTED'
  /** Booked, and booked back. */
  | 'REVERSED'
  /** The provider has the order. */
  | 'SENT_TO_PROVIDER'
  /** Done and booked. */
  | 'SETTLED'
  /** The provider did not answer: it is being looked up, and never sent again blindly. */
  | 'UNKNOWN';

/** What kind of movement of money it is. */
export type TransactionType =
  /** The broker corrects a balance, up or down. */
  | 'ADJUSTMENT'
  /** A provider takes a deposit back. */
  | 'CHARGEBACK'
  /** Commissions are paid into a partner's wallet. */
  | 'COMMISSION_PAYOUT'
  /** Credit (bonus) is given to a trading account. */
  | 'CREDIT_IN'
  /** Credit (bonus) is taken back. */
  | 'CREDIT_OUT'
  /** Money comes in through a payment provider. */
  | 'DEPOSIT'
  /** Money moves between own accounts and wallets. */
  | 'TRANSFER'
  /** Money goes out through a payment provider. */
  | 'WITHDRAWAL';

/** What kind of expected failure it is: programs branch on this, people read the message. */
export type UserErrorCode =
  /** You have approved it before: one person counts once. */
  | 'ALREADY_APPROVED_BY_YOU'
  /** There is one already. */
  | 'ALREADY_EXISTS'
  /** A request of this kind is open already. */
  | 'ALREADY_PENDING'
  /** An outside system did not answer. */
  | 'CONNECTOR_UNAVAILABLE'
  /** The currencies do not fit together. */
  | 'CURRENCY_MISMATCH'
  /** It would put a partner under its own subtree. */
  | 'CYCLE'
  /** The idempotency key was used with other input. */
  | 'IDEMPOTENCY_CONFLICT'
  /** The object cannot go from its state to that one. */
  | 'ILLEGAL_TRANSITION'
  /** There is less available than asked for. */
  | 'INSUFFICIENT_FUNDS'
  /** A value does not do. */
  | 'INVALID'
  /** The client has to be verified first. */
  | 'KYC_REQUIRED'
  /** A limit in amount, number or time stands against it. */
  | 'LIMIT_EXCEEDED'
  /** Who asked for it may not decide on it. */
  | 'MAKER_CANNOT_CHECK'
  /** There is no such object, or none that you may see. */
  | 'NOT_FOUND'
  /** A policy of the broker forbids it. */
  | 'POLICY_FORBIDS'
  /** A restriction on the client or account forbids it. */
  | 'RESTRICTED'
  /** Somebody changed the object since you read it. */
  | 'STALE_VERSION';

export type StaffDirectoryQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type StaffDirectoryQuery = { staff: { totalCount: number | null, nodes: Array<{ id: string, version: number, name: string, email: string, departments: Array<DepartmentCode>, isActive: boolean, createdAt: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type DepartmentPermissionsQueryVariables = Exact<{ [key: string]: never; }>;


export type DepartmentPermissionsQuery = { departments: Array<{ code: DepartmentCode, version: number, memberCount: number, totpRequired: boolean, permissions: Array<string> }>, permissionCatalogue: Array<{ id: string, title: string, isSensitive: boolean }> };

export type ApiKeyListQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ApiKeyListQuery = { apiKeys: { totalCount: number | null, nodes: Array<{ id: string, name: string, prefix: string, permissions: Array<string>, createdAt: string, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null, createdBy: { name: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type RecentAuditEntriesQueryVariables = Exact<{
  from?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type RecentAuditEntriesQuery = { auditLog: { nodes: Array<{ id: string, at: string, actorKind: ActorKind, actorName: string, action: string, subjectType: string, subjectId: string, reason: string | null, requestId: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ChangesByActionQueryVariables = Exact<{
  action: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ChangesByActionQuery = { auditLog: { totalCount: number | null, nodes: Array<{ at: string, actorName: string, action: string, subjectType: string, subjectId: string, reason: string | null, before: unknown, after: unknown }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AuditLogCheckQueryVariables = Exact<{ [key: string]: never; }>;


export type AuditLogCheckQuery = { auditLogVerify: { isIntact: boolean, entries: number, firstBroken: { id: string, at: string, action: string, actorName: string } | null } };

export type CreateStaffMemberMutationVariables = Exact<{
  input: StaffCreateInput;
}>;


export type CreateStaffMemberMutation = { staffCreate: { password: string | null, staffMember: { id: string, name: string, email: string, departments: Array<DepartmentCode> } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
    > } };

export type DeactivateStaffMemberMutationVariables = Exact<{
  input: StaffDeactivateInput;
}>;


export type DeactivateStaffMemberMutation = { staffDeactivate: { staffMember: { name: string, isActive: boolean } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
    > } };

export type SetDepartmentPermissionsMutationVariables = Exact<{
  input: DepartmentPermissionsSetInput;
}>;


export type SetDepartmentPermissionsMutation = { departmentPermissionsSet: { department: { code: DepartmentCode, version: number, permissions: Array<string> } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
    > } };

export type RequireSecondFactorMutationVariables = Exact<{
  input: DepartmentPolicySetInput;
}>;


export type RequireSecondFactorMutation = { departmentPolicySet: { department: { code: DepartmentCode, version: number, totpRequired: boolean } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
    > } };

export type CreateApiKeyMutationVariables = Exact<{
  input: ApiKeyCreateInput;
}>;


export type CreateApiKeyMutation = { apiKeyCreate: { key: string | null, apiKey: { id: string, prefix: string, permissions: Array<string> } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
    > } };

export type RevokeApiKeyMutationVariables = Exact<{
  input: ApiKeyRevokeInput;
}>;


export type RevokeApiKeyMutation = { apiKeyRevoke: { apiKey: { name: string, revokedAt: string | null } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
    > } };

export type MyOverviewQueryVariables = Exact<{ [key: string]: never; }>;


export type MyOverviewQuery = { me: { client: { reference: string, displayName: string, email: string, phone: string | null, country: string, onboardingStatus: OnboardingStatus, kycStatus: KycStatus, wallets: Array<{ currency: string, balance: string, held: string, available: string }> | null, tradingAccounts: { nodes: Array<{ platform: TradingPlatform, server: string, login: string, environment: TradingEnvironment, leverage: number, currency: string, balance: string, status: TradingAccountStatus }> } | null } | null } };

export type MyTransactionsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type MyTransactionsQuery = { transactions: { totalCount: number | null, nodes: Array<{ reference: string, requestedAt: string, type: TransactionType, status: TransactionStatus, amount: string, currency: string, fee: string, provider: string | null, reason: string | null, settledAt: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type MyDocumentsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type MyDocumentsQuery = { documents: { totalCount: number | null, nodes: Array<{ type: DocumentType, status: DocumentStatus, fileName: string, expiresOn: string | null, rejectionReason: string | null, uploadedAt: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type DocumentsToReviewQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type DocumentsToReviewQuery = { documents: { totalCount: number | null, nodes: Array<{ id: string, version: number, type: DocumentType, status: DocumentStatus, fileName: string, contentType: string, sizeBytes: number, issuingCountry: string | null, expiresOn: string | null, uploadedAt: string, client: { reference: string, displayName: string, country: string, kycStatus: KycStatus, riskLevel: RiskLevel } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ExpiringDocumentsQueryVariables = Exact<{
  from: string;
  to: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ExpiringDocumentsQuery = { documents: { totalCount: number | null, nodes: Array<{ type: DocumentType, fileName: string, expiresOn: string | null, client: { reference: string, displayName: string, email: string, activity: ClientActivity } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ApplicationsToDecideQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ApplicationsToDecideQuery = { clients: { totalCount: number | null, nodes: Array<{ id: string, version: number, reference: string, displayName: string, country: string, jurisdiction: string, kycStatus: KycStatus, kycLevel: number, riskLevel: RiskLevel, createdAt: string, documents: { nodes: Array<{ type: DocumentType, status: DocumentStatus }> } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ClientFileQueryVariables = Exact<{
  reference: string;
}>;


export type ClientFileQuery = { client: { id: string, version: number, reference: string, displayName: string, type: ClientType, category: ClientCategory, dateOfBirth: string | null, taxNumber: string | null, email: string, phone: string | null, country: string, jurisdiction: string, onboardingStatus: OnboardingStatus, kycStatus: KycStatus, kycLevel: number, riskLevel: RiskLevel, restrictions: Array<{ id: string, kind: RestrictionKind, reason: string, createdBy: string, createdAt: string, expiresAt: string | null }>, documents: { nodes: Array<{ type: DocumentType, status: DocumentStatus, fileName: string, expiresOn: string | null, reviewedAt: string | null, rejectionReason: string | null, reviewedBy: { name: string } | null }> } | null, transactions: { nodes: Array<{ reference: string, requestedAt: string, type: TransactionType, status: TransactionStatus, amount: string, currency: string, provider: string | null }> } | null, auditTrail: { nodes: Array<{ at: string, actorName: string, action: string, reason: string | null }> } | null } | null };

export type HighRiskClientsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type HighRiskClientsQuery = { clients: { totalCount: number | null, nodes: Array<{ id: string, reference: string, displayName: string, country: string, onboardingStatus: OnboardingStatus, activity: ClientActivity, kycStatus: KycStatus, updatedAt: string, restrictions: Array<{ kind: RestrictionKind }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type DecideApplicationMutationVariables = Exact<{
  input: ClientTransitionInput;
}>;


export type DecideApplicationMutation = { clientTransition: { client: { reference: string, version: number, onboardingStatus: OnboardingStatus, updatedAt: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
    > } };

export type StopWithdrawalsMutationVariables = Exact<{
  input: RestrictionAddInput;
}>;


export type StopWithdrawalsMutation = { restrictionAdd: { restriction: { id: string, kind: RestrictionKind, reason: string, createdAt: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
    > } };

export type LiftRestrictionMutationVariables = Exact<{
  input: RestrictionLiftInput;
}>;


export type LiftRestrictionMutation = { restrictionLift: { client: { reference: string, restrictions: Array<{ kind: RestrictionKind }> } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
    > } };

export type WithdrawalQueueQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type WithdrawalQueueQuery = { transactions: { totalCount: number | null, totals: Array<{ amount: string, currency: string }> | null, nodes: Array<{ id: string, version: number, reference: string, requestedAt: string, amount: string, currency: string, fee: string, provider: string | null, approvalsMissing: number, approvals: Array<{ decision: ApprovalDecision, at: string, by: { name: string } }>, client: { reference: string, displayName: string, country: string, kycStatus: KycStatus, riskLevel: RiskLevel, restrictions: Array<{ kind: RestrictionKind }> } | null, tradingAccount: { server: string, login: string, balance: string, currency: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type WithdrawalsUnderWayQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type WithdrawalsUnderWayQuery = { transactions: { totalCount: number | null, totals: Array<{ amount: string, currency: string }> | null, nodes: Array<{ reference: string, status: TransactionStatus, requestedAt: string, amount: string, currency: string, provider: string | null, providerReference: string | null, client: { reference: string, displayName: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type SettledSinceQueryVariables = Exact<{
  since?: string | null | undefined;
}>;


export type SettledSinceQuery = { deposits: { totalCount: number | null, totals: Array<{ amount: string, currency: string }> | null }, withdrawals: { totalCount: number | null, totals: Array<{ amount: string, currency: string }> | null }, chargebacks: { totalCount: number | null, totals: Array<{ amount: string, currency: string }> | null } };

export type TransactionDetailsQueryVariables = Exact<{
  reference: string;
}>;


export type TransactionDetailsQuery = { transaction: { id: string, version: number, reference: string, type: TransactionType, status: TransactionStatus, amount: string, currency: string, fee: string, processedAmount: string | null, provider: string | null, providerReference: string | null, reason: string | null, requestedBy: string, requestedAt: string, settledAt: string | null, approvalsMissing: number, client: { reference: string, displayName: string, kycStatus: KycStatus } | null, tradingAccount: { server: string, login: string } | null, counterAccount: { server: string, login: string } | null, approvals: Array<{ decision: ApprovalDecision, comment: string | null, at: string, by: { name: string } }>, journal: Array<{ description: string, postedAt: string, lines: Array<{ account: string, currency: string, amount: string }> }> | null } | null };

export type ClientMoneyQueryVariables = Exact<{
  reference: string;
}>;


export type ClientMoneyQuery = { client: { reference: string, displayName: string, kycStatus: KycStatus, restrictions: Array<{ kind: RestrictionKind, reason: string }>, wallets: Array<{ currency: string, balance: string, held: string, available: string }> | null, tradingAccounts: { nodes: Array<{ server: string, login: string, currency: string, balance: string, credit: string, status: TradingAccountStatus }> } | null, transactions: { totalCount: number | null, nodes: Array<{ reference: string, requestedAt: string, type: TransactionType, status: TransactionStatus, amount: string, currency: string, provider: string | null }> } | null } | null };

export type CommissionsPayableQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type CommissionsPayableQuery = { commissions: { totalCount: number | null, totals: Array<{ amount: string, currency: string }> | null, nodes: Array<{ level: number, amount: string, currency: string, explanation: string, accruedAt: string, partner: { reference: string, name: string, status: PartnerStatus } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ClientsByStageQueryVariables = Exact<{ [key: string]: never; }>;


export type ClientsByStageQuery = { registered: { totalCount: number | null }, applied: { totalCount: number | null }, approved: { totalCount: number | null }, trading: { totalCount: number | null }, quiet: { totalCount: number | null }, suspended: { totalCount: number | null } };

export type MoneyInAndOutQueryVariables = Exact<{
  since?: string | null | undefined;
}>;


export type MoneyInAndOutQuery = { in: { totalCount: number | null, totals: Array<{ amount: string, currency: string }> | null }, out: { totalCount: number | null, totals: Array<{ amount: string, currency: string }> | null }, waiting: { totalCount: number | null, totals: Array<{ amount: string, currency: string }> | null } };

export type LargestWithdrawalsQueryVariables = Exact<{
  first?: number | null | undefined;
}>;


export type LargestWithdrawalsQuery = { transactions: { nodes: Array<{ id: string, version: number, reference: string, amount: string, currency: string, requestedAt: string, approvalsMissing: number, approvals: Array<{ decision: ApprovalDecision, comment: string | null, by: { name: string } }>, client: { reference: string, displayName: string, country: string, riskLevel: RiskLevel, accountManager: { name: string } | null } | null }> } };

export type PartnerResultsQueryVariables = Exact<{
  from?: string | null | undefined;
  first?: number | null | undefined;
}>;


export type PartnerResultsQuery = { partners: { totalCount: number | null, nodes: Array<{ reference: string, name: string, country: string, level: number, treeTotals: { partners: number, clients: number, fundedClients: number, lots: string }, commissionSummary: Array<{ amount: string, currency: string, deals: number }> | null }> } };

export type DecisionsOnClientsQueryVariables = Exact<{
  action?: string | null | undefined;
  from?: string | null | undefined;
  first?: number | null | undefined;
}>;


export type DecisionsOnClientsQuery = { auditLog: { nodes: Array<{ at: string, actorName: string, action: string, subjectId: string, reason: string | null, before: unknown, after: unknown }> } };

export type ChangeClientStatusMutationVariables = Exact<{
  input: ClientTransitionInput;
}>;


export type ChangeClientStatusMutation = { clientTransition: { client: { reference: string, version: number, onboardingStatus: OnboardingStatus } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
    > } };

export type MyTreeQueryVariables = Exact<{ [key: string]: never; }>;


export type MyTreeQuery = { me: { partner: { reference: string, name: string, level: number, status: PartnerStatus, referralCode: string, treeTotals: { partners: number, clients: number, fundedClients: number, lots: string }, wallets: Array<{ currency: string, balance: string, available: string }> | null, subtree: { totalCount: number | null, nodes: Array<{ reference: string, name: string, level: number, status: PartnerStatus, treeTotals: { partners: number, clients: number, lots: string } }> } } | null } };

export type MyCommissionsQueryVariables = Exact<{
  from?: string | null | undefined;
}>;


export type MyCommissionsQuery = { me: { partner: { byMonth: Array<{ key: string, amount: string, currency: string, lots: string, deals: number }> | null, byLevel: Array<{ key: string, amount: string, currency: string, deals: number }> | null, commissions: { totalCount: number | null, nodes: Array<{ tradedAt: string | null, symbol: string | null, lots: string | null, level: number, amount: string, currency: string, status: CommissionStatus, explanation: string, client: { reference: string } | null }> } | null } | null } };

export type IntroducedClientsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type IntroducedClientsQuery = { clients: { totalCount: number | null, nodes: Array<{ reference: string, displayName: string, email: string, country: string, activity: ClientActivity, createdAt: string, partner: { reference: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type PartnerTreeQueryVariables = Exact<{
  reference: string;
}>;


export type PartnerTreeQuery = { partner: { id: string, version: number, reference: string, name: string, level: number, status: PartnerStatus, ancestors: Array<{ reference: string, name: string, level: number }>, treeTotals: { partners: number, clients: number, fundedClients: number, lots: string }, subtree: { totalCount: number | null, nodes: Array<{ reference: string, name: string, level: number, status: PartnerStatus, parent: { reference: string } | null, treeTotals: { partners: number, clients: number, lots: string } }> } } | null };

export type PartnerCommissionsQueryVariables = Exact<{
  reference: string;
  from?: string | null | undefined;
}>;


export type PartnerCommissionsQuery = { partner: { reference: string, name: string, plan: { name: string, scheme: CommissionScheme, treeMode: CommissionTreeMode, currency: string, rates: Array<string> } | null, byLevel: Array<{ key: string, amount: string, currency: string, lots: string, deals: number }> | null, bySymbol: Array<{ key: string, amount: string, currency: string, deals: number }> | null, commissions: { totalCount: number | null, nodes: Array<{ tradedAt: string | null, symbol: string | null, lots: string | null, level: number, amount: string, currency: string, status: CommissionStatus, explanation: string, client: { reference: string } | null }> } | null } | null };

export type PartnersToApproveQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type PartnersToApproveQuery = { partners: { totalCount: number | null, nodes: Array<{ id: string, version: number, reference: string, name: string, email: string, country: string, createdAt: string, parent: { reference: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type PartnerClientsQueryVariables = Exact<{
  reference: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type PartnerClientsQuery = { partner: { reference: string, name: string, clients: { totalCount: number | null, nodes: Array<{ id: string, version: number, reference: string, displayName: string, email: string, country: string, activity: ClientActivity, createdAt: string, tradingAccounts: { nodes: Array<{ login: string, environment: TradingEnvironment, currency: string }> } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type CreatePartnerMutationVariables = Exact<{
  input: PartnerCreateInput;
}>;


export type CreatePartnerMutation = { partnerCreate: { partner: { reference: string, name: string, level: number, status: PartnerStatus, referralCode: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
    > } };

export type MovePartnerMutationVariables = Exact<{
  input: PartnerMoveInput;
}>;


export type MovePartnerMutation = { partnerMove: { partner: { reference: string, version: number, level: number, ancestors: Array<{ reference: string, name: string }> } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
    > } };

export type AssignClientMutationVariables = Exact<{
  input: ClientAssignPartnerInput;
}>;


export type AssignClientMutation = { clientAssignPartner: { client: { reference: string, version: number, partner: { reference: string, name: string } | null } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
    > } };

export type LargestAccountsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type LargestAccountsQuery = { tradingAccounts: { nodes: Array<{ id: string, version: number, server: string, login: string, group: string, leverage: number, currency: string, balance: string, credit: string, equity: string | null, margin: string | null, marginLevel: string | null, client: { reference: string, displayName: string, category: ClientCategory, jurisdiction: string, riskLevel: RiskLevel } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AccountsHeldBackQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AccountsHeldBackQuery = { tradingAccounts: { totalCount: number | null, nodes: Array<{ id: string, version: number, server: string, login: string, status: TradingAccountStatus, currency: string, balance: string, client: { reference: string, displayName: string, restrictions: Array<{ kind: RestrictionKind, reason: string, createdAt: string }> } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type LargeDepositsQueryVariables = Exact<{
  from: string;
  min: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type LargeDepositsQuery = { transactions: { totalCount: number | null, nodes: Array<{ reference: string, requestedAt: string, status: TransactionStatus, amount: string, currency: string, provider: string | null, client: { reference: string, displayName: string, country: string, riskLevel: RiskLevel, kycStatus: KycStatus } | null, tradingAccount: { login: string, leverage: number } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ClientExposureQueryVariables = Exact<{
  reference: string;
}>;


export type ClientExposureQuery = { client: { id: string, reference: string, displayName: string, category: ClientCategory, jurisdiction: string, riskLevel: RiskLevel, restrictions: Array<{ kind: RestrictionKind, reason: string }>, wallets: Array<{ currency: string, balance: string, held: string }> | null, tradingAccounts: { nodes: Array<{ id: string, version: number, server: string, login: string, leverage: number, currency: string, balance: string, credit: string, equity: string | null, freeMargin: string | null, status: TradingAccountStatus }> } | null, transactions: { nodes: Array<{ requestedAt: string, type: TransactionType, status: TransactionStatus, amount: string, currency: string }> } | null } | null };

export type SetCloseOnlyMutationVariables = Exact<{
  input: RestrictionAddInput;
}>;


export type SetCloseOnlyMutation = { restrictionAdd: { restriction: { id: string, kind: RestrictionKind, reason: string, createdAt: string } | null, client: { reference: string, restrictions: Array<{ kind: RestrictionKind }> } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
    > } };

export type DisableTradingMutationVariables = Exact<{
  input: TradingAccountUpdateInput;
}>;


export type DisableTradingMutation = { tradingAccountUpdate: { tradingAccount: { login: string, version: number, status: TradingAccountStatus } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
    > } };

export type ManagedClientsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ManagedClientsQuery = { clients: { totalCount: number | null, nodes: Array<{ reference: string, displayName: string, email: string, phone: string | null, country: string, onboardingStatus: OnboardingStatus, activity: ClientActivity, tags: Array<string>, createdAt: string, wallets: Array<{ currency: string, available: string }> | null, partner: { name: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ClientsToActivateQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ClientsToActivateQuery = { clients: { totalCount: number | null, nodes: Array<{ reference: string, displayName: string, email: string, phone: string | null, country: string, createdAt: string, tradingAccounts: { nodes: Array<{ environment: TradingEnvironment, login: string, openedAt: string }> } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ClientsGoneQuietQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ClientsGoneQuietQuery = { clients: { totalCount: number | null, nodes: Array<{ reference: string, displayName: string, email: string, phone: string | null, activity: ClientActivity, wallets: Array<{ currency: string, balance: string }> | null, tradingAccounts: { nodes: Array<{ login: string, currency: string, balance: string, status: TradingAccountStatus }> } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ApplicantsToCallQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ApplicantsToCallQuery = { clients: { totalCount: number | null, nodes: Array<{ id: string, version: number, reference: string, displayName: string, email: string, phone: string | null, country: string, onboardingStatus: OnboardingStatus, createdAt: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type RegisterClientMutationVariables = Exact<{
  input: ClientRegisterInput;
}>;


export type RegisterClientMutation = { clientRegister: { client: { reference: string, displayName: string, onboardingStatus: OnboardingStatus, createdAt: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
    > } };

export type TagClientMutationVariables = Exact<{
  input: ClientUpdateInput;
}>;


export type TagClientMutation = { clientUpdate: { client: { reference: string, version: number, tags: Array<string> } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
    > } };

export type ClientSearchQueryVariables = Exact<{
  search: string;
  first?: number | null | undefined;
}>;


export type ClientSearchQuery = { clients: { totalCount: number | null, nodes: Array<{ reference: string, displayName: string, email: string, phone: string | null, country: string, onboardingStatus: OnboardingStatus, kycStatus: KycStatus, tradingAccounts: { nodes: Array<{ server: string, login: string }> } | null }> } };

export type ClientOverviewQueryVariables = Exact<{
  reference: string;
}>;


export type ClientOverviewQuery = { client: { id: string, version: number, reference: string, displayName: string, type: ClientType, category: ClientCategory, email: string, phone: string | null, country: string, jurisdiction: string, onboardingStatus: OnboardingStatus, activity: ClientActivity, kycStatus: KycStatus, riskLevel: RiskLevel, tags: Array<string>, createdAt: string, accountManager: { name: string, email: string } | null, partner: { reference: string, name: string } | null, restrictions: Array<{ kind: RestrictionKind, reason: string, expiresAt: string | null }>, wallets: Array<{ currency: string, balance: string, held: string, available: string }> | null, tradingAccounts: { nodes: Array<{ id: string, version: number, platform: TradingPlatform, server: string, login: string, environment: TradingEnvironment, leverage: number, currency: string, balance: string, status: TradingAccountStatus }> } | null, transactions: { nodes: Array<{ reference: string, requestedAt: string, type: TransactionType, status: TransactionStatus, amount: string, currency: string, provider: string | null, reason: string | null }> } | null, documents: { nodes: Array<{ type: DocumentType, status: DocumentStatus, fileName: string, expiresOn: string | null, rejectionReason: string | null, uploadedAt: string }> } | null } | null };

export type DepositsNotArrivedQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type DepositsNotArrivedQuery = { transactions: { totalCount: number | null, nodes: Array<{ reference: string, status: TransactionStatus, requestedAt: string, amount: string, currency: string, provider: string | null, providerReference: string | null, client: { reference: string, displayName: string, phone: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ClientsToRemindQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ClientsToRemindQuery = { clients: { totalCount: number | null, nodes: Array<{ reference: string, displayName: string, email: string, phone: string | null, kycStatus: KycStatus, updatedAt: string, documents: { nodes: Array<{ type: DocumentType, status: DocumentStatus, rejectionReason: string | null }> } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type CorrectClientDetailsMutationVariables = Exact<{
  input: ClientUpdateInput;
}>;


export type CorrectClientDetailsMutation = { clientUpdate: { client: { reference: string, version: number, displayName: string, phone: string | null, country: string, updatedAt: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
    > } };

export type ChangeLeverageMutationVariables = Exact<{
  input: TradingAccountUpdateInput;
}>;


export type ChangeLeverageMutation = { tradingAccountUpdate: { tradingAccount: { login: string, version: number, leverage: number, status: TradingAccountStatus } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
      | { code: UserErrorCode, message: string, field: Array<string> | null }
    > } };


export const StaffDirectoryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"StaffDirectory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"staff"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"departments"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<StaffDirectoryQuery, StaffDirectoryQueryVariables>;
export const DepartmentPermissionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DepartmentPermissions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"departments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"memberCount"}},{"kind":"Field","name":{"kind":"Name","value":"totpRequired"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}}]}},{"kind":"Field","name":{"kind":"Name","value":"permissionCatalogue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"isSensitive"}}]}}]}}]} as unknown as DocumentNode<DepartmentPermissionsQuery, DepartmentPermissionsQueryVariables>;
export const ApiKeyListDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ApiKeyList"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"apiKeys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"prefix"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<ApiKeyListQuery, ApiKeyListQueryVariables>;
export const RecentAuditEntriesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RecentAuditEntries"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditLog"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"at"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"actorKind"}},{"kind":"Field","name":{"kind":"Name","value":"actorName"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"subjectType"}},{"kind":"Field","name":{"kind":"Name","value":"subjectId"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<RecentAuditEntriesQuery, RecentAuditEntriesQueryVariables>;
export const ChangesByActionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ChangesByAction"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"action"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditLog"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"action"},"value":{"kind":"Variable","name":{"kind":"Name","value":"action"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"actorName"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"subjectType"}},{"kind":"Field","name":{"kind":"Name","value":"subjectId"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<ChangesByActionQuery, ChangesByActionQueryVariables>;
export const AuditLogCheckDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AuditLogCheck"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditLogVerify"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isIntact"}},{"kind":"Field","name":{"kind":"Name","value":"entries"}},{"kind":"Field","name":{"kind":"Name","value":"firstBroken"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"actorName"}}]}}]}}]}}]} as unknown as DocumentNode<AuditLogCheckQuery, AuditLogCheckQueryVariables>;
export const CreateStaffMemberDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateStaffMember"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StaffCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"staffCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"staffMember"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"departments"}}]}},{"kind":"Field","name":{"kind":"Name","value":"password"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<CreateStaffMemberMutation, CreateStaffMemberMutationVariables>;
export const DeactivateStaffMemberDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeactivateStaffMember"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StaffDeactivateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"staffDeactivate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"staffMember"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<DeactivateStaffMemberMutation, DeactivateStaffMemberMutationVariables>;
export const SetDepartmentPermissionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetDepartmentPermissions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DepartmentPermissionsSetInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"departmentPermissionsSet"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"department"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<SetDepartmentPermissionsMutation, SetDepartmentPermissionsMutationVariables>;
export const RequireSecondFactorDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RequireSecondFactor"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DepartmentPolicySetInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"departmentPolicySet"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"department"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"totpRequired"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<RequireSecondFactorMutation, RequireSecondFactorMutationVariables>;
export const CreateApiKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateApiKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ApiKeyCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"apiKeyCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"apiKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"prefix"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}}]}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<CreateApiKeyMutation, CreateApiKeyMutationVariables>;
export const RevokeApiKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevokeApiKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ApiKeyRevokeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"apiKeyRevoke"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"apiKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<RevokeApiKeyMutation, RevokeApiKeyMutationVariables>;
export const MyOverviewDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyOverview"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"onboardingStatus"}},{"kind":"Field","name":{"kind":"Name","value":"kycStatus"}},{"kind":"Field","name":{"kind":"Name","value":"wallets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"held"}},{"kind":"Field","name":{"kind":"Name","value":"available"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tradingAccounts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"platform"}},{"kind":"Field","name":{"kind":"Name","value":"server"}},{"kind":"Field","name":{"kind":"Name","value":"login"}},{"kind":"Field","name":{"kind":"Name","value":"environment"}},{"kind":"Field","name":{"kind":"Name","value":"leverage"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<MyOverviewQuery, MyOverviewQueryVariables>;
export const MyTransactionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyTransactions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"fee"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"settledAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<MyTransactionsQuery, MyTransactionsQueryVariables>;
export const MyDocumentsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyDocuments"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"documents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"expiresOn"}},{"kind":"Field","name":{"kind":"Name","value":"rejectionReason"}},{"kind":"Field","name":{"kind":"Name","value":"uploadedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<MyDocumentsQuery, MyDocumentsQueryVariables>;
export const DocumentsToReviewDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DocumentsToReview"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"documents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"UPLOADED"},{"kind":"EnumValue","value":"IN_REVIEW"}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"contentType"}},{"kind":"Field","name":{"kind":"Name","value":"sizeBytes"}},{"kind":"Field","name":{"kind":"Name","value":"issuingCountry"}},{"kind":"Field","name":{"kind":"Name","value":"expiresOn"}},{"kind":"Field","name":{"kind":"Name","value":"uploadedAt"}},{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"kycStatus"}},{"kind":"Field","name":{"kind":"Name","value":"riskLevel"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<DocumentsToReviewQuery, DocumentsToReviewQueryVariables>;
export const ExpiringDocumentsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExpiringDocuments"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"documents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"APPROVED"}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"expiresOn"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"expiresOn"}},{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"activity"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<ExpiringDocumentsQuery, ExpiringDocumentsQueryVariables>;
export const ApplicationsToDecideDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ApplicationsToDecide"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clients"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"onboardingStatus"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"APPLICATION_SUBMITTED"}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"CREATED_AT"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"ASC"}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"jurisdiction"}},{"kind":"Field","name":{"kind":"Name","value":"kycStatus"}},{"kind":"Field","name":{"kind":"Name","value":"kycLevel"}},{"kind":"Field","name":{"kind":"Name","value":"riskLevel"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"documents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<ApplicationsToDecideQuery, ApplicationsToDecideQueryVariables>;
export const ClientFileDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ClientFile"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"reference"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"client"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"reference"},"value":{"kind":"Variable","name":{"kind":"Name","value":"reference"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"dateOfBirth"}},{"kind":"Field","name":{"kind":"Name","value":"taxNumber"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"jurisdiction"}},{"kind":"Field","name":{"kind":"Name","value":"onboardingStatus"}},{"kind":"Field","name":{"kind":"Name","value":"kycStatus"}},{"kind":"Field","name":{"kind":"Name","value":"kycLevel"}},{"kind":"Field","name":{"kind":"Name","value":"riskLevel"}},{"kind":"Field","name":{"kind":"Name","value":"restrictions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"documents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"expiresOn"}},{"kind":"Field","name":{"kind":"Name","value":"reviewedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reviewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"rejectionReason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"transactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"auditTrail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"actorName"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ClientFileQuery, ClientFileQueryVariables>;
export const HighRiskClientsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"HighRiskClients"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clients"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"riskLevel"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"HIGH"}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"UPDATED_AT"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"DESC"}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"onboardingStatus"}},{"kind":"Field","name":{"kind":"Name","value":"activity"}},{"kind":"Field","name":{"kind":"Name","value":"kycStatus"}},{"kind":"Field","name":{"kind":"Name","value":"restrictions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<HighRiskClientsQuery, HighRiskClientsQueryVariables>;
export const DecideApplicationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DecideApplication"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ClientTransitionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clientTransition"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"onboardingStatus"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<DecideApplicationMutation, DecideApplicationMutationVariables>;
export const StopWithdrawalsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StopWithdrawals"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RestrictionAddInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"restrictionAdd"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"restriction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<StopWithdrawalsMutation, StopWithdrawalsMutationVariables>;
export const LiftRestrictionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LiftRestriction"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RestrictionLiftInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"restrictionLift"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"restrictions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<LiftRestrictionMutation, LiftRestrictionMutationVariables>;
export const WithdrawalQueueDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WithdrawalQueue"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"type"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"WITHDRAWAL"}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"IN_REVIEW"}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"REQUESTED_AT"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"ASC"}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"fee"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"approvalsMissing"}},{"kind":"Field","name":{"kind":"Name","value":"approvals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"decision"}},{"kind":"Field","name":{"kind":"Name","value":"by"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}},{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"kycStatus"}},{"kind":"Field","name":{"kind":"Name","value":"riskLevel"}},{"kind":"Field","name":{"kind":"Name","value":"restrictions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"tradingAccount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"server"}},{"kind":"Field","name":{"kind":"Name","value":"login"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<WithdrawalQueueQuery, WithdrawalQueueQueryVariables>;
export const WithdrawalsUnderWayDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WithdrawalsUnderWay"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"type"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"WITHDRAWAL"}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"APPROVED"},{"kind":"EnumValue","value":"SENT_TO_PROVIDER"},{"kind":"EnumValue","value":"UNKNOWN"}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"REQUESTED_AT"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"ASC"}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"providerReference"}},{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<WithdrawalsUnderWayQuery, WithdrawalsUnderWayQueryVariables>;
export const SettledSinceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SettledSince"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"deposits"},"name":{"kind":"Name","value":"transactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"type"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"DEPOSIT"}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"SETTLED"}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"settledAt"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"withdrawals"},"name":{"kind":"Name","value":"transactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"type"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"WITHDRAWAL"}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"SETTLED"}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"settledAt"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"chargebacks"},"name":{"kind":"Name","value":"transactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"type"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"CHARGEBACK"}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"settledAt"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]} as unknown as DocumentNode<SettledSinceQuery, SettledSinceQueryVariables>;
export const TransactionDetailsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TransactionDetails"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"reference"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transaction"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"reference"},"value":{"kind":"Variable","name":{"kind":"Name","value":"reference"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"fee"}},{"kind":"Field","name":{"kind":"Name","value":"processedAmount"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"providerReference"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"settledAt"}},{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"kycStatus"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tradingAccount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"server"}},{"kind":"Field","name":{"kind":"Name","value":"login"}}]}},{"kind":"Field","name":{"kind":"Name","value":"counterAccount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"server"}},{"kind":"Field","name":{"kind":"Name","value":"login"}}]}},{"kind":"Field","name":{"kind":"Name","value":"approvalsMissing"}},{"kind":"Field","name":{"kind":"Name","value":"approvals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"decision"}},{"kind":"Field","name":{"kind":"Name","value":"by"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"comment"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}},{"kind":"Field","name":{"kind":"Name","value":"journal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"postedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}}]}}]}}]}}]} as unknown as DocumentNode<TransactionDetailsQuery, TransactionDetailsQueryVariables>;
export const ClientMoneyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ClientMoney"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"reference"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"client"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"reference"},"value":{"kind":"Variable","name":{"kind":"Name","value":"reference"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"kycStatus"}},{"kind":"Field","name":{"kind":"Name","value":"restrictions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"wallets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"held"}},{"kind":"Field","name":{"kind":"Name","value":"available"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tradingAccounts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"server"}},{"kind":"Field","name":{"kind":"Name","value":"login"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"credit"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"transactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ClientMoneyQuery, ClientMoneyQueryVariables>;
export const CommissionsPayableDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CommissionsPayable"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"commissions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"PAYABLE"}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"partner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"}},{"kind":"Field","name":{"kind":"Name","value":"accruedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<CommissionsPayableQuery, CommissionsPayableQueryVariables>;
export const ClientsByStageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ClientsByStage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"registered"},"name":{"kind":"Name","value":"clients"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"onboardingStatus"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"REGISTERED"}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"applied"},"name":{"kind":"Name","value":"clients"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"onboardingStatus"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"APPLICATION_SUBMITTED"},{"kind":"EnumValue","value":"INFORMATION_REQUIRED"}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"approved"},"name":{"kind":"Name","value":"clients"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"onboardingStatus"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"APPROVED"}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"trading"},"name":{"kind":"Name","value":"clients"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"activity"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"ACTIVE"}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"quiet"},"name":{"kind":"Name","value":"clients"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"activity"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"INACTIVE"},{"kind":"EnumValue","value":"DORMANT"}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"suspended"},"name":{"kind":"Name","value":"clients"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"onboardingStatus"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"SUSPENDED"}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<ClientsByStageQuery, ClientsByStageQueryVariables>;
export const MoneyInAndOutDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MoneyInAndOut"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"in"},"name":{"kind":"Name","value":"transactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"type"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"DEPOSIT"}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"SETTLED"}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"settledAt"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"out"},"name":{"kind":"Name","value":"transactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"type"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"WITHDRAWAL"}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"SETTLED"}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"settledAt"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"waiting"},"name":{"kind":"Name","value":"transactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"type"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"WITHDRAWAL"}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"IN_REVIEW"}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]} as unknown as DocumentNode<MoneyInAndOutQuery, MoneyInAndOutQueryVariables>;
export const LargestWithdrawalsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LargestWithdrawals"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"type"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"WITHDRAWAL"}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"IN_REVIEW"}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"AMOUNT"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"DESC"}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"approvalsMissing"}},{"kind":"Field","name":{"kind":"Name","value":"approvals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"decision"}},{"kind":"Field","name":{"kind":"Name","value":"by"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"comment"}}]}},{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"riskLevel"}},{"kind":"Field","name":{"kind":"Name","value":"accountManager"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<LargestWithdrawalsQuery, LargestWithdrawalsQueryVariables>;
export const PartnerResultsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PartnerResults"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"partners"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"ACTIVE"}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"treeTotals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"partners"}},{"kind":"Field","name":{"kind":"Name","value":"clients"}},{"kind":"Field","name":{"kind":"Name","value":"fundedClients"}},{"kind":"Field","name":{"kind":"Name","value":"lots"}}]}},{"kind":"Field","name":{"kind":"Name","value":"commissionSummary"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"period"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"deals"}}]}}]}}]}}]}}]} as unknown as DocumentNode<PartnerResultsQuery, PartnerResultsQueryVariables>;
export const DecisionsOnClientsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DecisionsOnClients"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"action"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditLog"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"action"},"value":{"kind":"Variable","name":{"kind":"Name","value":"action"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"at"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"actorName"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"subjectId"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}}]}}]}}]} as unknown as DocumentNode<DecisionsOnClientsQuery, DecisionsOnClientsQueryVariables>;
export const ChangeClientStatusDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ChangeClientStatus"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ClientTransitionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clientTransition"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"onboardingStatus"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<ChangeClientStatusMutation, ChangeClientStatusMutationVariables>;
export const MyTreeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyTree"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"partner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"referralCode"}},{"kind":"Field","name":{"kind":"Name","value":"treeTotals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"partners"}},{"kind":"Field","name":{"kind":"Name","value":"clients"}},{"kind":"Field","name":{"kind":"Name","value":"fundedClients"}},{"kind":"Field","name":{"kind":"Name","value":"lots"}}]}},{"kind":"Field","name":{"kind":"Name","value":"wallets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"available"}}]}},{"kind":"Field","name":{"kind":"Name","value":"subtree"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"maxDepth"},"value":{"kind":"IntValue","value":"3"}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"treeTotals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"partners"}},{"kind":"Field","name":{"kind":"Name","value":"clients"}},{"kind":"Field","name":{"kind":"Name","value":"lots"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<MyTreeQuery, MyTreeQueryVariables>;
export const MyCommissionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyCommissions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"partner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"byMonth"},"name":{"kind":"Name","value":"commissionSummary"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"period"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"groupBy"},"value":{"kind":"EnumValue","value":"MONTH"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"lots"}},{"kind":"Field","name":{"kind":"Name","value":"deals"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"byLevel"},"name":{"kind":"Name","value":"commissionSummary"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"period"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"groupBy"},"value":{"kind":"EnumValue","value":"LEVEL"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"deals"}}]}},{"kind":"Field","name":{"kind":"Name","value":"commissions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"tradedAt"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"25"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tradedAt"}},{"kind":"Field","name":{"kind":"Name","value":"symbol"}},{"kind":"Field","name":{"kind":"Name","value":"lots"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"}},{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<MyCommissionsQuery, MyCommissionsQueryVariables>;
export const IntroducedClientsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"IntroducedClients"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clients"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"CREATED_AT"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"DESC"}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"activity"}},{"kind":"Field","name":{"kind":"Name","value":"partner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<IntroducedClientsQuery, IntroducedClientsQueryVariables>;
export const PartnerTreeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PartnerTree"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"reference"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"partner"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"reference"},"value":{"kind":"Variable","name":{"kind":"Name","value":"reference"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"ancestors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"level"}}]}},{"kind":"Field","name":{"kind":"Name","value":"treeTotals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"partners"}},{"kind":"Field","name":{"kind":"Name","value":"clients"}},{"kind":"Field","name":{"kind":"Name","value":"fundedClients"}},{"kind":"Field","name":{"kind":"Name","value":"lots"}}]}},{"kind":"Field","name":{"kind":"Name","value":"subtree"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"maxDepth"},"value":{"kind":"IntValue","value":"3"}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}},{"kind":"Field","name":{"kind":"Name","value":"treeTotals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"partners"}},{"kind":"Field","name":{"kind":"Name","value":"clients"}},{"kind":"Field","name":{"kind":"Name","value":"lots"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<PartnerTreeQuery, PartnerTreeQueryVariables>;
export const PartnerCommissionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PartnerCommissions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"reference"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"partner"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"reference"},"value":{"kind":"Variable","name":{"kind":"Name","value":"reference"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"plan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"scheme"}},{"kind":"Field","name":{"kind":"Name","value":"treeMode"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"rates"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"byLevel"},"name":{"kind":"Name","value":"commissionSummary"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"period"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"groupBy"},"value":{"kind":"EnumValue","value":"LEVEL"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"lots"}},{"kind":"Field","name":{"kind":"Name","value":"deals"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"bySymbol"},"name":{"kind":"Name","value":"commissionSummary"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"period"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"groupBy"},"value":{"kind":"EnumValue","value":"SYMBOL"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"deals"}}]}},{"kind":"Field","name":{"kind":"Name","value":"commissions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"tradedAt"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"25"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tradedAt"}},{"kind":"Field","name":{"kind":"Name","value":"symbol"}},{"kind":"Field","name":{"kind":"Name","value":"lots"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"}},{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<PartnerCommissionsQuery, PartnerCommissionsQueryVariables>;
export const PartnersToApproveDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PartnersToApprove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"partners"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"PENDING"}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<PartnersToApproveQuery, PartnersToApproveQueryVariables>;
export const PartnerClientsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PartnerClients"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"reference"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"partner"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"reference"},"value":{"kind":"Variable","name":{"kind":"Name","value":"reference"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"clients"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"activity"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"tradingAccounts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"3"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"login"}},{"kind":"Field","name":{"kind":"Name","value":"environment"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<PartnerClientsQuery, PartnerClientsQueryVariables>;
export const CreatePartnerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreatePartner"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PartnerCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"partnerCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"partner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"referralCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<CreatePartnerMutation, CreatePartnerMutationVariables>;
export const MovePartnerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"MovePartner"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PartnerMoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"partnerMove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"partner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"ancestors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<MovePartnerMutation, MovePartnerMutationVariables>;
export const AssignClientDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AssignClient"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ClientAssignPartnerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clientAssignPartner"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"partner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<AssignClientMutation, AssignClientMutationVariables>;
export const LargestAccountsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LargestAccounts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tradingAccounts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"environment"},"value":{"kind":"EnumValue","value":"LIVE"}},{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"ACTIVE"}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"BALANCE"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"DESC"}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"server"}},{"kind":"Field","name":{"kind":"Name","value":"login"}},{"kind":"Field","name":{"kind":"Name","value":"group"}},{"kind":"Field","name":{"kind":"Name","value":"leverage"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"credit"}},{"kind":"Field","name":{"kind":"Name","value":"equity"}},{"kind":"Field","name":{"kind":"Name","value":"margin"}},{"kind":"Field","name":{"kind":"Name","value":"marginLevel"}},{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"jurisdiction"}},{"kind":"Field","name":{"kind":"Name","value":"riskLevel"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<LargestAccountsQuery, LargestAccountsQueryVariables>;
export const AccountsHeldBackDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AccountsHeldBack"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tradingAccounts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"CLOSE_ONLY"},{"kind":"EnumValue","value":"TRADING_DISABLED"},{"kind":"EnumValue","value":"LOGIN_DISABLED"}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"OPENED_AT"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"DESC"}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"server"}},{"kind":"Field","name":{"kind":"Name","value":"login"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"restrictions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<AccountsHeldBackQuery, AccountsHeldBackQueryVariables>;
export const LargeDepositsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LargeDeposits"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"min"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Decimal"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"type"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"DEPOSIT"}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"requestedAt"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"amount"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"min"},"value":{"kind":"Variable","name":{"kind":"Name","value":"min"}}}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"AMOUNT"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"DESC"}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"riskLevel"}},{"kind":"Field","name":{"kind":"Name","value":"kycStatus"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tradingAccount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"login"}},{"kind":"Field","name":{"kind":"Name","value":"leverage"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<LargeDepositsQuery, LargeDepositsQueryVariables>;
export const ClientExposureDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ClientExposure"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"reference"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"client"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"reference"},"value":{"kind":"Variable","name":{"kind":"Name","value":"reference"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"jurisdiction"}},{"kind":"Field","name":{"kind":"Name","value":"riskLevel"}},{"kind":"Field","name":{"kind":"Name","value":"restrictions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"wallets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"held"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tradingAccounts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"server"}},{"kind":"Field","name":{"kind":"Name","value":"login"}},{"kind":"Field","name":{"kind":"Name","value":"leverage"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"credit"}},{"kind":"Field","name":{"kind":"Name","value":"equity"}},{"kind":"Field","name":{"kind":"Name","value":"freeMargin"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"transactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"type"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"DEPOSIT"},{"kind":"EnumValue","value":"WITHDRAWAL"},{"kind":"EnumValue","value":"CREDIT_IN"},{"kind":"EnumValue","value":"CHARGEBACK"}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ClientExposureQuery, ClientExposureQueryVariables>;
export const SetCloseOnlyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetCloseOnly"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RestrictionAddInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"restrictionAdd"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"restriction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"restrictions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<SetCloseOnlyMutation, SetCloseOnlyMutationVariables>;
export const DisableTradingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DisableTrading"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TradingAccountUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tradingAccountUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tradingAccount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"login"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<DisableTradingMutation, DisableTradingMutationVariables>;
export const ManagedClientsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ManagedClients"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clients"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"CREATED_AT"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"DESC"}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"onboardingStatus"}},{"kind":"Field","name":{"kind":"Name","value":"activity"}},{"kind":"Field","name":{"kind":"Name","value":"tags"}},{"kind":"Field","name":{"kind":"Name","value":"wallets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"available"}}]}},{"kind":"Field","name":{"kind":"Name","value":"partner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<ManagedClientsQuery, ManagedClientsQueryVariables>;
export const ClientsToActivateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ClientsToActivate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clients"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"onboardingStatus"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"APPROVED"}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"activity"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"NEVER_FUNDED"}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"CREATED_AT"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"ASC"}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"tradingAccounts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"3"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"environment"}},{"kind":"Field","name":{"kind":"Name","value":"login"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<ClientsToActivateQuery, ClientsToActivateQueryVariables>;
export const ClientsGoneQuietDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ClientsGoneQuiet"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clients"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"activity"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"INACTIVE"},{"kind":"EnumValue","value":"DORMANT"}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"LAST_NAME"}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"activity"}},{"kind":"Field","name":{"kind":"Name","value":"wallets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tradingAccounts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"3"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"login"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<ClientsGoneQuietQuery, ClientsGoneQuietQueryVariables>;
export const ApplicantsToCallDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ApplicantsToCall"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clients"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"onboardingStatus"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"REGISTERED"},{"kind":"EnumValue","value":"APPLICATION_SUBMITTED"},{"kind":"EnumValue","value":"INFORMATION_REQUIRED"}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"CREATED_AT"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"DESC"}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"onboardingStatus"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<ApplicantsToCallQuery, ApplicantsToCallQueryVariables>;
export const RegisterClientDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RegisterClient"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ClientRegisterInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clientRegister"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"onboardingStatus"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<RegisterClientMutation, RegisterClientMutationVariables>;
export const TagClientDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TagClient"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ClientUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clientUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"tags"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<TagClientMutation, TagClientMutationVariables>;
export const ClientSearchDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ClientSearch"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clients"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"onboardingStatus"}},{"kind":"Field","name":{"kind":"Name","value":"kycStatus"}},{"kind":"Field","name":{"kind":"Name","value":"tradingAccounts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"server"}},{"kind":"Field","name":{"kind":"Name","value":"login"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<ClientSearchQuery, ClientSearchQueryVariables>;
export const ClientOverviewDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ClientOverview"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"reference"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"client"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"reference"},"value":{"kind":"Variable","name":{"kind":"Name","value":"reference"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"jurisdiction"}},{"kind":"Field","name":{"kind":"Name","value":"onboardingStatus"}},{"kind":"Field","name":{"kind":"Name","value":"activity"}},{"kind":"Field","name":{"kind":"Name","value":"kycStatus"}},{"kind":"Field","name":{"kind":"Name","value":"riskLevel"}},{"kind":"Field","name":{"kind":"Name","value":"tags"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"accountManager"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}},{"kind":"Field","name":{"kind":"Name","value":"partner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"restrictions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"wallets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"held"}},{"kind":"Field","name":{"kind":"Name","value":"available"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tradingAccounts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"platform"}},{"kind":"Field","name":{"kind":"Name","value":"server"}},{"kind":"Field","name":{"kind":"Name","value":"login"}},{"kind":"Field","name":{"kind":"Name","value":"environment"}},{"kind":"Field","name":{"kind":"Name","value":"leverage"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"transactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"documents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"expiresOn"}},{"kind":"Field","name":{"kind":"Name","value":"rejectionReason"}},{"kind":"Field","name":{"kind":"Name","value":"uploadedAt"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ClientOverviewQuery, ClientOverviewQueryVariables>;
export const DepositsNotArrivedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DepositsNotArrived"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"type"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"DEPOSIT"}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"CREATED"},{"kind":"EnumValue","value":"PENDING_PROVIDER"},{"kind":"EnumValue","value":"UNKNOWN"}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"providerReference"}},{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<DepositsNotArrivedQuery, DepositsNotArrivedQueryVariables>;
export const ClientsToRemindDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ClientsToRemind"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clients"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"kycStatus"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"DOCUMENTS_REQUIRED"},{"kind":"EnumValue","value":"RESUBMISSION_REQUIRED"}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"UPDATED_AT"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"ASC"}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"kycStatus"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"documents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"REJECTED"},{"kind":"EnumValue","value":"EXPIRED"}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"3"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"rejectionReason"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<ClientsToRemindQuery, ClientsToRemindQueryVariables>;
export const CorrectClientDetailsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CorrectClientDetails"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ClientUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clientUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<CorrectClientDetailsMutation, CorrectClientDetailsMutationVariables>;
export const ChangeLeverageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ChangeLeverage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TradingAccountUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tradingAccountUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tradingAccount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"login"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"leverage"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<ChangeLeverageMutation, ChangeLeverageMutationVariables>;