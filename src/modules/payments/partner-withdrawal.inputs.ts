import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { CurrencyCode, Decimal, Json } from '../../graphql/scalars.js';

const WHOSE = 'Whose wallet: of a partner who asks, its own. Of a closed partner the staff alone takes out what is left.';
const WHERE = "One of the partner's own destinations: see payoutDestinations. Its provider pays.";

@InputType({ description: 'Money that a partner takes out of its wallet. It is held at once, decided on by people from a certain amount on, and then sent.' })
export class PartnerWithdrawalRequestInput {
  @Field(() => ID, { description: WHOSE })
  partnerId: string;

  @Field(() => Decimal, { description: 'How much leaves the wallet. The fee comes out of it.' })
  amount: string;

  @Field(() => CurrencyCode, { description: 'The currency of the wallet.' })
  currency: string;

  @Field(() => ID, { description: WHERE })
  destinationId: string;

  @Field(() => String, {
    description: 'Chosen by you, such as a UUID: sent again with the same input it answers with the same transaction, and nothing happens twice.',
  })
  idempotencyKey: string;
}

@ArgsType()
export class PartnerWithdrawalPreviewArgs {
  @Field(() => ID, { description: WHOSE })
  partnerId: string;

  @Field(() => Decimal, { description: 'How much.' })
  amount: string;

  @Field(() => CurrencyCode, { description: 'The currency of the wallet.' })
  currency: string;

  @Field(() => ID, { description: WHERE })
  destinationId: string;
}

@InputType({ description: 'That a withdrawal is taken back, before anything has left.' })
export class PartnerWithdrawalCancelInput {
  @Field(() => ID, { description: 'Which withdrawal.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => String, { nullable: true, description: 'Why.' })
  reason?: string | null;
}

@InputType({ description: "A place where a partner's money may go." })
export class PartnerDestinationAddInput {
  @Field(() => ID, { description: 'Whose it is: of a partner who asks, its own.' })
  partnerId: string;

  @Field(() => String, { description: 'The code of the payment provider that pays there: see paymentProviders.' })
  provider: string;

  @Field(() => Json, { description: 'What the provider needs: for a bank {"iban", "holder"}, for a card {"token"}, for a cashier {"method", "account"}.' })
  destination: unknown;
}

@InputType({ description: "That a partner's destination is not used any more." })
export class PartnerDestinationRetireInput {
  @Field(() => ID, { description: 'Which destination.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;
}
