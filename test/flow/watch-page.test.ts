/** Watching on the page in a real browser: begun on an offer, and the alert appears by itself with its chart. */
import { expect, onTestFinished, test } from 'vitest';
import { translator } from '../../src/i18n/translate.ts';
import { describeInBrowser } from '../support/browser.ts';
import { startMarketplace } from '../support/flow-marketplace.ts';
import { startApp } from '../support/running-app.ts';

const en = translator('en');

describeInBrowser('somebody who watches an offer', (browser) => {
  test('sees what changed beside what was asked, with the chart, and ends it there', async () => {
    const marketplace = await startMarketplace();
    const app = await startApp({ ...marketplace.env, WATCH_EVERY: '1s' });
    const tab = await browser().newContext({ locale: 'en-US', viewport: { width: 420, height: 900 } });
    onTestFinished(async () => {
      await tab.close();
      await app.stop();
      await marketplace.close();
    });
    const page = await tab.newPage();
    const complaints: string[] = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    await page.goto(app.url);
    await page.getByRole('button', { name: 'Teapot' }).click();
    const turns = page.locator('.turn:not(.is-pending)');
    await turns
      .getByRole('button', { name: en('button-details') })
      .first()
      .click();
    await turns.getByRole('button', { name: en('button-watch'), exact: true }).click();
    await turns.getByText('I watch this offer').waitFor();
    const link = await turns.locator('a[href*="/offer/"]').first().getAttribute('href');
    await marketplace.change(/\d{6,}/.exec(link?.slice(-24) ?? '')?.[0] ?? '', { percent: 75 });
    const alert = turns.filter({ hasText: 'Changed: ' });
    await alert.waitFor();
    expect(await alert.getByRole('heading').innerText()).toBe(en('page-news'));
    expect(await alert.innerText()).toMatch(/\+: ¥[\d.]+ → ¥[\d.]+ \(−25 %\)/);
    const isShown = "[...document.querySelectorAll('.shown img')].some((one) => one.naturalWidth > 900)";
    await expect.poll(() => page.evaluate(isShown)).toBe(true);
    await alert.getByRole('button', { name: en('button-unwatch') }).click();
    await turns.getByText(en('watch-stopped')).waitFor();
    expect(complaints).toEqual([]);
  });
});
