import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** An applicant as the vendor keeps it. */
export interface SimulatedApplicant {
  readonly id: string;
  readonly externalUserId: string;
  readonly levelName: string;
  readonly reviewStatus: 'init' | 'pending' | 'prechecked' | 'queued' | 'completed' | 'onHold';
  readonly answer: 'GREEN' | 'RED' | null;
  readonly rejectType: 'RETRY' | 'FINAL' | null;
  readonly rejectLabels: readonly string[];
  readonly moderationComment: string | null;
  readonly clientComment: string | null;
  readonly attempt: number;
  readonly reviewId: string;
  readonly documents: readonly { readonly type: string; readonly country: string; readonly sizeBytes: number; readonly sha256: string }[];
  /** As the vendor writes times. */
  readonly createdAt: string;
  readonly reviewedAt: string | null;
  /** Deactivated: as if it never was. */
  readonly isDeleted?: boolean;
}

export const vendorId = (): string => randomBytes(12).toString('hex');

/** `2020-02-21 13:23:19+0000`. */
export const vendorTime = (at = new Date()): string => `${at.toISOString().slice(0, 19).replace('T', ' ')}+0000`;

/** In memory, and line by line in a file if one is given, so that a restart finds them. */
export class Applicants {
  readonly #byId = new Map<string, SimulatedApplicant>();
  readonly #file: string | null;

  constructor(file: string | null) {
    this.#file = file;
    if (file === null) return;
    mkdirSync(dirname(file), { recursive: true });
    if (!existsSync(file)) return;
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const applicant = readLine(line);
      if (applicant !== null) this.#byId.set(applicant.id, applicant);
    }
  }

  find(id: string): SimulatedApplicant | undefined {
    return this.#byId.get(id);
  }

  byUser(externalUserId: string): SimulatedApplicant | undefined {
    return this.all().find((applicant) => applicant.externalUserId === externalUserId && applicant.isDeleted !== true);
  }

  /** The oldest first. */
  all(): readonly SimulatedApplicant[] {
    return [...this.#byId.values()];
  }

  put(applicant: SimulatedApplicant): SimulatedApplicant {
    this.#byId.set(applicant.id, applicant);
    if (this.#file !== null) appendFileSync(this.#file, `${JSON.stringify(applicant)}\n`, { mode: 0o600 });
    return applicant;
  }
}

/** A process that was killed leaves half a line: it is as if the last change had not been. */
function readLine(line: string): SimulatedApplicant | null {
  try {
    return JSON.parse(line) as SimulatedApplicant;
  } catch {
    return null;
  }
}
