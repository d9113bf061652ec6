import type { Permission } from './permissions.js';

/** `inherit`: whoever may see the object that leads to it may see it. */
export type TypeAccess = Permission | 'inherit';
/** `anyone`: without signing in. `signedIn`: with any actor. */
export type RootAccess = Permission | 'anyone' | 'signedIn';

export interface AccessMap {
  readonly types: Readonly<Record<string, TypeAccess>>;
  readonly fields: Readonly<Record<string, Permission>>;
  readonly Query: Readonly<Record<string, RootAccess>>;
  readonly Mutation: Readonly<Record<string, RootAccess>>;
}

/**
 * THE MAP. Who may call what, for every root field and every object type; booting fails when the schema and the map do not name the
 * same things. The guard of a type sits on each field that returns it, so that no path leads around it. Which rows there are for an
 * actor is the second gate, in the readers' scopes.
 */
export const ACCESS_MAP: AccessMap = {
  types: {
    // shared shapes
    Money: 'inherit',
    PageInfo: 'inherit',
    InputError: 'inherit',
    StaleVersionError: 'inherit',
    InsufficientFundsError: 'inherit',
    // who is asking
    Viewer: 'inherit',
    SignInPayload: 'inherit',
    SignOutPayload: 'inherit',
    StaffTotpSetUpPayload: 'inherit',
    StaffTotpConfirmPayload: 'inherit',
    StaffTotpDisablePayload: 'inherit',
    // staff and what they may do: a name beside a decision goes with the decision
    StaffMember: 'inherit',
    StaffConnection: 'staff:read',
    StaffEdge: 'staff:read',
    StaffPayload: 'inherit',
    StaffPasswordPayload: 'inherit',
    Department: 'inherit',
    DepartmentPayload: 'inherit',
    Permission: 'inherit',
    ApiKey: 'api-keys:write',
    ApiKeyConnection: 'api-keys:write',
    ApiKeyEdge: 'api-keys:write',
    ApiKeyPayload: 'inherit',
    ApiKeyCreatePayload: 'inherit',
    // clients
    Client: 'clients:read',
    ClientConnection: 'clients:read',
    ClientEdge: 'clients:read',
    ClientPayload: 'inherit',
    Restriction: 'inherit',
    RestrictionPayload: 'inherit',
    // trading accounts
    TradingAccount: 'accounts:read',
    TradingAccountConnection: 'accounts:read',
    TradingAccountEdge: 'accounts:read',
    TradingAccountPayload: 'inherit',
    // documents
    Document: 'documents:read',
    DocumentConnection: 'documents:read',
    DocumentEdge: 'documents:read',
    // money
    Wallet: 'wallets:read',
    Transaction: 'transactions:read',
    TransactionConnection: 'transactions:read',
    TransactionEdge: 'transactions:read',
    TransactionPayload: 'inherit',
    DepositCreatePayload: 'inherit',
    WithdrawalPreview: 'inherit',
    WithdrawalAllocation: 'inherit',
    Payout: 'inherit',
    PaymentProvider: 'inherit',
    PaymentProviderTerms: 'inherit',
    PayoutDestination: 'transactions:read',
    PayoutDestinationConnection: 'transactions:read',
    PayoutDestinationEdge: 'transactions:read',
    PayoutDestinationPayload: 'inherit',
    Approval: 'inherit',
    JournalEntry: 'ledger:read',
    JournalLine: 'inherit',
    LedgerAccount: 'ledger:read',
    LedgerAccountConnection: 'ledger:read',
    LedgerAccountEdge: 'ledger:read',
    LedgerAccountStatement: 'ledger:read',
    LedgerStatementLine: 'inherit',
    LedgerStatementLineEdge: 'inherit',
    LedgerCheck: 'ledger:read',
    LedgerCheckConnection: 'ledger:read',
    LedgerCheckEdge: 'ledger:read',
    LedgerCheckPayload: 'inherit',
    LedgerDrift: 'inherit',
    ApprovalPolicy: 'policies:read',
    ApprovalTier: 'inherit',
    ApprovalPolicyPayload: 'inherit',
    PaymentPolicy: 'policies:read',
    PaymentPolicyPayload: 'inherit',
    ExchangeRate: 'rates:read',
    ExchangeRateConnection: 'rates:read',
    ExchangeRateEdge: 'rates:read',
    ExchangeRatePayload: 'inherit',
    ExchangeRatesImportPayload: 'inherit',
    // partners and commissions
    Partner: 'partners:read',
    PartnerConnection: 'partners:read',
    PartnerEdge: 'partners:read',
    PartnerPayload: 'inherit',
    PartnerTreeTotals: 'inherit',
    CommissionPlan: 'plans:read',
    Commission: 'commissions:read',
    CommissionConnection: 'commissions:read',
    CommissionEdge: 'commissions:read',
    CommissionSummary: 'commissions:read',
    // audit
    AuditEntry: 'audit:read',
    AuditEntryConnection: 'audit:read',
    AuditEntryEdge: 'audit:read',
    AuditVerification: 'audit:read',
    // background jobs
    Job: 'jobs:read',
    JobConnection: 'jobs:read',
    JobEdge: 'jobs:read',
    JobRetryPayload: 'inherit',
    JobDiscardPayload: 'inherit',
  },
  fields: {
    'Client.taxNumber': 'clients:pii',
    'Client.dateOfBirth': 'clients:pii',
    'Document.downloadUrl': 'documents:download',
  },
  Query: {
    me: 'signedIn',
    staff: 'staff:read',
    departments: 'permissions:read',
    permissionCatalogue: 'permissions:read',
    apiKeys: 'api-keys:write',
    client: 'clients:read',
    clients: 'clients:read',
    tradingAccount: 'accounts:read',
    tradingAccounts: 'accounts:read',
    document: 'documents:read',
    documents: 'documents:read',
    transaction: 'transactions:read',
    transactions: 'transactions:read',
    withdrawalPreview: 'transactions:request',
    paymentProviders: 'signedIn',
    payoutDestinations: 'transactions:read',
    ledgerAccount: 'ledger:read',
    ledgerAccounts: 'ledger:read',
    ledgerAccountBalance: 'ledger:read',
    ledgerAccountStatement: 'ledger:read',
    ledgerCheck: 'ledger:read',
    ledgerChecks: 'ledger:read',
    approvalPolicies: 'policies:read',
    paymentPolicy: 'policies:read',
    exchangeRates: 'rates:read',
    partner: 'partners:read',
    partners: 'partners:read',
    commissions: 'commissions:read',
    auditLog: 'audit:read',
    auditLogVerify: 'audit:read',
    jobs: 'jobs:read',
    failedJobs: 'jobs:read',
  },
  Mutation: {
    signIn: 'anyone',
    signInRefresh: 'anyone',
    signOut: 'signedIn',
    signOutEverywhere: 'signedIn',
    passwordChange: 'signedIn',
    staffTotpSetUp: 'signedIn',
    staffTotpConfirm: 'signedIn',
    staffTotpDisable: 'signedIn',
    staffCreate: 'staff:write',
    staffUpdate: 'staff:write',
    staffDeactivate: 'staff:write',
    staffReactivate: 'staff:write',
    staffPasswordReset: 'staff:write',
    departmentPermissionsSet: 'permissions:write',
    departmentPolicySet: 'permissions:write',
    apiKeyCreate: 'api-keys:write',
    apiKeyRevoke: 'api-keys:write',
    jobRetry: 'jobs:retry',
    jobDiscard: 'jobs:retry',
    clientRegister: 'clients:write',
    clientUpdate: 'clients:write',
    clientTransition: 'clients:decide',
    clientAssignPartner: 'clients:assign',
    restrictionAdd: 'restrictions:write',
    restrictionLift: 'restrictions:write',
    tradingAccountUpdate: 'accounts:write',
    transactionApprove: 'transactions:decide',
    transactionReject: 'transactions:decide',
    transactionCancel: 'transactions:request',
    depositCreate: 'transactions:request',
    withdrawalRequest: 'transactions:request',
    payoutDestinationAdd: 'transactions:request',
    payoutDestinationVerify: 'destinations:verify',
    payoutDestinationReject: 'destinations:verify',
    payoutDestinationRetire: 'transactions:request',
    transferCreate: 'transactions:request',
    adjustmentCreate: 'transactions:adjust',
    creditCreate: 'transactions:adjust',
    negativeBalanceProtect: 'transactions:adjust',
    ledgerCheckRun: 'ledger:read',
    approvalPolicySet: 'policies:write',
    paymentPolicyUpdate: 'policies:write',
    exchangeRateSet: 'rates:write',
    exchangeRatesImport: 'rates:write',
    partnerCreate: 'partners:write',
    partnerMove: 'partners:write',
  },
};

/** The permissions that a field asks for beyond those that its parent asked for. */
export function needsOf(map: AccessMap, parentType: string, field: string, returnType: string): readonly Permission[] {
  const own = map.fields[`${parentType}.${field}`];
  const type = map.types[returnType];
  const parent = map.types[parentType];
  const needs: Permission[] = own === undefined ? [] : [own];
  if (type !== undefined && type !== 'inherit' && type !== parent) needs.push(type);
  return needs;
}
