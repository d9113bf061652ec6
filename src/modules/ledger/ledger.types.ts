import { Field, ID, ObjectType } from 'type-graphql';
import { CurrencyCode, DateTime, Decimal } from '../../graphql/scalars.js';

@ObjectType({ simpleResolvers: true, description: "A client's or a partner's own money in one currency." })
export class Wallet {
  @Field(() => ID, { description: 'The id of the wallet.' })
  id: string;

  @Field(() => CurrencyCode, { description: 'The currency. There is one wallet in each.' })
  currency: string;

  @Field(() => Decimal, { description: 'What the ledger holds: the sum of all postings.' })
  balance: string;

  @Field(() => Decimal, { description: 'Reserved for withdrawals under way.' })
  held: string;

  @Field(() => Decimal, { description: 'What may be taken out: the balance without what is held.' })
  available: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'One line of a journal entry. Above zero it raises what the broker owes to the account, below zero it lowers it.',
})
export class JournalLine {
  @Field(() => String, { description: 'The code of the ledger account: `client-wallet/C100042/USD`.' })
  account: string;

  @Field(() => CurrencyCode, { description: 'The currency of the line, which is that of its account.' })
  currency: string;

  @Field(() => Decimal, { description: 'The signed amount.' })
  amount: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A posting to the ledger. Its lines add up to zero in every currency; it is never changed, only corrected by another.',
})
export class JournalEntry {
  @Field(() => ID, { description: 'The id of the entry.' })
  id: string;

  @Field(() => String, { description: 'What it books, in words.' })
  description: string;

  @Field(() => DateTime, { description: 'When it was posted.' })
  postedAt: string;

  @Field(() => [JournalLine], { description: 'The lines, in the order in which they were posted.' })
  lines: JournalLine[];
}
