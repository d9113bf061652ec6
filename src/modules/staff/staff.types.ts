import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DEPARTMENTS } from '../../access/departments.js';
import { connectionOf } from '../../graphql/connection.js';
import { DateTime, EmailAddress } from '../../graphql/scalars.js';
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

@ObjectType({ simpleResolvers: true, description: 'Somebody who works for the broker.' })
export class StaffMember {
  @Field(() => ID, { description: 'The id of the staff member.' })
  id: string;

  @Field(() => Int, { description: 'Counts the changes: an update names the version that it saw.' })
  version: number;

  @Field(() => String, { description: 'The name.' })
  name: string;

  @Field(() => EmailAddress, { description: 'The e-mail address, which is the sign-in too.' })
  email: string;

  @Field(() => [DepartmentCode], { description: 'The departments. Permissions add up.' })
  departments: (keyof typeof DepartmentCode)[];

  @Field(() => Boolean, { description: 'False once deactivated: no signing in any more.' })
  isActive: boolean;

  @Field(() => DateTime, { description: 'Since when there is a record.' })
  createdAt: string;
}

@ObjectType({ simpleResolvers: true, description: 'A page of staff.' })
export class StaffConnection extends connectionOf(() => StaffMember, 'Staff', 'A staff member') {}
