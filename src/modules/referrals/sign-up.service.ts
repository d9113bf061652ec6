import type { EntityManager } from '@mikro-orm/postgresql';
import { refusal } from '../../runtime/refusal.js';
import { stillCounts } from './visit.service.js';
import type { Click, VisitorTokens } from './visitor.token.js';

/** By which link somebody comes, and whose client that makes; `partnerId` null: the link is out of use. */
export interface Introduction {
  readonly linkId: string;
  readonly campaign: string;
  readonly clickedAt: Date | null;
  readonly partnerId: string | null;
}

interface Found {
  readonly id: string;
  readonly partnerId: string;
  readonly isActive: boolean;
  readonly lifetimeDays: number;
}

const LINK = `
  select l.id, l.partner_id as "partnerId", l.retired_at is null and p.status = 'ACTIVE' as "isActive", y.lifetime_days as "lifetimeDays"
  from referral_link l join partner p on p.id = l.partner_id cross join referral_policy y`;
const BY_CODE = `${LINK} where upper(l.code) = upper(?)`;
const BY_ID = `${LINK} where l.id = ?`;
const NOTE = `
  with sign_up as (
    insert into referral_sign_up (client_id, link_id, campaign, clicked_at, is_dead) values (?, ?, ?, ?, ?) returning link_id, campaign, signed_up_at)
  insert into referral_daily (link_id, day, campaign, sign_ups) select link_id, (signed_up_at at time zone 'UTC')::date, campaign, 1 from sign_up
  on conflict (link_id, day, campaign) do update set sign_ups = referral_daily.sign_ups + 1`;

/** Tells who introduced a new client: by a code that was given, or by the link that it came by. */
export class SignUpService {
  readonly #tokens: VisitorTokens;

  constructor(tokens: VisitorTokens) {
    this.#tokens = tokens;
  }

  /** A code goes before a link, and has to hold; a click that is no click, or too old, introduces nobody and is nobody's mistake. */
  async introduction(em: EntityManager, { code, token }: { readonly code: string | null; readonly token: string | null }): Promise<Introduction | null> {
    if (code !== null) return this.#byCode(em, code.trim());
    const click = this.#tokens.read(token);
    return click === null ? null : this.#byClick(em, click);
  }

  /** Counts the sign-up, in the transaction that adds the client. */
  async note(em: EntityManager, clientId: string, { linkId, campaign, clickedAt, partnerId }: Introduction): Promise<void> {
    await em.execute(NOTE, [clientId, linkId, campaign, clickedAt, partnerId === null], 'run');
  }

  async #byCode(em: EntityManager, code: string): Promise<Introduction> {
    const [link] = await em.execute<Found[]>(BY_CODE, [code]);
    if (!link?.isActive) throw refusal('NOT_FOUND', 'No active partner has this referral code.', ['partnerReferralCode']);
    return { linkId: link.id, campaign: '', clickedAt: null, partnerId: link.partnerId };
  }

  async #byClick(em: EntityManager, click: Click): Promise<Introduction | null> {
    const [link] = await em.execute<Found[]>(BY_ID, [click.linkId]);
    if (link === undefined || !stillCounts(click, link.lifetimeDays)) return null;
    return { linkId: link.id, campaign: click.campaign, clickedAt: click.at, partnerId: link.isActive ? link.partnerId : null };
  }
}
