import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { type DemoSignIn, fetchDemoSignIns } from './api.js';
import { formText } from './form-text.js';
import { type Credentials, Session, SignInRefused } from './session.js';

interface SignInProps {
  /** Why one is here again, such as a session that ended. */
  readonly notice: string;
  onSignedIn(session: Session): void;
}

interface Attempt {
  readonly isBusy: boolean;
  readonly failure: string;
  readonly asksForCode: boolean;
  readonly credentials: Credentials | null;
}

const NO_ATTEMPT: Attempt = { isBusy: false, failure: '', asksForCode: false, credentials: null };

const useSignIn = (onSignedIn: (session: Session) => void): [Attempt, (credentials: Credentials) => Promise<void>] => {
  const [attempt, setAttempt] = useState(NO_ATTEMPT);
  const signIn = async (credentials: Credentials): Promise<void> => {
    setAttempt((before) => ({ ...before, isBusy: true, failure: '', credentials }));
    try {
      onSignedIn(await Session.signIn(credentials));
    } catch (error) {
      const asksForCode = error instanceof SignInRefused && error.asksForCode;
      // the first request for a code is a step of the sign-in, not a failure
      const failure = asksForCode && credentials.totp === undefined ? '' : error instanceof Error ? error.message : String(error);
      setAttempt({ isBusy: false, failure, asksForCode, credentials });
    }
  };
  return [attempt, signIn];
};

const CodeField = (): ReactNode => {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <label>
      Authenticator or recovery code
      <input ref={field} name="totp" autoComplete="one-time-code" spellCheck={false} required />
    </label>
  );
};

const SignInForm = ({ attempt, signIn }: { attempt: Attempt; signIn: (credentials: Credentials) => Promise<void> }): ReactNode => {
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const totp = formText(form, 'totp').replaceAll(' ', '');
    void signIn({ email: formText(form, 'email').trim(), password: formText(form, 'password'), ...(totp === '' ? {} : { totp }) });
  };
  // A demo sign-in that asks for a code fills the form, so that the code has something to go with.
  const { credentials } = attempt;
  return (
    <form onSubmit={submit} key={attempt.asksForCode ? credentials?.email : 'first'}>
      <label>
        E-mail
        <input name="email" type="email" autoComplete="username" required defaultValue={credentials?.email} />
      </label>
      <label>
        Password
        <input name="password" type="password" autoComplete="current-password" required defaultValue={credentials?.password} />
      </label>
      {attempt.asksForCode && <CodeField />}
      <p className="failure" role="alert">
        {attempt.failure}
      </p>
      <button type="submit" className="primary" disabled={attempt.isBusy}>
        Sign in
      </button>
    </form>
  );
};

const DemoSignIns = ({ isBusy, signIn }: { isBusy: boolean; signIn: (credentials: Credentials) => Promise<void> }): ReactNode => {
  const [signIns, setSignIns] = useState<readonly DemoSignIn[]>([]);
  useEffect(() => {
    fetchDemoSignIns().then(setSignIns, () => undefined);
  }, []);
  if (signIns.length === 0) return null;
  return (
    <section className="demo" aria-labelledby="demo-title">
      <h2 id="demo-title">Demo brokerage</h2>
      <p>Invented people and money. One click signs you in.</p>
      <ul>
        {signIns.map(({ email, password, title }) => (
          <li key={email}>
            <button type="button" disabled={isBusy} onClick={() => void signIn({ email, password })}>
              <span>{title}</span>
              <small>{email}</small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};

export const SignIn = ({ notice, onSignedIn }: SignInProps): ReactNode => {
  const [attempt, signIn] = useSignIn(onSignedIn);
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <section aria-labelledby="sign-in-title">
          <h1 id="sign-in-title">
            <span className="mark" aria-hidden="true" />
            Countinghouse
          </h1>
          <p>{notice || 'Sign in to see your department’s work.'}</p>
          <SignInForm attempt={attempt} signIn={signIn} />
        </section>
        <DemoSignIns isBusy={attempt.isBusy} signIn={signIn} />
      </div>
    </main>
  );
};
