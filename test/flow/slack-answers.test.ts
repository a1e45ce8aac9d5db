/** What surrounds an answer in Slack, end to end: eyes, menus, an offer in a window, cards below pasted links. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { translator } from '../../src/i18n/translate.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { buttonsOf, cardsOf, isAnswer, kindsOf, type SlackSeen, wordsOf } from '../support/flow-slack.ts';
import { inTime } from '../support/flow-waiting.ts';
import { type SlackFlow, startSlackFlow } from '../support/slack-flow.ts';
import { eventPayload } from '../support/slack-payload.ts';
import type { Call, SlackDouble } from '../support/slack-wire.ts';

const en = translator('en');

let flow: SlackFlow;
let slack: SlackDouble;

beforeAll(async () => {
  flow = await startSlackFlow();
  slack = flow.slack;
});
afterAll(() => flow.stop());
beforeEach(() => slack.clear());
afterEach(() => expect(slack.faults).toEqual([]));

const linksOf = ({ text }: Pick<SlackSeen, 'text'>): string[] =>
  [...text.matchAll(/https:\/\/detail\.1688\.com\/offer\/\d+\.html/g)].map(([link]) => link);

const called = (method: string, fits: (call: Call) => boolean = () => true): Promise<Call> =>
  inTime(
    slack.until(async () => slack.sent(method).find(fits) ?? null),
    () => slack.calls.map((call) => call.method),
  );

const searched = async (): Promise<SlackSeen> =>
  flow.people.shown(await flow.people.sendPhoto(await newPhoto()), isAnswer);

const inChannel = async (): Promise<SlackSeen> =>
  flow.people.shown(await flow.people.mentionWithPhoto(await newPhoto()), isAnswer);

describe('a photo that is worked on', () => {
  it('has eyes until its answer stands', async () => {
    const asked = await flow.people.mentionWithPhoto(await newPhoto());
    await flow.people.shown(asked, isAnswer);
    await called('reactions.remove');
    const told = [...slack.sent('reactions.add'), ...slack.sent('reactions.remove')];
    const eyes = { channel: slack.channel, timestamp: asked.ts, name: 'eyes' };
    expect(told.map(({ args }) => args)).toEqual([eyes, eyes]);
  });

  it('has none where the app may not react, and the answer comes all the same', async () => {
    slack.answerWith(({ method }) =>
      method.startsWith('reactions.')
        ? { body: { ok: false, error: 'missing_scope', needed: 'reactions:write' } }
        : undefined,
    );
    await searched();
    await searched();
    expect(slack.sent('reactions.add')).toHaveLength(1);
    expect(slack.sent('reactions.remove')).toEqual([]);
    expect(flow.app.lines.join('')).toContain('"scope":"reactions:write"');
  });
});

describe('an answer that Slack has no time for', () => {
  it('comes later, into the same message', async () => {
    let refusals = 2;
    slack.answerWith(({ method }) => {
      if (method !== 'chat.update' || refusals === 0) return undefined;
      refusals -= 1;
      return { body: { ok: false, error: 'ratelimited' } };
    });
    const message = await searched();
    expect(cardsOf(message)).toHaveLength(6);
    expect(slack.sent('chat.postMessage')).toHaveLength(1);
  });
});

describe('the menus of an answer', () => {
  it('change order and limits of the same message, and show what is in force', async () => {
    const first = await searched();
    const chosen = (message: SlackSeen) =>
      JSON.stringify(message.blocks.at(-1)).match(/"initial_option":{[^}]*}/g);
    const cheapest = await flow.people.press(first, 'Cheapest first', (seen) =>
      JSON.stringify(chosen(seen)).includes('Cheapest first'),
    );
    const limit = buttonsOf(cheapest).find(({ label }) => /^Up to ¥/.test(label))?.label ?? '';
    const narrowed = await flow.people.press(cheapest, limit, (seen) =>
      JSON.stringify(chosen(seen)).includes(limit),
    );
    expect(narrowed.ts).toBe(first.ts);
    expect(JSON.stringify(chosen(narrowed))).toContain('Cheapest first');
    expect(slack.sent('chat.postMessage')).toHaveLength(1);
  });
});

describe('the details of an offer', () => {
  const hasOffer = (window: { blocks: SlackSeen['blocks'] }): boolean => kindsOf(window).includes('table');

  it('open in a window at once, and the list stays as it is', async () => {
    const list = await inChannel();
    const changes = slack.sent('chat.update').length;
    const id = await flow.people.openWindow(list, 'Details');
    expect(wordsOf(slack.sent('views.open')[0]?.args.view as SlackSeen)).toContain(en('working-offer'));
    const window = await flow.people.windowShows(id, hasOffer);
    expect(kindsOf(window).slice(0, 1)).toEqual(['header']);
    const words = wordsOf(window);
    expect(words).toMatch(/\*Supplier\*/);
    expect(words).toMatch(/Quantity\nPrice of one piece\n\d+\+\n¥\d/);
    expect(JSON.stringify(window.blocks)).toContain(linksOf(list)[0]);
    expect(slack.sent('chat.update')).toHaveLength(changes);
    expect(slack.sent('chat.postMessage')).toHaveLength(1);
  });

  it('put it on the shortlist in the window, and take it off', async () => {
    const list = await searched();
    const id = await flow.people.openWindow(list, 'Shortlist');
    const added = await flow.people.windowShows(id, (window) =>
      wordsOf(window).includes(en('button-unpick')),
    );
    await flow.people.pressInWindow(added, en('button-unpick'));
    const removed = await flow.people.windowShows(id, (window) =>
      wordsOf(window).includes(en('button-pick')),
    );
    expect(kindsOf(removed)).toContain('table');
    expect(slack.sent('chat.postMessage')).toHaveLength(1);
  });

  it('search with the picture of the offer in the same thread, and the window says so', async () => {
    const list = await inChannel();
    const window = await flow.people.windowShows(await flow.people.openWindow(list, 'Details'), hasOffer);
    await flow.people.pressInWindow(window, en('button-more'));
    await flow.people.windowShows(window.id, (seen) => wordsOf(seen).includes(en('slack-window-elsewhere')));
    const posted = await called('chat.postMessage', ({ args }) => args.text === en('working-more'));
    expect(posted.args.thread_ts).toBe(list.thread);
    await called('chat.update', ({ args }) => args.ts !== list.ts && isAnswer(args as unknown as SlackSeen));
  });

  it('tell whoever closed the window before that they can press again', async () => {
    const list = await inChannel();
    slack.answerWith(({ method }) =>
      method === 'views.update' ? { body: { ok: false, error: 'not_found' } } : undefined,
    );
    await flow.people.openWindow(list, 'Details');
    const { args } = await called('chat.postEphemeral');
    expect(args).toMatchObject({
      channel: slack.channel,
      user: slack.user,
      thread_ts: list.thread,
      text: en('slack-window-gone'),
    });
  });

  it('still come into the window after a restart', async () => {
    const list = await inChannel();
    slack.answerWith(({ method }) =>
      method === 'views.update' ? { body: { ok: false, error: 'internal_error' } } : undefined,
    );
    const id = await flow.people.openWindow(list, 'Details');
    await called('views.update');
    await flow.restart();
    slack.clear();
    await flow.people.windowShows(id, hasOffer);
    expect(slack.sent('chat.postMessage')).toEqual([]);
  });

  it('say in the window that a button is too old', async () => {
    const list = await searched();
    const stale = JSON.parse(JSON.stringify(list).replaceAll(/(d:)[\w-]+(:)/g, '$1Zz9zZz9Z$2')) as SlackSeen;
    const id = await flow.people.openWindow(stale, 'Details');
    await flow.people.windowShows(id, (window) => wordsOf(window).includes(en('stale-button')));
  });
});

