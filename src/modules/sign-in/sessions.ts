import type { EntityManager } from '@mikro-orm/postgresql';
import { newId } from '../../database/ids.js';
import { hashOpaqueToken, newOpaqueToken } from './opaque-tokens.js';

const SESSION_LIFETIME = `interval '7 days'`;
const IDLE_LIFETIME = `interval '12 hours'`;
const KEPT_AFTER_END = `interval '30 days'`;

const INSERT_SESSION = `insert into session (id, credential_id, expires_at) values (?, ?, now() + ${SESSION_LIFETIME})`;
const INSERT_REFRESH_TOKEN = `
  insert into refresh_token (hash, session_id, expires_at)
  select ?, id, least(now() + ${IDLE_LIFETIME}, expires_at) from session where id = ?`;
/** Each new session clears some away that ended long ago, so that the table needs no job of its own. */
const SWEEP = `
  with gone as (select id from session where expires_at < now() - ${KEPT_AFTER_END} order by expires_at limit 20 for update skip locked),
    tokens as (delete from refresh_token where session_id in (select id from gone))
  delete from session where id in (select id from gone)`;

export interface OpenedSession {
  readonly sessionId: string;
  readonly refreshToken: string;
}

/** Opens a session, which ends after seven days, or after twelve hours in which it is not refreshed. */
export async function openSession(em: EntityManager, credentialId: string): Promise<OpenedSession> {
  const sessionId = newId();
  await em.execute(SWEEP, [], 'run');
  await em.execute(INSERT_SESSION, [sessionId, credentialId], 'run');
  return { sessionId, refreshToken: await addRefreshToken(em, sessionId) };
}

async function addRefreshToken(em: EntityManager, sessionId: string): Promise<string> {
  const token = newOpaqueToken();
  await em.execute(INSERT_REFRESH_TOKEN, [hashOpaqueToken(token), sessionId], 'run');
  return token;
}

/** Ends every session of a credential, their access tokens included. */
export async function revokeSessions(em: EntityManager, credentialId: string, why: string): Promise<void> {
  await em.execute('update session set revoked_at = now(), revoked_why = ? where credential_id = ? and revoked_at is null', [why, credentialId], 'run');
}

export async function revokeSession(em: EntityManager, sessionId: string, why: string): Promise<void> {
  await em.execute('update session set revoked_at = now(), revoked_why = ? where id = ? and revoked_at is null', [why, sessionId], 'run');
}

/** Ends this session and every other one of the same credential. */
export async function revokeSessionsWith(em: EntityManager, sessionId: string, why: string): Promise<void> {
  await em.execute(
    'update session set revoked_at = now(), revoked_why = ? where revoked_at is null and credential_id = (select credential_id from session where id = ?)',
    [why, sessionId],
    'run',
  );
}

/** The sessions of a staff member; a member without a credential has none. */
export async function revokeSessionsOfStaff(em: EntityManager, staffId: string, why: string): Promise<void> {
  await em.execute(
    'update session set revoked_at = now(), revoked_why = ? where revoked_at is null and credential_id = (select id from credential where staff_id = ?)',
    [why, staffId],
    'run',
  );
}

interface RefreshTokenRow {
  readonly sessionId: string;
  readonly isUsed: boolean;
  readonly isOver: boolean;
}

const REFRESH_TOKEN = `
  select t.session_id as "sessionId", t.used_at is not null as "isUsed", (t.expires_at <= now() or s.expires_at <= now() or s.revoked_at is not null) as "isOver"
  from refresh_token t join session s on s.id = t.session_id where t.hash = ? for update of t`;

/**
 * Takes a refresh token in exchange for a new one. A token that was used before is in two hands: its session ends, whoever is asking.
 * Of two requests with one token at once the second is that case; there is no grace.
 */
export async function rotateRefreshToken(em: EntityManager, token: string): Promise<OpenedSession | 'UNKNOWN' | 'OVER' | 'REUSED'> {
  const hash = hashOpaqueToken(token);
  const [row] = await em.execute<RefreshTokenRow[]>(REFRESH_TOKEN, [hash]);
  if (!row) return 'UNKNOWN';
  if (row.isUsed) {
    await revokeSession(em, row.sessionId, 'A refresh token came a second time');
    return 'REUSED';
  }
  if (row.isOver) return 'OVER';
  await em.execute('update refresh_token set used_at = now() where hash = ?', [hash], 'run');
  return { sessionId: row.sessionId, refreshToken: await addRefreshToken(em, row.sessionId) };
}
