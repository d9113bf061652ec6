import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, DateRange, ForwardArgs, PageArgs } from '../../graphql/connection.js';
import { CalendarDate, DateTime } from '../../graphql/scalars.js';
import { enumOf, UserError } from '../../graphql/user-error.js';
import { Partner } from '../partners/index.js';

export const ReferralAttribution = enumOf(['FIRST', 'LAST']);
registerEnumType(ReferralAttribution, {
  name: 'ReferralAttribution',
  description: 'Whose a client is who came by several links.',
  valuesConfig: {
    FIRST: { description: "The first click's, for as long as it counts." },
    LAST: { description: "The last click's." },
  },
});

@ObjectType({ simpleResolvers: true, description: 'What came of a referral link.' })
export class ReferralTotals {
  @Field(() => Int, { description: 'Clicks of people; several by the same visitor within minutes are one.' })
  clicks: number;

  @Field(() => Int, { description: 'Clients who signed up by it.' })
  signUps: number;

  @Field(() => Int, { description: 'Those who paid in for the first time, on the day when they did.' })
  firstDeposits: number;
}

@ObjectType({ simpleResolvers: true, description: 'What came of a referral link on one day by one campaign.' })
export class ReferralDay extends ReferralTotals {
  @Field(() => CalendarDate, { description: 'The day, by UTC.' })
  day: string;

  @Field(() => String, { description: 'The campaign that the link was called with; empty: none.' })
  campaign: string;
}

@ObjectType({ simpleResolvers: true, description: 'A link by which a partner brings clients.' })
export class ReferralLink {
  @Field(() => ID, { description: 'The id of the link.' })
  id: string;

  @Field(() => Int, { description: 'Counts the changes: a mutation names the version that it saw.' })
  version: number;

  @Field(() => String, { description: 'The code. Clients may also give it as the referral code when they sign up.' })
  code: string;

  @Field(() => String, { description: 'What to publish. "?campaign=" and a word of up to 40 letters, digits, hyphens and dots counts a campaign apart.' })
  url: string;

  @Field(() => String, { description: "What it is for; empty on the partner's first link, which has the partner's own code." })
  label: string;

  @Field(() => String, { nullable: true, description: 'The code of the landing page that it leads to; null: to the default one.' })
  landingPage: string | null;

  @Field(() => Boolean, { description: 'Whether it is in use.' })
  isActive: boolean;

  @Field(() => Partner, { description: 'Whose link it is.' })
  partner: Partner;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was retired; null while it is in use.' })
  retiredAt: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of referral links.' })
export class ReferralLinkConnection extends connectionOf(() => ReferralLink, 'ReferralLink', 'A referral link') {}

@ObjectType({ simpleResolvers: true, description: 'A place where referral links may lead.' })
export class ReferralLandingPage {
  @Field(() => String, { description: 'The code that links name.' })
  code: string;

  @Field(() => String, { description: 'The address. What visitors carry is added to it as "visitor": sign them up with that.' })
  url: string;

  @Field(() => Boolean, { description: 'Links that name no page lead here.' })
  isDefault: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'How clicks on referral links count.' })
export class ReferralPolicy {
  @Field(() => ReferralAttribution, { description: 'Whose a client is who came by several links.' })
  attribution: keyof typeof ReferralAttribution;

  @Field(() => Int, { description: 'For how many days a click counts.' })
  lifetimeDays: number;
}

@InputType({ description: 'Which links: several conditions narrow the list together.' })
export class ReferralLinkFilter {
  @Field(() => ID, { nullable: true, description: 'Of this partner.' })
  partnerId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Those in use, or those that are retired.' })
  isActive?: boolean | null;
}

@ArgsType()
export class ReferralLinksArgs extends PageArgs {
  @Field(() => ReferralLinkFilter, { nullable: true, description: 'Which links; left out: all of them.' })
  filter?: ReferralLinkFilter | null;
}

@ArgsType()
export class PartnerReferralLinksArgs extends ForwardArgs {
  @Field(() => ReferralLinkFilter, { nullable: true, description: 'Which links; left out: all of them.' })
  filter?: ReferralLinkFilter | null;
}

@ArgsType()
export class ReferralPeriodArgs {
  @Field(() => DateRange, { nullable: true, description: 'On these days, by UTC. Left out: from the beginning.' })
  period?: DateRange | null;
}

@InputType({ description: 'A new referral link.' })
export class ReferralLinkCreateInput {
  @Field(() => ID, { nullable: true, description: 'Whose link it is. Partners leave it out: it is their own.' })
  partnerId?: string | null;

  @Field(() => String, { description: 'What it is for, in up to 60 characters.' })
  label: string;

  @Field(() => String, { nullable: true, description: 'The code of a landing page; left out: the default one.' })
  landingPage?: string | null;
}

@InputType({ description: 'A referral link that is out of use from now on.' })
export class ReferralLinkRetireInput {
  @Field(() => ID, { description: 'Which link.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;
}

@InputType({ description: 'A place where referral links may lead: a new one, or another address for one that there is.' })
export class ReferralLandingPageSetInput {
  @Field(() => String, { description: 'The code that links name: small letters, digits, hyphens.' })
  code: string;

  @Field(() => String, { description: 'The address; it begins with https.' })
  url: string;

  @Field(() => Boolean, { defaultValue: false, description: 'Links that name no page lead here; no other page is the default one then.' })
  isDefault: boolean;
}

@InputType({ description: 'How clicks on referral links count from now on.' })
export class ReferralPolicySetInput {
  @Field(() => ReferralAttribution, { description: 'Whose a client is who came by several links.' })
  attribution: keyof typeof ReferralAttribution;

  @Field(() => Int, { description: 'For how many days a click counts, 1 to 365.' })
  lifetimeDays: number;
}

@ObjectType({ simpleResolvers: true, description: 'The link as it is now, or why nothing was done.' })
export class ReferralLinkPayload {
  @Field(() => ReferralLink, { nullable: true, description: 'The link; null when there are errors.' })
  referralLink: ReferralLink | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}

@ObjectType({ simpleResolvers: true, description: 'The landing page as it is now, or why nothing was done.' })
export class ReferralLandingPagePayload {
  @Field(() => ReferralLandingPage, { nullable: true, description: 'The landing page; null when there are errors.' })
  landingPage: ReferralLandingPage | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}

@ObjectType({ simpleResolvers: true, description: 'The policy as it is now, or why nothing was done.' })
export class ReferralPolicyPayload {
  @Field(() => ReferralPolicy, { nullable: true, description: 'The policy; null when there are errors.' })
  policy: ReferralPolicy | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
