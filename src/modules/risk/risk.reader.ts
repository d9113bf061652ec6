import type { Actor } from '../../access/actor.js';
import { column, defineReader, one } from '../../database/reader.js';
import { idEquals, oneOfEnum } from '../../database/reader.filters.js';

/** How a client is rated is the house's own: neither clients nor those who look after some of them are told. */
const wholeHouse = {
  scopeOf: (actor: Actor): 'outside' | null =>
    actor.clientId !== null || actor.partnerId !== null || !actor.permissions.has('clients:all') ? 'outside' : null,
  scopes: { outside: () => 'false' },
} as const;

export const riskRatingReader = defineReader({
  type: 'RiskRating',
  table: 'risk_rating',
  columns: {
    id: column('id'),
    level: column('level'),
    ratedLevel: column('rated_level'),
    score: column('score'),
    ruleSet: column('rule_set'),
    factors: column('factors'),
    inputs: { sql: `(select coalesce(jsonb_agg(jsonb_build_object('name', i.key, 'value', i.value) order by i.key), '[]') from jsonb_each_text(t.inputs) i)` },
    cause: column('cause'),
    ratedBy: column('rated_by'),
    ratedAt: column('rated_at'),
    nextReviewOn: column('next_review_on'),
    reviewedAt: column('reviewed_at'),
    reviewedBy: column('reviewed_by'),
    isCurrent: { sql: '(t.superseded_at is null)' },
  },
  relations: { override: one('RiskOverride', 'override_id') },
  orders: { RATED_AT: { sql: 't.rated_at', cast: 'timestamptz' } },
  defaultOrder: { field: 'RATED_AT', direction: 'DESC' },
  ...wholeHouse,
});

export const riskOverrideReader = defineReader({
  type: 'RiskOverride',
  table: 'risk_override',
  columns: {
    id: column('id'),
    version: column('version'),
    level: column('level'),
    fromLevel: column('from_level'),
    ratedLevel: column('rated_level'),
    status: column('status'),
    reason: column('reason'),
    until: column('until'),
    askedBy: column('asked_by'),
    askedAt: column('asked_at'),
    decidedBy: column('decided_by'),
    decidedAt: column('decided_at'),
    endedBy: column('ended_by'),
    endedAt: column('ended_at'),
    endReason: column('end_reason'),
  },
  relations: { client: one('Client', 'client_id') },
  filters: { status: oneOfEnum('t.status'), clientId: idEquals('t.client_id') },
  orders: { ASKED_AT: { sql: 't.asked_at', cast: 'timestamptz', inEnumIndexes: true } },
  defaultOrder: { field: 'ASKED_AT', direction: 'ASC' },
  ...wholeHouse,
});

export const riskRuleSetReader = defineReader({
  type: 'RiskRuleSet',
  table: 'risk_rule_set',
  columns: {
    id: column('id'),
    version: column('version'),
    number: column('number'),
    status: column('status'),
    note: column('note'),
    mediumFrom: column('medium_from'),
    highFrom: column('high_from'),
    rules: {
      sql: `(select coalesce(jsonb_agg(jsonb_build_object('factor', r.factor, 'code', r.code, 'title', r.title, 'condition', r.condition, 'points', r.points,
        'atLeast', r.at_least) order by r.number), '[]') from risk_rule r where r.set_id = t.id)`,
    },
    draftedBy: column('drafted_by'),
    draftedAt: column('drafted_at'),
    publishedBy: column('published_by'),
    publishedAt: column('published_at'),
  },
  orders: { DRAFTED_AT: { sql: 't.drafted_at', cast: 'timestamptz' } },
  defaultOrder: { field: 'DRAFTED_AT', direction: 'DESC' },
  ...wholeHouse,
});
