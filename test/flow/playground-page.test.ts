/** The playground's page in a real browser on the whole program: from a sample photo to an offer and back, and one thing out of two. */
import type { Locator, Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { translator } from '../../src/i18n/translate.ts';
import { describeInBrowser } from '../support/browser.ts';
import { photoOfTwo } from '../support/flow-photos.ts';
import { startApp } from '../support/running-app.ts';

const en = translator('en');

describeInBrowser('the journey of somebody', (browser) => {
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

  test('without a photo at hand: a sample photo, its cards, an offer, back, the next page, another order, and all of it after a reload', async () => {
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

  test('what a button begins anew is another question, and nothing waits where it was pressed', async () => {
    const { page, complaints } = await open();
    await page.getByRole('button', { name: 'Teapot' }).click();
    await press(page, 'button-details');
    await press(page, 'button-pick');
    for (const [key, turns] of [
      ['button-more', 2],
      ['button-shortlist', 3],
    ] as const) {
      const details = page.locator('.turn[data-kind=details]:not(.is-pending)').last();
      const name = key === 'button-shortlist' ? en(key, { count: 1 }) : en(key);
      await details.getByRole('button', { name, exact: true }).click();
      await expect.poll(() => page.locator('.turn').count()).toBe(turns);
      await expect.poll(() => page.locator('.turn.is-pending').count()).toBe(0);
    }
    expect(complaints).toEqual([]);
  });

  // Two photos are looked at that nobody has asked with before.
  test('with a photo of two products: one is marked and found, and then the other', {
    timeout: 60_000,
  }, async () => {
    const { page, complaints } = await open();
    const adjusted = page.locator('.adjust.is-loaded[aria-busy=false]');
    /** Draws a box over a stretch of the photo from its upper to its lower edge, and searches with it. */
    const searchWith = async (from: number, to: number): Promise<void> => {
      await adjusted.waitFor();
      const area = await page.locator('#adjust-stage').boundingBox();
      if (!area) throw new Error('no photo is shown');
      const { x, y, width, height } = area;
      await page.mouse.move(x + from * width, y + 1);
      await page.mouse.down();
      await page.mouse.move(x + to * width, y + height - 1, { steps: 3 });
      await page.mouse.up();
      const shown = 'document.querySelector("#adjust-after").naturalWidth';
      await expect.poll(() => page.evaluate(shown)).toBeLessThan(500);
      await adjusted.getByRole('button', { name: en('page-search') }).click();
      await answer(page)
        .getByText(en('result-heading', { count: 6 }))
        .waitFor();
    };
    const best = (): Promise<string> => answer(page).locator('.offer h3').first().innerText();

    await page.getByLabel(en('page-adjust-first')).check();
    const photo = { name: 'two.jpg', mimeType: 'image/jpeg', buffer: await photoOfTwo() };
    await page.setInputFiles('#file', photo);
    await searchWith(0.52, 0.99);
    expect(await best()).toContain('Teapot');

    await press(page, 'page-adjust-again');
    await adjusted.waitFor();
    await page.getByRole('button', { name: en('button-whole-photo') }).click();
    await searchWith(0.1, 0.48);
    // Until the second answer is there, the first one is the latest.
    await expect.poll(best, { timeout: 20_000 }).toContain('Heels');
    expect(await page.locator('.turn').count()).toBe(2);
    expect(complaints).toEqual([]);
  });
});
