import type { Permission } from './permissions.js';

export const DEPARTMENTS = ['ADMINISTRATION', 'MANAGEMENT', 'SUPPORT', 'SALES', 'FINANCE', 'COMPLIANCE', 'RISK', 'PARTNERSHIPS'] as const;
export type Department = (typeof DEPARTMENTS)[number];

/**
 * The default matrix. It is laid out in `department_permission` when a permission is first met; from then on the live matrix is the
 * database's, and administration changes it there.
 */
export const DEFAULT_MATRIX: Record<Department, readonly Permission[]> = {
  ADMINISTRATION: ['staff:read', 'staff:write', 'permissions:read', 'permissions:write', 'api-keys:write', 'audit:read', 'jobs:read', 'jobs:retry'],
  MANAGEMENT: [
    ...[
      'clients:read',
      'clients:all',
      'clients:contact',
      'clients:pii',
      'clients:write',
      'clients:decide',
      'clients:assign',
      'kyc:configure',
      'applications:read',
      'applications:submit',
      'accounts:open',
      'accounts:configure',
    ],
    ...['restrictions:read', 'restrictions:write', 'accounts:read', 'accounts:write', 'deals:read', 'wallets:read', 'transactions:read', 'ledger:read'],
    ...['policies:read', 'policies:write', 'rates:read', 'rates:write'],
    ...[
      'transactions:request',
      'transactions:adjust',
      'transactions:decide',
      'destinations:verify',
      'payments:operate',
      'payments:configure',
      'partners:withdraw',
    ],
    ...['documents:read', 'documents:download', 'documents:upload', 'documents:decide', 'partners:read', 'partners:write', 'plans:read', 'commissions:read'],
    ...['commissions:recalculate', 'plans:write', 'referrals:read', 'referrals:write', 'instruments:read', 'instruments:write'],
    ...['payouts:read', 'payouts:prepare', 'payouts:approve', 'rebates:write'],
    ...[
      'tasks:read',
      'tasks:work',
      'tasks:assign',
      'notes:read',
      'notes:write',
      'notes:confidential',
      'sign-ins:read',
      'audit:read',
      'staff:read',
      'permissions:read',
    ],
    ...['screening:read', 'screening:configure', 'risk:read', 'risk:assess', 'risk:override', 'risk:configure'],
    ...['privacy:request', 'privacy:export', 'privacy:erase', 'privacy:configure'],
  ] as Permission[],
  SUPPORT: [
    ...['clients:read', 'clients:all', 'clients:contact', 'clients:write', 'accounts:read', 'accounts:write', 'deals:read', 'wallets:read'],
    ...['transactions:read', 'rates:read', 'documents:read', 'documents:download', 'documents:upload', 'partners:read', 'staff:read'],
    ...['tasks:read', 'tasks:work', 'tasks:assign', 'notes:read', 'notes:write', 'sign-ins:read'],
    ...['applications:read', 'applications:submit', 'accounts:open', 'privacy:request', 'restrictions:read'],
  ] as Permission[],
  SALES: [
    'clients:read',
    'clients:contact',
    'clients:write',
    'accounts:read',
    'deals:read',
    'wallets:read',
    'partners:read',
    'tasks:read',
    'notes:read',
    'notes:write',
    'staff:read',
  ],
  FINANCE: [
    ...[
      'clients:read',
      'clients:all',
      'clients:contact',
      'restrictions:read',
      'accounts:read',
      'deals:read',
      'wallets:read',
      'transactions:read',
      'ledger:read',
    ],
    ...['policies:read', 'rates:read', 'rates:write'],
    ...['transactions:request', 'transactions:adjust', 'transactions:decide', 'destinations:verify', 'payments:operate', 'partners:withdraw'],
    ...['payouts:read', 'payouts:prepare', 'payouts:approve', 'instruments:read'],
    ...['partners:read', 'plans:read', 'commissions:read', 'tasks:read', 'tasks:work', 'tasks:assign', 'notes:read', 'notes:write', 'staff:read'],
  ] as Permission[],
  COMPLIANCE: [
    ...[
      'clients:read',
      'clients:all',
      'clients:contact',
      'clients:pii',
      'clients:write',
      'clients:decide',
      'kyc:configure',
      'applications:read',
      'restrictions:read',
      'restrictions:write',
    ],
    ...['accounts:read', 'deals:read', 'wallets:read', 'transactions:read', 'destinations:verify', 'policies:read', 'rates:read'],
    ...['documents:read', 'documents:download', 'documents:upload', 'documents:decide', 'partners:read', 'audit:read', 'staff:read'],
    ...['tasks:read', 'tasks:work', 'tasks:assign', 'notes:read', 'notes:write', 'notes:confidential', 'sign-ins:read'],
    ...['screening:read', 'screening:decide', 'screening:configure', 'risk:read', 'risk:assess', 'risk:override', 'risk:configure'],
    ...['privacy:request', 'privacy:export', 'privacy:erase', 'privacy:configure'],
  ] as Permission[],
  RISK: [
    ...[
      'clients:read',
      'clients:all',
      'clients:contact',
      'restrictions:read',
      'restrictions:write',
      'accounts:read',
      'accounts:write',
      'deals:read',
      'wallets:read',
    ],
    ...['transactions:read', 'policies:read', 'rates:read', 'tasks:read', 'tasks:work', 'notes:read', 'notes:write', 'sign-ins:read', 'staff:read'],
    ...['risk:read', 'accounts:configure', 'instruments:read', 'instruments:write'],
  ] as Permission[],
  PARTNERSHIPS: [
    ...['clients:read', 'clients:all', 'clients:assign', 'accounts:read', 'deals:read', 'partners:read', 'partners:write', 'plans:read'],
    ...['payouts:read', 'payouts:prepare', 'rebates:write'],
    ...['plans:write', 'commissions:read', 'commissions:recalculate', 'instruments:read', 'instruments:write', 'staff:read'],
    ...['referrals:read', 'referrals:write', 'tasks:read', 'tasks:work', 'tasks:assign'],
  ] as Permission[],
};

/** What clients and partners may call for themselves. Which rows there are for them is the readers' matter. */
export const CLIENT_PERMISSIONS: readonly Permission[] = [
  ...(['clients:read', 'clients:contact', 'clients:pii', 'accounts:read', 'deals:read', 'wallets:read', 'transactions:read'] as const),
  ...(['transactions:request', 'documents:read', 'documents:download', 'documents:upload', 'applications:read', 'applications:submit'] as const),
  ...(['accounts:open', 'privacy:request', 'privacy:export'] as const),
];
export const PARTNER_PERMISSIONS: readonly Permission[] = [
  ...(['clients:read', 'accounts:read', 'wallets:read', 'transactions:read', 'partners:read', 'plans:read', 'commissions:read'] as const),
  ...(['referrals:read', 'referrals:write'] as const),
  ...(['payouts:read', 'rebates:write', 'partners:withdraw'] as const),
];
