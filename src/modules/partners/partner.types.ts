import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, PageArgs } from '../../graphql/connection.js';
import { CountryCode, DateTime, Decimal, EmailAddress } from '../../graphql/scalars.js';
import { PartnerStatus } from './partner.enums.js';

@ObjectType({ simpleResolvers: true, description: 'Who and what is below a partner, over its whole subtree, however deep.' })
export class PartnerTreeTotals {
  @Field(() => Int, { description: 'The partners below it, on all levels; the partner itself is not counted.' })
  partners: number;

  @Field(() => Int, { description: 'The clients whom the partner or anyone below introduced, as of now.' })
  clients: number;

  @Field(() => Int, { description: 'Those of these clients who have ever funded an account.' })
  fundedClients: number;

  @Field(() => Decimal, {
    description:
      'The lots that clients of the partner and of anyone below have traded. Each trade counts once, with the partner who had introduced the client at that time.',
  })
  lots: string;
}

@ObjectType({ simpleResolvers: true, description: 'An introducing broker: brings clients and other partners, and earns commissions.' })
export class Partner {
  @Field(() => ID, { description: 'The id of the partner.' })
  id: string;

  @Field(() => Int, { description: 'Counts the changes: an update names the version that it saw.' })
  version: number;

  @Field(() => String, { description: 'The number that people say on the phone: P3042.' })
  reference: string;

  @Field(() => String, { description: 'The name of the partner.' })
  name: string;

  @Field(() => EmailAddress, { description: 'The e-mail address.' })
  email: string;

  @Field(() => CountryCode, { description: 'Where the partner is based.' })
  country: string;

  @Field(() => PartnerStatus, { description: 'Where the contract stands.' })
  status: keyof typeof PartnerStatus;

  @Field(() => String, { description: 'The code by which clients say who introduced them.' })
  referralCode: string;

  @Field(() => Int, { description: 'How deep in the tree: 1 for a partner with no parent.' })
  level: number;

  @Field(() => Partner, { nullable: true, description: 'The partner above; null at the top, and above what you may see.' })
  parent: Partner | null;

  @Field(() => [Partner], { description: 'From the root down to the parent, as far as you may see.' })
  ancestors: Partner[];

  @Field(() => PartnerTreeTotals, { description: 'Who and what is below, over the whole subtree.' })
  treeTotals: PartnerTreeTotals;

  @Field(() => DateTime, { description: 'When the partner was created.' })
  createdAt: string;
}

@ObjectType({ simpleResolvers: true, description: 'A page of partners.' })
export class PartnerConnection extends connectionOf(() => Partner, 'Partner', 'A partner') {}

@InputType({ description: 'Which partners: what is left out does not narrow the list; several conditions narrow it together.' })
export class PartnerFilter {
  @Field(() => [PartnerStatus], { nullable: true, description: 'Any of these statuses.' })
  status?: string[] | null;

  @Field(() => [CountryCode], { nullable: true, description: 'Based in any of these countries.' })
  country?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Directly below this partner.' })
  parentId?: string | null;

  @Field(() => String, { nullable: true, description: 'Name, e-mail, reference or referral code: by the start of each word, or by similarity.' })
  search?: string | null;
}

@ArgsType()
export class PartnersArgs extends PageArgs {
  @Field(() => PartnerFilter, { nullable: true, description: 'Which partners.' })
  filter?: PartnerFilter | null;
}

@ArgsType()
export class PartnerSubtreeArgs {
  @Field(() => Int, { nullable: true, defaultValue: 3, description: 'How many levels below the partner, 0 to 100; 0 is the partner alone.' })
  maxDepth?: number | null;

  @Field(() => Int, { nullable: true, defaultValue: 100, description: 'How many rows, 1 to 100.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'The page after this cursor.' })
  after?: string | null;
}
