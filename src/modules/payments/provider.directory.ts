import type { Pool } from 'pg';
import type { PaymentProvider, ProviderKind, ProviderMaker } from '../../connectors/payments/port.js';
import { statement, type Unit } from '../../database/unit.js';
import { Decimal } from '../../runtime/decimal.js';
import { refusal } from '../../runtime/refusal.js';
import type { Vault } from '../../runtime/vault.js';

/** A provider as it is set up in the database. */
export interface ProviderRecord {
  readonly code: string;
  readonly version: number;
  readonly title: string;
  readonly kind: ProviderKind;
  readonly depositsEnabled: boolean;
  readonly payoutsEnabled: boolean;
  readonly baseUrl: string | null;
  readonly settings: Readonly<Record<string, string>>;
  readonly sealedSecrets: string | null;
  readonly timeoutMs: number;
  readonly sessionMinutes: number;
  readonly amountToleranceBps: number;
  readonly returnWindowDays: number;
}

const COLUMNS = `p.code, p.version, p.title, p.kind, p.deposits_enabled as "depositsEnabled", p.payouts_enabled as "payoutsEnabled", p.base_url as "baseUrl", p.settings,
  p.secrets as "sealedSecrets", p.timeout_ms as "timeoutMs", p.session_minutes as "sessionMinutes", p.amount_tolerance_bps as "amountToleranceBps",
  p.return_window_days as "returnWindowDays"`;
const READ = `select ${COLUMNS} from payment_provider p where p.code = $1`;

export const secretsRow = (code: string): string => `payment_provider/${code}/secrets`;

/** Makes the connectors of the providers that the database names, and keeps each until its row changes. */
export class ProviderDirectory {
  readonly #pool: Pool;
  readonly #vault: Vault;
  readonly #makers: ReadonlyMap<ProviderKind, ProviderMaker>;
  readonly #made = new Map<string, { readonly version: number; readonly connector: PaymentProvider }>();

  constructor(parts: { readonly pool: Pool; readonly vault: Vault; readonly makers: readonly ProviderMaker[] }) {
    this.#pool = parts.pool;
    this.#vault = parts.vault;
    this.#makers = new Map(parts.makers.map((maker) => [maker.kind, maker]));
  }

  maker(kind: ProviderKind): ProviderMaker {
    const maker = this.#makers.get(kind);
    if (maker === undefined) throw new Error(`No connector is built in for providers of the kind ${kind}`);
    return maker;
  }

  /** Null: no provider has this code. Throws `ProviderMisconfigured`. */
  async find(code: string): Promise<{ readonly record: ProviderRecord; readonly connector: PaymentProvider } | null> {
    const { rows } = await this.#pool.query<ProviderRecord>(READ, [code]);
    const [record] = rows;
    return record === undefined ? null : { record, connector: this.#connector(record) };
  }

  /** As `find`, for a provider that a row of ours names. */
  async get(code: string): Promise<{ readonly record: ProviderRecord; readonly connector: PaymentProvider }> {
    const found = await this.find(code);
    if (found === null) throw new Error(`There is no payment provider ${code}`);
    return found;
  }

  #connector(record: ProviderRecord): PaymentProvider {
    const known = this.#made.get(record.code);
    if (known?.version === record.version) return known.connector;
    const { code, version, kind, baseUrl, settings, timeoutMs, sealedSecrets } = record;
    const secrets = sealedSecrets === null ? {} : (JSON.parse(this.#vault.open(secretsRow(code), sealedSecrets)) as Record<string, string>);
    const connector = this.maker(kind).make({ code, baseUrl, settings, secrets, timeoutMs });
    this.#made.set(code, { version, connector });
    return connector;
  }
}

/** What a provider takes and charges in one currency. Limits that are null do not stand. */
export interface ProviderTerms {
  readonly depositMin: Decimal | null;
  readonly depositMax: Decimal | null;
  readonly withdrawalMin: Decimal | null;
  readonly withdrawalMax: Decimal | null;
  readonly depositFeeBps: number;
  readonly depositFeeFixed: Decimal;
  readonly withdrawalFeeBps: number;
  readonly withdrawalFeeFixed: Decimal;
}

type Stored = ProviderRecord & { readonly currency: string | null } & { readonly [K in keyof ProviderTerms]: string | null };

const WITH_TERMS = statement(`
  select ${COLUMNS}, c.currency, c.deposit_min as "depositMin", c.deposit_max as "depositMax", c.withdrawal_min as "withdrawalMin", c.withdrawal_max as "withdrawalMax",
    c.deposit_fee_bps as "depositFeeBps", c.deposit_fee_fixed as "depositFeeFixed", c.withdrawal_fee_bps as "withdrawalFeeBps", c.withdrawal_fee_fixed as "withdrawalFeeFixed"
  from payment_provider p left join payment_provider_currency c on c.provider = p.code and c.currency = $2 where p.code = $1`);

/** The provider and its terms in a currency; refuses when there is no such provider, or it does not take the currency. */
export async function providerTerms(unit: Unit, code: string, currency: string): Promise<{ readonly provider: ProviderRecord; readonly terms: ProviderTerms }> {
  const stored = await unit.row<Stored>(WITH_TERMS, [code, currency]);
  if (stored === undefined) throw refusal('NOT_FOUND', `There is no payment provider "${code.slice(0, 40)}".`, ['provider']);
  if (stored.currency === null) throw refusal('POLICY_FORBIDS', `${stored.title} does not take ${currency}.`, ['currency']);
  const limit = (text: string | null): Decimal | null => (text === null ? null : new Decimal(text));
  const sum = (text: string | null): Decimal => new Decimal(text ?? '0');
  return {
    provider: stored,
    terms: {
      ...{ depositMin: limit(stored.depositMin), depositMax: limit(stored.depositMax), withdrawalMin: limit(stored.withdrawalMin) },
      ...{ withdrawalMax: limit(stored.withdrawalMax), depositFeeBps: Number(stored.depositFeeBps), depositFeeFixed: sum(stored.depositFeeFixed) },
      ...{ withdrawalFeeBps: Number(stored.withdrawalFeeBps), withdrawalFeeFixed: sum(stored.withdrawalFeeFixed) },
    },
  };
}
