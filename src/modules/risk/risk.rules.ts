import { refusal } from '../../runtime/refusal.js';
import { type RiskFacts, FACT_NAMES } from './risk.facts.js';

export const RISK_LEVELS = ['LOW', 'MEDIUM', 'HIGH'] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number];
/** As people may give it: the API has a word for what it does not tell. */
export type GivenLevel = RiskLevel | 'UNDISCLOSED';

export function ratable(level: GivenLevel, field: readonly string[]): RiskLevel {
  if (level === 'UNDISCLOSED')
    throw refusal('INVALID', 'Nothing is rated UNDISCLOSED: that is what clients and partners see. Take LOW, MEDIUM or HIGH.', field);
  return level;
}

export const RISK_FACTORS = ['COUNTRY', 'SANCTIONS', 'PEP', 'CLIENT_TYPE', 'PRODUCT', 'FUNDING', 'BEHAVIOUR'] as const;
export type RiskFactor = (typeof RISK_FACTORS)[number];

/** When a rule holds, as data: one fact and what it has to be, or several of them together. */
export type RiskCondition =
  | { readonly all: readonly RiskCondition[] }
  | { readonly any: readonly RiskCondition[] }
  | { readonly input: keyof RiskFacts; readonly in: readonly string[] }
  | { readonly input: keyof RiskFacts; readonly is: boolean }
  | { readonly input: keyof RiskFacts; readonly atLeast: number }
  | { readonly input: keyof RiskFacts; readonly below: number };

export interface RiskRule {
  readonly factor: RiskFactor;
  readonly code: string;
  readonly title: string;
  readonly condition: RiskCondition;
  readonly points: number;
  /** Where it holds, the level is this one at least. */
  readonly atLeast: RiskLevel | null;
}

export interface RiskRuleSet {
  readonly number: number;
  readonly mediumFrom: number;
  readonly highFrom: number;
  readonly rules: readonly RiskRule[];
}

/** A rule that held, as the rating keeps it. */
export type FiredRule = Omit<RiskRule, 'condition'>;

export interface Rated {
  readonly score: number;
  readonly level: RiskLevel;
  readonly factors: readonly FiredRule[];
}

export const isHigher = (one: RiskLevel, other: RiskLevel): boolean => RISK_LEVELS.indexOf(one) > RISK_LEVELS.indexOf(other);
export const higher = (one: RiskLevel, other: RiskLevel): RiskLevel => (isHigher(one, other) ? one : other);

/** The points of all rules that hold make the score, the score makes the level; some rules set a floor besides. */
export function rate(facts: RiskFacts, { rules, mediumFrom, highFrom }: RiskRuleSet): Rated {
  const fired = rules.filter(({ condition }) => holds(condition, facts));
  const score = Math.max(
    0,
    fired.reduce((sum, { points }) => sum + points, 0),
  );
  const byScore: RiskLevel = score >= highFrom ? 'HIGH' : score >= mediumFrom ? 'MEDIUM' : 'LOW';
  const level = fired.reduce((so, { atLeast }) => higher(atLeast ?? 'LOW', so), byScore);
  return { score, level, factors: fired.map(({ factor, code, title, points, atLeast }) => ({ factor, code, title, points, atLeast })) };
}

export function holds(condition: RiskCondition, facts: RiskFacts): boolean {
  if ('all' in condition) return condition.all.every((one) => holds(one, facts));
  if ('any' in condition) return condition.any.some((one) => holds(one, facts));
  const fact = facts[condition.input];
  if ('in' in condition) return condition.in.includes(String(fact));
  if ('is' in condition) return fact === condition.is;
  return 'atLeast' in condition ? Number(fact) >= condition.atLeast : Number(fact) < condition.below;
}

const DEEPEST = 3;

/** What was written by hand, as a condition; null: it is none. */
export function conditionOf(value: unknown, depth = 0): RiskCondition | null {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return null;
  const given = value as Record<string, unknown>;
  const keys = Object.keys(given).sort().join();
  if (keys === 'all' || keys === 'any') {
    const parts = Array.isArray(given[keys]) ? (given[keys] as unknown[]).map((part) => conditionOf(part, depth + 1)) : [];
    return parts.length === 0 || parts.length > 10 || parts.includes(null) ? null : ({ [keys]: parts } as unknown as RiskCondition);
  }
  return FACT_NAMES.includes(given['input'] as keyof RiskFacts) && isTest(keys, given) ? (given as unknown as RiskCondition) : null;
}

function isTest(keys: string, given: Readonly<Record<string, unknown>>): boolean {
  if (keys === 'in,input') {
    const values = given['in'];
    return Array.isArray(values) && values.length > 0 && values.length <= 300 && values.every((one) => typeof one === 'string');
  }
  if (keys === 'input,is') return typeof given['is'] === 'boolean';
  return (keys === 'atLeast,input' || keys === 'below,input') && Number.isFinite(given[keys === 'atLeast,input' ? 'atLeast' : 'below']);
}
