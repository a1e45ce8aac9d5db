/** Real Chromium for tests of pages: found on the machine, skipped visibly where it is absent, required where `CI=true`. */
import { existsSync } from 'node:fs';
import { type Browser, chromium as playwright } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';

const CANDIDATES = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  playwright.executablePath(),
];

/** The path of the Chromium that tests use, or null when there is none. */
export const chromium: string | null =
  CANDIDATES.find((path) => path !== undefined && path !== '' && existsSync(path)) ?? null;

/** Nothing but the page under test: no sandbox in containers, no traffic of the browser's own. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts Chromium without a window and with an empty profile of its own. */
export const launchBrowser = (): Promise<Browser> => {
  if (chromium === null) throw new Error('no Chromium on this machine: set CHROMIUM_PATH');
  return playwright.launch({ executablePath: chromium, headless: true, args: FLAGS });
};

/**
 * A `describe` whose tests get a running browser from `browser()`. Without Chromium the tests are shown as skipped; where
 * `CI=true` they fail instead, so that nobody merges without them.
 */
export const describeInBrowser = (name: string, tests: (browser: () => Browser) => void): void => {
  if (chromium === null && process.env.CI === 'true') {
    describe(name, () => {
      test('needs Chromium', () => {
        throw new Error('no Chromium on this machine: install it or set CHROMIUM_PATH');
      });
    });
    return;
  }
  describe.skipIf(chromium === null)(`${name} (in Chromium)`, () => {
    const running: { browser: Browser | null } = { browser: null };
    beforeAll(async () => {
      running.browser = await launchBrowser();
    });
    afterAll(async () => running.browser?.close());
    tests(() => {
      if (!running.browser) throw new Error('the browser is not running');
      return running.browser;
    });
  });
};
