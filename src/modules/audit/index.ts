export { AuditAnchor } from './audit.anchor.js';
export { auditReader, reasonColumn } from './audit.reader.js';
export { changes, type JsonObject, type JsonValue, openSealed } from './audit.redaction.js';
export { AuditResolver } from './audit.resolver.js';
export { AuditSealer } from './audit.sealer.js';
export { type AuditRecord, AuditTrail, type AuditVaults, type SqlExecutor } from './audit.trail.js';
export { ActorKind, AuditEntry, AuditEntryConnection } from './audit.types.js';
export { AuditVerifier } from './audit.verifier.js';
