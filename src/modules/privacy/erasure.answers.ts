/** What the answers to a client are made of. */
export interface AnswerFacts {
  readonly reference: string;
  /** `2031-11-22`. */
  readonly holdUntil: string;
  readonly law: string;
  readonly authority: string;
  readonly reason: string;
}

// Articles 12(4) and 17(3)(b) of the GDPR: whoever does not erase at once says why, and that one can complain and go to court.
const RIGHTS = 'You have the right to lodge a complaint with {authority} and to seek a judicial remedy.';

const TEMPLATES = {
  HELD: `You asked us to erase what we hold on you ({reference}). What we kept for marketing is erased. {law} obliges us to keep the records of our relationship until {holdUntil}; until then we use them for nothing else, and on that day we destroy them without your having to ask again. ${RIGHTS}`,
  READY: `You asked us to erase what we hold on you ({reference}). No law obliges us to keep it any longer: it is destroyed within a day. ${RIGHTS}`,
  REFUSED: `You asked us to erase what we hold on you ({reference}). What we kept for marketing is erased. We do not erase the rest: {reason} ${RIGHTS}`,
} as const;

/** The answer to the client, in full sentences. */
export const answerOf = (outcome: keyof typeof TEMPLATES, facts: AnswerFacts): string =>
  TEMPLATES[outcome].replaceAll(/\{(\w+)\}/g, (_, name: keyof AnswerFacts) => facts[name]);
