import { Field, InputType, ObjectType } from 'type-graphql';
import { UserError } from '../../graphql/user-error.js';

@ObjectType({ simpleResolvers: true, description: 'The secret of a second factor, which counts once a code of it is confirmed.' })
export class StaffTotpSetUpPayload {
  @Field(() => String, { nullable: true, description: 'For a QR code that an authenticator app reads: otpauth://...' })
  uri: string | null;

  @Field(() => String, { nullable: true, description: 'The same secret in base32, to type in.' })
  secret: string | null;

  @Field(() => [UserError], { description: 'Why there is no secret; empty when there is.' })
  userErrors: UserError[];
}

@InputType({ description: 'The proof that the authenticator has the secret.' })
export class StaffTotpConfirmInput {
  @Field(() => String, { description: 'The six digits that it shows now.' })
  code: string;
}

@ObjectType({ simpleResolvers: true, description: 'A second factor that counts from now on.' })
export class StaffTotpConfirmPayload {
  @Field(() => [String], { nullable: true, description: 'Ten codes that stand in for the authenticator once each. They are shown this once.' })
  recoveryCodes: string[] | null;

  @Field(() => [UserError], { description: 'Why nothing was confirmed; empty when it was.' })
  userErrors: UserError[];
}

@InputType({ description: 'The proof that it is its owner who takes the second factor away.' })
export class StaffTotpDisableInput {
  @Field(() => String, { description: 'The password.' })
  password: string;

  @Field(() => String, { description: 'The six digits that the authenticator shows now, or a recovery code.' })
  code: string;
}

@ObjectType({ simpleResolvers: true, description: 'Nothing but errors, if there are any.' })
export class StaffTotpDisablePayload {
  @Field(() => [UserError], { description: 'Why the second factor stays; empty when it is gone.' })
  userErrors: UserError[];
}
