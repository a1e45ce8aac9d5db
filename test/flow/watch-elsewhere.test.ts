/** Watching in Slack and on the page, by the same words and the same job; and once for all of them, also after a restart. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { translator } from '../../src/i18n/translate.ts';
import { DETAIL } from '../support/flow-marketplace.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { labelsOf, sentenceOf, visitPlayground } from '../support/flow-playground.ts';
import { buttonsOf, isAnswer, kindsOf, type SlackSeen, wordsOf } from '../support/flow-slack.ts';
import type { PageTurn } from '../support/playground-client.ts';
import { type SlackFlow, startSlackFlow } from '../support/slack-flow.ts';

const en = translator('en');

let flow: SlackFlow;
let slack: SlackFlow['slack'];
let people: SlackFlow['people'];
let marketplace: SlackFlow['marketplace'];

beforeAll(async () => {
  flow = await startSlackFlow({ WATCH_EVERY: '1s' });
  ({ slack, people, marketplace } = flow);
});
afterAll(() => flow.stop());

afterEach(() => expect(slack.faults).toEqual([]));

const saying = (text: string) => (message: SlackSeen) => wordsOf(message).includes(text);

const LINK = /https:\/\/detail\.1688\.com\/offer\/\d+\.html/g;

const idIn = (link: string): string => /\d{6,}/.exec(link.slice(-24))?.[0] ?? '';

let offers = 0;

/** A link to an offer that no other test has. */
const someOffer = async (): Promise<string> => {
  const answer = await people.shown(await people.sendPhoto(await newPhoto()), isAnswer);
  offers += 1;
  return [...answer.text.matchAll(LINK)][offers]?.[0] ?? '';
};

/** The page's turns, once there is one that fits. */
const turnSaying = async (visitor: Awaited<ReturnType<typeof visitPlayground>>, text: string) => {
  const fits = (turn: PageTurn) => (sentenceOf(turn) ?? '').includes(text);
  return (await visitor.turns((told) => told.some(fits))).filter(fits);
};

describe('watching in Slack', () => {
  it('begins with /1688 watches and a link, tells of a change in the channel, and is listed and ended there', async () => {
    const link = await someOffer();
    const begun = await people.speak(slack.channel);
    await people.slash(`watches <${link}>`);
    await people.shown(begun, saying('I watch this offer'));
    const since = await people.speak(slack.channel);
    await marketplace.change(idIn(link), { percent: 70 });
    const alert = await people.shown(since, saying('Changed: '));
    expect(wordsOf(alert)).toMatch(/\+: ¥[\d.]+ → ¥[\d.]+ \(−30 %\)/);
    expect(kindsOf(alert)).toContain('image');
    const stopped = await people.press(alert, en('button-unwatch'), saying(en('watch-stopped')));
    expect(buttonsOf(stopped)).toEqual([]);
    const later = await people.speak(slack.channel);
    await people.slash('watches');
    await people.shown(later, saying(en('watch-none')));
  });

  it('history and forget are words behind /1688, too', async () => {
    const since = await people.speak(slack.channel);
    await people.slash('history');
    await people.shown(since, saying(en('history-none')));
    const later = await people.speak(slack.channel);
    const admin = { id: slack.user, locale: 'en-US', is_admin: true };
    slack.answerWith(({ method }) =>
      method === 'users.info' ? { body: { ok: true, user: admin } } : undefined,
    );
    await people.slash('forget');
    const asked = await people.shown(later, saying('Shall I delete'));
    await people.press(asked, en('button-keep'), saying(en('forget-kept')));
  });
});

describe('watching on the page', () => {
  it('tells of a change beside what was asked, once, also after a restart; one check is for all', async () => {
    const link = await someOffer();
    const visitor = await visitPlayground(flow.app.url);
    await visitor.shown(await visitor.sendText(`/watch ${link}`), (turn) =>
      (sentenceOf(turn) ?? '').includes('I watch this offer'),
    );
    const begun = await people.speak(slack.channel);
    await people.slash(`watches <${link}>`);
    await people.shown(begun, saying('I watch this offer'));
    await marketplace.change(idIn(link), { percent: 60 });
    await flow.restart();
    const back = await visitPlayground(flow.app.url, { cookie: visitor.cookie });
    const [alert, ...others] = await turnSaying(back, 'Changed: ');
    expect(others).toEqual([]);
    expect(alert?.asked).toBeNull();
    expect(alert && labelsOf(alert)).toContain('Its history');
    const picture = alert?.answer?.kind === 'notice' ? alert.answer.card.picture : null;
    expect((await back.get(picture ?? '')).status).toBe(200);
    marketplace.forget();
    const asked = () => marketplace.calls().filter((api) => api === DETAIL).length;
    await expect.poll(asked, { timeout: 20_000 }).toBeGreaterThan(2);
    expect(await turnSaying(back, 'Changed: ')).toHaveLength(1);
  });
});
