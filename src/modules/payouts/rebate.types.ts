import { ArgsType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { connectionOf, PageArgs } from '../../graphql/connection.js';
import { DateTime, Decimal } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';
import { Client } from '../clients/index.js';
import { Partner } from '../partners/index.js';

@ObjectType({
  simpleResolvers: true,
  description: 'Which part of its own reward for the trades of its own clients a partner leaves to them, from one time to another.',
})
export class RebateShare {
  @Field(() => ID, { description: 'The id of the share.' })
  id: string;

  @Field(() => Partner, { nullable: true, description: 'Whose reward it is.' })
  partner: Partner | null;

  @Field(() => Client, { nullable: true, description: 'Which client; null: all who have no share of their own.' })
  client: Client | null;

  @Field(() => Decimal, { nullable: true, description: 'Per cent; null: the client has none of its own any more.' })
  share: string | null;

  @Field(() => DateTime, { description: 'From when on it holds for trades.' })
  validFrom: string;

  @Field(() => DateTime, { nullable: true, description: 'Until when; null: until another one is set.' })
  validTo: string | null;

  @Field(() => String, { description: 'Who set it: "partner", or who on the staff.' })
  setBy: string;
}

@ObjectType({ simpleResolvers: true, description: 'A page of shares.' })
export class RebateShareConnection extends connectionOf(() => RebateShare, 'RebateShare', 'A share') {}

@InputType({ description: 'Which shares: what is left out does not narrow the list; several conditions narrow it together.' })
export class RebateShareFilter {
  @Field(() => ID, { nullable: true, description: 'Of this partner.' })
  partnerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this client.' })
  clientId?: string | null;
}

@ArgsType()
export class RebateSharesArgs extends PageArgs {
  @Field(() => RebateShareFilter, { nullable: true, description: 'Which shares; the latest first.' })
  filter?: RebateShareFilter | null;
}

@InputType({ description: 'Which part of the reward goes to whom, from when on.' })
export class RebateShareSetInput {
  @Field(() => ID, { nullable: true, description: 'Whose reward; a partner leaves it out.' })
  partnerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'One of its own clients; left out: all who have no share of their own.' })
  clientId?: string | null;

  @Field(() => Decimal, { nullable: true, description: 'Per cent, 0 to 100. Null, with a client: as for all others from then on.' })
  share?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'From when on; left out: from now on. Trades before it are shared as it was then.' })
  effectiveFrom?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'The share, or why none was set.' })
export class RebateSharePayload {
  @Field(() => RebateShare, { nullable: true, description: 'The share; null when there are errors.' })
  rebateShare: RebateShare | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
