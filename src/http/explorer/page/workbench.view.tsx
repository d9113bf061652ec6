import 'graphiql/style.css';
import './workbench.css';
import { DOC_EXPLORER_PLUGIN, DocExplorerContextProvider } from '@graphiql/plugin-doc-explorer';
import { GraphiQLProvider, useEditorContext, usePluginStore } from '@graphiql/react';
import { GraphiQL, GraphiQLInterface } from 'graphiql';
import { type ComponentProps, type ReactNode, useEffect, useMemo } from 'react';
import { AnswerNotesView } from './answer-notes.view.js';
import type { GraphqlOperation, Operation } from './api.js';
import type { Session } from './session.js';
import { Operations, TODAYS_WORK } from './todays-work.view.js';

interface WorkbenchProps {
  readonly session: Session;
  readonly operations: readonly Operation[];
}

type Fetcher = ComponentProps<typeof GraphiQLProvider>['fetcher'];

const NEW_TAB = '# Ctrl + Space suggests what can be asked, Ctrl + Enter runs it.\n\n';
const STAFF_PLUGINS = [TODAYS_WORK, DOC_EXPLORER_PLUGIN];
const OTHERS_PLUGINS = [TODAYS_WORK];

/**
 * The first tabs: every question of the day; changes are opened from the list. GraphiQL fills the editors from storage when it starts,
 * and the first tab's variables from there alone.
 */
const firstTabs = (operations: readonly Operation[]): { query: string; variables: string | null }[] => {
  const tabs = operations.filter(({ kind }) => kind === 'query').map(({ query, variables }) => ({ query, variables }));
  const isFresh = sessionStorage.getItem('graphiql:tabState') === null;
  if (isFresh && tabs[0]?.variables) sessionStorage.setItem('graphiql:variables', tabs[0].variables);
  return tabs;
};

/** The data comes first, as it reads best: what is wrong with it stands above, in words. */
const fetcherOf = (session: Session): Fetcher =>
  (async (operation: GraphqlOperation) => {
    const { data, errors, extensions } = await session.send(operation);
    return { data, errors, extensions };
  }) as Fetcher;

/** Brings the active tab into sight: the row of tabs scrolls, and does not follow by itself. */
const useActiveTabInSight = (): void => {
  const { tabs, activeTabIndex } = useEditorContext({ nonNull: true });
  const title = tabs[activeTabIndex]?.title;
  useEffect(() => {
    // braces: where it answers with a promise, React would take that for a clean-up
    document.getElementById(`graphiql-session-tab-${activeTabIndex}`)?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  }, [activeTabIndex, title]);
};

const Editors = (): ReactNode => {
  useActiveTabInSight();
  // The panel beside the tabs opens only when it is known at the first rendering, and the provider tells it after its own.
  if (usePluginStore().plugins.length === 0) return null;
  return (
    <GraphiQLInterface isHeadersEditorEnabled={false} showPersistHeadersSettings={false} defaultEditorToolsVisibility="variables">
      <GraphiQL.Logo>
        <></>
      </GraphiQL.Logo>
      <GraphiQL.Footer>
        <AnswerNotesView />
      </GraphiQL.Footer>
    </GraphiQLInterface>
  );
};

/** GraphiQL over the gateway, with the operations of one's day in its tabs. Its storage ends with the session: see Session. */
export default function Workbench({ session, operations }: WorkbenchProps): ReactNode {
  const tabs = useMemo(() => firstTabs(operations), [operations]);
  const fetcher = useMemo(() => fetcherOf(session), [session]);
  const isStaff = session.viewer.kind === 'STAFF';
  return (
    <Operations value={operations}>
      <GraphiQLProvider
        fetcher={fetcher}
        // the schema is for staff to read: for others there is none, and no documentation
        schema={isStaff ? undefined : null}
        schemaDescription
        inputValueDeprecation
        defaultTabs={tabs}
        defaultQuery={NEW_TAB}
        plugins={isStaff ? STAFF_PLUGINS : OTHERS_PLUGINS}
        referencePlugin={isStaff ? DOC_EXPLORER_PLUGIN : undefined}
        visiblePlugin={TODAYS_WORK}
        storage={session.storage}
        shouldPersistHeaders={false}
      >
        <DocExplorerContextProvider>
          <Editors />
        </DocExplorerContextProvider>
      </GraphiQLProvider>
    </Operations>
  );
}
