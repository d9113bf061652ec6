import { FieldResolver, Resolver } from 'type-graphql';
import { readAhead } from '../../graphql/relation.js';
import { Client } from '../clients/index.js';
import { Partner } from '../partners/index.js';
import { Wallet } from './ledger.types.js';

/** The field that this module adds to clients. */
@Resolver(() => Client)
export class ClientWalletsResolver {
  @FieldResolver(() => [Wallet], { nullable: true, description: "The client's own money, one wallet a currency." })
  wallets() {
    return readAhead();
  }
}

/** The field that this module adds to partners. */
@Resolver(() => Partner)
export class PartnerWalletsResolver {
  @FieldResolver(() => [Wallet], { nullable: true, description: "The partner's own money, one wallet a currency." })
  wallets() {
    return readAhead();
  }
}
