import { Migration } from '@mikro-orm/migrations';

/** Questionnaires, as versioned data, and what clients answered. */
export class Migration20261122110100_applications extends Migration {
  override up(): void {
    for (const part of [forms, applications, grants]) this.addSql(part);
    for (const form of FORMS) this.addSql(form);
  }

  override down(): void {
    this.addSql('drop table application; drop table application_form;');
  }
}

const forms = `
-- A version is never changed: whoever applied was asked just that. The highest is the one in use.
create table application_form (
  id uuid primary key,
  client_type text not null check (client_type in ('INDIVIDUAL','CORPORATE')),
  version int not null check (version > 0),
  title text not null,
  -- [{"code": "ANNUAL_INCOME", "section": "INCOME", "kind": "ONE", "text": "...", "isRequired": true, "options": [{"code": "...", "text": "...", "score": 0}]}]
  questions jsonb not null,
  -- the score from which trading is appropriate, and from which it takes a warning
  appropriate_from int not null,
  warning_from int not null check (warning_from <= appropriate_from),
  -- what the client must be verified at to be approved
  kyc_level smallint not null check (kyc_level between 0 and 9),
  created_by text,
  created_at timestamptz(3) not null default now(),
  unique (client_type, version)
);
`;

const applications = `
create table application (
  id uuid primary key,
  version int not null default 1,
  client_id uuid not null references client (id),
  form_id uuid not null references application_form (id),
  status text not null default 'SUBMITTED' check (status in ('SUBMITTED','INFORMATION_REQUIRED','APPROVED','REJECTED','REPLACED')),
  -- under the client's key
  answers_sealed text not null,
  score int not null,
  outcome text not null check (outcome in ('APPROPRIATE','WARNING','NOT_APPROPRIATE')),
  submitted_by text not null,
  submitted_by_id uuid,
  submitted_at timestamptz(3) not null default now(),
  reasons text[] not null default '{}',
  decided_by_id uuid references staff_member (id),
  decided_at timestamptz(3),
  updated_at timestamptz(3) not null default now()
);
create unique index application_open on application (client_id) where status in ('SUBMITTED','INFORMATION_REQUIRED');
create index application_submitted on application (submitted_at, id);
create index application_status on application (status, submitted_at, id);
create index application_outcome on application (outcome, submitted_at, id);
create index application_client on application (client_id, submitted_at, id);
`;

const grants = `
grant select, insert on application_form, application to countinghouse_app;
grant update on application to countinghouse_app;
`;

interface Option {
  readonly code: string;
  readonly text: string;
  readonly score: number;
}

const options = (...list: readonly (readonly [code: string, text: string, score?: number])[]): Option[] =>
  list.map(([code, text, score = 0]) => ({ code, text, score }));
const question = (section: string, code: string, kind: string, text: string, given: readonly Option[] = [], isRequired = true) => ({
  ...{ code, section, kind, text, isRequired },
  options: given,
});

const BANDS = options(
  ['UP_TO_20000', 'Up to 20,000 EUR'],
  ['UP_TO_50000', 'Up to 50,000 EUR'],
  ['UP_TO_100000', 'Up to 100,000 EUR'],
  ['UP_TO_500000', 'Up to 500,000 EUR'],
  ['MORE', 'More than that'],
);

const TEST = [
  question('EXPERIENCE', 'TRADES', 'ONE', 'How often did you trade CFDs or other products with leverage in the last three years?', [
    ...options(['NEVER', 'Never'], ['UP_TO_10', 'Up to 10 times', 1], ['UP_TO_40', 'Up to 40 times', 2], ['MORE', 'More often', 3]),
  ]),
  question('EXPERIENCE', 'BACKGROUND', 'ONE', 'Have you worked or studied in finance, so that you know these products?', [
    ...options(['NO', 'No'], ['STUDIED', 'I have studied it', 1], ['WORKED', 'I have worked with them', 2]),
  ]),
  question('APPROPRIATENESS', 'LEVERAGE', 'ONE', 'With a leverage of 30:1, what does a move of 1 % against you cost of what you put in?', [
    ...options(['1_PERCENT', '1 %'], ['30_PERCENT', '30 %', 2], ['NOTHING', 'Nothing until I close'], ['UNKNOWN', 'I do not know']),
  ]),
  question('APPROPRIATENESS', 'CLOSE_OUT', 'ONE', 'What happens when your equity falls below half of the margin that your positions need?', [
    ...options(['NOTHING', 'Nothing'], ['CLOSED', 'Positions are closed, at a loss', 2], ['CREDIT', 'The broker lends me money'], ['UNKNOWN', 'I do not know']),
  ]),
  question('APPROPRIATENESS', 'STOP_LOSS', 'ONE', 'Does a stop-loss order always close at the price that you set?', [
    ...options(['YES', 'Yes'], ['NO', 'No, prices can gap', 2], ['UNKNOWN', 'I do not know']),
  ]),
  question('APPROPRIATENESS', 'OWNERSHIP', 'ONE', 'Who owns the share or the commodity on which you hold a CFD?', [
    ...options(['ME', 'I do'], ['NOT_ME', 'Not me: a CFD follows its price', 1], ['UNKNOWN', 'I do not know']),
  ]),
];
const WEALTH = question('WEALTH', 'WEALTH_SOURCE', 'MANY', 'Where does the money come from that you will trade with?', [
  ...options(['EMPLOYMENT', 'Employment'], ['BUSINESS', 'A business'], ['SAVINGS', 'Savings'], ['INHERITANCE', 'An inheritance'], ['PROPERTY', 'Property']),
  ...options(['OTHER', 'Something else']),
]);

const INDIVIDUAL = [
  question('EMPLOYMENT', 'EMPLOYMENT', 'ONE', 'What do you do for a living?', [
    ...options(['EMPLOYED', 'I am employed'], ['SELF_EMPLOYED', 'I am self-employed'], ['RETIRED', 'I am retired'], ['STUDENT', 'I am a student']),
    ...options(['UNEMPLOYED', 'I am without work']),
  ]),
  question('EMPLOYMENT', 'OCCUPATION', 'TEXT', 'As what, and in which trade?', [], false),
  question('INCOME', 'ANNUAL_INCOME', 'ONE', 'What do you earn a year, before taxes?', BANDS),
  question('WEALTH', 'NET_WORTH', 'ONE', 'What do you own, without the home that you live in and less what you owe?', BANDS),
  ...[WEALTH, ...TEST],
];
const CORPORATE = [
  question('EMPLOYMENT', 'BUSINESS', 'TEXT', 'What does the company do?'),
  question('EMPLOYMENT', 'OWNERS', 'TEXT', 'Who owns more than a quarter of it?'),
  question('INCOME', 'ANNUAL_TURNOVER', 'ONE', 'What does it turn over a year?', BANDS),
  ...[WEALTH, ...TEST],
];

const FORMS = Object.entries({ INDIVIDUAL, CORPORATE }).map(
  ([type, questions], at) => `
insert into application_form (id, client_type, version, title, questions, appropriate_from, warning_from, kyc_level)
values ('019a0000-0000-7000-8000-00000000000${at + 1}', '${type}', 1, 'Application for a trading account', '${JSON.stringify(questions)}', 7, 4, 1);`,
);
