export { ClientAuditTrailResolver } from './client.audit.resolver.js';
export { Client as ClientEntity, Restriction as RestrictionEntity } from './client.entity.js';
export { checkedName, checkedReason } from './client.policy.js';
export { clientReader, restrictionReader } from './client.reader.js';
export { ClientKeys } from './client.keys.js';
export { ClientResolver, PartnerClientsResolver } from './client.resolver.js';
export { ClientService, findClient } from './client.service.js';
export { Client, Restriction } from './client.types.js';
export { RestrictionService } from './restriction.service.js';
