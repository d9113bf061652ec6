import type { AuditEvents } from './audit.js';
import { DAY, HOUR, isoDate, MINUTE, officeTime } from './calendar.js';
import { signInClient } from './clients.js';
import type { Client, Document, Setting, Time } from './model.js';
import { Random } from './random.js';
import type { Office } from './staff.js';

type Format = Document['format'];

const KINDS: Readonly<Record<Document['type'], { readonly formats: Partial<Record<Format, number>>; readonly names: readonly string[] }>> = {
  PASSPORT: { formats: { jpeg: 60, png: 25, pdf: 15 }, names: ['passport', 'passport-scan', 'my passport'] },
  IDENTITY_CARD: { formats: { jpeg: 55, png: 35, pdf: 10 }, names: ['id-card', 'id card front', 'identity'] },
  DRIVING_LICENCE: { formats: { jpeg: 60, png: 40 }, names: ['driving-licence', 'licence front'] },
  PROOF_OF_ADDRESS: { formats: { pdf: 75, jpeg: 25 }, names: ['utility-bill', 'electricity', 'bank letter', 'council-tax'] },
  SOURCE_OF_FUNDS: { formats: { pdf: 90, png: 10 }, names: ['payslip', 'sale-of-property', 'savings'] },
  BANK_STATEMENT: { formats: { pdf: 92, png: 8 }, names: ['statement', 'bank-statement'] },
  COMPANY_REGISTRATION: { formats: { pdf: 100 }, names: ['certificate-of-incorporation', 'register-extract'] },
  OTHER: { formats: { pdf: 70, png: 30 }, names: ['form-w8', 'power-of-attorney', 'letter'] },
};
const EXTENSIONS: Readonly<Record<Format, string>> = { pdf: 'pdf', png: 'png', jpeg: 'jpg' };
const EXPIRING = new Set<Document['type']>(['PASSPORT', 'IDENTITY_CARD', 'DRIVING_LICENCE']);
const REJECTIONS = [
  'Picture is too blurred to read',
  'Part of the page is cut off',
  'Older than three months',
  'Name differs from the account',
  'Document has expired',
  'Screenshots are not accepted',
];

/** What the client who signs in has sent in since. */
const OWN_LATER: readonly Document['type'][] = ['BANK_STATEMENT', 'SOURCE_OF_FUNDS', 'PASSPORT'];

interface Archive {
  readonly setting: Setting;
  readonly random: Random;
  readonly office: Office;
  readonly audit: AuditEvents;
  readonly documents: Document[];
}

/** Just as many documents as asked for: those that approvals rest on, and then what comes in over the year. */
export function fileDocuments(setting: Setting, clients: readonly Client[], office: Office, audit: AuditEvents): Document[] {
  const archive: Archive = { setting, random: new Random(setting.seed, 'documents'), office, audit, documents: [] };
  const isWaiting = ({ onboardingStatus }: Client): boolean => onboardingStatus === 'APPLICATION_SUBMITTED';
  const rest = archive.random.shuffled(clients.filter((client) => !isWaiting(client)));
  const own = signInClient(clients);
  identify(archive, own);
  for (const type of OWN_LATER) addLater(archive, own, type);
  const waiting = create(archive, own, 'PROOF_OF_ADDRESS', setting.now - 20 * HOUR);
  if (waiting) look(waiting, setting.now - 19 * HOUR);
  for (const client of [...clients.filter(isWaiting), ...rest]) if (client !== own) identify(archive, client);
  const approved = clients.filter(({ life }) => life.approvedAt !== null);
  while (archive.documents.length < setting.sizes.documents) addLater(archive, archive.random.pick(approved));
  return archive.documents;
}

/** What was sent in with the application, and how it was judged. */
function identify(archive: Archive, client: Client): void {
  const { random } = archive;
  const { life, type, kycStatus } = client;
  if (life.submittedAt === null && (kycStatus !== 'DOCUMENTS_REQUIRED' || !random.chance(0.4))) return;
  const identity = random.share({ PASSPORT: 52, IDENTITY_CARD: 36, DRIVING_LICENCE: 12 });
  const wanted: Document['type'][] = [identity, 'PROOF_OF_ADDRESS'];
  if (type === 'CORPORATE') wanted.push('COMPANY_REGISTRATION');
  if (client.kycLevel === 3) wanted.push('SOURCE_OF_FUNDS');
  for (const kind of life.submittedAt === null ? wanted.slice(0, 1) : wanted) addWithApplication(archive, client, kind, kind === identity);
}

