import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import type { GraphqlAnswer, UserError } from './api.js';
import { formText } from './form-text.js';
import type { Session } from './session.js';

const SET_UP = 'mutation ExplorerTotpSetUp { payload: staffTotpSetUp { uri secret userErrors { code message field } } }';
const CONFIRM =
  'mutation ExplorerTotpConfirm($code: String!) { payload: staffTotpConfirm(input: { code: $code }) { recoveryCodes userErrors { code message field } } }';

type Payload = { readonly userErrors: readonly UserError[] };
type SetUp = Payload & { readonly uri: string | null; readonly secret: string | null };
type Confirmed = Payload & { readonly recoveryCodes: readonly string[] | null };

const payloadOf = <P extends Payload>({ data, errors }: GraphqlAnswer): P => {
  const payload = (data as { payload?: P } | null | undefined)?.payload;
  const [wrong] = payload?.userErrors ?? errors ?? [];
  if (wrong !== undefined) throw new Error(wrong.message);
  if (payload === undefined) throw new Error('The gateway did not answer what was asked.');
  return payload;
};

const fourByFour = (secret: string): string => secret.replaceAll(/(.{4})(?=.)/g, '$1 ');

const RecoveryCodes = ({ codes }: { codes: readonly string[] }): ReactNode => (
  <>
    <p>Keep these recovery codes where you will find them. Each stands in for the authenticator once; they are not shown again.</p>
    <ul className="recovery-codes">
      {codes.map((code) => (
        <li key={code}>
          <code>{code}</code>
        </li>
      ))}
    </ul>
    <button type="button" className="primary" onClick={() => location.reload()}>
      I have kept them
    </button>
  </>
);

const Proof = ({ setUp, failure, confirm }: { setUp: SetUp | null; failure: string; confirm(code: string): void }): ReactNode => {
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    confirm(formText(new FormData(event.currentTarget), 'code').replaceAll(' ', ''));
  };
  return (
    <>
      <p>Your department asks for a second factor. Enter this secret into your authenticator app, then the six digits that it shows.</p>
      {setUp?.secret && <code className="totp-secret">{fourByFour(setUp.secret)}</code>}
      {setUp?.uri && <a href={setUp.uri}>Open it in an authenticator on this device</a>}
      <form onSubmit={submit}>
        <label>
          Code
          <input name="code" inputMode="numeric" autoComplete="one-time-code" required />
        </label>
        <p className="failure" role="alert">
          {failure}
        </p>
        <button type="submit" className="primary" disabled={setUp === null}>
          Confirm
        </button>
      </form>
    </>
  );
};

/** For whom a department asks for a second factor that is not set up: until it is, there is nothing else to do here. */
export const SecondFactor = ({ session }: { session: Session }): ReactNode => {
  const [setUp, setSetUp] = useState<SetUp | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [failure, setFailure] = useState('');
  const tell = (error: unknown): void => setFailure(error instanceof Error ? error.message : String(error));
  useEffect(() => {
    session
      .send({ query: SET_UP })
      .then((answer) => setSetUp(payloadOf<SetUp>(answer)))
      .catch(tell);
  }, [session]);
  const confirm = (code: string): void => {
    setFailure('');
    session
      .send({ query: CONFIRM, variables: { code } })
      .then((answer) => setCodes(payloadOf<Confirmed>(answer).recoveryCodes))
      .catch(tell);
  };
  return (
    <div className="sign-in">
      <div className="sign-in-card">
        <section aria-labelledby="second-factor-title">
          <h2 id="second-factor-title">Set up a second factor</h2>
          {codes === null ? <Proof setUp={setUp} failure={failure} confirm={confirm} /> : <RecoveryCodes codes={codes} />}
        </section>
      </div>
    </div>
  );
};
