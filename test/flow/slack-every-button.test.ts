/** Every button and every choice of an answer in a Slack channel leads somewhere, and Slack takes what comes of it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { translator } from '../../src/i18n/translate.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { buttonsOf, isAnswer, kindsOf, type SlackSeen } from '../support/flow-slack.ts';
import { inTime } from '../support/flow-waiting.ts';
import { type SlackFlow, startSlackFlow } from '../support/slack-flow.ts';
import type { Call } from '../support/slack-wire.ts';

const en = translator('en');

let flow: SlackFlow;

beforeAll(async () => {
  flow = await startSlackFlow();
});
afterAll(() => flow.stop());

/** What stands there to be pressed, each label once, without the choices that are made already. */
const labelsOf = (seen: Pick<SlackSeen, 'blocks'>): string[] => [
  ...new Set(buttonsOf(seen).map(({ label }) => label)),
];

const IN_WINDOW: readonly string[] = ['Details', 'Shortlist'];

it('of the first answer, one after the other on the same message', { timeout: 90_000 }, async () => {
  const { people, slack } = flow;
  const answer = await people.shown(await people.mentionWithPhoto(await newPhoto()), isAnswer);
  const labels = labelsOf(answer);
  expect(labels).toEqual(expect.arrayContaining([...IN_WINDOW, en('button-next'), en('button-refresh')]));
  for (const label of labels) {
    if (IN_WINDOW.includes(label)) {
      const window = await people.windowShows(await people.openWindow(answer, label), (seen) =>
        kindsOf(seen).includes('header'),
      );
      expect(labelsOf(window)).toEqual(expect.arrayContaining([en('button-more')]));
    } else if (label === en('button-export')) {
      await people.pressOnly(answer, label);
      const isThere = ({ args }: Call): boolean => args.text === en('file-offers', { count: 6 });
      await inTime(
        slack.until(async () => slack.sent('chat.update').find(isThere) ?? null),
        () => slack.calls.map(({ method }) => method),
      );
    } else {
      // The buttons of the first page go on working, whatever the message shows by now.
      const before = slack.sent('chat.update').length;
      await people.press(
        answer,
        label,
        (seen) =>
          (isAnswer(seen) || label === en('button-compare')) && slack.sent('chat.update').length > before,
      );
    }
  }
  expect(slack.faults).toEqual([]);
  // The answer, and the message with its offers as a file.
  expect(slack.sent('chat.postMessage')).toHaveLength(2);
});
