import { Field, ObjectType } from 'type-graphql';
import { CurrencyCode, Decimal } from './scalars.js';

@ObjectType({ simpleResolvers: true, description: 'An amount in a currency.' })
export class Money {
  @Field(() => Decimal, { description: 'The amount, with the decimals that the currency has.' })
  amount: string;

  @Field(() => CurrencyCode, { description: 'The currency of the amount.' })
  currency: string;
}
