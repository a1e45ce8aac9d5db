/** Many people who vote in Slack at once, through two processes that share what they keep. */
import { afterEach, describe, expect, it } from 'vitest';
import { startMarketplace } from '../support/flow-marketplace.ts';
import { buttonsOf, type SlackSeen, slackPeople } from '../support/flow-slack.ts';
import { knowingPeople, slackLists, voteButtons } from '../support/flow-slack-list.ts';
import { hasRedis, startOwnRedis } from '../support/own-redis.ts';
import { startApp } from '../support/running-app.ts';
import { SIGNING_SECRET } from '../support/slack-requests.ts';
import { BOT_TOKEN, startSlack } from '../support/slack-wire.ts';
import { tempDir } from '../support/temp-dir.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const later = <T>(made: T, close: (one: T) => Promise<unknown>): T => {
  closing.push(() => close(made));
  return made;
};

/** A workspace whose app runs as two processes, of which one only receives; they share what this names. */
const twoProcesses = async (shared: Readonly<Record<string, string>>) => {
  const marketplace = later(await startMarketplace(), (one) => one.close());
  const slack = later(await startSlack(), (one) => one.close());
  const env = {
    ...marketplace.env,
    ...shared,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: slack.apiUrl,
  };
  const app = later(await startApp(env), (one) => one.stop());
  const other = later(await startApp({ ...env, ROLE: 'web' }), (one) => one.stop());
  slack.answerWith(knowingPeople);
  return { slack, app, other };
};

const VOTERS = 50;

/** A press that could not be stored in time is made again by whoever pressed. */
const untilTaken = async (press: () => Promise<Response>): Promise<void> => {
  while ((await press()).status === 503);
};

describe.each([
  ['one folder', true],
  ['a Redis server', hasRedis()],
] as const)('two processes that share %s', (place, isThere) => {
  it.runIf(isThere)(
    'count fifty presses at once with few changes of the message, and go on after a restart',
    {
      timeout: 60_000,
    },
    async () => {
      const redis = place === 'one folder' ? null : later(await startOwnRedis(), (one) => one.close());
      const { slack, app, other } = await twoProcesses(
        redis ? { REDIS_URL: redis.url } : { DATA_DIR: tempDir() },
      );
      let people = slackPeople(slack, app.url);
      const { listWith, beginVote, inThread } = slackLists(slack, () => people);
      const poll = await beginVote(await listWith(2), 'U0ADA');
      const buttons = voteButtons(poll);
      const before = slack.sent('chat.update').length;
      const elsewhere = slackPeople(slack, other.url);
      const taps = Array.from({ length: VOTERS }, (_, voter) => {
        const button = buttons[voter % 2];
        if (!button) throw new Error('no button');
        return untilTaken(() => (voter % 4 < 2 ? people : elsewhere).tap(poll, button, `U1${voter}`));
      });
      await Promise.all(taps);
      const shows = (label: string, times: number) => (seen: SlackSeen) =>
        seen.ts === poll.ts && buttonsOf(seen).filter((button) => button.label === label).length === times;
      await inThread(poll, shows(`Vote · ${VOTERS / 2}`, 2));
      expect(slack.sent('chat.update').length - before).toBeLessThan(10);

      // As often as it is tried before the process stops: the next one has to show the vote without a further press.
      let refusals = 5;
      slack.answerWith((call) => {
        if (call.method !== 'chat.update' || refusals === 0) return knowingPeople(call);
        refusals -= 1;
        return { body: { ok: false, error: 'internal_error' } };
      });
      if (buttons[0]) await people.tap(poll, buttons[0], 'U0ADA');
      await app.restart();
      expect(refusals).toBe(0);
      await inThread(poll, shows(`Vote · ${VOTERS / 2 + 1}`, 1));

      people = slackPeople(slack, app.url);
      if (buttons[1]) await people.tap(poll, buttons[1], 'U0BEN');
      await inThread(poll, shows(`Vote · ${VOTERS / 2 + 1}`, 2));
      expect(slack.faults).toEqual([]);
    },
  );
});
