import type { CheckFact, DocumentFact, KycFacts, LevelRule } from './kyc.rules.js';

/** As PostgreSQL writes them; see `factsSql`. */
export type StoredFacts = Omit<KycFacts, 'rules' | 'documents' | 'checks'> & {
  readonly rules: readonly LevelRule[] | null;
  readonly documents: readonly DocumentFact[] | null;
  readonly checks: readonly CheckFact[] | null;
};

/** Nobody's level rests on more; whoever hands in more is judged by the newest. */
const MOST_DOCUMENTS = 200;

/** Today, as the house reckons. */
export const TODAY = `(now() at time zone 'UTC')::date`;

/** SQL of the rules for a client's type in its jurisdiction, as JSON, the lowest level first. */
export const rulesSql = (client: string): string => `(select jsonb_agg(jsonb_build_object('level', l.level, 'title', l.title, 'documents', l.documents,
     'checks', l.checks) order by l.level)
   from (select distinct on (level) * from kyc_level where client_type = ${client}.type and jurisdiction in (${client}.jurisdiction, '*')
     order by level, jurisdiction = '*') l)`;

/**
 * SQL of all that a client's level follows from, as JSON; `client` is the alias of the client's row, `today` SQL of a date. `rules` is SQL, too:
 * who asks about many has them once for all of a kind.
 */
export const factsSql = (client: string, today = TODAY, rules = rulesSql(client)): string => `jsonb_build_object(
  'today', ${today}, 'level', ${client}.kyc_level,
  'carriedLevel', coalesce((select s.carried_level from kyc_standing s where s.id = ${client}.id), 0),
  'reviewDueOn', (select (s.reviewed_at at time zone 'UTC' + i.months * interval '1 month')::date
     from kyc_standing s join kyc_review_interval i on i.risk_level = ${client}.risk_level where s.id = ${client}.id),
  'rules', ${rules},
  'documents', (select jsonb_agg(jsonb_build_object('type', d.type, 'status', d.status, 'expiresOn', d.expires_on, 'uploadedOn', (d.uploaded_at at time zone 'UTC')::date,
       'mayResubmit', d.may_resubmit) order by d.uploaded_at, d.id)
     from (select * from document where client_id = ${client}.id and status <> 'WITHDRAWN' order by uploaded_at desc, id desc limit ${MOST_DOCUMENTS}) d),
  'checks', (select jsonb_agg(jsonb_build_object('kind', k.kind, 'outcome', k.outcome, 'validUntil', k.valid_until, 'detail', k.detail))
     from kyc_check k where k.client_id = ${client}.id))`;

export const factsOf = ({ rules, documents, checks, ...facts }: StoredFacts): KycFacts => ({
  ...facts,
  rules: rules ?? [],
  documents: documents ?? [],
  checks: checks ?? [],
});
