/** A Slack that is asked too often: the answer comes when Slack's time is over, from what was found already. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FlowMarketplace, QUERY, startMarketplace } from '../support/flow-marketplace.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { isAnswer, slackPeople } from '../support/flow-slack.ts';
import { type RunningApp, startApp } from '../support/running-app.ts';
import { SIGNING_SECRET } from '../support/slack-requests.ts';
import { BOT_TOKEN, type SlackDouble, startSlack } from '../support/slack-wire.ts';

let marketplace: FlowMarketplace;
let slack: SlackDouble;
let app: RunningApp;

beforeAll(async () => {
  [marketplace, slack] = await Promise.all([startMarketplace(), startSlack()]);
  const env = {
    ...marketplace.env,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: slack.apiUrl,
  };
  app = await startApp(env);
});
afterAll(async () => {
  await app.stop();
  await Promise.all([slack.close(), marketplace.close()]);
});

it('delays an answer, and neither loses it nor asks 1688 again', async () => {
  let refusals = 0;
  slack.answerWith(({ method }) => {
    if (method !== 'chat.update' || refusals === 1) return undefined;
    refusals += 1;
    // Longer than a call waits by itself.
    return { status: 429, body: '', headers: { 'retry-after': '6' } };
  });
  const people = slackPeople(slack, app.url);
  await people.shown(await people.sendPhoto(await newPhoto()), isAnswer);
  expect(refusals).toBe(1);
  expect(marketplace.calls().filter((call) => call === QUERY)).toHaveLength(1);
  expect(slack.sent('chat.postMessage')).toHaveLength(1);
  expect(slack.sent('chat.update')).toHaveLength(2);
  expect(slack.faults).toEqual([]);
});
