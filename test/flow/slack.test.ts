/** Slack from end to end: signed requests in, what people see in the channel out, with the simulator as the marketplace. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { translator } from '../../src/i18n/translate.ts';
import { QUERY } from '../support/flow-marketplace.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { buttonsOf, cardsOf, isAnswer, kindsOf, type SlackSeen, wordsOf } from '../support/flow-slack.ts';
import { type SlackFlow, startSlackFlow } from '../support/slack-flow.ts';
import { payload } from '../support/slack-payload.ts';
import { SIGNING_SECRET } from '../support/slack-requests.ts';
import { BOT_TOKEN } from '../support/slack-wire.ts';

const en = translator('en');
const zh = translator('zh');

let flow: SlackFlow;
let slack: SlackFlow['slack'];
let people: SlackFlow['people'];
let marketplace: SlackFlow['marketplace'];

beforeAll(async () => {
  flow = await startSlackFlow();
  ({ slack, people, marketplace } = flow);
});
afterAll(() => flow.stop());

beforeEach(() => {
  marketplace.forget();
  slack.clear();
});
afterEach(() => expect(slack.faults).toEqual([]));

const answers = (words: string) => (message: SlackSeen) => isAnswer(message) && message.text.includes(words);

/** The links of an answer, in order. */
const linksOf = ({ text }: SlackSeen): string[] =>
  [...text.matchAll(/https:\/\/detail\.1688\.com\/offer\/\d+\.html/g)].map(([link]) => link);

/** Sends a new photo to the bot alone and waits for its answer. */
const searched = async (of?: string): Promise<SlackSeen> =>
  people.shown(await people.sendPhoto(await newPhoto(of)), isAnswer);

