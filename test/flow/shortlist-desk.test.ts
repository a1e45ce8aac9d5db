/** Notes, tags, history and several lists, by words and buttons: on Telegram, in Slack and on the page. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { translator } from '../../src/i18n/translate.ts';
import { type EveryChat, startEveryChat } from '../support/every-chat.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { labelsOf, sentenceOf, visitPlayground } from '../support/flow-playground.ts';
import { type SlackSeen, slackPeople, wordsOf } from '../support/flow-slack.ts';
import { knowingPeople, labelled, slackLists, voteButtons } from '../support/flow-slack-list.ts';
import { dataBehind, isAnswer, read, telegramPeople } from '../support/flow-telegram.ts';
import { offersOf, type PageTurn } from '../support/playground-client.ts';
import type { SeenMessage } from '../support/telegram-chats.ts';

const en = translator('en');
/** What keeps Telegram from making a link or a hashtag of somebody's words. */
const JOINER = '\u2060';
const HOSTILE = 'ask <!channel> & <b>samples</b> *soon*';

let flow: EveryChat;
let telegram: EveryChat['telegram'];
let slack: EveryChat['slack'];
let app: EveryChat['app'];

beforeAll(async () => {
  flow = await startEveryChat();
  ({ telegram, slack, app } = flow);
});
afterAll(() => flow.stop());

beforeEach(() => {
  slack.clear();
  slack.answerWith(knowingPeople);
});
afterEach(() => {
  expect(telegram.violations()).toEqual([]);
  expect(slack.faults).toEqual([]);
});

