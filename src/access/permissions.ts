/**
 * The catalogue. An id is `area:verb`; a sensitive permission opens personal data, money or access itself, and the explorer and the
 * matrix mark it. Every id is used by the map, by a row scope or by a mask: booting checks that none is forgotten.
 */
export const PERMISSIONS = {
  'clients:read': { title: 'See clients', sensitive: false },
  'clients:all': { title: 'See clients whom others manage', sensitive: false },
  'clients:contact': { title: 'See e-mail addresses and phone numbers unmasked', sensitive: true },
  'clients:pii': { title: 'See dates of birth, tax numbers and the numbers of documents', sensitive: true },
  'clients:write': { title: 'Register and edit clients', sensitive: false },
  'clients:decide': { title: 'Decide on onboarding: approve, reject, suspend, close', sensitive: true },
  'clients:assign': { title: 'Assign clients to partners', sensitive: true },
  'kyc:configure': { title: 'Set what KYC levels take, and how often clients are reviewed', sensitive: true },
  'restrictions:write': { title: 'Add and lift restrictions', sensitive: true },
  'accounts:read': { title: 'See trading accounts', sensitive: false },
  'accounts:write': { title: 'Change leverage, group and status of trading accounts', sensitive: false },
  'wallets:read': { title: 'See wallets', sensitive: false },
  'transactions:read': { title: 'See transactions', sensitive: false },
  'transactions:request': { title: 'Ask for deposits, withdrawals and transfers, and cancel them', sensitive: true },
  'transactions:adjust': { title: 'Ask for adjustments and credit, and bear negative balances', sensitive: true },
  'transactions:decide': { title: 'Approve and reject money movements', sensitive: true },
  'destinations:verify': { title: 'Verify and reject where money may go', sensitive: true },
  'ledger:read': { title: 'See the ledger: accounts, statements, journal entries, checks', sensitive: false },
  'policies:read': { title: 'See the policies on payments and approvals', sensitive: false },
  'policies:write': { title: 'Change the policies on payments and approvals', sensitive: true },
  'rates:read': { title: 'See exchange rates', sensitive: false },
  'rates:write': { title: 'Set and import exchange rates', sensitive: true },
  'payments:operate': { title: "Work on payment cases, providers' events, statements and reconciliation", sensitive: true },
  'payments:configure': { title: 'Set payment providers up', sensitive: true },
  'documents:read': { title: 'See documents', sensitive: true },
  'documents:download': { title: 'Download documents', sensitive: true },
  'documents:upload': { title: 'Hand in documents, and take them back', sensitive: false },
  'documents:decide': { title: 'Approve and reject documents', sensitive: true },
  'screening:read': { title: 'See what clients were found on: lists of sanctions and of politically exposed persons', sensitive: true },
  'screening:decide': { title: 'Screen clients, and decide on what is found', sensitive: true },
  'risk:read': { title: 'See how clients are rated, and by which rules', sensitive: true },
  'risk:assess': { title: 'Rate clients, and complete reviews of their risk', sensitive: true },
  'risk:override': { title: 'Override risk ratings, and confirm lower ones', sensitive: true },
  'risk:configure': { title: 'Draft and publish the rules of risk ratings', sensitive: true },
  'partners:read': { title: 'See partners and their tree', sensitive: false },
  'partners:write': { title: 'Create and move partners', sensitive: true },
  'plans:read': { title: 'See commission plans', sensitive: false },
  'commissions:read': { title: 'See commissions', sensitive: false },
  'tasks:read': { title: 'See what waits for people, as far as they may see what it is about', sensitive: false },
  'tasks:work': { title: 'Take tasks, give them back, comment on them, and end them', sensitive: false },
  'tasks:assign': { title: 'Give tasks to others, and take them away', sensitive: false },
  'notes:read': { title: 'Read what the staff wrote down about clients', sensitive: true },
  'notes:write': { title: 'Write notes on clients, pin and strike them out', sensitive: false },
  'sign-ins:read': { title: 'See when clients signed in', sensitive: false },
  'audit:read': { title: 'Read and verify the audit log', sensitive: true },
  'staff:read': { title: 'List staff', sensitive: false },
  'staff:write': { title: 'Create, change, deactivate and reactivate staff', sensitive: true },
  'permissions:read': { title: 'See which department may do what', sensitive: false },
  'permissions:write': { title: 'Change which department may do what', sensitive: true },
  'jobs:read': { title: 'See background jobs', sensitive: false },
  'jobs:retry': { title: 'Run failed jobs again, and give them up', sensitive: true },
  'api-keys:write': { title: 'Create and revoke API keys', sensitive: true },
} as const satisfies Record<string, { title: string; sensitive: boolean }>;

export type Permission = keyof typeof PERMISSIONS;

export const PERMISSION_IDS = Object.keys(PERMISSIONS).sort() as Permission[];

export const isPermission = (id: string): id is Permission => Object.hasOwn(PERMISSIONS, id);
