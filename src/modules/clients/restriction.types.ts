import { ArgsType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { connectionOf, DateTimeRange, PageArgs } from '../../graphql/connection.js';
import { RestrictionKind } from './client.enums.js';
import { Restriction } from './client.types.js';

@ObjectType({ simpleResolvers: true, description: 'A page of restrictions.' })
export class RestrictionConnection extends connectionOf(() => Restriction, 'Restriction', 'A restriction') {}

@InputType({ description: 'Which restrictions: what is left out does not narrow the list; several conditions narrow it together.' })
export class RestrictionFilter {
  @Field(() => ID, { nullable: true, description: 'On this client, or one of its accounts.' })
  clientId?: string | null;

  @Field(() => [RestrictionKind], { nullable: true, description: 'Of any of these kinds.' })
  kind?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Those that hold now, or those that are over.' })
  isInForce?: boolean | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Added in this span.' })
  createdAt?: DateTimeRange | null;
}

@ArgsType()
export class RestrictionsArgs extends PageArgs {
  @Field(() => RestrictionFilter, { nullable: true, description: 'Which restrictions; the newest first.' })
  filter?: RestrictionFilter | null;
}
