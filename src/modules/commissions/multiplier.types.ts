import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { DateTime, Decimal } from '../../graphql/scalars.js';

@ObjectType({ simpleResolvers: true, description: 'What all rewards of a partner are multiplied by, from one time to another.' })
export class PartnerMultiplier {
  @Field(() => ID, { description: 'The id of the row.' })
  id: string;

  @Field(() => Decimal, { description: 'What they are multiplied by.' })
  multiplier: string;

  @Field(() => DateTime, { description: 'From when on.' })
  validFrom: string;

  @Field(() => DateTime, { nullable: true, description: 'Until when; null: until another holds.' })
  validTo: string | null;
}

@InputType({ description: "A multiplier of a partner's own." })
export class PartnerMultiplierSetInput {
  @Field(() => ID, { description: 'Which partner.' })
  partnerId: string;

  @Field(() => Decimal, { description: 'From 0 to 10; 1 leaves rewards as plans give them.' })
  multiplier: string;

  @Field(() => DateTime, { nullable: true, description: 'From when on; left out: from now on. Not in the past. Whatever was set for later is withdrawn.' })
  effectiveFrom?: string | null;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}
