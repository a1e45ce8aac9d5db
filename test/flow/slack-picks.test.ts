/** Offers that are put on the shortlist of a Slack channel faster than they can be shown, by several people, with windows and without. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { decodeAction, encodeAction } from '../../src/domain/action.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { isAnswer, type SlackSeen, wordsOf } from '../support/flow-slack.ts';
import { knowingPeople, labelled } from '../support/flow-slack-list.ts';
import { type SlackFlow, startSlackFlow } from '../support/slack-flow.ts';

let flow: SlackFlow;

beforeAll(async () => {
  flow = await startSlackFlow();
  flow.slack.answerWith(knowingPeople);
});
afterAll(() => flow.stop());
afterEach(() => expect(flow.slack.faults).toEqual([]));

const linksOf = ({ text }: SlackSeen): string[] =>
  [...text.matchAll(/detail\.1688\.com\/offer\/(\d+)/g)].flatMap(([, id]) => (id ? [id] : []));

it('twenty presses at once on different offers of one message are all on the list', async () => {
  const answer = await flow.people.shown(await flow.people.mentionWithPhoto(await newPhoto()), isAnswer);
  const ids = new Set(linksOf(answer));
  let page = answer;
  while (ids.size < 20) {
    const before = page.text;
    page = await flow.people.press(page, 'Next page', (seen) => isAnswer(seen) && seen.text !== before);
    for (const id of linksOf(page)) ids.add(id);
  }
  const wanted = [...ids].slice(0, 20);
  const [details] = labelled(answer, 'Details');
  const action = decodeAction(details?.value ?? '');
  if (action?.kind !== 'details') throw new Error('no button for details');
  const dataOf = (kind: 'pick' | 'unpick', offerId: string) => encodeAction({ ...action, kind, offerId });
  // The trigger of these presses is over, so all of them are about the one message that is there.
  await Promise.all(
    wanted.map((id, index) =>
      flow.people.tap(
        page,
        { value: dataOf('pick', id), actionId: `press:offer${index}.2` },
        index % 2 ? 'U0ADA' : 'U0BEN',
      ),
    ),
  );
  const [first = ''] = wanted;
  await flow.people.tap(page, { value: dataOf('unpick', first), actionId: 'press:offer0.2' }, 'U0BEN');
  // What was taken in is done before the program stops or after it starts again.
  await flow.restart();
  const listOf = async (count: number): Promise<SlackSeen> => {
    await flow.people.slash('shortlist');
    const seen = await flow.slack.until(async () => {
      const there = await flow.people.messagesSince({ channel: flow.slack.channel, ts: page.ts });
      return there.find((one) => wordsOf(one).startsWith(`Shortlist: ${count} offers`)) ?? null;
    });
    return seen;
  };
  const done = () => flow.app.lines.filter((line) => /"task":"offer".*"job done"/.test(line));
  await expect.poll(done, { timeout: 20_000 }).toHaveLength(21);
  const list = await listOf(19);
  expect(linksOf(list)).not.toContain(first);
  expect(wordsOf(list)).toMatch(/Added by Ada/);
});
