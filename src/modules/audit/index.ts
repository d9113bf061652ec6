export { AuditAnchor } from './audit.anchor.js';
export { changes, type JsonObject, type JsonValue } from './audit.redaction.js';
export { AuditSealer } from './audit.sealer.js';
export { type AuditRecord, AuditTrail, type SqlExecutor } from './audit.trail.js';
export { type AuditVerification, AuditVerifier } from './audit.verifier.js';
