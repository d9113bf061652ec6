import { createHash } from 'node:crypto';
import { decimalText } from '../money.js';
import { isoDate } from '../calendar.js';
import type { Document } from '../model.js';
import { plain } from '../names.js';
import { drawCard } from './card.js';
import { jpeg } from './jpeg.js';
import { pdf } from './pdf.js';
import { png } from './png.js';

export const CONTENT_TYPES: Readonly<Record<Document['format'], string>> = { pdf: 'application/pdf', png: 'image/png', jpeg: 'image/jpeg' };

const TITLES: Readonly<Record<Document['type'], readonly [card: string, page: string]>> = {
  PASSPORT: ['PASSPORT', 'Passport'],
  IDENTITY_CARD: ['IDENTITY', 'Identity card'],
  DRIVING_LICENCE: ['LICENCE', 'Driving licence'],
  PROOF_OF_ADDRESS: ['ADDRESS', 'Electricity bill'],
  SOURCE_OF_FUNDS: ['FUNDS', 'Statement of income'],
  BANK_STATEMENT: ['STATEMENT', 'Bank statement'],
  COMPANY_REGISTRATION: ['COMPANY', 'Extract from the company register'],
  OTHER: ['LETTER', 'Letter'],
};

/** The file behind a document: small, valid, and like no other, for it names its client and its own id. */
export function render(document: Document): Buffer {
  const { client, type, id, format } = document;
  if (format === 'pdf') return pdf(page(document));
  const likeness = createHash('md5').update(client.id).digest()[0] ?? 0;
  const hasPortrait = type === 'PASSPORT' || type === 'IDENTITY_CARD' || type === 'DRIVING_LICENCE';
  const card = drawCard({ title: TITLES[type][0], name: plain(client.lastName).toUpperCase(), reference: `C${client.number}`, hasPortrait, likeness });
  return format === 'png' ? png(card, `Specimen ${id}`, likeness) : jpeg(card, `Specimen ${id}`);
}

function page({ client, type, id, uploadedAt, expiresOn }: Document): string[] {
  const { country } = client;
  const [street, city] = [country.streets[client.number % country.streets.length], country.cities[client.number % country.cities.length]];
  const lines = [
    TITLES[type][1],
    `Name: ${client.displayName}`,
    `Address: ${street} ${1 + (client.number % 90)}, ${city}, ${country.name}`,
    `Date: ${isoDate(uploadedAt - (7 + (client.number % 50)) * 86_400_000)}`,
  ];
  if (expiresOn) lines.push(`Valid until: ${expiresOn}`);
  if (type === 'BANK_STATEMENT' || type === 'SOURCE_OF_FUNDS')
    lines.push(`Amount: ${decimalText(client.life.firstDeposit * 12, client.currency)} ${client.currency}`);
  return [...lines, '', `Specimen made for a demonstration. Document ${id} of client C${client.number}.`];
}
