import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection.js';
import { DateTime, EmailAddress } from '../../graphql/scalars.js';
import { DepartmentCode } from '../permissions/index.js';

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

  @Field(() => Boolean, { description: 'False while deactivated: no signing in.' })
  isActive: boolean;

  @Field(() => DateTime, { description: 'Since when there is a record.' })
  createdAt: string;
}

@ObjectType({ simpleResolvers: true, description: 'A page of staff.' })
export class StaffConnection extends connectionOf(() => StaffMember, 'Staff', 'A staff member') {}
