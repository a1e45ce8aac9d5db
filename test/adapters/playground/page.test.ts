/** The page in a real browser: every way in, every button, by mouse, keyboard and finger. */
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { errorNotice } from '../../../src/cards/notice-card.ts';
import { TusouError } from '../../../src/domain/errors.ts';
import { cny } from '../../../src/domain/money.ts';
import { LANGUAGES } from '../../../src/domain/query.ts';
import { languageName } from '../../../src/i18n/languages.ts';
import { describeInBrowser } from '../../support/browser.ts';
import { colouredJpeg, type DeskOptions, memoryStore, startDesk } from '../../support/playground-desk.ts';
import { sampleTitles } from '../../support/sample-titles.ts';

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } as const;

const HOSTILE = `<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>\u202E${'W'.repeat(120)}`;

describeInBrowser('playground page', (browser) => {
  /** A desk, a page on it, and everything that went wrong in the page. */
  const openPage = async (options: DeskOptions = {}, context: BrowserContextOptions = {}) => {
    const desk = await startDesk(options);
    const tab = await browser().newContext({ locale: 'en-US', ...context });
    const page = await tab.newPage();
    const complaints: string[] = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => {
      if (/Content Security Policy|Trusted/i.test(message.text())) complaints.push(message.text());
    });
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (origin !== desk.url && protocol !== 'blob:') complaints.push(`foreign host ${origin}`);
    });
    onTestFinished(async () => {
      await tab.close();
      await desk[Symbol.asyncDispose]();
    });
    await page.goto(desk.url);
    return { desk, page, complaints };
  };

  const choose = async (page: Page, name = 'cup.jpg'): Promise<void> =>
    page.setInputFiles('#file', { name, mimeType: 'image/jpeg', buffer: await colouredJpeg(1) });

  const turn = (page: Page): Locator => page.locator('.turn').first();
  const shown = (page: Page, kind: string): Promise<void> =>
    page.locator(`.turn[data-kind=${kind}]:not(.is-pending)`).first().waitFor();

  const isLoaded = (page: Page, picture: string) =>
    expect.poll(() => page.evaluate(`document.querySelector('${picture}').naturalWidth`)).toBeGreaterThan(0);

  /** Puts a file into a drop or a paste, as the browser would. */
  const bring = (page: Page, type: 'drop' | 'paste', base64: string): Promise<unknown> =>
    page.evaluate(`{
      const bytes = Uint8Array.from(atob('${base64}'), (sign) => sign.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], 'brought.jpg', { type: 'image/jpeg' }));
      const event = '${type}' === 'drop'
        ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
        : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
      document.body.dispatchEvent(event);
    }`);

  describe('ways in', () => {
    test('a chosen photo is answered with everything that the card says', async () => {
      const { desk, page, complaints } = await openPage();
      await choose(page);
      await shown(page, 'result');
      const offer = page.locator('.offer').first();
      const words = await offer.innerText();

      expect(await turn(page).locator('h2').innerText()).toBe('6 matching offers');
      expect(await offer.locator('.price').innerText()).toBe('¥12.50');
      for (const text of [
        'Foldable portable coffee cup',
        '304不锈钢便携折叠咖啡杯',
        '¥10.90',
        '/ piece',
        'MOQ 2 pieces',
        '100+',
        '¥11.80',
        '3,400 sold a month',
        '31 % buy again',
        '义乌市晨光日用品有限公司',
        'Super factory',
        '3 years on 1688',
        'Same product · 97 %',
        'Details',
      ])
        expect(words).toContain(text);
      const link = offer.getByRole('link', { name: /Open on 1688.*opens in a new tab/ });
      expect(await link.getAttribute('href')).toBe('https://detail.1688.com/offer/610947572360.html');
      expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
      await isLoaded(page, '.offer img');
      expect(desk.received).toMatchObject([{ kind: 'photos', photos: [{ name: 'cup.jpg' }] }]);
      expect(complaints).toEqual([]);
    });

    test.each(['drop', 'paste'] as const)('a photo can come by %s', async (type) => {
      const { desk, page } = await openPage();
      await bring(page, type, (await colouredJpeg(1)).toString('base64'));
      await shown(page, 'result');
      expect(desk.received).toMatchObject([{ kind: 'photos', photos: [{ name: 'brought.jpg' }] }]);
    });

    test('a sample photo is one press', async () => {
      const { desk, page } = await openPage();
      await page.getByRole('button', { name: 'Desk lamp' }).click();
      await shown(page, 'result');
      expect(desk.received).toMatchObject([{ kind: 'photos', photos: [{ name: 'Desk lamp' }] }]);
    });

    test('a link is typed and sent with Enter', async () => {
      const { desk, page } = await openPage();
      const field = page.getByLabel('Link to a picture or 1688 offer, or words');
      await field.fill('https://example.com/cup.jpg');
      await field.press('Enter');
      await shown(page, 'result');
      expect(desk.received).toMatchObject([{ kind: 'text', text: 'https://example.com/cup.jpg' }]);
      expect(await field.inputValue()).toBe('');
    });

    test('words are called words, not a link', async () => {
      const { page } = await openPage();
      await page.fill('#link', 'red teapot');
      await page.press('#link', 'Enter');
      await shown(page, 'notice');
      expect(await turn(page).getByRole('heading').innerText()).toBe('Your words');
    });

    test('several photos are answered one by one, the newest first', async () => {
      const { page } = await openPage();
      const photos = [1, 2].map(async (hue) => ({
        name: `cup-${hue}.jpg`,
        mimeType: 'image/jpeg',
        buffer: await colouredJpeg(hue),
      }));
      await page.setInputFiles('#file', await Promise.all(photos));
      await page.locator('.turn[data-kind=result]').nth(1).waitFor();
      expect(await page.locator('.turn').allInnerTexts()).toEqual([
        expect.stringContaining('cup-2.jpg'),
        expect.stringContaining('cup-1.jpg'),
      ]);
    });
  });

  describe('answers', () => {
    test('pages turn in place', async () => {
      const { desk, page } = await openPage();
      await choose(page);
      await shown(page, 'result');
      await page.getByRole('button', { name: 'Next page' }).click();
      await turn(page).getByText('page 2 of 8').waitFor();
      expect(await page.locator('.turn').count()).toBe(1);
      expect(await page.locator('.offer .number').first().innerText()).toBe('7');
      expect(desk.received.map(({ kind }) => kind)).toEqual(['photos', 'press']);
    });

    test('details open and lead back to the offer that one came from', async () => {
      const { page } = await openPage();
      await choose(page);
      await shown(page, 'result');
      await page.getByRole('button', { name: /^Details.*1\. Foldable/ }).click();
      await shown(page, 'details');
      const words = await turn(page).innerText();
      for (const text of [
        'Foldable portable coffee cup',
        '18,200 in stock',
        '材质',
        '304 不锈钢',
        'Super factory',
      ])
        expect(words).toContain(text);
      await page.getByRole('button', { name: 'Picture 3' }).click();
      expect(await page.getByRole('button', { name: 'Picture 3' }).getAttribute('aria-current')).toBe('true');
      await page.getByRole('button', { name: 'Back to the list' }).click();
      await shown(page, 'result');
      expect(await page.evaluate('document.activeElement.dataset.part')).toBe('details');
    });

    test('a sentence is shown in the place of an answer', async () => {
      const { page } = await openPage();
      await page.fill('#link', 'what is this?');
      await page.click('#link-form button');
      await shown(page, 'notice');
      expect(await turn(page).locator('.message').innerText()).toContain(
        'Please send a photo of the product',
      );
    });

    test('a photo that was refused as it is cannot be adjusted', async () => {
      const { page } = await openPage({
        answer: async ({ chat, message }, adapter) => {
          const card = errorNotice(new TusouError('photo-broken'), 'en', null);
          await adapter.send(chat, { kind: 'notice', card }, { replaces: null, answers: message });
        },
      });
      await choose(page);
      await shown(page, 'notice');
      expect(await turn(page).getByRole('button').count()).toBe(0);
    });

    test('come back after a reload', async () => {
      const { page } = await openPage();
      await choose(page);
      await shown(page, 'result');
      await page.reload();
      await shown(page, 'result');
      expect(await page.locator('.offer').count()).toBe(6);
      await isLoaded(page, '.asked img');
    });

    test('while one waits, the page says so, and a second tab shows the same', async () => {
      const { page } = await openPage({
        answer: async ({ chat, message }, adapter) => {
          await adapter.send(
            chat,
            { kind: 'working', text: 'Searching 1688…' },
            { replaces: null, answers: message },
          );
        },
      });
      await choose(page);
      await turn(page).getByText('Searching 1688…').waitFor();
      expect(await turn(page).getAttribute('aria-busy')).toBe('true');
      expect(await page.locator('#announcer').innerText()).toBe('Searching 1688…');
      const second = await page.context().newPage();
      await second.goto(page.url());
      await turn(second).getByText('Searching 1688…').waitFor();
    });

    test('what could not be sent is sent again on request, as the same question', async () => {
      let fails = 1;
      const { desk, page } = await openPage({
        answer: async (inbound, adapter) => {
          fails -= 1;
          if (fails >= 0) throw new TusouError('internal');
          const { chat, message } = inbound;
          await adapter.send(
            chat,
            { kind: 'working', text: 'Now it works' },
            { replaces: null, answers: message },
          );
        },
      });
      await choose(page);
      await turn(page).getByText('Something went wrong on our side').waitFor();
      await page.getByRole('button', { name: 'Try again' }).click();
      await turn(page).getByText('Now it works').waitFor();
      expect(await page.locator('.turn').count()).toBe(1);
      expect(new Set(desk.received.map(({ key }) => key)).size).toBe(1);
    });

    test('a file over the limit is refused before it is sent', async () => {
      const { desk, page } = await openPage();
      await page.evaluate(`{
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(20 * 1024 * 1024 + 1)], 'huge.jpg', { type: 'image/jpeg' }));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
      }`);
      await turn(page).getByText('at most 20 MB').waitFor();
      expect(await turn(page).getByText('huge.jpg').count()).toBe(1);
      expect(desk.received).toEqual([]);
    });

    test('what was asked while the line was down is sent when it is back', async () => {
      const { page } = await openPage();
      await choose(page);
      await shown(page, 'result');
      await page.context().setOffline(true);
      await page.fill('#link', 'https://example.com/cup.jpg');
      await page.click('#link-form button');
      await turn(page).getByText('This could not be sent.').waitFor();
      await page.context().setOffline(false);
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.locator('.turn[data-kind=result]').nth(1).waitFor();
    });

    test('a restart of the server is told, and the conversation goes on', async () => {
      const store = memoryStore();
      const { desk, page } = await openPage({ store });
      await choose(page);
      await shown(page, 'result');
      await desk[Symbol.asyncDispose]();
      const lost = page.getByText('The connection is lost.').first();
      await lost.waitFor();
      await using restarted = await startDesk({ store, port: desk.port });
      await lost.waitFor({ state: 'hidden' });
      await page.getByRole('button', { name: 'Next page' }).click();
      await turn(page).getByText('page 2 of 8').waitFor();
      expect(restarted.received).toMatchObject([{ kind: 'press' }]);
    });
  });

  describe('for everybody', () => {
    test('the whole way can be gone by keyboard', async () => {
      const { page } = await openPage();
      const focusedText = () => page.evaluate<string>('document.activeElement.textContent.trim()');
      const tabTo = async (text: RegExp): Promise<void> => {
        for (let presses = 0; presses < 60; presses += 1) {
          await page.keyboard.press('Tab');
          if (text.test(await focusedText())) return;
        }
        throw new Error(`never reached ${text}`);
      };
      await tabTo(/^Coffee cup$/);
      await page.keyboard.press('Enter');
      await shown(page, 'result');
      await tabTo(/^Details: 1\./);
      await page.keyboard.press('Enter');
      await shown(page, 'details');
      expect(await focusedText()).toContain('Foldable portable coffee cup');
      await tabTo(/^Back to the list$/);
      await page.keyboard.press('Space');
      await shown(page, 'result');
      expect(await focusedText()).toMatch(/^Details: 1\./);
      await tabTo(/^Cheapest first$|^Next page$/);
      await page.keyboard.press('Enter');
      await page.locator('.turn[aria-busy=false]').waitFor();
      const outline = 'getComputedStyle(document.activeElement).outlineStyle';
      expect(await page.evaluate(outline)).not.toBe('none');
    });

    test('landmarks, headings and names tell a screen reader what is where', async () => {
      const { page } = await openPage();
      await choose(page);
      await shown(page, 'result');
      const tree = await page.locator('body').ariaSnapshot();
      for (const line of [
        'banner:',
        'navigation "Language":',
        'main:',
        'heading "Find it on 1688, from a photo" [level=1]',
        'region "Answers":',
        'article "6 matching offers":',
        'heading "6 matching offers" [level=2]',
        'list "Price by quantity":',
        'status:',
      ])
        expect(tree).toContain(line);
      expect(tree).toMatch(/heading "1\. Foldable portable coffee cup.*\[level=3\]/);
      expect(await page.locator('#announcer').innerText()).toMatch(
        /^6 matching offers, 46 found, page 1 of 8/,
      );
    });

    test('nothing runs over on a phone of 360 pixels, and one can take a photo', async () => {
      const { page } = await openPage({ change: { title: HOSTILE, titleTranslated: null } }, PHONE);
      const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      expect(await page.getByRole('button', { name: 'Take a photo' }).isVisible()).toBe(true);
      expect(await page.evaluate(overflow)).toBe(0);
      await choose(page, `${'long-name-'.repeat(15)}.jpg`);
      await shown(page, 'result');
      expect(await page.evaluate(overflow)).toBe(0);
      await page.locator('.offer [data-part=details]').first().click();
      await shown(page, 'details');
      expect(await page.evaluate(overflow)).toBe(0);
      const heights = await page
        .locator('.button:visible')
        .evaluateAll((all) => all.map((one) => (one as unknown as { offsetHeight: number }).offsetHeight));
      expect(Math.min(...heights)).toBeGreaterThanOrEqual(42);
    });

    test.each(LANGUAGES)('in %s everything has room on a phone of 360 pixels', async (language) => {
      const { page, complaints } = await openPage({}, { ...PHONE, locale: language });
      const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      const cramped = () =>
        page
          .locator('.button:visible, .languages a, h2, h3, .top p')
          .evaluateAll((all) =>
            (all as unknown as { scrollWidth: number; clientWidth: number; innerText: string }[])
              .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
              .map(({ innerText }) => innerText),
          );
      expect(await page.locator('.languages a').allInnerTexts()).toEqual(LANGUAGES.map(languageName));
      const lines = await page
        .locator('.languages a')
        .evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().top)));
      expect(new Set(lines).size).toBe(1);
      expect([await page.evaluate(overflow), ...(await cramped())]).toEqual([0]);
      await choose(page);
      await shown(page, 'result');
      expect([await page.evaluate(overflow), ...(await cramped())]).toEqual([0]);
      await page.locator('.offer [data-part=details]').first().click();
      await shown(page, 'details');
      expect([await page.evaluate(overflow), ...(await cramped())]).toEqual([0]);
      expect(complaints).toEqual([]);
    });

    test('the answer on a phone begins at its head, from wherever on the page it was asked', async () => {
      const list = Array.from({ length: 6 }, (_, index) => ({
        id: `cup-${index}`,
        titles: sampleTitles(`Cup ${index}`),
      }));
      const { page } = await openPage({ samples: { list, photo: () => colouredJpeg(1) } }, PHONE);
      await page.getByRole('button', { name: 'Cup 5' }).tap();
      await shown(page, 'result');
      await expect
        .poll(async () => Math.round((await turn(page).locator('.turn-head').boundingBox())?.y ?? -1))
        .toBe(30);
    });

    test('a step of the ladder keeps its quantity and its price on one line each', async () => {
      const { page } = await openPage({
        change: {
          tiers: [
            { minQuantity: 100, price: cny(142849) },
            { minQuantity: 1000, price: cny(133448) },
            { minQuantity: 10_000, price: cny(119507) },
            { minQuantity: 100_000, price: cny(110907) },
          ],
        },
      });
      await choose(page);
      await shown(page, 'result');
      const steps = page.locator('.offer').first().locator('.ladder li');
      const lines = await steps.evaluateAll((all) =>
        all.map((one) => {
          const { scrollWidth, clientWidth, innerText } = one as unknown as {
            scrollWidth: number;
            clientWidth: number;
            innerText: string;
          };
          const boxes = [...one.children].map((part) => Math.round(part.getBoundingClientRect().height));
          return { text: innerText, runsOver: scrollWidth > clientWidth, tallest: Math.max(...boxes) };
        }),
      );
      expect(lines.map(({ text }) => text.replace(/\s+/g, ' '))).toContain('100000+ ¥1109.07');
      for (const { runsOver, tallest } of lines) {
        expect(runsOver).toBe(false);
        expect(tallest).toBeLessThan(24);
      }
      const inRows = await steps.evaluateAll((all) =>
        all.map((one) => Math.round(one.getBoundingClientRect().bottom)),
      );
      const [first, , third] = inRows;
      expect(inRows).toEqual([first, first, third, third]);
      expect(third).toBeGreaterThan(first ?? 0);
    });

    test.each([
      ['under a heading', '.turn-title .facts'],
      ['of an offer in full', '.details-section .facts'],
    ])('a fact %s that begins a line has no dot before or after it', async (_, place) => {
      const { page } = await openPage({}, PHONE);
      await choose(page, `${'long-name-'.repeat(5)}.jpg`);
      await shown(page, 'result');
      if (place.startsWith('.details')) await page.locator('.offer [data-part=details]').first().click();
      await page.locator(place).first().waitFor();
      const dots = await page.evaluate(`{
        const list = document.querySelector('${place}');
        const start = list.parentElement.getBoundingClientRect().left;
        [...list.children].map((fact) => {
          const { content, left } = getComputedStyle(fact, '::before');
          const edge = fact.getBoundingClientRect().left;
          const words = edge + parseFloat(getComputedStyle(fact).paddingLeft);
          const isCutOff = edge + parseFloat(left) < start;
          return { isDot: content === '"·"', isCutOff, isWhole: words >= start, after: getComputedStyle(fact, '::after').content };
        });
      }`);
      const told = dots as { isDot: boolean; isCutOff: boolean; isWhole: boolean; after: string }[];
      expect(told.every(({ isDot, isWhole, after }) => isDot && isWhole && after === 'none')).toBe(true);
      const cutOff = told.filter(({ isCutOff }) => isCutOff).length;
      expect(cutOff).toBeGreaterThan(0);
      expect(cutOff).toBeLessThan(told.length);
    });

    test('the name of a sample is broken between words only', async () => {
      const list = ['Headphones', 'Red high heels', 'Teddy bear', 'Cactus', 'Leather sofa', 'Teapot'].map(
        (title) => ({ id: title.toLowerCase().replaceAll(' ', '-'), titles: sampleTitles(title) }),
      );
      const { page } = await openPage({ samples: { list, photo: () => colouredJpeg(1) } });
      const height = await page
        .getByText('Headphones')
        .evaluate((name) => (name as unknown as { offsetHeight: number }).offsetHeight);
      expect(height).toBeLessThan(24);
    });

    test('dark where the reader likes it dark', async () => {
      const background = 'getComputedStyle(document.body).backgroundColor';
      const light = await openPage({}, { colorScheme: 'light' });
      const dark = await openPage({}, { colorScheme: 'dark' });
      const brightness = async (page: Page) => Number(/\d+/.exec(await page.evaluate(background))?.[0]);
      expect(await brightness(light.page)).toBeGreaterThan(200);
      expect(await brightness(dark.page)).toBeLessThan(60);
    });

    test('still where the reader likes it still', async () => {
      const { page } = await openPage({ answer: async () => {} }, { reducedMotion: 'reduce' });
      await choose(page);
      await page.locator('.turn.is-pending').waitFor();
      expect(await page.evaluate('document.getAnimations().length')).toBe(0);
    });

    test('texts of sellers stay texts', async () => {
      const change = {
        title: HOSTILE,
        titleTranslated: `${HOSTILE} translated`,
        unit: '<b>unit</b>',
        url: 'javascript:window.hacked=1',
        supplier: { id: null, name: HOSTILE, badges: [], years: 1, location: HOSTILE, score: 5 },
      };
      const { page, complaints } = await openPage({ change });
      await choose(page, '<b>name</b>.jpg');
      await shown(page, 'result');
      const offer = page.locator('.offer').first();
      expect(await offer.locator('h3').innerText()).toContain('<img src=x onerror');
      expect(await offer.getByRole('link').count()).toBe(0);
      await offer.locator('[data-part=details]').click();
      await shown(page, 'details');
      expect(await page.locator('.turn script, .turn b, .turn [onerror]').count()).toBe(0);
      expect(await page.evaluate('window.hacked')).toBeUndefined();
      expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false);
      expect(complaints).toEqual([]);
    });

    test('in Chinese by the browser’s setting, in English by one press, with the answers still there', async () => {
      const { desk, page } = await openPage({}, { locale: 'zh-CN' });
      await page.getByRole('button', { name: '台灯' }).click();
      await shown(page, 'result');
      expect(desk.received).toMatchObject([{ from: { language: 'zh' } }]);
      expect(await turn(page).locator('h2').innerText()).toBe('6 个匹配的货源');
      await page.getByRole('link', { name: 'English' }).click();
      await page.getByRole('button', { name: 'Choose a photo' }).waitFor();
      await shown(page, 'result');
      await page.goto(desk.url);
      expect(await page.getByRole('button', { name: 'Choose a photo' }).isVisible()).toBe(true);
    });
  });
});
