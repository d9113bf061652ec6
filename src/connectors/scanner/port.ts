import type { Readable } from 'node:stream';

/** Looks for malware in files. */
export interface Scanner {
  /** As `/health/ready` and the log name it. */
  readonly name: string;
  /** Reads the content to its end, or destroys it. Throws `ScannerAway` when there is no verdict: that is never a clean one. */
  scan(content: Readable): Promise<ScanVerdict>;
}

export type ScanVerdict = { readonly isClean: true } | { readonly isClean: false; readonly finding: string };

/** The scanner did not answer, or not with a verdict. The same file may be asked about again. */
export class ScannerAway extends Error {
  override readonly name = 'ScannerAway';
}
