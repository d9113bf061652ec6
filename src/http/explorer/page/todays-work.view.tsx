import { type GraphiQLPlugin, useEditorContext } from '@graphiql/react';
import { createContext, type ReactNode, useContext } from 'react';
import type { Operation } from './api.js';
import { audienceTitle } from './audience.js';

export const Operations = createContext<readonly Operation[]>([]);

const TAB_FIELDS = { hash: '', headers: null, response: null };

/** Goes to the operation's tab; opens one when there is none. */
const useOpen = (): ((operation: Operation) => void) => {
  const { tabs, moveTab, changeTab } = useEditorContext({ nonNull: true });
  return (operation) => {
    const { name, query, variables } = operation;
    const open = tabs.findIndex((tab) => tab.operationName === name);
    if (open >= 0) return changeTab(open);
    moveTab([...tabs, { ...TAB_FIELDS, id: `${name}-${Date.now()}`, title: name, operationName: name, query, variables }]);
    changeTab(tabs.length);
  };
};

const OperationButton = ({ operation, isActive }: { operation: Operation; isActive: boolean }): ReactNode => {
  const open = useOpen();
  return (
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
};

const TodaysWork = (): ReactNode => {
  const operations = useContext(Operations);
  const { tabs, activeTabIndex } = useEditorContext({ nonNull: true });
  const activeName = tabs[activeTabIndex]?.operationName;
  return (
    <nav className="work" aria-label="Today’s work">
      <h2>Today’s work</h2>
      {[...Map.groupBy(operations, ({ audience }) => audience)].map(([audience, own]) => (
        <section key={audience} aria-label={audienceTitle(audience)}>
          <h3>{audienceTitle(audience)}</h3>
          <ul>
            {own.map((operation) => (
              <OperationButton key={operation.name} operation={operation} isActive={operation.name === activeName} />
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
