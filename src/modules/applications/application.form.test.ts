import { expect, test } from 'vitest';
import type { Refusal } from '../../runtime/refusal.js';
import { checkForm, declaredIncome, type Form, judgeAnswers } from './application.form.js';

const option = (code: string, score = 0) => ({ code, text: code.toLowerCase(), score });
const FORM: Form = {
  questions: [
    { code: 'INCOME', section: 'INCOME', kind: 'ONE', text: 'What do you earn?', isRequired: true, options: [option('LITTLE'), option('MUCH')] },
    { code: 'SOURCES', section: 'WEALTH', kind: 'MANY', text: 'Where from?', isRequired: true, options: [option('SAVINGS'), option('WORK')] },
    { code: 'TRADE', section: 'EMPLOYMENT', kind: 'TEXT', text: 'As what?', isRequired: false, options: [] },
    {
      code: 'LEVERAGE',
      section: 'APPROPRIATENESS',
      kind: 'ONE',
      text: 'What is it?',
      isRequired: true,
      options: [option('NONE'), option('SOME', 2), option('ALL', 5)],
    },
  ],
  appropriateFrom: 5,
  warningFrom: 2,
};
const answers = (more: Record<string, string[]> = {}) =>
  Object.entries({ INCOME: ['MUCH'], SOURCES: ['SAVINGS', 'WORK'], LEVERAGE: ['ALL'], ...more }).map(([question, given]) => ({ question, answers: given }));

function refused(work: () => unknown): string[] {
  try {
    work();
    return [];
  } catch (error) {
    return (error as Refusal).errors.map(({ code, field, message }) => `${code} ${field?.join('.')}: ${message}`);
  }
}

test.for([
  ['ALL', 5, 'APPROPRIATE'],
  ['SOME', 2, 'WARNING'],
  ['NONE', 0, 'NOT_APPROPRIATE'],
] as const)('the answer %s scores %i, which is %s', ([answer, score, outcome]) => {
  expect(judgeAnswers(FORM, answers({ LEVERAGE: [answer] }))).toMatchObject({ score, outcome });
});

test('answers are kept in the order of the questions, trimmed, and without what was left empty', () => {
  const judged = judgeAnswers(FORM, [...answers({ TRADE: ['  '] })].reverse());
  expect(judged.answers.map(({ question }) => question)).toEqual(['INCOME', 'SOURCES', 'LEVERAGE']);
  expect(judgeAnswers(FORM, answers({ TRADE: [' baker '] })).answers[2]).toEqual({ question: 'TRADE', answers: ['baker'] });
});

test('every question at fault is named, at once', () => {
  const given = answers({ INCOME: ['LITTLE', 'MUCH'], SOURCES: [], LEVERAGE: ['MOST'], TRADE: ['x'.repeat(501)], SHOE_SIZE: ['43'] });
  expect(refused(() => judgeAnswers(FORM, given))).toEqual([
    'INVALID answers.SHOE_SIZE: This question is not asked.',
    'INVALID answers.INCOME: "What do you earn?" Give one answer.',
    'INVALID answers.SOURCES: "Where from?" Answer this.',
    'INVALID answers.TRADE: "As what?" Write 500 characters at most.',
    'INVALID answers.LEVERAGE: "What is it?" Choose among NONE, SOME, ALL.',
  ]);
  expect(refused(() => judgeAnswers(FORM, [...answers(), { question: 'INCOME', answers: ['LITTLE'] }]))).toEqual([
    'INVALID answers.INCOME: "What do you earn?" Answer it once.',
  ]);
});

test('an option that is named twice counts once', () => {
  expect(judgeAnswers(FORM, answers({ LEVERAGE: ['SOME', 'SOME'] })).score).toBe(2);
});

test('a form that nobody could pass, or that asks nothing, is not published', () => {
  expect(refused(() => checkForm(FORM))).toEqual([]);
  expect(refused(() => checkForm({ ...FORM, appropriateFrom: 6 }))).toEqual(['INVALID appropriateFrom: Nobody can reach this: the questions give 5 at most.']);
  expect(refused(() => checkForm({ ...FORM, warningFrom: 9 }))).toHaveLength(1);
  expect(refused(() => checkForm({ ...FORM, questions: [] }))).toHaveLength(1);
  expect(refused(() => checkForm({ ...FORM, questions: [...FORM.questions, ...FORM.questions] }))).toHaveLength(1);
});

test.for([
  ['UP_TO_50000', '50000'],
  ['MORE', null],
  ['UP_TO_', null],
  ['UP_TO_0', null],
] as const)('an answer %s on income declares %s at the most', ([code, most]) => {
  expect(declaredIncome(FORM, [{ question: 'INCOME', answers: [code] }])).toBe(most);
  expect(declaredIncome(FORM, [{ question: 'SOURCES', answers: [code] }])).toBeNull();
});
