import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';
const FLAGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-software-rasterizer', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

export const hasBrowser = existsSync(CHROMIUM);

/** Debian's Chromium; `apt-get install chromium` brings it. */
export const startBrowser = (): Promise<Browser> => chromium.launch({ executablePath: CHROMIUM, args: FLAGS });

/** A browser window with an empty cache, and what went wrong in it. */
export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Requests to anywhere but the gateway. */
  readonly elsewhere: readonly string[];
  /** Errors of the page's console: violations of the content security policy among them. */
  readonly complaints: readonly string[];
  /** Bytes that came over the network, as they were sent. */
  transferred(): number;
}

export async function visit(browser: Browser, url: string, colorScheme: 'light' | 'dark' = 'light'): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme });
  const page = await context.newPage();
  const [elsewhere, complaints]: [string[], string[]] = [[], []];
  let bytes = 0;
  page.on('request', (request) => request.url().startsWith(`${url}/`) || elsewhere.push(request.url()));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  network.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  return { context, page, elsewhere, complaints, transferred: () => bytes };
}
