import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT_DIR } from '../../src/config.js';

export interface Exit {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The real thing: a process started as `npm start` starts it, with just these settings. */
export class GatewayProcess {
  stdout = '';
  stderr = '';
  readonly exit: Promise<Exit>;
  private readonly child: ChildProcess;

  constructor(settings: Readonly<Record<string, string>>, command: readonly string[] = [], { byNpm = false, input = '' } = {}) {
    const [program, ...words] = byNpm ? ['npm', 'start'] : [process.execPath, join(PROJECT_DIR, '.scripts/start.mjs'), ...command];
    const { PATH, HOME, TMPDIR } = process.env;
    this.child = spawn(program!, words, { cwd: PROJECT_DIR, env: { PATH, HOME, TMPDIR, ...settings }, stdio: 'pipe' });
    this.child.stdin!.end(input);
    this.child.stdout!.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    this.child.stderr!.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.exit = new Promise((resolve) => this.child.once('close', (code) => resolve({ code, stdout: this.stdout, stderr: this.stderr })));
  }

  /** The address, once it serves. */
  async url(): Promise<string> {
    return (await this.says(/url=(\S+)|"url":"([^"]+)"/)).slice(1).find(Boolean)!;
  }

  /** Of the process that serves, whoever started it. */
  async pid(): Promise<number> {
    return Number((await this.says(/ pid=(\d+)|"pid":(\d+)/)).slice(1).find(Boolean));
  }

  /** Waits for something in the output. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    let ended: Exit | null = null;
    void this.exit.then((exit) => (ended = exit));
    for (;;) {
      const match = pattern.exec(this.stdout);
      if (match) return match;
      if (ended) throw new Error(`It ended without saying ${pattern}: ${JSON.stringify(ended)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async stop(): Promise<Exit> {
    this.kill('SIGTERM');
    return this.exit;
  }
}

/** An operation over real HTTP. */
export async function ask<Data>(url: string, query: string, { variables = {}, token }: { variables?: object; token?: string } = {}): Promise<Data> {
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

export async function signIn(url: string, email: string, password: string): Promise<string> {
  const query = 'mutation SignIn($input: SignInInput!) { signIn(input: $input) { accessToken userErrors { message } } }';
  const { signIn: payload } = await ask<{ signIn: { accessToken: string | null; userErrors: unknown[] } }>(url, query, {
    variables: { input: { email, password } },
  });
  if (!payload.accessToken) throw new Error(JSON.stringify(payload.userErrors));
  return payload.accessToken;
}
