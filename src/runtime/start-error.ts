/** Exit codes of a start that was refused, as sysexits.h has them; 1 is everything else. */
export const BAD_USAGE = 64;
export const BAD_CONFIGURATION = 78;

/** Ends the start with its message as the only line: one sentence that says what is wrong and what would be right. */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly exitCode: number;

  constructor(sentence: string, exitCode = 1) {
    super(sentence);
    this.exitCode = exitCode;
  }
}
