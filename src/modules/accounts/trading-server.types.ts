import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { UserError } from '../../graphql/user-error.js';

@ObjectType({ simpleResolvers: true, description: "A platform's server that accounts are opened on." })
export class TradingServer {
  @Field(() => String, { description: 'Its name: "MT5-Live". Accounts, deals and aliases of instruments name it so.' })
  name: string;

  @Field(() => String, { description: 'The login that the next account on it gets.' })
  nextLogin: string;

  @Field(() => Int, { description: 'How many accounts are on it.' })
  accounts: number;

  @Field(() => [String], { description: 'The codes of the account types that are opened on it.' })
  accountTypes: string[];
}

@InputType({ description: 'A server, and where its logins go on from.' })
export class TradingServerSetInput {
  @Field(() => String, { description: 'The name of a server that is there, or of a new one.' })
  name: string;

  @Field(() => String, {
    description: 'The login that the next account on it gets, above all that are there. Leave room for what the platform gives out itself.',
  })
  nextLogin: string;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: 'The server as it is now, or why nothing was done.' })
export class TradingServerPayload {
  @Field(() => TradingServer, { nullable: true, description: 'The server; null when there are errors.' })
  tradingServer: TradingServer | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