describe('a pasted link to an offer', () => {
  const shared = (over: Readonly<Record<string, unknown>>) =>
    eventPayload('link-shared', { channel: slack.channel, user: slack.user, ...over });
  const linkTo = (id: string) => ({
    url: `https://detail.1688.com/offer/${id}.html`,
    domain: 'detail.1688.com',
  });
  const unfurled = (url: string): Promise<Call> =>
    called('chat.unfurl', ({ args }) => url in (args.unfurls as object));

  it('gets a card below it, with a button that opens the offer in a window', async () => {
    const [url = '', second = ''] = linksOf(await searched());
    slack.clear();
    slack.answerWith(({ method }) => (method === 'chat.unfurl' ? { body: { ok: true } } : undefined));
    const { ts } = await flow.people.speak(slack.channel);
    await flow.people.event(
      shared({ message_ts: ts, links: [url, second].map((link) => ({ url: link, domain: '' })) }),
    );
    await Promise.all([unfurled(url), unfurled(second)]);
    const last = slack.sent('chat.unfurl').at(-1)?.args;
    expect(last).toMatchObject({ channel: slack.channel, ts });
    const cards = last?.unfurls as Record<string, { blocks: SlackSeen['blocks'] }>;
    expect(Object.keys(cards).toSorted()).toEqual([url, second].toSorted());
    expect(buttonsOf(cards[url] ?? { blocks: [] }).map(({ label }) => label)).toEqual([
      'Details',
      'Shortlist',
    ]);
    expect(wordsOf(cards[url] ?? { blocks: [] })).toMatch(/\d+\+ ¥\d/);
    expect(slack.sent('chat.postMessage')).toEqual([]);
    const message = { ts, channel: slack.channel, thread: null, text: '', blocks: cards[url]?.blocks ?? [] };
    const id = await flow.people.openWindow(message, 'Details');
    await flow.people.windowShows(id, (window) => kindsOf(window).includes('table'));
  });

  it('that leads nowhere gets none, and nobody is told', async () => {
    await flow.people.event(shared({ message_ts: '1795348900.000401', links: [linkTo('999999999999')] }));
    await flow.restart();
    const log = (): string => flow.app.lines.join('');
    expect(log()).toContain('a pasted link got no card');
    expect(slack.sent('chat.unfurl')).toEqual([]);
  });

  it('in a message to us gets none: it is answered', async () => {
    const [url = ''] = linksOf(await searched());
    slack.clear();
    const since = await flow.people.speak(slack.channel);
    const event = {
      channel: slack.channel,
      user: slack.user,
      ts: since.ts,
      text: `<@${slack.bot}> <${url}>`,
      files: [],
    };
    await flow.people.event(eventPayload('app-mention-photo', event));
    await flow.people.shown({ ...since, inThread: true }, (seen) => wordsOf(seen).includes('*Supplier*'));
    await flow.people.event(shared({ message_ts: since.ts, links: [{ url, domain: 'detail.1688.com' }] }));
    await searched();
    expect(slack.sent('chat.unfurl')).toEqual([]);
    expect(cardsOf(await searched())).toHaveLength(6);
  });
});
