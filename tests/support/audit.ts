import { AuditTrail, type JsonObject, openSealed } from '../../src/modules/audit/index.js';
import { ClientKeys } from '../../src/modules/clients/index.js';
import { PersonalData } from '../../src/runtime/personal-data.js';
import type { TestGateway } from './gateway.js';

type Gateway = Pick<TestGateway, 'config' | 'database'>;

const keysOf = ({ config }: Gateway): ClientKeys => new ClientKeys(new PersonalData(config.secrets));

/** The gateway's own, for what a test runs beside it. */
export const auditOf = (gateway: Gateway): AuditTrail => new AuditTrail(gateway.config.secrets.auditKey, keysOf(gateway).forAudit());

/** Rows of the log on one client as people read them: what is sealed in their columns is opened. */
export async function openedEntries<T extends object>(gateway: Gateway, clientId: string, rows: readonly T[]): Promise<T[]> {
  const vault = await keysOf(gateway).toOpen(gateway.database.pool, clientId);
  return rows.map((row) => openSealed(clientId, vault, row as unknown as JsonObject) as unknown as T);
}
