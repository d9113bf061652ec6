import { registerEnumType } from 'type-graphql';
import { DEPARTMENTS } from '../../access/departments.js';
import { enumOf } from '../../graphql/user-error.js';

export const DepartmentCode = enumOf(DEPARTMENTS);
registerEnumType(DepartmentCode, {
  name: 'DepartmentCode',
  description: 'A department: what it may do is a row of the live matrix.',
  valuesConfig: {
    ADMINISTRATION: { description: 'Staff, permissions, API keys, the audit log.' },
    MANAGEMENT: { description: 'Reads every area, decides on policies.' },
    SUPPORT: { description: 'Helps clients: profiles, accounts, documents.' },
    SALES: { description: 'Looks after the clients that it manages.' },
    FINANCE: { description: 'Decides on payments.' },
    COMPLIANCE: { description: 'Verifies clients and watches over restrictions.' },
    RISK: { description: 'Watches accounts and exposure.' },
    PARTNERSHIPS: { description: 'Partners, plans and commissions.' },
  },
});