describe('a photo in the direct message', () => {
  it('is answered by one message: "searching" at once, then the cards', async () => {
    const message = await searched();
    const [first, ...others] = slack.sent('chat.postMessage');
    expect(first?.args).toMatchObject({ channel: slack.direct, text: en('working') });
    expect(others).toEqual([]);
    expect(slack.sent('chat.update')).toHaveLength(1);
    expect(kindsOf(message)).toEqual(['header', 'context', 'image', 'carousel', 'actions', 'actions']);
  });

  it('is answered by cards with title, price tiers, MOQ, supplier and a button to the offer', async () => {
    const message = await searched();
    const cards = cardsOf(message);
    expect(cards).toHaveLength(6);
    for (const [index, card] of cards.entries()) {
      const text = JSON.stringify(card);
      expect(card.title).toMatchObject({ text: expect.stringMatching(new RegExp(`^${index + 1}\\. \\w`)) });
      expect(card.subtitle).toMatchObject({ text: expect.stringMatching(/^\d+\+ ¥\d+\.\d\d/) });
      expect(card.body).toMatchObject({ text: expect.stringMatching(/MOQ \d+ .*\p{Script=Han}{4,}/u) });
      expect(text).toContain(`"url":"${linksOf(message)[index]}"`);
    }
    expect(wordsOf(message)).toMatch(
      /^6 matching offers\n[\d,]+ found · page 1 of \d+ · via 1688 Open Platform\n/,
    );
  });

  it('is found by what is in it', async () => {
    expect(cardsOf(await searched('teapot'))[0]?.title).toMatchObject({
      text: expect.stringMatching(/teapot/i),
    });
  });

  it('a file that is there twice under the same id is downloaded once and searched once', async () => {
    const asked = await people.sendPhoto(await newPhoto());
    await people.shown(asked, isAnswer);
    marketplace.forget();
    const later = await people.speak(slack.direct);
    const event = { ...(asked.event.event as object), ts: `${Number(later.ts) + 1}`, channel: slack.direct };
    await people.event({ ...asked.event, event });
    const again = await people.shown(later, isAnswer);
    expect(wordsOf(again)).toContain('from memory, just now');
    expect(marketplace.calls()).toEqual([]);
    expect(slack.calls.filter(({ method }) => method.startsWith('files-pri/'))).toHaveLength(1);
  });

  it('the same photo uploaded again is answered from memory, until a new search is asked for', async () => {
    const photo = await newPhoto();
    const first = await people.shown(await people.sendPhoto(photo), isAnswer);
    marketplace.forget();
    const again = await people.shown(await people.sendPhoto(photo), isAnswer);
    expect(wordsOf(again)).toContain('from memory, just now');
    expect(linksOf(again)).toEqual(linksOf(first));
    expect(marketplace.calls()).toEqual([]);
    const fresh = await people.press(again, 'Search again', (seen) => !wordsOf(seen).includes('from memory'));
    expect(linksOf(fresh)).toEqual(linksOf(first));
    expect(marketplace.calls()).toContain(QUERY);
  });

  it('an event that Slack sends again is answered once', async () => {
    const asked = await people.sendPhoto(await newPhoto());
    const retry = { headers: { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' } };
    expect((await people.event(asked.event, retry)).status).toBe(200);
    await people.shown(asked, isAnswer);
    expect((await people.event(asked.event, retry)).status).toBe(200);
    await searched();
    expect((await people.messagesSince(asked)).length).toBe(2);
    expect(slack.sent('chat.postMessage')).toHaveLength(2);
  });
});

describe('the buttons change the same message', () => {
  it('turns pages, looks for similar ones, sorts', async () => {
    const first = await searched();
    expect(
      buttonsOf(first)
        .map(({ label }) => label)
        // The other tests have shown the same thing in this very chat.
        .filter(
          (label) =>
            !['Details', 'Shortlist', en('button-earlier'), en('button-subject', { number: 1 })].includes(
              label,
            ),
        ),
    ).toEqual([
      'Next page',
      'Similar products',
      'Search again',
      'Compare',
      'Export',
      // The menus below the buttons.
      'Cheapest first',
      'Best selling first',
      'Best score',
      '× 100',
      '× 300',
      '× 1000',
      expect.stringMatching(/^Up to ¥/),
      expect.stringMatching(/^MOQ up to/),
    ]);
    const second = await people.press(first, 'Next page', answers('page 2 of'));
    expect(cardsOf(second)[0]?.title).toMatchObject({ text: expect.stringMatching(/^7\. /) });
    const similar = await people.press(second, 'Similar products', answers('similar offers'));
    const cheapest = await people.press(similar, 'Cheapest first', (seen) =>
      buttonsOf(seen).some(({ label }) => label === 'Best match'),
    );
    expect([second.ts, similar.ts, cheapest.ts]).toEqual([first.ts, first.ts, first.ts]);
    expect(slack.sent('chat.postMessage')).toHaveLength(1);
  });

  it('opens an offer in place where Slack opens no window, and goes back to the list', async () => {
    const list = await searched();
    const details = await people.press(list, 'Details', (seen) => wordsOf(seen).includes('*Supplier*'));
    expect(linksOf(details)).toContain(linksOf(list)[0]);
    expect(wordsOf(details)).toContain('*Prices*');
    expect(kindsOf(details)).toContain('image');
    const back = await people.press(details, 'Back to the list', answers('page 1 of'));
    expect(linksOf(back)).toEqual(linksOf(list));
    expect(wordsOf(back)).toContain('from memory, just now');
  });
});

describe('in a channel', () => {
  it('a mention with a photo is answered in its thread, and its pages stay there', async () => {
    const message = await people.shown(await people.mentionWithPhoto(await newPhoto()), isAnswer);
    const next = await people.press(message, 'Next page', answers('page 2 of'));
    expect(next.ts).toBe(message.ts);
    expect(next.thread).not.toBeNull();
  });

  it('/1688 opens a modal, and its photo is answered in the channel where it was typed', async () => {
    const since = await people.speak(slack.channel);
    const { files } = await slack.sharePhoto(slack.direct, await newPhoto());
    const taken = await people.searchByModal(slack.channel, files);
    expect(taken.status).toBe(200);
    expect(await taken.text()).toBe('');
    const message = await people.shown(since, isAnswer);
    expect(cardsOf(message)).toHaveLength(6);
    expect(message.thread).toBeNull();
  });

  it('/1688 where the bot is not a member is answered to the asker alone', async () => {
    const { files } = await slack.sharePhoto(slack.direct, await newPhoto());
    await people.searchByModal(slack.foreignChannel, files);
    const { args } = await slack.until(
      async () =>
        slack.sent('hook').find((call) => String(call.args.text).includes('detail.1688.com')) ?? null,
    );
    expect(args).toMatchObject({ response_type: 'ephemeral', replace_original: true });
    const told: SlackSeen = {
      ts: '',
      channel: '',
      thread: null,
      text: '',
      blocks: args.blocks as SlackSeen['blocks'],
    };
    expect(cardsOf(told)).toHaveLength(6);

    const value = buttonsOf(told).find(({ label }) => label === 'Next page')?.value;
    await people.interaction({
      ...payload('block-action-private'),
      user: { id: slack.user },
      channel: { id: slack.foreignChannel },
      response_url: slack.hookUrl,
      actions: [{ type: 'button', action_id: 'press:row0.0', value, action_ts: '9.9' }],
    });
    await slack.until(
      async () => slack.sent('hook').find((call) => String(call.args.text).includes('page 2 of')) ?? null,
    );
  });

  it('/1688 with a link into a private network is refused politely', async () => {
    const since = await people.speak(slack.channel);
    await people.slash(`<${flow.app.url}/healthz.jpg>`);
    const { args } = await slack.until(async () => slack.sent('hook')[0] ?? null);
    expect(args).toMatchObject({ response_type: 'ephemeral', text: en('error-url-private') });
    // The sign of work, which all could see, went.
    await slack.until(async () => slack.sent('chat.delete')[0] ?? null);
    expect(await people.messagesSince(since)).toEqual([]);
  });

  it('/1688 with a link to an offer shows that offer', async () => {
    const [link = ''] = linksOf(await searched());
    const since = await people.speak(slack.channel);
    await people.slash(`<${link}>`);
    const details = await people.shown(since, (seen) => wordsOf(seen).includes('*Supplier*'));
    expect(linksOf(details)).toContain(link);
  });
});

describe('what Slack refuses', () => {
  it('a workspace without carousels gets sections, and keeps getting them without a detour', async () => {
    slack.answerWith(({ method, args }) => {
      const refused = /^chat\./.test(method) && JSON.stringify(args.blocks ?? []).includes('"carousel"');
      const errors = ['unsupported block type: carousel [json-pointer:/blocks/3/type]'];
      return refused
        ? { body: { ok: false, error: 'invalid_blocks', errors, response_metadata: { messages: errors } } }
        : undefined;
    });
    const message = await searched();
    expect(kindsOf(message).filter((kind) => kind === 'section')).toHaveLength(6);
    expect(wordsOf(message)).toMatch(/\*1\. .+\*\n.*\n\d+\+ ¥\d+\.\d\d/);
    expect(linksOf(message)).toHaveLength(6);
    const updates = slack.sent('chat.update').length;
    const next = await people.press(message, 'Next page', answers('page 2 of'));
    expect(kindsOf(next)).toContain('section');
    expect(slack.sent('chat.update')).toHaveLength(updates + 1);
  });

  it('a picture that Slack does not take in costs the picture, not the answer', async () => {
    slack.answerWith(({ method }) =>
      method === 'files.getUploadURLExternal' ? { body: { ok: false, error: 'storage_limit' } } : undefined,
    );
    expect(kindsOf(await searched('teddy-bear'))).not.toContain('image');
  });
});

describe('words', () => {
  it('are Chinese for who reads Chinese', async () => {
    slack.answerWith(({ method }) =>
      method === 'users.info'
        ? { body: { ok: true, user: { id: 'U0CHINESE', locale: 'zh-CN' } } }
        : undefined,
    );
    const shared = await slack.sharePhoto(slack.direct, await newPhoto());
    const base = payload('message-im-photo');
    const event = { ...(base.event as object), ...shared, channel: slack.direct, user: 'U0CHINESE' };
    await people.event({ ...base, event });
    const message = await people.shown({ channel: slack.direct, ts: shared.ts }, isAnswer);
    expect(slack.sent('chat.postMessage')[0]?.args.text).toBe(zh('working'));
    expect(message.text.startsWith(zh('result-heading', { count: 6 }))).toBe(true);
  });
});

describe('the log', () => {
  it('holds no token, no secret, no return address and no title', async () => {
    const titles = cardsOf(await searched()).map(({ title }) =>
      String((title as { text: string }).text).slice(3),
    );
    const log = flow.app.lines.join('');
    const told = [BOT_TOKEN, SIGNING_SECRET, slack.hookUrl, ...marketplace.secrets, ...titles];
    expect(told.filter((words) => log.includes(words))).toEqual([]);
  });
});
