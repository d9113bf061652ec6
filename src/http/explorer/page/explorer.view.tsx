import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { fetchOperations, type Operation } from './api.js';
import { audienceTitle } from './audience.js';
import { SecondFactor } from './second-factor.view.js';
import { Session } from './session.js';
import { SignIn } from './sign-in.view.js';

// The editor is the large part: it is fetched while one signs in.
const loadWorkbench = () => import('./workbench.view.js');
const Workbench = lazy(loadWorkbench);

/** Kept over the reload that ends a session, so that the next page can say why. */
const NOTICE_KEY = 'countinghouse.notice';

const takeNotice = (): string => {
  const notice = sessionStorage.getItem(NOTICE_KEY) ?? '';
  sessionStorage.removeItem(NOTICE_KEY);
  return notice;
};

/** A reload leaves nothing of what the last person saw in memory. */
const leave = (why: string): void => {
  if (why !== '') sessionStorage.setItem(NOTICE_KEY, why);
  location.reload();
};

const whereabouts = ({ kind, departments }: Session['viewer']): readonly string[] => (kind === 'STAFF' ? departments : [kind]);

const TopBar = ({ session }: { session: Session }): ReactNode => (
  <header className="top-bar">
    <h1>
      <span className="mark" aria-hidden="true" />
      Countinghouse
    </h1>
    <p className="viewer">
      <span className="viewer-name">{session.viewer.name}</span>
      {whereabouts(session.viewer).map((code) => (
        <span key={code} className="department">
          {audienceTitle(code)}
        </span>
      ))}
    </p>
    <button type="button" onClick={() => void session.signOut()}>
      Sign out
    </button>
  </header>
);

const OPENING = 'Opening your work …';

const Waiting = ({ children }: { children: string }): ReactNode => (
  <p className="waiting" role="status">
    {children}
  </p>
);

const Work = ({ session }: { session: Session }): ReactNode => {
  const [operations, setOperations] = useState<readonly Operation[] | null>(null);
  const [failure, setFailure] = useState('');
  useEffect(() => {
    session
      .accessToken()
      .then(fetchOperations)
      .then(setOperations, (error: unknown) => setFailure(String(error)));
  }, [session]);
  if (operations === null) return <Waiting>{failure || OPENING}</Waiting>;
  return (
    <Suspense fallback={<Waiting>{OPENING}</Waiting>}>
      <Workbench session={session} operations={operations} />
    </Suspense>
  );
};

const SignedIn = ({ session }: { session: Session }): ReactNode => (
  <div className="signed-in">
    <TopBar session={session} />
    <main>{session.viewer.totpSetupRequired ? <SecondFactor session={session} /> : <Work session={session} />}</main>
  </div>
);

export const Explorer = (): ReactNode => {
  const [session, setSession] = useState<Session | null>();
  const [notice, setNotice] = useState(takeNotice);
  const enter = (next: Session | null): void => {
    if (next !== null) next.onEnd = leave;
    setSession(next);
  };
  useEffect(() => {
    Session.restore().then(enter, (error: unknown) => {
      setNotice(error instanceof Error ? error.message : String(error));
      setSession(null);
    });
  }, []);
  const isKnown = session !== undefined;
  useEffect(() => {
    // after the sign-in has asked for what it shows; when this fails, opening the workbench tries again
    if (isKnown) loadWorkbench().catch(() => undefined);
  }, [isKnown]);
  if (session === undefined) return <Waiting>One moment …</Waiting>;
  return session === null ? <SignIn notice={notice} onSignedIn={enter} /> : <SignedIn session={session} />;
};
