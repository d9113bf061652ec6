import type { TestGateway } from '../support/gateway.js';
import type { Person } from '../support/people.js';

export interface Told {
  readonly application: {
    readonly id: string;
    readonly version: number;
    readonly status: string;
    readonly outcome: string;
    readonly client: { readonly onboardingStatus: string } | null;
  } | null;
  readonly userErrors: readonly { readonly code: string; readonly message: string; readonly field: readonly string[] | null }[];
}

const ERRORS = 'userErrors { code message field }';
const PAYLOAD = `{ application { id version status outcome client { onboardingStatus } } ${ERRORS} }`;
const FORM =
  'query ($clientId: ID, $clientType: ClientType) { applicationForm(clientId: $clientId, clientType: $clientType) { id version questions { code } } }';

/** Answers to the questionnaire for people as it is delivered; with them trading is appropriate. */
export const GOOD_ANSWERS: Readonly<Record<string, readonly string[]>> = {
  ...{ EMPLOYMENT: ['EMPLOYED'], ANNUAL_INCOME: ['UP_TO_50000'], NET_WORTH: ['UP_TO_100000'], WEALTH_SOURCE: ['EMPLOYMENT', 'SAVINGS'] },
  ...{ TRADES: ['UP_TO_10'], BACKGROUND: ['NO'], LEVERAGE: ['30_PERCENT'], CLOSE_OUT: ['CLOSED'], STOP_LOSS: ['NO'], OWNERSHIP: ['NOT_ME'] },
};

export const inputOf = (answers: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(answers).map(([question, given]) => ({ question, answers: given }));

/** How clients apply, and how they are decided on. */
export function applying(gateway: TestGateway) {
  const form = async (as: Person, asked: object = {}) =>
    (await gateway.data<{ applicationForm: { id: string; version: number; questions: { code: string }[] } | null }>(FORM, { ...asked }, { as }))
      .applicationForm;
  const submit = async (as: Person, clientId: string, answers = GOOD_ANSWERS, more: object = {}): Promise<Told> => {
    const formId = (await form(as, { clientId }))?.id ?? '';
    const data = await gateway.data<{ applicationSubmit: Told }>(
      `mutation ($input: ApplicationSubmitInput!) { applicationSubmit(input: $input) ${PAYLOAD} }`,
      { input: { clientId, formId, answers: inputOf(answers), ...more } },
      { as },
    );
    return data.applicationSubmit;
  };
  const decide = async (as: Person, input: object): Promise<Told> => {
    const data = await gateway.data<{ applicationDecide: Told }>(
      `mutation ($input: ApplicationDecideInput!) { applicationDecide(input: $input) ${PAYLOAD} }`,
      { input },
      { as },
    );
    return data.applicationDecide;
  };
  return { form, submit, decide };
}
