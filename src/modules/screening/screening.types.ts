import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, DateTimeRange, ForwardArgs, OrderDirection, PageArgs } from '../../graphql/connection.js';
import { DateTime, Decimal } from '../../graphql/scalars.js';
import { Client } from '../clients/index.js';
import { StaffMember } from '../staff/index.js';
import {
  ListedPartyKind,
  ScreeningAgreement,
  ScreeningHitOrderField,
  ScreeningHitStatus,
  ScreeningList,
  ScreeningListKind,
  ScreeningStatus,
} from './screening.enums.js';

@ObjectType({ simpleResolvers: true, description: 'What a list says of somebody, as it was when it was found.' })
export class ListedParty {
  @Field(() => ListedPartyKind, { description: 'What the entry is for.' })
  kind: keyof typeof ListedPartyKind;

  @Field(() => String, { description: 'The name that it goes by.' })
  name: string;

  @Field(() => [String], { description: 'The other names.' })
  aliases: string[];

  @Field(() => [String], { description: 'Birth dates: a day, a month, a year, or a span of years such as "1958/1962".' })
  birthDates: string[];

  @Field(() => [String], { description: 'Countries of citizenship and of addresses, by ISO 3166-1 alpha-2.' })
  countries: string[];

  @Field(() => [String], { description: 'The regimes that it stands under; of a politically exposed person, the offices.' })
  programmes: string[];
}

@ObjectType({ simpleResolvers: true, description: 'An entry of a list that may be a client, with the reasons.' })
export class ScreeningHit {
  @Field(() => ID, { description: 'The id of the hit.' })
  id: string;

  @Field(() => Int, { description: 'Counts the changes: a decision names the version that it saw.' })
  version: number;

  @Field(() => Client, { nullable: true, description: 'Who it may be.' })
  client: Client | null;

  @Field(() => ScreeningList, { description: 'The list.' })
  list: keyof typeof ScreeningList;

  @Field(() => ScreeningListKind, { description: 'What it means to be on it.' })
  kind: keyof typeof ScreeningListKind;

  @Field(() => ScreeningHitStatus, { description: 'What was decided.' })
  status: keyof typeof ScreeningHitStatus;

  @Field(() => Boolean, { description: 'False: client or entry has changed since, and the hit is history.' })
  isCurrent: boolean;

  @Field(() => Decimal, { description: 'How well it fits altogether, from 0 to 1.' })
  score: string;

  @Field(() => String, { description: "The entry's name that is closest to the client's." })
  matchedName: string;

  @Field(() => Decimal, { description: 'How close that name is, from 0 to 1.' })
  nameScore: string;

  @Field(() => Boolean, { description: 'Whether the list itself calls that name a weak one.' })
  isWeakName: boolean;

  @Field(() => ScreeningAgreement, { description: 'What the birth dates say.' })
  birthDate: keyof typeof ScreeningAgreement;

  @Field(() => ScreeningAgreement, { description: 'What the countries say.' })
  country: keyof typeof ScreeningAgreement;

  @Field(() => String, { description: "The list's own number of the entry." })
  entryRef: string;

  @Field(() => ListedParty, { description: 'The entry as it was when it was found.' })
  entry: ListedParty;

  @Field(() => DateTime, { description: 'When it was found.' })
  foundAt: string;

  @Field(() => StaffMember, { nullable: true, description: 'Who decided on it.' })
  decidedBy: StaffMember | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was decided on.' })
  decidedAt: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was decided so.' })
  reason: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of hits.' })
export class ScreeningHitConnection extends connectionOf(() => ScreeningHit, 'ScreeningHit', 'A hit') {}

@ObjectType({ simpleResolvers: true, description: 'Where the screening of a client stands.' })
export class ClientScreening {
  @Field(() => ID, { description: 'The id of the client.' })
  id: string;

  @Field(() => ScreeningStatus, { description: 'Where it stands.' })
  status: keyof typeof ScreeningStatus;

  @Field(() => Boolean, { description: 'Whether the client was confirmed to be politically exposed.' })
  isPep: boolean;

  @Field(() => DateTime, { nullable: true, description: 'When the client was last compared with a list; null: never.' })
  lastScreenedAt: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A list as it is searched.' })
export class ScreeningListVersion {
  @Field(() => ScreeningList, { description: 'Which list.' })
  list: keyof typeof ScreeningList;

  @Field(() => Int, { description: 'Counts the publications that changed something.' })
  version: number;

  @Field(() => String, { nullable: true, description: 'When it was published, as the publisher says.' })
  publishedAt: string | null;

  @Field(() => Int, { description: 'How many entries it has.' })
  entries: number;

  @Field(() => DateTime, { description: 'When this version was taken over.' })
  importedAt: string;
}

@InputType({ description: 'By what hits are ordered, and which way.' })
export class ScreeningHitOrder {
  @Field(() => ScreeningHitOrderField, { description: 'By what.' })
  field: keyof typeof ScreeningHitOrderField;

  @Field(() => OrderDirection, { defaultValue: 'ASC', description: 'Which way.' })
  direction: keyof typeof OrderDirection;
}

@InputType({ description: 'Which hits: what is left out does not narrow the list.' })
export class ScreeningHitFilter {
  @Field(() => [ScreeningHitStatus], { nullable: true, description: 'In any of these statuses.' })
  status?: string[] | null;

  @Field(() => [ScreeningList], { nullable: true, description: 'Of any of these lists.' })
  list?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'That may be this client.' })
  clientId?: string | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Found in this span.' })
  foundAt?: DateTimeRange | null;
}

@ArgsType()
export class ScreeningHitsArgs extends PageArgs {
  @Field(() => ScreeningHitFilter, { nullable: true, description: 'Which hits.' })
  filter?: ScreeningHitFilter | null;

  @Field(() => ScreeningHitOrder, { nullable: true, description: 'In which order; the oldest first when left out.' })
  orderBy?: ScreeningHitOrder | null;
}

@ArgsType()
export class ClientHitsArgs extends ForwardArgs {}
