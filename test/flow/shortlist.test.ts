/** The shortlist of a Telegram group: offers put aside, looked at together, voted on with a poll, and the result. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type FlowMarketplace, startMarketplace } from '../support/flow-marketplace.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { dataBehind, isAnswer, labels, read, telegramPeople } from '../support/flow-telegram.ts';
import { type RunningApp, startApp } from '../support/running-app.ts';
import type { SeenMessage } from '../support/telegram-chats.ts';
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

afterEach(() => expect(telegram.violations()).toEqual([]));

const saying = (text: string) => (message: SeenMessage) => read(message).text.includes(text);

/** Presses a button that answers with a message of its own, and waits for that. */
const pressForNew = async (on: SeenMessage, label: string, fits: (message: SeenMessage) => boolean) => {
  telegram.press(on, dataBehind(on, label));
  const seen = await people.until(on.chatId, (all) => all.some((one) => one.id !== on.id && fits(one)));
  return seen.find((one) => one.id !== on.id && fits(one)) as SeenMessage;
};

/** A group with an answer, from which the offers of these numbers were put on the shortlist. */
const listWith = async (numbers: readonly string[]) => {
  const chat = people.newChat('group');
  people.send('group-find-caption', { chat, photo: await newPhoto() });
  let answer = await people.shown(chat, isAnswer);
  const titles: string[] = [];
  for (const [index, number] of numbers.entries()) {
    const details = await people.press(answer, number, saying('Prices'));
    titles.push(read(details).text.split('\n')[0] ?? '');
    const count = `Shortlist (${index + 1})`;
    const picked = await people.press(details, 'Add to the shortlist', (seen) =>
      labels(seen).flat().includes(count),
    );
    expect(labels(picked).flat()).toContain('Take off the shortlist');
    answer = await people.press(picked, 'Back to the list', isAnswer);
  }
  return { chat, answer, titles };
};

const openList = async (answer: SeenMessage) => {
  const details = await people.press(answer, '1', saying('Prices'));
  const fits = (seen: SeenMessage) => saying('Shortlist: ')(seen) || saying('is empty')(seen);
  const label =
    labels(details)
      .flat()
      .find((text) => text.startsWith('Shortlist (')) ?? '';
  return pressForNew(details, label, fits);
};

describe('the shortlist of a group', () => {
  it('holds what was put aside, with pictures and prices, and gives it up again', async () => {
    const { chat, answer, titles } = await listWith(['1', '3']);
    const list = await openList(answer);
    expect(read(list).text).toMatch(/^Shortlist: 2 offers/);
    expect(read(list).links).toHaveLength(2);
    expect(list.picture).not.toBeNull();
    expect(labels(list)).toEqual([
      ['1', '2'],
      ['Vote on it', 'Compare', 'Update', 'Export'],
      ['× 100', '× 300', '× 1000'],
    ]);
    telegram.press(list, dataBehind(list, '2'));
    const isDetails = (seen: SeenMessage) =>
      seen.id === list.id && saying(titles[1] ?? '?')(seen) && saying('Prices')(seen);
    const [details] = (await people.until(chat, (all) => all.some(isDetails))).filter(isDetails);
    telegram.press(details as SeenMessage, dataBehind(details as SeenMessage, 'Take off the shortlist'));
    const isOff = (seen: SeenMessage) => seen.id === list.id && labels(seen).flat().includes('Shortlist (1)');
    await people.until(chat, (all) => all.some(isOff));
  });

  it('that is empty says how to fill it', async () => {
    const chat = people.newChat('group');
    people.send('group-shortlist', { chat });
    const message = await people.shown(chat, saying('shortlist of this chat is empty'));
    expect(read(message).text).toContain('Add to the shortlist');
  });

  it('is voted on by a poll with a picture and a link for each offer; the result comes back into the list', async () => {
    const { answer, chat } = await listWith(['1', '2', '4']);
    const list = await openList(answer);
    const sent = await pressForNew(list, 'Vote on it', ({ poll }) => poll !== undefined);
    const poll = sent.poll;
    if (!poll) throw new Error('no poll');
    expect(sent.html).toBe('Which offer shall we take?');
    expect(sent.answers).toBe(list.id);
    expect(poll.options.map(({ text }) => text.slice(0, 3))).toEqual(['1. ', '2. ', '3. ']);
    expect(poll.options.every(({ picture }) => picture !== null)).toBe(true);
    expect(poll.description.match(/https:\/\/detail\.1688\.com/g)).toHaveLength(3);
    // "Searching" gave way to the poll.
    await people.until(chat, (seen) => seen.length === 3);

    const vote = (id: number, ...option_ids: number[]) =>
      telegram.push({
        poll_answer: {
          poll_id: poll.id,
          user: { id, is_bot: false, first_name: 'Kim', language_code: 'en' },
          option_ids,
          option_persistent_ids: option_ids.map(String),
        },
      });
    vote(1, 0);
    vote(2, 1);
    vote(3, 1);
    // One vote a person: the latest counts, and may be taken back.
    vote(1, 2);
    vote(4, 0);
    vote(4);
    await telegram.allConfirmed();
    const result = await pressForNew(sent, 'End the vote', saying('The vote has ended'));
    expect(read(result).text).toMatch(/^The vote has ended: 3 people voted/);
    const votes = [...read(result).text.matchAll(/ (\d) votes?$/gm)].map(([, count]) => Number(count));
    expect(votes).toEqual([2, 1, 0]);
    const [first] = read(result).text.match(/(?<=\n2\. ).*/) ?? [];
    expect(poll.options[1]?.text).toContain(first?.slice(0, 20));
    expect(read(result).text).toContain('Most votes: 2. ');
    expect(read(result).text).toContain('Won the vote with 2 votes');
    expect(telegram.calls('stopPoll')).toHaveLength(1);
    expect(result.answers).toBe(sent.id);
  });

  it('with one offer cannot be voted on', async () => {
    const { answer } = await listWith(['1']);
    expect(labels(await openList(answer))).toEqual([
      ['1'],
      ['Update', 'Export'],
      ['× 100', '× 300', '× 1000'],
    ]);
  });
});
