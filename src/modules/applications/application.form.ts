import { Refusal, refusal, type UserErrorData } from '../../runtime/refusal.js';

export const QUESTION_SECTIONS = ['EMPLOYMENT', 'INCOME', 'WEALTH', 'EXPERIENCE', 'APPROPRIATENESS'] as const;
export const QUESTION_KINDS = ['ONE', 'MANY', 'TEXT'] as const;
export const APPROPRIATENESS = ['APPROPRIATE', 'WARNING', 'NOT_APPROPRIATE'] as const;
export type Appropriateness = (typeof APPROPRIATENESS)[number];

export interface FormQuestion {
  readonly code: string;
  readonly section: (typeof QUESTION_SECTIONS)[number];
  /** ONE and MANY choose among the options, TEXT is written. */
  readonly kind: (typeof QUESTION_KINDS)[number];
  readonly text: string;
  readonly isRequired: boolean;
  readonly options: readonly { readonly code: string; readonly text: string; readonly score: number }[];
}

export interface Form {
  readonly questions: readonly FormQuestion[];
  /** From which score on trading is appropriate, and from which it takes a warning. */
  readonly appropriateFrom: number;
  readonly warningFrom: number;
}

/** What was said to a question: codes of options, or one text. */
export interface Answer {
  readonly question: string;
  readonly answers: readonly string[];
}

export interface Judged {
  /** In the order of the questions. */
  readonly answers: readonly Answer[];
  readonly score: number;
  readonly outcome: Appropriateness;
}

const MOST_CHARACTERS = 500;
const MOST_QUESTIONS = 60;
const CODE = /^[A-Z0-9][A-Z0-9_]{0,39}$/;

/** Checks all answers at once and adds up their scores. Refuses with INVALID, an error for each question that is at fault. */
export function judgeAnswers(form: Form, given: readonly Answer[]): Judged {
  const known = new Set(form.questions.map(({ code }) => code));
  const strangers = given.filter(({ question }) => !known.has(question)).map(({ question }) => fault(question, 'This question is not asked.'));
  const checked = form.questions.map((question) => checkedAnswer(question, given));
  const faults = [...strangers, ...checked.flatMap(({ error }) => (error === null ? [] : [error]))];
  if (faults.length > 0) throw new Refusal(faults);
  const answers = checked.flatMap(({ answer }) => (answer === null ? [] : [answer]));
  const score = form.questions.reduce((sum, question) => sum + scoreOf(question, answers), 0);
  return { answers, score, outcome: outcomeOf(form, score) };
}

/** An option of the questions on income that has an upper end says it in its code: `UP_TO_50000`, in EUR. */
const UPPER_END = /^UP_TO_([1-9]\d{0,11})$/;

/**
 * The most that somebody earns a year by the answers, in EUR; null where they set no upper end. It stands beside the sealed answers, as
 * coarse as it was asked for: what is paid in is compared with it.
 */
export function declaredIncome({ questions }: Pick<Form, 'questions'>, answers: readonly Answer[]): string | null {
  const asked = new Set(questions.filter(({ section, kind }) => section === 'INCOME' && kind === 'ONE').map(({ code }) => code));
  const said = answers.filter(({ question }) => asked.has(question)).flatMap((one) => one.answers);
  return said.map((code) => UPPER_END.exec(code)?.[1] ?? null).find((end) => end !== null) ?? null;
}

export const outcomeOf = ({ appropriateFrom, warningFrom }: Form, score: number): Appropriateness =>
  score >= appropriateFrom ? 'APPROPRIATE' : score >= warningFrom ? 'WARNING' : 'NOT_APPROPRIATE';

function checkedAnswer(question: FormQuestion, given: readonly Answer[]): { readonly answer: Answer | null; readonly error: UserErrorData | null } {
  const own = given.filter((one) => one.question === question.code);
  const values = [...new Set(own.flatMap(({ answers }) => answers.map((value) => value.trim())).filter((value) => value !== ''))];
  const problem = own.length > 1 ? 'Answer it once.' : problemWith(question, values);
  if (problem !== null) return { answer: null, error: fault(question.code, `"${question.text}" ${problem}`) };
  return { answer: values.length === 0 ? null : { question: question.code, answers: values }, error: null };
}

function problemWith({ kind, isRequired, options }: FormQuestion, values: readonly string[]): string | null {
  if (values.length === 0) return isRequired ? 'Answer this.' : null;
  if (kind !== 'MANY' && values.length > 1) return 'Give one answer.';
  if (kind === 'TEXT') return (values[0] as string).length > MOST_CHARACTERS ? `Write ${MOST_CHARACTERS} characters at most.` : null;
  const stranger = values.find((value) => options.every(({ code }) => code !== value));
  return stranger === undefined ? null : `Choose among ${options.map(({ code }) => code).join(', ')}.`;
}

const fault = (question: string, message: string): UserErrorData => ({ code: 'INVALID', message, field: ['answers', question] });

const scoreOf = ({ code, options }: FormQuestion, answers: readonly Answer[]): number => {
  const chosen = answers.find(({ question }) => question === code)?.answers ?? [];
  return options.reduce((sum, option) => sum + (chosen.includes(option.code) ? option.score : 0), 0);
};

/** A questionnaire as it may be published. Refuses with INVALID. */
export function checkForm({ questions, appropriateFrom, warningFrom }: Form): void {
  const bad = (message: string, ...field: string[]) => refusal('INVALID', message, field);
  if (questions.length === 0 || questions.length > MOST_QUESTIONS) throw bad(`Ask 1 to ${MOST_QUESTIONS} questions.`, 'questions');
  if (new Set(questions.map(({ code }) => code)).size < questions.length) throw bad('Each question has a code of its own.', 'questions');
  for (const { code, kind, text, options } of questions) {
    if (!CODE.test(code)) throw bad('Name a question in capitals, such as ANNUAL_INCOME.', 'questions', code);
    if (text.trim() === '' || text.length > MOST_CHARACTERS) throw bad(`Write the question in 1 to ${MOST_CHARACTERS} characters.`, 'questions', code);
    if (kind === 'TEXT' && options.length > 0) throw bad('What is written has no options.', 'questions', code);
    if (kind !== 'TEXT' && options.length < 2) throw bad('Give two options or more.', 'questions', code);
    if (options.some((option) => !CODE.test(option.code)) || new Set(options.map((option) => option.code)).size < options.length)
      throw bad('Each option has a code of its own, in capitals.', 'questions', code);
  }
  if (warningFrom > appropriateFrom) throw bad('The warning begins below what is appropriate.', 'warningFrom');
  if (appropriateFrom > mostOf(questions)) throw bad(`Nobody can reach this: the questions give ${mostOf(questions)} at most.`, 'appropriateFrom');
}

const mostOf = (questions: readonly FormQuestion[]): number =>
  questions.reduce((sum, { kind, options }) => {
    const scores = options.map(({ score }) => score);
    return sum + (kind === 'ONE' ? Math.max(0, ...scores) : scores.reduce((all, score) => all + Math.max(0, score), 0));
  }, 0);
