import { useEditorContext } from '@graphiql/react';
import { type ReactNode, useMemo } from 'react';
import { type AnswerNotes, type Cost, type Fault, type ForbiddenField, notesOn } from './answer-notes.js';

const number = new Intl.NumberFormat('en');

const ForbiddenLine = ({ field }: { field: ForbiddenField }): ReactNode => (
  <li className="forbidden-field">
    <span>
      <code>{field.path}</code>
      {field.times > 1 && <span className="times"> {number.format(field.times)} rows</span>}
    </span>
    {field.permission !== null && (
      <span className="needs">
        needs <code>{field.permission}</code>
      </span>
    )}
  </li>
);

const FaultLine = ({ fault }: { fault: Fault }): ReactNode => (
  <li>
    {fault.message} <code>{fault.code}</code>
    {fault.requestId !== null && <span className="times"> request {fault.requestId}</span>}
  </li>
);

const CostLine = ({ cost }: { cost: Cost }): ReactNode => (
  <p className="answer-cost">
    Cost {number.format(cost.requested)} requested · {number.format(cost.maximum)} maximum · {number.format(cost.remaining)} remaining
  </p>
);

const Lists = ({ notes }: { notes: AnswerNotes }): ReactNode => (
  <>
    {notes.forbidden.length > 0 && (
      <div className="answer-note forbidden">
        You have no permission for
        <ul aria-label="Not permitted">
          {notes.forbidden.map((field) => (
            <ForbiddenLine key={field.path} field={field} />
          ))}
        </ul>
      </div>
    )}
    {notes.faults.length > 0 && (
      <ul className="answer-note fault" aria-label="Errors">
        {notes.faults.map((fault, index) => (
          <FaultLine key={index} fault={fault} />
        ))}
      </ul>
    )}
    {notes.refusals.length > 0 && (
      <ul className="answer-note refusal" aria-label="Refused">
        {notes.refusals.map((refusal, index) => (
          <li key={index}>
            {refusal.message} <code>{refusal.code}</code>
          </li>
        ))}
      </ul>
    )}
  </>
);

/** What the active tab's answer lacks or was refused, in words, above the answer itself. */
export const AnswerNotesView = (): ReactNode => {
  const { tabs, activeTabIndex } = useEditorContext({ nonNull: true });
  const response = tabs[activeTabIndex]?.response ?? null;
  const notes = useMemo(() => notesOn(response), [response]);
  return (
    <div className="answer-notes" role="status">
      <Lists notes={notes} />
      {notes.cost !== null && <CostLine cost={notes.cost} />}
    </div>
  );
};
