/** A photo of two products on Telegram: the answer names both, and a press looks for one of them alone. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FlowMarketplace, QUERY, startMarketplace, UPLOAD } from '../support/flow-marketplace.ts';
import { photoOfTwo } from '../support/flow-photos.ts';
import { isAnswer, labels, read, telegramPeople } from '../support/flow-telegram.ts';
import { type RunningApp, startApp } from '../support/running-app.ts';
import { startTelegramServer, type TelegramServer } from '../support/telegram-server.ts';

let marketplace: FlowMarketplace;
let telegram: TelegramServer;
let app: RunningApp;
let people: ReturnType<typeof telegramPeople>;

beforeAll(async () => {
  marketplace = await startMarketplace();
  telegram = await startTelegramServer();
  people = telegramPeople(telegram);
  app = await startApp({
    ...marketplace.env,
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.url,
  });
});

afterAll(async () => {
  await app.stop();
  await Promise.all([telegram.close(), marketplace.close()]);
});

beforeEach(() => marketplace.forget());
afterEach(() => expect(telegram.violations()).toEqual([]));

describe('a photo of two products', () => {
  it('has a button for each, which finds that one, and one back to the whole photo', async () => {
    const chat = people.newChat();
    people.send('private-photo', { chat, photo: await photoOfTwo() });
    const whole = await people.shown(chat, isAnswer);
    expect(labels(whole)).toContainEqual(['Subject 1', 'Subject 2']);
    marketplace.forget();

    const found: string[] = [];
    for (const number of [1, 2]) {
      const fact = `subject ${number} of 2`;
      const shown = await people.press(whole, `Subject ${number}`, ({ html }) => html.includes(fact));
      expect(labels(shown)).toContainEqual(['Whole photo', `Subject ${3 - number}`]);
      found.push(read(shown).text);
    }
    // Which of them is the larger one is the marketplace's business.
    const [heels, teapot] = found.sort(
      (a, b) => Number(/1\. .*Teapot/.test(a)) - Number(/1\. .*Teapot/.test(b)),
    );
    expect(heels).toMatch(/1\. .*Heels/);
    expect(teapot).toMatch(/1\. .*Teapot/);
    expect(marketplace.calls().filter((api) => api === QUERY)).toHaveLength(2);
    expect(marketplace.calls()).not.toContain(UPLOAD);

    const [shown] = await people.until(chat, (seen) => seen.some(isAnswer));
    const back =
      shown && (await people.press(shown, 'Whole photo', ({ html }) => !html.includes(' of 2 in')));
    expect(back?.id).toBe(whole.id);
    expect(back && read(back).links).toEqual(read(whole).links);
  });
});
