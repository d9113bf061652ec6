import { escaped, page } from '../../simulation/page.js';
import type { WebAnswer } from '../../simulation/web.js';
import type { SimulatedApplicant } from './applicants.js';
import { mayBe, type Verdict, VERDICTS } from './desk.js';

const LABELS: Readonly<Record<Verdict, string>> = {
  pending: 'Hand in (pending)',
  precheck: 'Precheck',
  queue: 'Queue for a person',
  hold: 'Put on hold',
  green: 'GREEN',
  retry: 'RED, may try again',
  final: 'RED, for good',
  reset: 'Reset',
};

const answerOf = ({ answer, rejectType }: SimulatedApplicant): string => (answer === null ? '' : ` ${answer}${rejectType === null ? '' : ` ${rejectType}`}`);

/** One applicant, and what can be done with it by hand. */
export function applicantPage(applicant: SimulatedApplicant): WebAnswer {
  const { id, externalUserId, levelName, reviewStatus, documents, moderationComment } = applicant;
  const buttons = VERDICTS.filter((verdict) => mayBe(applicant, verdict))
    .map((verdict) => `<button name="do" value="${verdict}">${LABELS[verdict]}</button>`)
    .join('');
  const rows = documents
    .map(({ type, country, sizeBytes }) => `<tr><td>${escaped(type)}</td><td>${escaped(country)}</td><td>${sizeBytes} bytes</td></tr>`)
    .join('');
  return page(
    `Applicant ${id}`,
    `<p>${escaped(levelName)}: ${reviewStatus}${escaped(answerOf(applicant))}</p><p class="note">External user ${escaped(externalUserId)}</p>` +
      (moderationComment === null ? '' : `<p>${escaped(moderationComment)}</p>`) +
      (rows === '' ? '<p>No documents.</p>' : `<table>${rows}</table>`) +
      `<form method="post" action="/applicants/${id}">${buttons}</form><p class="note">This is a simulator: nobody is looked at. <a href="/">All applicants</a></p>`,
  );
}

/** What says on the page who answers there, for whoever finds the port taken. */
export const KYC_SIMULATOR_TITLE = 'Simulated verification of identity';

export function applicantsPage(applicants: readonly SimulatedApplicant[]): WebAnswer {
  const rows = [...applicants]
    .reverse()
    .slice(0, 200)
    .map((applicant) => {
      const { id, externalUserId, levelName, reviewStatus } = applicant;
      return `<tr><td><a href="/applicants/${id}">${escaped(externalUserId)}</a></td><td>${escaped(levelName)}</td><td>${reviewStatus}${escaped(answerOf(applicant))}</td></tr>`;
    })
    .join('');
  return page(KYC_SIMULATOR_TITLE, `<table><tr><th>External user</th><th>Level</th><th>Review</th></tr>${rows}</table>`);
}