function addWithApplication(archive: Archive, client: Client, type: Document['type'], isIdentity: boolean): void {
  const { random, setting } = archive;
  const { life, createdAt } = client;
  const until = life.submittedAt ?? Math.min(createdAt + 5 * HOUR, setting.now);
  const uploadedAt = createdAt + Math.floor((0.3 + 0.65 * random.fraction()) * (until - createdAt));
  const document = create(archive, client, type, uploadedAt);
  if (!document || life.submittedAt === null) return;
  if (life.decidedAt === null) return void (random.chance(0.5) && look(document, Math.min(uploadedAt + 20 * MINUTE, setting.now)));
  const judgedAt = Math.max(life.decidedAt - random.between(1, 20) * MINUTE, uploadedAt);
  const isFaulty = life.approvedAt !== life.decidedAt && isIdentity;
  judge(archive, document, judgedAt, isFaulty);
  if (isFaulty && life.approvedAt !== null) replace(archive, client, type, life.decidedAt, life.approvedAt);
}

/** Asked for a better one, the client sent it. */
function replace(archive: Archive, client: Client, type: Document['type'], from: Time, to: Time): void {
  const second = create(archive, client, type, from + Math.floor((to - from) / 2));
  if (second) judge(archive, second, to - MINUTE, false);
}

function addLater(archive: Archive, client: Client, wanted?: Document['type']): void {
  const { random, setting } = archive;
  const { approvedAt, quietFrom } = client.life;
  const type = wanted ?? random.share({ BANK_STATEMENT: 34, PROOF_OF_ADDRESS: 26, SOURCE_OF_FUNDS: 20, OTHER: 12, PASSPORT: 8 });
  const uploadedAt = setting.calendar.moment(random, approvedAt ?? client.createdAt, Math.max(quietFrom, (approvedAt ?? client.createdAt) + 1));
  const document = create(archive, client, type, uploadedAt);
  const judgedAt = officeTime(random, uploadedAt, Math.floor(random.skewed(14 * HOUR, 0.8)));
  if (!document) return;
  if (judgedAt < setting.now) judge(archive, document, judgedAt, random.chance(0.11));
  else if (random.chance(0.5)) look(document, Math.min(uploadedAt + 30 * MINUTE, setting.now));
}

function look(document: Document, at: Time): void {
  document.status = 'IN_REVIEW';
  document.updatedAt = at;
}

function create({ setting, random, documents }: Archive, client: Client, type: Document['type'], uploadedAt: Time): Document | null {
  if (documents.length >= setting.sizes.documents) return null;
  const { formats, names } = KINDS[type];
  const format = random.share(formats);
  const stem = random.chance(0.25) ? `IMG_${random.digits(4)}` : random.pick(names);
  const document: Document = {
    ...{
      id: random.id(uploadedAt),
      client,
      type,
      status: 'UPLOADED',
      format,
      fileName: `${stem}.${EXTENSIONS[format]}`,
      storageKey: storageKey(random, EXTENSIONS[format]),
    },
    ...{
      issuingCountry: EXPIRING.has(type) || type === 'COMPANY_REGISTRATION' ? client.country.code : null,
      expiresOn: EXPIRING.has(type) ? expiry(random, uploadedAt) : null,
    },
    ...{ reviewedBy: null, reviewedAt: null, rejectionReason: null, uploadedById: client.id, uploadedAt, updatedAt: uploadedAt },
  };
  documents.push(document);
  return document;
}

/** Like any key of the file store, but out of 256 folders instead of 65,536: making folders is dearer than making files. */
function storageKey(random: Random, extension: string): string {
  const name = random.hex(32);
  const [first, second] = [name.slice(0, 1).repeat(2), name.slice(1, 2).repeat(2)];
  return `${first}/${second}/${first}${second}${name.slice(4)}.${extension}`;
}

/** Most are good for years; some run out within the year that is told here, and a few in these weeks. */
const expiry = (random: Random, at: Time): string => isoDate(at + (random.chance(0.12) ? random.between(20, 420) : random.between(420, 3500)) * DAY);

function judge({ setting, random, office, audit }: Archive, document: Document, at: Time, isRejected: boolean): void {
  const { client, id, type } = document;
  const staff = office.someone(random, 'COMPLIANCE');
  const reason = isRejected ? random.pick(REJECTIONS) : null;
  const hasExpired = !isRejected && document.expiresOn !== null && document.expiresOn < isoDate(setting.now);
  const status = isRejected ? 'REJECTED' : hasExpired ? 'EXPIRED' : 'APPROVED';
  Object.assign(document, {
    status,
    reviewedBy: staff,
    reviewedAt: at,
    rejectionReason: reason,
    updatedAt: hasExpired ? Date.parse(document.expiresOn ?? '') : at,
  });
  const after = { type, status: isRejected ? 'REJECTED' : 'APPROVED' };
  audit.add(staff, at, isRejected ? 'document.reject' : 'document.approve', 'Document', id, { clientId: client.id, reason, after });
  if (hasExpired && client.kycStatus === 'APPROVED') expire(client, document.updatedAt);
}

/** Without a valid document the level falls; the client who signs in keeps it. */
function expire(client: Client, at: Time): void {
  if (client.email.endsWith('@demo.example')) return;
  client.kycStatus = 'EXPIRED';
  client.kycLevel = 0;
  client.updatedAt = Math.max(client.updatedAt, at);
}
