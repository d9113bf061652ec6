import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { UserError } from '../../graphql/user-error.js';
import { Client } from '../clients/index.js';
import { ScreeningDecision } from './screening.enums.js';
import { ScreeningHit } from './screening.types.js';

@InputType({ description: 'Whom to compare with the lists now.' })
export class ScreeningRunInput {
  @Field(() => ID, { description: 'Which client.' })
  clientId: string;
}

@InputType({ description: 'A decision on a hit.' })
export class ScreeningHitDecideInput {
  @Field(() => ID, { description: 'Which hit.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => ScreeningDecision, { description: 'Is it the client?' })
  decision: keyof typeof ScreeningDecision;

  @Field(() => String, { description: 'Why: it stays with the hit, and the audit log keeps it.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: 'The client with what was found, or why nothing was done.' })
export class ScreeningRunPayload {
  @Field(() => Client, { nullable: true, description: 'The client; null when there are errors.' })
  client: Client | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}

@ObjectType({ simpleResolvers: true, description: 'The hit as it is now, or why nothing was done.' })
export class ScreeningHitPayload {
  @Field(() => ScreeningHit, { nullable: true, description: 'The hit; null when there are errors.' })
  hit: ScreeningHit | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
