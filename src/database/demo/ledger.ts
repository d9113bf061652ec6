import type { Account, Client, Entry, LedgerAccount, LedgerKind, Minor, Partner, Setting, Time, Transaction } from './model.js';
import type { Currency } from './money.js';
import { Random } from './random.js';

type HouseKind = 'FEE_INCOME' | 'COMMISSION_EXPENSE' | 'CREDIT_EXPENSE' | 'ADJUSTMENT' | 'SUSPENSE' | 'ROUNDING' | 'EXCHANGE' | 'NEGATIVE_BALANCE';
type ProviderKind = 'PROVIDER_CLEARING' | 'PROVIDER_FEE';

const slug = (kind: LedgerKind): string => kind.toLowerCase().replaceAll('_', '-');

export function codeOf({ kind, name, client, partner, account, currency }: LedgerAccount): string {
  const owner = account ? `${account.server}/${account.login}` : client ? `C${client.number}/${currency}` : partner ? `P${partner.number}/${currency}` : null;
  return [slug(kind), owner ?? [name, currency].filter(Boolean).join('/')].join('/');
}

/** The accounts and every posting on them. Balances are kept as lines are posted; the proofs add the lines up again. */
export class Ledger {
  readonly accounts: LedgerAccount[] = [];
  readonly entries: Entry[] = [];
  readonly #random: Random;
  readonly #founded: Time;
  readonly #shared = new Map<string, LedgerAccount>();
  readonly #debts = new Map<Client | Partner, LedgerAccount[]>();
  readonly #wallets = new Map<Client | Partner, LedgerAccount[]>();

  constructor(setting: Setting) {
    this.#random = new Random(setting.seed, 'ledger');
    this.#founded = setting.start - 45 * 86_400_000;
  }

  house(kind: HouseKind, currency: Currency): LedgerAccount {
    return this.#sharedAccount(kind, null, currency);
  }

  provider(kind: ProviderKind, name: string, currency: Currency): LedgerAccount {
    return this.#sharedAccount(kind, name, currency);
  }

  wallet(client: Client, currency: Currency, at: Time): LedgerAccount {
    return this.#own(client, 'CLIENT_WALLET', currency, at);
  }

  /** What the client owes after a chargeback that its wallet could not bear. */
  receivable(client: Client, currency: Currency, at: Time): LedgerAccount {
    return this.#own(client, 'RECEIVABLE', currency, at);
  }

  partnerWallet(partner: Partner, currency: Currency, at: Time): LedgerAccount {
    return this.#own(partner, 'PARTNER_WALLET', currency, at);
  }

  walletsOf(client: Client): readonly LedgerAccount[] {
    return this.#wallets.get(client) ?? [];
  }

  tradingAccount(account: Account): LedgerAccount {
    return this.#add('TRADING_ACCOUNT', account.currency, account.openedAt, { account, client: account.client });
  }

  credit(account: Account, at: Time): LedgerAccount {
    return (account.credit ??= this.#add('CREDIT', account.currency, at, { account, client: account.client }));
  }

  /** Books an entry; the last line's amount is what the others leave, so that each entry adds up to nothing. */
  post(at: Time, transaction: Transaction | null, description: string, lines: readonly (readonly [LedgerAccount, Minor])[], balancing: LedgerAccount): void {
    let rest = 0;
    const booked: (LedgerAccount | Minor)[] = [];
    for (const [account, amount] of lines) {
      if (amount === 0) continue;
      account.balance += amount;
      rest -= amount;
      booked.push(account, amount);
    }
    if (rest !== 0) {
      balancing.balance += rest;
      booked.push(balancing, rest);
    }
    this.entries.push({ at, transaction, description, lines: booked });
  }

  /** Out of one currency and into another, over the house's position in both. */
  exchange(
    at: Time,
    transaction: Transaction,
    description: string,
    [from, given]: readonly [LedgerAccount, Minor],
    [to, taken]: readonly [LedgerAccount, Minor],
  ): void {
    const lines = [
      [from, -given],
      [this.house('EXCHANGE', from.currency), given],
      [this.house('EXCHANGE', to.currency), -taken],
      [to, taken],
    ] as const;
    for (const [account, amount] of lines) account.balance += amount;
    this.entries.push({ at, transaction, description, lines: lines.flat() });
  }

  #sharedAccount(kind: LedgerKind, name: string | null, currency: Currency): LedgerAccount {
    const key = `${kind}/${name}/${currency}`;
    const known = this.#shared.get(key);
    if (known) return known;
    const made = this.#add(kind, currency, this.#founded, { name });
    this.#shared.set(key, made);
    return made;
  }

  #own(owner: Client | Partner, kind: 'CLIENT_WALLET' | 'PARTNER_WALLET' | 'RECEIVABLE', currency: Currency, at: Time): LedgerAccount {
    const shelf = kind === 'RECEIVABLE' ? this.#debts : this.#wallets;
    const known = shelf.get(owner) ?? [];
    const found = known.find((account) => account.currency === currency);
    if (found) return found;
    const made = this.#add(kind, currency, at, kind === 'PARTNER_WALLET' ? { partner: owner as Partner } : { client: owner as Client });
    shelf.set(owner, [...known, made]);
    return made;
  }

  #add(kind: LedgerKind, currency: Currency, createdAt: Time, of: Partial<Pick<LedgerAccount, 'name' | 'client' | 'partner' | 'account'>>): LedgerAccount {
    const { name = null, client = null, partner = null, account = null } = of;
    const made: LedgerAccount = { id: this.#random.id(createdAt), kind, name, client, partner, account, currency, balance: 0, held: 0, createdAt };
    this.accounts.push(made);
    return made;
  }
}
