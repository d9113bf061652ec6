import { createHash, randomBytes } from 'node:crypto';

export const API_KEY_PREFIX = 'chk_';

/** 256 random bits as text, for refresh tokens and API keys: nothing to decode, nothing to guess. */
export const newOpaqueToken = (prefix = ''): string => prefix + randomBytes(32).toString('base64url');

/** What the database keeps of it. 256 bits need neither salt nor slowness. */
export const hashOpaqueToken = (token: string): string => createHash('sha256').update(token).digest('hex');
