import type { Pool } from 'pg';
import type { Click, VisitorTokens } from './visitor.token.js';

export interface Visit {
  readonly code: string;
  readonly campaign: unknown;
  readonly address: string;
  readonly userAgent: string;
  /** What the visitor carries from an earlier click. */
  readonly token: string | null;
  /** It was not a person who followed the link: a look ahead, or a question about the page alone. */
  readonly isAutomatic: boolean;
}

/** What becomes of it. `token`: what the visitor carries from now on, for so long. */
export type VisitOutcome =
  | { readonly kind: 'REDIRECT'; readonly url: string; readonly token: string | null; readonly lifetimeSeconds: number }
  | { readonly kind: 'UNKNOWN' | 'RETIRED' | 'NO_LANDING_PAGE' };

/** The same visitor counts once in so long. */
const REPEAT_MINUTES = 10;
const CAMPAIGN = /^[\w.-]{1,40}$/;
const CODE = /^[\w-]{1,80}$/;
/** What says of itself that it is no browser; whoever hides it is counted. */
const BOTS = /bot\b|bot\/|crawl|spider|slurp|preview|facebookexternalhit|whatsapp|telegram|curl|wget|python|java\/|go-http|okhttp|headless|monitor|^$/i;

const FIND = `
  select l.id, l.retired_at is null and p.status = 'ACTIVE' as "isActive", g.url, y.attribution, y.lifetime_days as "lifetimeDays"
  from referral_link l join partner p on p.id = l.partner_id cross join referral_policy y
  left join referral_landing_page g on g.code = coalesce(l.landing_page, (select d.code from referral_landing_page d where d.is_default))
  where upper(l.code) = upper($1)`;
const COUNT = `
  with fresh as (
    insert into referral_visit (link_id, visitor, at) values ($1, $2, now())
    on conflict (link_id, visitor) do update set at = excluded.at where referral_visit.at < now() - interval '${REPEAT_MINUTES} minutes'
    returning link_id)
  insert into referral_daily (link_id, day, campaign, clicks) select link_id, (now() at time zone 'UTC')::date, $3, 1 from fresh
  on conflict (link_id, day, campaign) do update set clicks = referral_daily.clicks + 1`;
/** What is older than a day tells nobody apart any more. */
export const SWEEP_VISITS = `delete from referral_visit where at < now() - interval '1 day'`;

interface Found {
  readonly id: string;
  readonly isActive: boolean;
  readonly url: string | null;
  readonly attribution: 'FIRST' | 'LAST';
  readonly lifetimeDays: number;
}

/** Follows referral links: counts the click, and says where it leads. */
export class VisitService {
  readonly #pool: Pool;
  readonly #tokens: VisitorTokens;

  constructor(pool: Pool, tokens: VisitorTokens) {
    this.#pool = pool;
    this.#tokens = tokens;
  }

  async follow(visit: Visit): Promise<VisitOutcome> {
    const link = await this.#find(visit.code);
    if (link === null) return { kind: 'UNKNOWN' };
    if (!link.isActive) return { kind: 'RETIRED' };
    if (link.url === null) return { kind: 'NO_LANDING_PAGE' };
    const lifetimeSeconds = link.lifetimeDays * 86_400;
    if (visit.isAutomatic || BOTS.test(visit.userAgent)) return { kind: 'REDIRECT', url: link.url, token: null, lifetimeSeconds };
    const campaign = typeof visit.campaign === 'string' && CAMPAIGN.test(visit.campaign) ? visit.campaign : '';
    await this.#pool.query(COUNT, [link.id, this.#tokens.visitor(visit.address, visit.userAgent), campaign]);
    const token = this.#carried(visit.token, link) ?? this.#tokens.issue({ linkId: link.id, campaign, at: new Date() });
    const url = new URL(link.url);
    url.searchParams.set('visitor', token);
    return { kind: 'REDIRECT', url: url.href, token, lifetimeSeconds };
  }

  async #find(code: string): Promise<Found | null> {
    if (!CODE.test(code)) return null;
    return (await this.#pool.query<Found>(FIND, [code])).rows[0] ?? null;
  }

  /** Where the first click decides, it stays for as long as it counts. */
  #carried(token: string | null, { attribution, lifetimeDays }: Found): string | null {
    const first: Click | null = attribution === 'FIRST' ? this.#tokens.read(token) : null;
    return first !== null && stillCounts(first, lifetimeDays) ? token : null;
  }
}

export const stillCounts = ({ at }: Click, lifetimeDays: number): boolean => Date.now() - at.getTime() < lifetimeDays * 86_400_000;
