import { newId } from '../../database/ids.js';
import type { Request } from '../../access/actor.js';
import { type ProviderKind, ProviderMisconfigured, ProviderUnreachable } from '../../connectors/payments/port.js';
import type { Database } from '../../database/orm.js';
import { statement, type Unit } from '../../database/unit.js';
import { checkedName } from '../../runtime/checked-text.js';
import { refusal, staleVersion } from '../../runtime/refusal.js';
import type { Vault } from '../../runtime/vault.js';
import { type AuditTrail } from '../audit/index.js';
import { type ProviderDirectory, type ProviderRecord, secretsRow } from './provider.directory.js';
import { checkBaseUrl, checkCode, checkedNumber, checkedPairs, checkedTerm, checkRange, checkWorks } from './provider.rules.js';

interface Pair {
  readonly name: string;
  readonly value?: string | null;
}

/** What of a provider can be changed; left out: as it is, or as is usual. */
export interface ProviderChanges {
  readonly title?: string | null;
  readonly baseUrl?: string | null;
  /** All of them: what is not named is gone. */
  readonly settings?: readonly Pair[] | null;
  /** Those that are named; null takes one away. */
  readonly secrets?: readonly Pair[] | null;
  readonly timeoutMs?: number | null;
  readonly sessionMinutes?: number | null;
  readonly amountToleranceBps?: number | null;
  readonly returnWindowDays?: number | null;
  readonly priority?: number | null;
  readonly depositsEnabled?: boolean | null;
  readonly payoutsEnabled?: boolean | null;
}

export interface TermsInput {
  readonly code: string;
  readonly version: number;
  readonly currency: string;
  readonly depositMin?: string | null;
  readonly depositMax?: string | null;
  readonly withdrawalMin?: string | null;
  readonly withdrawalMax?: string | null;
  readonly depositFeeBps: number;
  readonly depositFeeFixed: string;
  readonly withdrawalFeeBps: number;
  readonly withdrawalFeeFixed: string;
}

/** As staff see it: without its secrets. */
export interface ProviderView extends Omit<ProviderRecord, 'sealedSecrets' | 'settings'> {
  readonly priority: number;
  readonly settings: readonly { readonly name: string; readonly value: string }[];
  readonly secretsSet: readonly string[];
  readonly secretsMissing: readonly string[];
}

export interface ProviderTest {
  readonly outcome: 'ANSWERS' | 'SILENT' | 'MISCONFIGURED' | 'NOT_TESTABLE';
  readonly message: string;
  readonly milliseconds: number;
}

type Stored = ProviderRecord & { readonly priority: number };

const COLUMNS = `code, version, title, kind, deposits_enabled as "depositsEnabled", payouts_enabled as "payoutsEnabled", priority, base_url as "baseUrl", settings,
  secrets as "sealedSecrets", timeout_ms as "timeoutMs", session_minutes as "sessionMinutes", amount_tolerance_bps as "amountToleranceBps",
  return_window_days as "returnWindowDays"`;
const READ = statement(`select ${COLUMNS} from payment_provider where code = $1`);
const LOCK = statement(`select ${COLUMNS} from payment_provider where code = $1 for no key update`);
const VALUES =
  'title, base_url, settings, secrets, timeout_ms, session_minutes, amount_tolerance_bps, return_window_days, priority, deposits_enabled, payouts_enabled';
const INSERT = statement(
  `insert into payment_provider (code, ${VALUES}, kind) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing returning code`,
);
const UPDATE = statement(
  `update payment_provider set version = version + 1, updated_at = now(), (${VALUES}) = row($2::text, $3::text, $4::jsonb, $5::text, $6::int, $7::int, $8::int, $9::int,
    $10::int, $11::boolean, $12::boolean) where code = $1`,
);
const TOUCH = statement('update payment_provider set version = version + 1, updated_at = now() where code = $1');
const SET_TERMS = statement(`
  insert into payment_provider_currency as c (provider, currency, deposit_min, deposit_max, withdrawal_min, withdrawal_max, deposit_fee_bps, deposit_fee_fixed,
    withdrawal_fee_bps, withdrawal_fee_fixed) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  on conflict (provider, currency) do update set (deposit_min, deposit_max, withdrawal_min, withdrawal_max, deposit_fee_bps, deposit_fee_fixed, withdrawal_fee_bps,
    withdrawal_fee_fixed) = row(excluded.deposit_min, excluded.deposit_max, excluded.withdrawal_min, excluded.withdrawal_max, excluded.deposit_fee_bps,
    excluded.deposit_fee_fixed, excluded.withdrawal_fee_bps, excluded.withdrawal_fee_fixed)`);
const TERMS = statement('select to_jsonb(c) as terms from payment_provider_currency c where provider = $1 and currency = $2');

const USUAL = {
  ...{ version: 0, baseUrl: null, settings: {}, sealedSecrets: null, timeoutMs: 10_000, sessionMinutes: 60, amountToleranceBps: 0, returnWindowDays: 90 },
  ...{ priority: 100, depositsEnabled: true, payoutsEnabled: true },
} as const;

