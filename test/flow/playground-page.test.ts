/** The playground's page in a real browser on the whole program: from a sample photo to an offer and back, over a reload. */
import type { Locator, Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { translator } from '../../src/i18n/translate.ts';
import { describeInBrowser } from '../support/browser.ts';
import { startApp } from '../support/running-app.ts';

const en = translator('en');

describeInBrowser('the journey of somebody who has no photo at hand', (browser) => {
  const open = async (): Promise<{ page: Page; complaints: string[] }> => {
    const app = await startApp();
    const tab = await browser().newContext({ locale: 'en-US' });
    const page = await tab.newPage();
    const complaints: string[] = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('response', (response) => {
      if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
    });
    onTestFinished(async () => {
      await tab.close();
      await app.stop();
    });
    await page.goto(app.url);
    return { page, complaints };
  };

  const answer = (page: Page): Locator => page.locator('.turn:not(.is-pending)').first();
  const numbers = (page: Page): Promise<string[]> => answer(page).locator('.offer .number').allInnerTexts();
  const press = (page: Page, key: string): Promise<void> =>
    answer(page)
      .getByRole('button', { name: en(key) })
      .first()
      .click();

  test('a sample photo, its cards, an offer, back, the next page, another order, and all of it after a reload', async () => {
    const { page, complaints } = await open();
    expect(await page.locator('body').innerText()).toContain(en('page-sample-data'));

    await page.getByRole('button', { name: 'Teapot' }).click();
    await answer(page)
      .getByText(en('result-heading', { count: 6 }))
      .waitFor();
    expect(await numbers(page)).toEqual(['1', '2', '3', '4', '5', '6']);
    const first = await answer(page).locator('.offer').first().innerText();
    for (const words of [/teapot/i, /¥\d+\.\d\d/, /MOQ \d/, /\d+\+/, /Same product · \d+ %/])
      expect(first).toMatch(words);
    await expect
      .poll(() =>
        page.evaluate(
          "[...document.querySelectorAll('.offer img')].filter((i) => i.naturalWidth > 0).length",
        ),
      )
      .toBeGreaterThanOrEqual(1);

    await press(page, 'button-details');
    await answer(page).getByText(en('details-supplier'), { exact: true }).waitFor();
    await press(page, 'button-back');
    await answer(page).getByText('page 1 of').waitFor();

    await press(page, 'button-next');
    await answer(page).getByText('page 2 of').waitFor();
    expect(await numbers(page)).toEqual(['7', '8', '9', '10', '11', '12']);

    await press(page, 'button-sort-price');
    await answer(page).getByText('page 1 of').waitFor();
    const titles = await answer(page).locator('.offer').allInnerTexts();

    await page.reload();
    await answer(page).getByText('page 1 of').waitFor();
    expect(await answer(page).locator('.offer').allInnerTexts()).toEqual(titles);
    expect(await page.locator('.turn').count()).toBe(1);
    expect(complaints).toEqual([]);
  });
});
