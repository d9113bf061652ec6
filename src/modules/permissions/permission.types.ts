import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { UserError } from '../../graphql/user-error.js';
import { DepartmentCode } from './department.enums.js';

@ObjectType({ simpleResolvers: true, description: 'Something that a department or an API key may be allowed.' })
export class Permission {
  @Field(() => String, { description: 'The id: clients:read.' })
  id: string;

  @Field(() => String, { description: 'What it opens, in words.' })
  title: string;

  @Field(() => Boolean, { description: 'It opens personal data, money or access itself.' })
  isSensitive: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'A department, with its row of the live matrix.' })
export class Department {
  @Field(() => DepartmentCode, { description: 'Which department.' })
  code: keyof typeof DepartmentCode;

  @Field(() => Int, { description: 'Counts the changes: a change names the version that it saw.' })
  version: number;

  @Field(() => [String], { description: 'What its members may do, as permission ids, sorted.' })
  permissions: readonly string[];

  @Field(() => Boolean, { description: 'Its members need a second factor: until they set one up, they may do nothing else.' })
  totpRequired: boolean;

  @Field(() => Int, { description: 'How many active members it has.' })
  memberCount: number;
}

@InputType({ description: 'All that a department may do from now on.' })
export class DepartmentPermissionsSetInput {
  @Field(() => DepartmentCode, { description: 'Which department.' })
  department: keyof typeof DepartmentCode;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => [String], { description: 'All permissions, in place of those before, as ids of permissionCatalogue.' })
  permissions: string[];

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@InputType({ description: 'What a department asks of its members from now on.' })
export class DepartmentPolicySetInput {
  @Field(() => DepartmentCode, { description: 'Which department.' })
  department: keyof typeof DepartmentCode;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => Boolean, { description: 'Do its members need a second factor?' })
  totpRequired: boolean;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: 'The department as it is now, or why not.' })
export class DepartmentPayload {
  @Field(() => Department, { nullable: true, description: 'The department; null when there are errors.' })
  department: Department | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
