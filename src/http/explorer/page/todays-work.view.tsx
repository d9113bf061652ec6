import { type GraphiQLPlugin, useEditorContext } from '@graphiql/react';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import type { Operation } from './api.js';
import { audienceTitle } from './audience.js';

export const Operations = createContext<readonly Operation[]>([]);

/** Goes to the operation's tab; opens one when there is none. */
const useOpen = (): ((operation: Operation) => void) => {
  const { tabs, addTab, changeTab, updateActiveTabValues, queryEditor, variableEditor } = useEditorContext({ nonNull: true });
  const [filling, setFilling] = useState<{ readonly operation: Operation; readonly tabsBefore: number } | null>(null);
  useEffect(() => {
    // a new tab is empty, and filled once it is there
    if (filling === null || tabs.length <= filling.tabsBefore) return;
    const { name, query, variables } = filling.operation;
    queryEditor?.setValue(query);
    variableEditor?.setValue(variables ?? '');
    updateActiveTabValues({ query, variables, operationName: name });
    setFilling(null);
  }, [filling, tabs, queryEditor, variableEditor, updateActiveTabValues]);
  return (operation) => {
    const open = tabs.findIndex((tab) => tab.operationName === operation.name);
    if (open >= 0) return changeTab(open);
    setFilling({ operation, tabsBefore: tabs.length });
    addTab();
  };
};

interface OperationButtonProps {
  readonly operation: Operation;
  readonly isActive: boolean;
  open(operation: Operation): void;
}

const OperationButton = ({ operation, isActive, open }: OperationButtonProps): ReactNode => (
  <li>
    <button type="button" className="work-item" aria-current={isActive ? 'true' : undefined} onClick={() => open(operation)}>
      <span className="work-title">
        {operation.title}
        {operation.kind === 'mutation' && <span className="work-kind">change</span>}
      </span>
      <span className="work-about">{operation.about}</span>
    </button>
  </li>
);

const TodaysWork = (): ReactNode => {
  const operations = useContext(Operations);
  const { tabs, activeTabIndex } = useEditorContext({ nonNull: true });
  const open = useOpen();
  const activeName = tabs[activeTabIndex]?.operationName;
  return (
    <nav className="work" aria-label="Today’s work">
      <h2>Today’s work</h2>
      {[...Map.groupBy(operations, ({ audience }) => audience)].map(([audience, own]) => (
        <section key={audience} aria-label={audienceTitle(audience)}>
          <h3>{audienceTitle(audience)}</h3>
          <ul>
            {own.map((operation) => (
              <OperationButton key={operation.name} operation={operation} isActive={operation.name === activeName} open={open} />
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
};

const WorkIcon = (): ReactNode => (
  <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" aria-hidden="true">
    <path d="M3 4.500l1.200 1.200L6.500 3.400M3 10l1.200 1.200 2.300-2.300M3 15.500l1.200 1.200 2.300-2.300M9.500 5h7.500M9.500 10.500h7.500M9.500 16h7.500" />
  </svg>
);

/** The list of the viewer's operations, as a panel beside the tabs. */
export const TODAYS_WORK: GraphiQLPlugin = { title: 'Today’s work', icon: WorkIcon, content: TodaysWork };