/** Providers as management sets them up. Secrets go in and never come out. */
export class ProviderService {
  readonly #parts: {
    readonly database: Database;
    readonly audit: AuditTrail;
    readonly directory: ProviderDirectory;
    readonly vault: Vault;
    readonly isProduction: boolean;
  };

  constructor(parts: {
    readonly database: Database;
    readonly audit: AuditTrail;
    readonly directory: ProviderDirectory;
    readonly vault: Vault;
    readonly isProduction: boolean;
  }) {
    this.#parts = parts;
  }

  /** Null: there is no such provider. */
  async view(code: string): Promise<ProviderView | null> {
    const stored = await this.#parts.database.unit((unit) => unit.row<Stored>(READ, [code]));
    return stored === undefined ? null : this.#viewOf(stored);
  }

  create(request: Request, input: ProviderChanges & { readonly code: string; readonly kind: ProviderKind; readonly title: string }): Promise<ProviderView> {
    checkCode(input.code);
    return this.#parts.database.unit(async (unit) => {
      const { values, made, secretsChanged } = this.#changed({ ...USUAL, code: input.code, kind: input.kind, title: '' }, input);
      if ((await unit.rows(INSERT, [input.code, ...values, input.kind])).length === 0)
        throw refusal('ALREADY_EXISTS', `There is a provider "${input.code}" already.`, ['code']);
      this.#record(unit, request, 'paymentProvider.create', null, made, secretsChanged);
      return this.#viewOf({ ...made, version: 1 });
    });
  }

  update(request: Request, input: ProviderChanges & { readonly code: string; readonly version: number }): Promise<ProviderView> {
    return this.#parts.database.unit(async (unit) => {
      const stored = await lock(unit, input);
      const { values, made, secretsChanged } = this.#changed(stored, input);
      unit.write(UPDATE, [input.code, ...values]);
      this.#record(unit, request, 'paymentProvider.update', stored, made, secretsChanged);
      return this.#viewOf({ ...made, version: stored.version + 1 });
    });
  }

  setTerms(request: Request, input: TermsInput): Promise<ProviderView> {
    const { code, currency } = input;
    const limit = (text: string | null | undefined, field: string): string | null => checkedTerm(text, field, currency, 'ABOVE_ZERO');
    const [depositMin, depositMax] = [limit(input.depositMin, 'depositMin'), limit(input.depositMax, 'depositMax')];
    const [withdrawalMin, withdrawalMax] = [limit(input.withdrawalMin, 'withdrawalMin'), limit(input.withdrawalMax, 'withdrawalMax')];
    checkRange(depositMin, depositMax, 'depositMin');
    checkRange(withdrawalMin, withdrawalMax, 'withdrawalMin');
    const bps = (value: number, field: string): number => checkedNumber(value, field, 0, 5000);
    return this.#parts.database.unit(async (unit) => {
      const stored = await lock(unit, input);
      const before = await unit.row<{ terms: Record<string, string> }>(TERMS, [code, currency]);
      const { depositFeeBps, withdrawalFeeBps } = input;
      unit.write(SET_TERMS, [
        ...[code, currency, depositMin, depositMax, withdrawalMin, withdrawalMax, bps(depositFeeBps, 'depositFeeBps')],
        ...[checkedTerm(input.depositFeeFixed, 'depositFeeFixed', currency, 'ZERO'), bps(withdrawalFeeBps, 'withdrawalFeeBps')],
        checkedTerm(input.withdrawalFeeFixed, 'withdrawalFeeFixed', currency, 'ZERO'),
      ]);
      unit.write(TOUCH, [code]);
      const after = await unit.row<{ terms: Record<string, string> }>(TERMS, [code, currency]);
      this.#parts.audit.append(unit, request, {
        ...{ action: 'paymentProvider.setTerms', subjectType: 'PaymentProvider', subjectId: code, before: before?.terms ?? null, after: after?.terms ?? null },
      });
      return this.#viewOf({ ...stored, version: stored.version + 1 });
    });
  }

  /** Asks it about an order that it cannot know: whatever it answers, it answers, and takes our key. */
  async test(request: Request, code: string): Promise<ProviderTest> {
    const begun = Date.now();
    const { outcome, message } = await this.#ask(code);
    const test = { outcome, message, milliseconds: Date.now() - begun };
    await this.#parts.database.unit(async (unit) =>
      this.#parts.audit.append(unit, request, { action: 'paymentProvider.test', subjectType: 'PaymentProvider', subjectId: code, after: { outcome, message } }),
    );
    return test;
  }

  async #ask(code: string): Promise<Pick<ProviderTest, 'outcome' | 'message'>> {
    try {
      const found = await this.#parts.directory.find(code);
      if (found === null) throw refusal('NOT_FOUND', `There is no payment provider "${code.slice(0, 40)}".`, ['code']);
      if (!found.connector.supports.lookUp) return { outcome: 'NOT_TESTABLE', message: 'It has no API that could be asked.' };
      await found.connector.lookUp({ direction: 'DEPOSIT', orderId: newId(), providerReference: null });
      return { outcome: 'ANSWERS', message: 'It answers, and takes our key.' };
    } catch (error) {
      if (error instanceof ProviderMisconfigured) return { outcome: 'MISCONFIGURED', message: error.message };
      if (error instanceof ProviderUnreachable) return { outcome: 'SILENT', message: error.message };
      throw error;
    }
  }

  /** The row as it will be, checked by the rules and by its connector. */
  #changed(stored: Stored, given: ProviderChanges) {
    const { vault, directory, isProduction } = this.#parts;
    const number = (field: 'timeoutMs' | 'sessionMinutes' | 'amountToleranceBps' | 'returnWindowDays' | 'priority', least: number, most: number): number =>
      checkedNumber(given[field] ?? stored[field], field, least, most);
    const before = this.#secretsOf(stored);
    const changes = checkedPairs(given.secrets ?? [], 'secrets');
    const secrets = withoutNulls({ ...before, ...changes });
    const settings = given.settings == null ? stored.settings : withoutNulls(checkedPairs(given.settings, 'settings'));
    const baseUrl = given.baseUrl === undefined ? stored.baseUrl : given.baseUrl;
    const made: Stored = {
      ...stored,
      ...{ baseUrl, settings, title: given.title == null ? stored.title : checkedName(given.title, 'title', 60), timeoutMs: number('timeoutMs', 100, 120_000) },
      ...{
        sessionMinutes: number('sessionMinutes', 1, 20_160),
        amountToleranceBps: number('amountToleranceBps', 0, 1000),
        priority: number('priority', 0, 10_000),
      },
      ...{ returnWindowDays: number('returnWindowDays', 0, 3650), depositsEnabled: given.depositsEnabled ?? stored.depositsEnabled },
      ...{ payoutsEnabled: given.payoutsEnabled ?? stored.payoutsEnabled },
    };
    checkBaseUrl(baseUrl, isProduction);
    checkSecretsTravel(stored.baseUrl, baseUrl, before, changes);
    checkWorks(directory.maker(made.kind), { ...made, secrets });
    const sealed = Object.keys(secrets).length === 0 ? null : vault.seal(secretsRow(made.code), JSON.stringify(secrets));
    const sealedSecrets = Object.keys(changes).length === 0 ? stored.sealedSecrets : sealed;
    const values = [
      ...[made.title, baseUrl, JSON.stringify(settings), sealedSecrets, made.timeoutMs, made.sessionMinutes, made.amountToleranceBps, made.returnWindowDays],
      ...[made.priority, made.depositsEnabled, made.payoutsEnabled],
    ];
    return { values, made: { ...made, sealedSecrets }, secretsChanged: Object.keys(changes) };
  }

  #secretsOf({ code, sealedSecrets }: Pick<Stored, 'code' | 'sealedSecrets'>): Record<string, string> {
    return sealedSecrets === null ? {} : (JSON.parse(this.#parts.vault.open(secretsRow(code), sealedSecrets)) as Record<string, string>);
  }

  #viewOf({ sealedSecrets, settings, ...rest }: Stored): ProviderView {
    const secretsSet = Object.keys(this.#secretsOf({ code: rest.code, sealedSecrets })).sort();
    return {
      ...{ ...rest, secretsSet, settings: Object.entries(settings).map(([name, value]) => ({ name, value })) },
      secretsMissing: this.#parts.directory.maker(rest.kind).requiredSecrets.filter((name) => !secretsSet.includes(name)),
    };
  }

  #record(unit: Unit, request: Request, action: string, before: Stored | null, after: Stored, secretsChanged: readonly string[]): void {
    const shown = ({ sealedSecrets: _sealed, settings, ...rest }: Stored) => ({ ...rest, settings: { ...settings } });
    this.#parts.audit.append(unit, request, {
      ...{ action, subjectType: 'PaymentProvider', subjectId: after.code, before: before && shown(before) },
      after: { ...shown(after), ...(secretsChanged.length > 0 && { secretsChanged }) },
    });
  }
}

async function lock(unit: Unit, { code, version }: { readonly code: string; readonly version: number }): Promise<Stored> {
  const stored = await unit.row<Stored>(LOCK, [code]);
  if (stored === undefined) throw refusal('NOT_FOUND', `There is no payment provider "${code.slice(0, 40)}".`, ['code']);
  if (stored.version !== version) throw staleVersion(stored.version);
  return stored;
}

/** Who sends our requests elsewhere brings the secrets along: otherwise an address of one's own would be told them. */
function checkSecretsTravel(
  from: string | null,
  to: string | null,
  before: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string | null>>,
): void {
  const origin = (url: string | null): string | null => (url === null || !URL.canParse(url) ? url : new URL(url).origin);
  const left = Object.keys(before).filter((name) => !Object.hasOwn(changes, name));
  if (origin(from) !== origin(to) && left.length > 0)
    throw refusal('POLICY_FORBIDS', `Another host is told secrets only by whoever knows them: give ${left.join(', ')} again.`, ['secrets']);
}

const withoutNulls = (values: Readonly<Record<string, string | null>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== null));
