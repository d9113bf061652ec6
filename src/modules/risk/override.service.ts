import type { Request } from '../../access/actor.js';
import { isId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { scopedRowIn } from '../../database/reader.scoped.js';
import type { Unit } from '../../database/unit.js';
import { checkedReason } from '../../runtime/checked-text.js';
import { notFound, refusal, staleVersion } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { closeTask, openTask } from '../tasks/index.js';
import { addOverride, decideOverride, isOverridePending } from './override.record.js';
import { riskOverrideReader } from './risk.reader.js';
import { endOverride, lockOverride, type OverrideRecord, type RiskFile } from './risk.record.js';
import { type GivenLevel, isHigher, ratable, rate, type RiskLevel } from './risk.rules.js';
import { checkPerson, type RiskService } from './risk.service.js';

interface Named {
  readonly id: string;
  /** The one that the caller saw. */
  readonly version: number;
}

export interface OverrideInput {
  readonly clientId: string;
  readonly level: GivenLevel;
  readonly reason: string;
  readonly until?: string | null;
}

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly risk: RiskService;
}

/** A person's word over the rules': upwards at once, downwards with a second person's. */
export class RiskOverrideService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Answers with the override's id. One that lowers the level is PROPOSED, and waits for somebody else. */
  async ask(request: Request, { clientId, ...input }: OverrideInput): Promise<string> {
    const { actor } = request;
    const [level, reason, until] = [ratable(input.level, ['level']), checkedReason(input.reason), input.until ?? null];
    checkPerson(actor);
    if (until !== null && until < today()) throw refusal('INVALID', 'This day is over.', ['until']);
    return this.#parts.database.unit(async (unit) => {
      const file = await this.#parts.risk.fileFor(unit, actor, clientId);
      if (level === file.level) throw refusal('INVALID', `The client is rated ${level} already.`, ['level']);
      checkListed(file, level);
      const raises = isHigher(level, file.level);
      if (!raises && (await isOverridePending(unit, file.clientId))) throw refusal('ALREADY_PENDING', 'A lower level is proposed already.', ['clientId']);
      const ratedLevel = rate(file.facts, file.ruleSet).level;
      const given = { clientId: file.clientId, level, fromLevel: file.level, ratedLevel, reason, until };
      if (raises) this.#end(unit, request, file, 'Another one takes its place.');
      const override = addOverride(unit, { ...given, status: raises ? 'ACTIVE' : 'PROPOSED' }, actor);
      this.#record(unit, request, override, raises ? 'riskOverride.set' : 'riskOverride.propose', reason, { level, until });
      if (raises) await this.#parts.risk.rerate(unit, request, { ...file, override }, `Overridden: ${reason}`);
      else propose(unit, override);
      return override.id;
    });
  }

  /** By another person than who proposed it, while the rules say no worse than then. */
  confirm(request: Request, input: Named): Promise<string> {
    return this.#change(request, input, 'PROPOSED', async (unit, override, file) => {
      if (override.askedById === request.actor.id) throw refusal('MAKER_CANNOT_CHECK', 'You proposed this yourself: somebody else has to confirm it.', ['id']);
      checkListed(file, override.level);
      if (override.isOver || isHigher(rate(file.facts, file.ruleSet).level, override.ratedLevel))
        throw refusal('POLICY_FORBIDS', 'It was proposed for facts that hold no longer: decline it.', ['id']);
      this.#end(unit, request, file, 'Another one takes its place.');
      decideOverride(unit, override.id, 'ACTIVE', request.actor);
      closeTask(unit, { kind: 'RISK_OVERRIDE', subjectId: override.id, outcome: 'CONFIRMED' }, request.actor);
      this.#record(unit, request, override, 'riskOverride.confirm', override.reason, { status: 'ACTIVE', level: override.level });
      await this.#parts.risk.rerate(unit, request, { ...file, override: { ...override, status: 'ACTIVE' } }, `Overridden: ${override.reason}`);
    });
  }

  /** By anybody who may confirm, and by who proposed it. */
  decline(request: Request, input: Named & { readonly reason: string }): Promise<string> {
    const reason = checkedReason(input.reason);
    return this.#change(request, input, 'PROPOSED', async (unit, override) => {
      decideOverride(unit, override.id, 'DECLINED', request.actor);
      closeTask(unit, { kind: 'RISK_OVERRIDE', subjectId: override.id, outcome: 'DECLINED' }, request.actor);
      this.#record(unit, request, override, 'riskOverride.decline', reason, { status: 'DECLINED' });
    });
  }

  /** From now on the rules' level holds. Where that is a lower one, it takes another person than who set the override. */
  end(request: Request, input: Named & { readonly reason: string }): Promise<string> {
    const reason = checkedReason(input.reason);
    return this.#change(request, input, 'ACTIVE', async (unit, override, file) => {
      const lowers = isHigher(file.level, rate(file.facts, file.ruleSet).level);
      if (lowers && override.askedById === request.actor.id)
        throw refusal('MAKER_CANNOT_CHECK', 'You raised the level yourself: somebody else has to lower it.', ['id']);
      endOverride(unit, override.id, request.actor, reason);
      this.#record(unit, request, override, 'riskOverride.end', reason, { status: 'ENDED' });
      await this.#parts.risk.rerate(unit, request, { ...file, override: undefined }, `The override was ended: ${reason}`);
    });
  }

  async #change(
    request: Request,
    { id, version }: Named,
    status: OverrideRecord['status'],
    work: (unit: Unit, override: OverrideRecord, file: RiskFile) => Promise<void>,
  ): Promise<string> {
    checkPerson(request.actor);
    return this.#parts.database.unit(async (unit) => {
      const seen = isId(id) ? await scopedRowIn(unit, riskOverrideReader, request.actor, id, 't.id') : null;
      const override = seen === null ? undefined : await lockOverride(unit, id);
      if (override === undefined) throw notFound('override', 'id');
      if (override.version !== version) throw staleVersion(override.version);
      if (override.status !== status) throw refusal('ILLEGAL_TRANSITION', `The override is ${override.status}.`, ['id']);
      await work(unit, override, await this.#parts.risk.fileFor(unit, request.actor, override.clientId));
      return id;
    });
  }

  #end(unit: Unit, { actor }: Request, { override }: RiskFile, reason: string): void {
    if (override !== undefined) endOverride(unit, override.id, actor, reason);
  }

  #record(unit: Unit, request: Request, override: OverrideRecord, action: string, reason: string, after: Record<string, string | null>): void {
    const { id, clientId, status, fromLevel } = override;
    this.#parts.audit.append(unit, request, {
      ...{ action, subjectType: 'RiskOverride', subjectId: id, clientId, reason },
      ...{ before: { status, level: fromLevel }, after },
    });
  }
}

const today = (): string => new Date().toISOString().slice(0, 10);

function propose(unit: Unit, { id, clientId, fromLevel, level }: OverrideRecord): void {
  openTask(unit, { kind: 'RISK_OVERRIDE', subjectType: 'RiskOverride', subjectId: id, clientId, detail: `To be rated ${level} instead of ${fromLevel}.` });
}

/** No word is above a list of sanctions. */
function checkListed({ facts }: RiskFile, level: RiskLevel): void {
  if (facts.sanctionsMatch && level !== 'HIGH') throw refusal('POLICY_FORBIDS', 'The client is on a list of sanctions, and stays rated HIGH.', ['level']);
}
