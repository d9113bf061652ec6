export { type AuditRecord, AuditTrail, type SqlExecutor } from './audit.trail.js';
export { changes, type JsonObject, type JsonValue } from './audit.redaction.js';
