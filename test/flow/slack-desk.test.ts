/** The sourcing desk in Slack: a quantity by button and by command, offers side by side under an uploaded picture, and rates that are typed. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { translator } from '../../src/i18n/translate.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { buttonsOf, cardsOf, isAnswer, kindsOf, type SlackSeen } from '../support/flow-slack.ts';
import { type SlackFlow, startSlackFlow } from '../support/slack-flow.ts';

const en = translator('en');

let flow: SlackFlow;
let slack: SlackFlow['slack'];
let people: SlackFlow['people'];

beforeAll(async () => {
  flow = await startSlackFlow();
  ({ slack, people } = flow);
});
afterAll(() => flow.stop());

afterEach(() => expect(slack.faults).toEqual([]));

const says =
  (words: string) =>
  ({ text }: SlackSeen): boolean =>
    text.includes(words);

const searched = async (): Promise<SlackSeen> =>
  people.shown(await people.sendPhoto(await newPhoto()), isAnswer);

const isQuoted = (message: SlackSeen): boolean =>
  /\d+ × ¥[\d.–¥]+ = ¥/.test(JSON.stringify(cardsOf(message)));

describe('a quantity', () => {
  it('by a button prices every card', async () => {
    const priced = await people.press(await searched(), '× 300', isQuoted);
    expect(priced.text).toContain(en('fact-quantity', { quantity: 300 }));
    const plain = await people.press(priced, en('button-any-quantity'), (now) => !isQuoted(now));
    expect(isAnswer(plain)).toBe(true);
  });

  it('by the command prices the list that was shown last', async () => {
    await searched();
    const since = await people.speak(slack.direct);
    await people.slash('for 450', { channel_id: slack.direct });
    const below = await people.shown(since, isAnswer);
    expect(below.text).toContain(en('fact-quantity', { quantity: 450 }));
  });
});

describe('a comparison', () => {
  it('is words with an uploaded picture, goes on without an offer, and leads back', async () => {
    const before = slack.sent('files.completeUploadExternal').length;
    const table = await people.press(await searched(), en('button-compare'), says('Comparing 6 offers'));
    expect(kindsOf(table).slice(0, 2)).toEqual(['section', 'image']);
    expect(slack.sent('files.completeUploadExternal').length).toBeGreaterThan(before);
    const less = await people.press(table, '✕ 3', says('Comparing 5 offers'));
    expect(buttonsOf(less).map(({ label }) => label)).not.toContain('3');
    const back = await people.press(less, en('button-back'), isAnswer);
    expect(cardsOf(back)).toHaveLength(6);
  });
});

describe('rates', () => {
  it('are typed behind the command, and told on the offer', async () => {
    const message = await searched();
    const since = await people.speak(slack.direct);
    await people.slash('rates kg=8 duty=5', { channel_id: slack.direct });
    await people.shown(since, says('¥8.00 a kg · duty 5 %'));
    const priced = await people.press(message, '× 300', isQuoted);
    const details = await people.press(priced, 'Details', says(en('details-quantity', { quantity: 300 })));
    expect(details.text).toContain('Landed, a piece: at least ¥');
  });

  it('that are no rates are answered by how to write them', async () => {
    const since = await people.speak(slack.direct);
    await people.slash('rates kg=heavy <!channel>', { channel_id: slack.direct });
    const told = await people.shown(since, says('I did not understand'));
    expect(told.text).toContain('kg=heavy');
    expect(told.text).not.toContain('<!channel>');
  });
});
