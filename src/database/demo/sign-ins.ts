/** One password for all: the demo lives on the machine of whoever tries it. */
const PASSWORD = 'countinghouse-demo';

export const CLIENT_EMAIL = 'client@demo.example';
export const PARTNER_EMAIL = 'partner@demo.example';

/** The staff members who sign in, each with the department that the address is named after. */
export const STAFF_SIGN_INS = [
  { email: 'administration@demo.example', name: 'Ingrid Solberg', department: 'ADMINISTRATION', title: 'Administration' },
  { email: 'management@demo.example', name: 'Victor Almeida', department: 'MANAGEMENT', title: 'Management' },
  { email: 'support@demo.example', name: 'Nadia Rahman', department: 'SUPPORT', title: 'Support' },
  { email: 'sales@demo.example', name: 'Marco Bellini', department: 'SALES', title: 'Sales' },
  { email: 'finance@demo.example', name: 'Helena Costa', department: 'FINANCE', title: 'Finance' },
  { email: 'finance2@demo.example', name: 'Daniel Okafor', department: 'FINANCE', title: 'Finance, second checker' },
  { email: 'compliance@demo.example', name: 'Claire Dubois', department: 'COMPLIANCE', title: 'Compliance' },
  { email: 'risk@demo.example', name: 'Andrei Popescu', department: 'RISK', title: 'Risk' },
  { email: 'partnerships@demo.example', name: 'Yuki Tanaka', department: 'PARTNERSHIPS', title: 'Partnerships' },
] as const;

export const DEMO_SIGN_INS: readonly { readonly email: string; readonly password: string; readonly title: string }[] = [
  ...STAFF_SIGN_INS.map(({ email, title }) => ({ email, password: PASSWORD, title })),
  { email: CLIENT_EMAIL, password: PASSWORD, title: 'A client' },
  { email: PARTNER_EMAIL, password: PASSWORD, title: 'A partner in the middle of the tree' },
];
