import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { EmailAddress } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';
import { DepartmentCode } from '../permissions/index.js';
import { StaffMember } from './staff.types.js';

@InputType({ description: 'A new staff member.' })
export class StaffCreateInput {
  @Field(() => String, { description: 'The name.' })
  name: string;

  @Field(() => EmailAddress, { description: 'The e-mail address to sign in with. One person has it, among staff, clients and partners.' })
  email: string;

  @Field(() => [DepartmentCode], { description: 'The departments, one at least. Permissions add up.' })
  departments: (keyof typeof DepartmentCode)[];

  @Field(() => String, { nullable: true, description: 'The first password, at least 12 characters; left out: one is made up and shown once.' })
  password?: string | null;
}

@InputType({ description: 'Changes of a staff member. Left out: unchanged.' })
export class StaffUpdateInput {
  @Field(() => ID, { description: 'Which staff member.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => String, { nullable: true, description: 'The name; it cannot be cleared.' })
  name?: string | null;

  @Field(() => [DepartmentCode], { nullable: true, description: "All departments, in place of those before; not one's own. The member's sessions end." })
  departments?: (keyof typeof DepartmentCode)[] | null;
}

@InputType({ description: "The end of a staff member's access." })
export class StaffDeactivateInput {
  @Field(() => ID, { description: 'Which staff member; not oneself.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@InputType({ description: 'The return of a staff member who was deactivated.' })
export class StaffReactivateInput {
  @Field(() => ID, { description: 'Which staff member.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@InputType({ description: 'A new password for somebody who lost theirs.' })
export class StaffPasswordResetInput {
  @Field(() => ID, { description: 'Which staff member; not oneself.' })
  id: string;

  @Field(() => Boolean, { defaultValue: false, description: 'Takes the second factor away too, for who lost the authenticator and the recovery codes.' })
  removeTotp: boolean;

  @Field(() => String, { description: 'Why, and how you know that it is them: the audit log keeps it.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: 'The staff member as it is now, or why not.' })
export class StaffPayload {
  @Field(() => StaffMember, { nullable: true, description: 'The staff member; null when there are errors.' })
  staffMember: object | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}

@ObjectType({ simpleResolvers: true, description: 'The staff member with a new password, or why not.' })
export class StaffPasswordPayload {
  @Field(() => StaffMember, { nullable: true, description: 'The staff member; null when there are errors.' })
  staffMember: object | null;

  @Field(() => String, { nullable: true, description: 'The password that was made up. It is shown this once; null when you gave one.' })
  password: string | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
