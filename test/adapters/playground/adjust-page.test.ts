/** The dialog in which a photo is adjusted, in a real browser: by mouse, keyboard and finger, and when things go wrong. */
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import type { Preview } from '../../../adapters/playground/adjusting.ts';
import { TusouError } from '../../../src/domain/errors.ts';
import type { Adjustment } from '../../../src/domain/query.ts';
import { describeInBrowser } from '../../support/browser.ts';
import { colouredJpeg, type DeskOptions, startDesk } from '../../support/playground-desk.ts';

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } as const;

describeInBrowser('adjusting a photo', (browser) => {
  /** A page with the switch on, everything that previews were asked for, and everything that went wrong in the page. */
  const openPage = async (options: DeskOptions = {}, context: BrowserContextOptions = {}) => {
    const previewed: Adjustment[] = [];
    const preview: Preview = async (_, adjustment) => {
      previewed.push(adjustment);
      return { jpeg: await colouredJpeg(previewed.length, 400), notes: [] };
    };
    const desk = await startDesk({ preview, ...options });
    const tab = await browser().newContext({ locale: 'en-US', ...context });
    const page = await tab.newPage();
    const complaints: string[] = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => complaints.push(message.text()));
    onTestFinished(async () => {
      await tab.close();
      await desk[Symbol.asyncDispose]();
    });
    await page.goto(desk.url);
    await page.check('#adjust-first');
    return { desk, page, previewed, complaints };
  };

  const choose = async (page: Page, names: readonly string[] = ['cup.jpg']): Promise<void> => {
    const buffer = await colouredJpeg(1);
    await page.setInputFiles(
      '#file',
      names.map((name) => ({ name, mimeType: 'image/jpeg', buffer })),
    );
  };

  const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Adjust the photo' });
  const ready = (page: Page): Promise<void> => page.locator('.adjust.is-loaded[aria-busy=false]').waitFor();
  const box = (page: Page): Locator => page.getByRole('application', { name: 'The part to search with' });
  const search = (page: Page): Promise<void> => dialog(page).getByRole('button', { name: 'Search' }).click();
  const place = (page: Page): Promise<string> => page.locator('#adjust-place').innerText();
  const answered = (page: Page): Promise<void> =>
    page.locator('.turn[data-kind=result]:not(.is-pending)').first().waitFor();

  /** Drags from one point of the photo to another, told in shares of its sides. */
  const drag = async (page: Page, from: readonly [number, number], to: readonly [number, number]) => {
    const area = await page.locator('#adjust-stage').boundingBox();
    if (!area) throw new Error('no photo is shown');
    const at = ([x, y]: readonly [number, number]) =>
      [area.x + x * area.width, area.y + y * area.height] as const;
    await page.mouse.move(...at(from));
    await page.mouse.down();
    await page.mouse.move(...at(to), { steps: 3 });
    await page.mouse.up();
  };

  test('a box that is drawn, moved and resized with the mouse is what is asked with', async () => {
    const { desk, page, previewed, complaints } = await openPage();
    await choose(page);
    await ready(page);
    expect(await place(page)).toBe('Box: 100 % wide, 100 % high, 0 % from the left, 0 % from the top');
    await drag(page, [0.2, 0.2], [0.6, 0.7]);
    expect(await place(page)).toBe('Box: 40 % wide, 50 % high, 20 % from the left, 20 % from the top');
    await drag(page, [0.4, 0.4], [0.5, 0.5]);
    expect(await place(page)).toBe('Box: 40 % wide, 50 % high, 30 % from the left, 30 % from the top');
    await drag(page, [0.69, 0.79], [0.99, 0.99]);
    expect(await place(page)).toMatch(/^Box: 70 % wide, 70 % high, 30 % from the left/);
    await page.getByLabel('Enhance').check();
    await expect.poll(() => previewed.at(-1)?.preparation.enhance).toBe(true);
    await ready(page);
    await search(page);
    await answered(page);

    const [asked] = desk.received;
    if (asked?.kind !== 'photos') throw new Error('no photo was asked with');
    const { part, preparation } = asked.adjustment ?? {};
    expect(preparation).toEqual({ crop: 'none', enhance: true, removeBackground: false });
    expect(part?.left).toBeCloseTo(0.3, 2);
    expect(part?.right).toBeCloseTo(1, 2);
    expect(asked.photos).toMatchObject([{ name: 'cup.jpg' }]);
    expect(await page.locator('.turn .facts').first().innerText()).toContain('adjusted');
    expect(complaints).toEqual([]);
  });

  test('all of it can be done by keyboard, and the focus is seen', async () => {
    const { desk, page } = await openPage();
    await page.getByRole('button', { name: 'Coffee cup' }).press('Enter');
    await ready(page);
    await page.keyboard.press('Tab');
    expect(await box(page).evaluate((node) => node === node.ownerDocument.activeElement)).toBe(true);
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineWidth')).toBe('4px');
    for (const key of ['Shift+ArrowLeft', 'Shift+ArrowUp', 'Shift+ArrowUp', 'ArrowRight'])
      await page.keyboard.press(key);
    expect(await place(page)).toBe('Box: 98 % wide, 96 % high, 2 % from the left, 0 % from the top');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await page.getByLabel('Remove background').isChecked()).toBe(true);
    await page.keyboard.press('Enter');
    await answered(page);
    expect(desk.received).toMatchObject([
      { photos: [{ name: 'Coffee cup' }], adjustment: { preparation: { removeBackground: true } } },
    ]);
  });

  test('Escape and Cancel ask nothing, and the next photo has its turn', async () => {
    const { desk, page } = await openPage();
    await choose(page, ['one.jpg', 'two.jpg']);
    await ready(page);
    await page.keyboard.press('Escape');
    await ready(page);
    await dialog(page).getByRole('button', { name: 'Cancel' }).click();
    await dialog(page).waitFor({ state: 'hidden' });
    expect(desk.received).toEqual([]);
    expect(await page.locator('.turn').count()).toBe(0);
  });

  test('a photo that cannot work is told in the dialog, and cannot be searched with', async () => {
    const preview: Preview = async () => {
      throw new TusouError('photo-too-small', { args: { limit: 300 } });
    };
    const { page } = await openPage({ preview });
    await choose(page);
    await dialog(page).getByText('at least 300').waitFor();
    expect(await dialog(page).getByRole('button', { name: 'Search' }).isDisabled()).toBe(true);
  });

  test('what could not be done is told, and the last change wins', async () => {
    const preview: Preview = async (_, { preparation }) => ({
      jpeg: await colouredJpeg(3, 400),
      notes: preparation.removeBackground ? ['background-none'] : [],
    });
    const { page } = await openPage({ preview });
    await choose(page);
    await ready(page);
    await page.getByLabel('Remove background').check();
    const note = dialog(page).getByText('is not plain');
    await note.waitFor();
    await page.getByLabel('Remove background').uncheck();
    await note.waitFor({ state: 'hidden' });
  });

  test('an answer leads back to the photo, as it was adjusted, also after a reload', async () => {
    const { desk, page, previewed } = await openPage();
    await choose(page);
    await ready(page);
    await drag(page, [0.5, 0], [1, 1]);
    await search(page);
    await answered(page);
    await page.reload();
    await page.getByRole('button', { name: 'Adjust and search again' }).click();
    await ready(page);
    expect(await place(page)).toMatch(/^Box: 50 % wide, 100 % high, 50 % from the left/);
    expect(previewed.at(-1)?.part?.left).toBeCloseTo(0.5, 2);
    await dialog(page).getByRole('button', { name: 'Whole photo' }).click();
    await search(page);
    await page.locator('.turn').nth(1).waitFor();
    await answered(page);
    expect(desk.received).toMatchObject([{ kind: 'photos' }, { kind: 'photos', adjustment: { part: null } }]);
  });

  test('a finger draws, nothing runs over on a phone of 360 pixels, and Search stays in sight', async () => {
    const { page, complaints } = await openPage({}, { ...PHONE, locale: 'zh-CN' });
    await choose(page);
    await page.locator('.adjust.is-loaded[aria-busy=false]').waitFor();
    const overflow = '[document.documentElement, adjust].map((one) => one.scrollWidth - one.clientWidth)';
    expect(await page.evaluate(overflow)).toEqual([0, 0]);
    const area = await page.locator('#adjust-stage').boundingBox();
    if (!area) throw new Error('no photo is shown');
    const finger = await page.context().newCDPSession(page);
    const touch = (type: string, x: number, y: number) =>
      finger.send(
        'Input.dispatchTouchEvent' as never,
        {
          type,
          touchPoints:
            type === 'touchEnd' ? [] : [{ x: area.x + x * area.width, y: area.y + y * area.height }],
        } as never,
      );
    await touch('touchStart', 0.3, 0.3);
    for (const share of [0.5, 0.7, 0.9]) await touch('touchMove', share, share);
    await touch('touchEnd', 0.9, 0.9);
    expect(await place(page)).toBe('选框：宽 60 %，高 60 %，距左 30 %，距上 30 %');
    const button = await page.locator('#adjust-search').boundingBox();
    expect((button?.y ?? 999) + (button?.height ?? 0)).toBeLessThanOrEqual(740);
    expect(button?.height).toBeGreaterThanOrEqual(44);
    expect(complaints).toEqual([]);
  });
});
