import { rmSync } from 'node:fs';
import { TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ExplorerOperation } from '../../src/http/explorer/operations.js';
import { hasBrowser, startBrowser, visit, type Visit } from '../support/browser.js';
import { dataDirectory } from '../support/data-directory.js';
import { ask, GatewayProcess, signIn } from '../support/gateway-process.js';

/** What the page is meant to keep, and what a busy machine may make of it. */
const USABLE_MS = 3_000;
const SLACK = 3;
const SOON = { timeout: 15_000 };

if (!hasBrowser) console.warn('The explorer was not tried in a browser: there is no /usr/bin/chromium (apt-get install chromium).');

const getJson = async <Data>(path: string, token?: string): Promise<Data> => {
  const response = await fetch(`${url}${path}`, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
  return (await response.json()) as Data;
};

const tab = (page: Page, name: string) => page.getByRole('tab', { name });
const response = (page: Page) => page.locator('.result-window');
const notes = (page: Page) => page.locator('.answer-notes');
const run = (page: Page) => page.getByRole('button', { name: /Execute query/ }).click();
const signInAs = async (page: Page, title: string, firstTab: string): Promise<void> => {
  await page.getByRole('button', { name: title }).first().click();
  await tab(page, firstTab).waitFor();
  await page.locator('.graphiql-query-editor .CodeMirror-line').first().waitFor();
};
const write = (page: Page, query: string) =>
  page
    .locator('.graphiql-query-editor .CodeMirror')
    .evaluate((element, text) => (element as unknown as { CodeMirror: { setValue(text: string): void } }).CodeMirror.setValue(text), query);

const dataDir = dataDirectory();
let gateway: GatewayProcess;
let url: string;
beforeAll(async () => {
  gateway = new GatewayProcess({ DATA_DIR: dataDir, PORT: '0' });
  url = await gateway.url();
}, 120_000);
afterAll(async () => {
  await gateway.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Rows, a record, or a count that is not zero. */
const holdsSomething = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.length > 0
    : typeof value === 'object' && value !== null
      ? 'nodes' in value
        ? holdsSomething(value.nodes)
        : !('totalCount' in value) || Number(value.totalCount) > 0
      : value !== null;

describe('a day in the demo brokerage', { timeout: 60_000 }, () => {
  test('every question of everyone’s day has an answer, as it stands in the tab', async () => {
    const { signIns } = await getJson<{ signIns: { email: string; password: string }[] }>('/explorer/settings.json');
    expect(signIns.length).toBeGreaterThan(10);
    const empty: string[] = [];
    for (const { email, password } of signIns) {
      const token = await signIn(url, email, password);
      const { operations } = await getJson<{ operations: ExplorerOperation[] }>('/explorer/operations.json', token);
      for (const { name, query, variables, kind } of operations) {
        if (kind !== 'query') continue;
        const data = await ask<Record<string, unknown>>(url, query, { variables: JSON.parse(variables ?? '{}') as object, token });
        if (!Object.values(data).some(holdsSomething)) empty.push(`${email} ${name}`);
      }
    }
    // nobody has made a key yet, and nothing has failed
    expect(empty).toEqual(['administration@demo.example ApiKeyList', 'administration@demo.example FailedJobs']);
  });
});

describe.skipIf(!hasBrowser)('the explorer in a browser', { timeout: 60_000 }, () => {
  let browser: Browser;
  let here: Visit;

  const open = async (): Promise<Page> => {
    here = await visit(browser, url);
    await here.page.goto(url);
    return here.page;
  };

  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    await here.context.close();
    expect(here.elsewhere).toEqual([]);
  });

  test('is usable within three seconds with an empty cache, and breaks no policy of its own', async () => {
    const started = performance.now();
    const page = await open();
    await page.getByRole('button', { name: 'Finance', exact: false }).first().waitFor();
    const toSignInMs = Math.round(performance.now() - started);
    await signInAs(page, 'Finance', 'WithdrawalQueue');
    const toWorkMs = Math.round(performance.now() - started) - toSignInMs;
    console.info(
      `The explorer: ${toSignInMs} ms to sign in, ${toWorkMs} ms more to work, ${Math.round(here.transferred() / 1024)} kB, wanted within ${USABLE_MS} ms`,
    );
    expect(toSignInMs).toBeLessThan(USABLE_MS * SLACK);
    expect(toWorkMs).toBeLessThan(USABLE_MS * SLACK);
    expect(here.complaints).toEqual([]);
  });

  test('shows the sign-in before it fetches the editor', async () => {
    await open();
    expect(await (await fetch(url)).text()).not.toContain('workbench');
  });

  test('one click signs in as finance, whose day is in the tabs and whose queue has rows', async () => {
    const page = await open();
    await signInAs(page, 'Finance', 'WithdrawalQueue');
    await expect.poll(() => page.getByRole('tab').count(), SOON).toBeGreaterThanOrEqual(3);
    expect(await page.locator('.viewer').innerText()).toContain('Finance');
    expect(await page.getByRole('navigation', { name: 'Today’s work' }).getByRole('button').count()).toBeGreaterThanOrEqual(3);
    await run(page);
    await response(page).getByText('"approvalsMissing"').first().waitFor();
    expect(await notes(page).innerText()).toMatch(/^Cost [\d,]+ requested · [\d,]+ maximum · [\d,]+ remaining$/);
    expect(here.complaints).toEqual([]);
  });

  test('an operation of the list goes to its tab, and a change opens one with its variables', async () => {
    const page = await open();
    await signInAs(page, 'Support', 'ClientSearch');
    await page.getByRole('button', { name: /^Client overview/ }).click();
    await expect.poll(() => page.locator('.graphiql-query-editor').innerText(), SOON).toContain('query ClientOverview');
    await page.getByRole('button', { name: /^Change leverage/ }).click();
    await expect.poll(() => tab(page, 'ChangeLeverage').getAttribute('aria-selected'), SOON).toBe('true');
    expect(await page.getByRole('region', { name: 'Variables' }).innerText()).toContain('"leverage": 30');
    expect(here.complaints).toEqual([]);
  });

  test('a forbidden field is shown as such, with the permission that it needs', async () => {
    const page = await open();
    await signInAs(page, 'Finance', 'WithdrawalQueue');
    await page.getByRole('button', { name: 'New tab' }).click();
    await expect.poll(() => page.locator('.graphiql-query-editor').innerText(), SOON).toContain('Ctrl + Space suggests');
    await write(page, 'query TaxNumbers { clients(first: 3) { nodes { reference taxNumber } } }');
    await tab(page, 'TaxNumbers').waitFor();
    await run(page);
    await notes(page).getByText('You have no permission for').first().waitFor();
    const [line] = await page.getByRole('list', { name: 'Not permitted' }).getByRole('listitem').allInnerTexts();
    expect(line).toContain('clients.nodes[…].taxNumber');
    expect(line).toContain('clients:pii');
    expect(await page.getByRole('list', { name: 'Errors' }).count()).toBe(0);
    expect(await response(page).innerText()).toContain('"reference": "C');
  });

  test('the documentation of the schema stands beside the tabs, for staff', async () => {
    const page = await open();
    await signInAs(page, 'Compliance', 'DocumentsToReview');
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.locator('.graphiql-plugin').getByText('Query', { exact: true }).click();
    await page.locator('.graphiql-plugin').getByText('auditLogVerify').waitFor();
    expect(here.complaints).toEqual([]);
  });

  test('a client sees its own, without the schema', async () => {
    const page = await open();
    await signInAs(page, 'client@demo.example', 'MyOverview');
    await run(page);
    await response(page).getByText('"wallets"').waitFor();
    expect(await page.getByRole('button', { name: /Documentation/ }).count()).toBe(0);
    expect(await notes(page).getByRole('list').count()).toBe(0);
    expect(here.complaints).toEqual([]);
  });

  test('a wrong password is answered in words, and the form keeps what was typed', async () => {
    const page = await open();
    await page.getByLabel('E-mail').fill('nobody@demo.example');
    await page.getByLabel('Password').fill('wrong');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('alert').innerText(), SOON).toBe('The e-mail address or the password is wrong.');
    expect(await page.getByLabel('E-mail').inputValue()).toBe('nobody@demo.example');
  });

  test('a reload keeps the session, signing out ends it and forgets it', async () => {
    const page = await open();
    await signInAs(page, 'Risk', 'LargestAccounts');
    await page.reload();
    await tab(page, 'LargestAccounts').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('E-mail').waitFor();
    expect(await page.evaluate(() => ({ ...sessionStorage, ...localStorage }))).toEqual({});
    await page.reload();
    await page.getByLabel('E-mail').waitFor();
  });

  test('a session that is over leads back to the sign-in, and says so', async () => {
    const page = await open();
    await signInAs(page, 'Risk', 'LargestAccounts');
    const over = { errors: [{ message: 'Sign in.', extensions: { code: 'UNAUTHENTICATED' } }] };
    await page.route('**/graphql', (route) => (route.request().postData()?.includes('signInRefresh') ? route.continue() : route.fulfill({ json: over })));
    await run(page);
    await page.getByText('Your session has ended. Sign in again.').waitFor();
    await page.getByLabel('E-mail').waitFor();
  });

  test('whoever must set up a second factor does so here, and signs in with it from then on', async () => {
    const token = await signIn(url, 'administration@demo.example', 'countinghouse-demo');
    const { departments } = await ask<{ departments: { code: string; version: number }[] }>(url, '{ departments { code version } }', { token });
    const input = { department: 'SALES', version: departments.find(({ code }) => code === 'SALES')?.version, totpRequired: true, reason: 'A test' };
    await ask(url, 'mutation Require($input: DepartmentPolicySetInput!) { departmentPolicySet(input: $input) { userErrors { code } } }', {
      variables: { input },
      token,
    });

    const page = await open();
    await page.getByRole('button', { name: 'Sales' }).click();
    const secret = (await page.locator('.totp-secret').innerText()).replaceAll(' ', '');
    await page.getByLabel('Code').fill(new TOTP({ secret }).generate());
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'I have kept them' }).waitFor();
    const codes = await page.locator('.recovery-codes li').allInnerTexts();
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await tab(page, 'ManagedClients').waitFor();

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sales' }).click();
    await page.getByLabel('Authenticator or recovery code').fill(codes[0] ?? '');
    await page.keyboard.press('Enter');
    await tab(page, 'ManagedClients').waitFor();
    expect(here.complaints).toEqual([]);
  });
});
