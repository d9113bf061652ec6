import type { Actor } from '../../access/actor.js';
import { newId } from '../../database/ids.js';
import { statement, type Unit } from '../../database/unit.js';
import type { OverrideRecord } from './risk.record.js';
import type { RiskLevel } from './risk.rules.js';

const PENDING = statement(`select id from risk_override where client_id = $1 and status = 'PROPOSED'`);
const ADD = statement(`
  insert into risk_override (id, client_id, level, from_level, rated_level, status, reason, until, asked_by, asked_by_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`);
const DECIDE = statement(`
  update risk_override set version = version + 1, status = $2, decided_by = $3, decided_by_id = $4, decided_at = now() where id = $1`);

export interface NewOverride {
  readonly clientId: string;
  readonly level: RiskLevel;
  readonly fromLevel: RiskLevel;
  readonly ratedLevel: RiskLevel;
  readonly status: 'PROPOSED' | 'ACTIVE';
  readonly reason: string;
  readonly until: string | null;
}

export const isOverridePending = async (unit: Unit, clientId: string): Promise<boolean> => (await unit.row(PENDING, [clientId])) !== undefined;

export function addOverride(unit: Unit, given: NewOverride, by: Actor): OverrideRecord {
  const id = newId();
  const { clientId, level, fromLevel, ratedLevel, status, reason, until } = given;
  unit.write(ADD, [id, clientId, level, fromLevel, ratedLevel, status, reason, until, by.name, by.id]);
  return { ...given, id, version: 1, isOver: false, askedById: by.id };
}

export function decideOverride(unit: Unit, id: string, to: 'ACTIVE' | 'DECLINED', by: Actor): void {
  unit.write(DECIDE, [id, to, by.name, by.id]);
}
