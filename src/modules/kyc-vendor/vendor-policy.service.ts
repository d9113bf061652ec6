import type { Request } from '../../access/actor.js';
import type { Database } from '../../database/orm.js';
import { pgTypes } from '../../database/reader.types.js';
import { statement, type Unit } from '../../database/unit.js';
import { checkedReason } from '../../runtime/checked-text.js';
import { notFound, refusal, staleVersion } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';

/** What a licensed entity asks of the vendor. */
export interface VendorPolicy {
  readonly jurisdiction: string;
  readonly version: number;
  /** The vendor's name for it. */
  readonly levelName: string;
  /** False: what the vendor approves waits for a person. */
  readonly vendorApproves: boolean;
  readonly sendsDocuments: boolean;
  readonly updatedBy: string | null;
  readonly updatedAt: string;
}

export interface VendorPolicyChange {
  readonly jurisdiction: string;
  readonly version: number;
  readonly levelName: string;
  readonly vendorApproves: boolean;
  readonly sendsDocuments: boolean;
  readonly reason: string;
}

const READ = `
  select jurisdiction, version::int as version, level_name as "levelName", vendor_approves as "vendorApproves", sends_documents as "sendsDocuments", updated_by as "updatedBy",
    updated_at as "updatedAt" from kyc_vendor_policy`;
const READ_ONE = statement(`${READ} where jurisdiction = $1`);
const LOCK = statement(`${READ} where jurisdiction = $1 for no key update`);
const SET = statement(`
  update kyc_vendor_policy set version = version + 1, level_name = $2, vendor_approves = $3, sends_documents = $4, updated_by = $5, updated_at = now() where jurisdiction = $1`);

const LEVEL_NAME = /^[\w-]{1,100}$/;

/** Undefined: nothing is set for this jurisdiction, and nobody there is verified by the vendor. */
export const policyOf = (unit: Unit, jurisdiction: string): Promise<VendorPolicy | undefined> => unit.row<VendorPolicy>(READ_ONE, [jurisdiction]);

/** How much the vendor's word counts, as compliance and management set it. It holds for news that come from then on. */
export class VendorPolicyService {
  readonly #database: Database;
  readonly #audit: AuditTrail;

  constructor(database: Database, audit: AuditTrail) {
    this.#database = database;
    this.#audit = audit;
  }

  async all(): Promise<VendorPolicy[]> {
    return (await this.#database.pool.query<VendorPolicy>({ text: `${READ} order by jurisdiction`, types: pgTypes })).rows;
  }

  /** Answers with the policy as it is then. */
  set(request: Request, change: VendorPolicyChange): Promise<VendorPolicy> {
    const { jurisdiction, version, levelName, vendorApproves, sendsDocuments } = change;
    const reason = checkedReason(change.reason);
    if (!LEVEL_NAME.test(levelName))
      throw refusal('INVALID', 'A level is named by 1 to 100 letters, digits, hyphens and underscores, as the vendor has it.', ['levelName']);
    return this.#database.unit(async (unit) => {
      const before = await unit.row<VendorPolicy>(LOCK, [jurisdiction]);
      if (before === undefined) throw notFound('jurisdiction', 'jurisdiction');
      if (before.version !== version) throw staleVersion(before.version);
      unit.write(SET, [jurisdiction, levelName, vendorApproves, sendsDocuments, request.actor.name]);
      this.#audit.append(unit, request, {
        ...{ action: 'kycVendorPolicy.set', subjectType: 'KycVendorPolicy', subjectId: jurisdiction, reason },
        before: { levelName: before.levelName, vendorApproves: before.vendorApproves, sendsDocuments: before.sendsDocuments },
        after: { levelName, vendorApproves, sendsDocuments },
      });
      return (await policyOf(unit, jurisdiction)) as VendorPolicy;
    });
  }
}
