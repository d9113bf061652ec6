import type { ClientConfig } from 'pg';

/** Where PostgreSQL answers: a URL, or the parts of one (a socket directory as `host` among them). */
export type DatabaseTarget =
  | { readonly url: string }
  | { readonly host: string; readonly port: number; readonly user: string; readonly password: string; readonly database: string };

/** The target for a connection of its own. A socket takes no TLS, whatever PGSSLMODE says. */
export const clientConfig = (target: DatabaseTarget): ClientConfig => ({
  ...('url' in target ? { connectionString: target.url } : { ...target, ssl: false }),
  application_name: 'countinghouse',
});