describe('a list on Telegram', () => {
  const saying = (text: string) => (message: SeenMessage) => read(message).text.includes(text);

  /** A group with a list of so many offers, and the ways to write about it. */
  const groupWith = async (count: number) => {
    const people = telegramPeople(telegram);
    const chat = people.newChat('group');
    people.send('group-find-caption', { chat, photo: await newPhoto() });
    let answer = await people.shown(chat, isAnswer);
    for (let number = 1; number <= count; number += 1) {
      const details = await people.press(answer, String(number), saying('Prices'));
      const picked = await people.press(details, en('button-pick'), saying('Prices'));
      answer = await people.press(picked, en('button-back'), isAnswer);
    }
    const seen = new Set([answer.id]);
    let messages = 900_000;
    const next = async (fits: (message: SeenMessage) => boolean): Promise<SeenMessage> => {
      const isNew = (message: SeenMessage): boolean => !seen.has(message.id) && fits(message);
      const found = (await people.until(chat, (all) => all.some(isNew))).find(isNew) as SeenMessage;
      seen.add(found.id);
      return found;
    };
    const write = (text: string, fits: (message: SeenMessage) => boolean): Promise<SeenMessage> => {
      messages += 1_000;
      people.send('group-shortlist', { chat, text: `/shortlist ${text}`.trim(), messageId: messages });
      return next(fits);
    };
    const press = (on: SeenMessage, label: string, fits: (message: SeenMessage) => boolean) => {
      telegram.press(on, dataBehind(on, label));
      return people
        .until(chat, (all) => all.some((one) => one.id === on.id && fits(one)))
        .then((all) => all.find((one) => one.id === on.id) as SeenMessage);
    };
    return { write, press, next };
  };

  it('bears notes and tags, shows what has a tag, and remembers who did what', async () => {
    const { write, next } = await groupWith(3);
    const noted = await write(`note 2 ${HOSTILE}`, saying('noted on'));
    expect(read(noted).text).toContain(HOSTILE);
    await write('tag 3 Red, sample', saying('#red #sample'));
    const list = await write('', saying('Shortlist: 3 offers'));
    expect(read(list).text.replaceAll(JOINER, '')).toContain(HOSTILE);
    const red = await write('#RED', saying('Shortlist: one offer'));
    expect(read(red).text).toMatch(/#red[\s\S]*^3\. /m);
    await write('remove 1', saying('removed: '));
    const history = await write('history', saying('History of “Main list”'));
    const kinds = read(history)
      .text.split('\n')
      .map((line) => / · (added|noted on|tagged|removed)\b/.exec(line)?.[1])
      .filter((kind) => kind !== undefined);
    expect(kinds).toEqual(['removed', 'tagged', 'noted on', 'added', 'added', 'added']);
    await write('note 9 nothing', saying('There is no offer with that number: the current list has 2'));
    const how = await write('nonsense', saying('/shortlist note 2 ask for samples'));
    expect(read(how).text).toContain('/shortlist use samples');
    telegram.press(history, dataBehind(history, en('button-shortlist-show')));
    await next(saying('Shortlist: 2 offers'));
  });

  it('is one of several; buttons switch between them, and one is deleted after a question', async () => {
    const { write, press } = await groupWith(1);
    const begun = await write('use Samples', saying('Begun and now the current list: “Samples”'));
    expect(read(begun).text).toMatch(/Main list: one offer\nSamples: 0 offers \(current\)/);
    await write('', saying('is empty'));
    await write('rename Spring', saying('now called “Spring”'));
    const back = await press(begun, 'Main list', saying('The current list is now “Main list”'));
    await write('', saying('Shortlist: one offer'));
    await press(back, 'Spring', saying('The current list is now “Spring”'));
    const asked = await write('delete', saying('Shall I delete the list “Spring”'));
    const gone = await press(asked, en('button-list-delete'), saying(en('list-deleted')));
    expect(read(gone).text).toContain('Main list: one offer (current)');
    expect(read(gone).text).not.toContain('Spring');
  });
});

describe('a list in Slack', () => {
  it('bears notes with the names of who wrote them, and its vote is won on whichever list it is', async () => {
    const people = slackPeople(slack, app.url);
    const lists = slackLists(slack, () => people);
    const saying = (text: string) => (seen: SlackSeen) => wordsOf(seen).includes(text);
    const list = await lists.listWith(2);
    const vote = await lists.beginVote(list, 'U0ADA');
    const [first] = voteButtons(vote);
    if (first) await people.tap(vote, first, 'U0ADA');

    const write = async (text: string, fits: string): Promise<SlackSeen> => {
      const begun = await people.speak(slack.channel);
      await people.slash(`shortlist ${text}`.trim(), { user_id: 'U0ADA' });
      return people.shown(begun, saying(fits));
    };
    const noted = await write(
      `note 1 ${HOSTILE.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}`,
      'noted on',
    );
    expect(wordsOf(noted)).toContain('*soon*');
    const shown = await write('', 'Shortlist: 2 offers');
    expect(wordsOf(shown)).toContain('(Ada)');
    expect(JSON.stringify(shown.blocks)).not.toContain('<!channel>');
    const history = await write('history', 'History of');
    expect(wordsOf(history)).toContain('Ada · noted on');

    await write('use Other', 'Begun and now the current list');
    const [end] = labelled(vote, en('button-end-vote'));
    if (end) await people.tap(vote, end, 'U0ADA');
    await lists.inThread(list, saying('Won the vote with 1 vote'));
  });
});

describe('a list on the page', () => {
  it('takes the same words, and its buttons lead on', async () => {
    const visitor = await visitPlayground(app.url);
    const turn = await visitor.shown(await visitor.sendPhoto(await newPhoto()));
    const details = await visitor.pressOffer(turn, 0, (one) => one.answer?.kind === 'details');
    await visitor.press(details, en('button-pick'), (one) => labelsOf(one).includes(en('button-unpick')));
    const write = async (text: string): Promise<PageTurn> =>
      visitor.shown(await visitor.sendText(`/shortlist ${text}`.trim()));
    const noted = await write(`note 1 ${HOSTILE}`);
    expect(sentenceOf(noted)).toContain(HOSTILE);
    await write('tag 1 red');
    const list = await visitor.press(noted, en('button-shortlist-show'), (one) => offersOf(one).length === 1);
    expect(offersOf(list)[0]).toMatchObject({ remark: `“${HOSTILE}” · #red` });
    const history = await write('history');
    expect(sentenceOf(history)?.split('\n')).toHaveLength(5);
    expect(sentenceOf(await write('use main'))).toContain('Main list: one offer (current)');
  });
});
