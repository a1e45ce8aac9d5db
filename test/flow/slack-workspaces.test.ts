/** Two workspaces at the same time, one by its token and one by installing the app: their channels have the same ids and are never mixed up. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FlowMarketplace, startMarketplace } from '../support/flow-marketplace.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { buttonsOf, isAnswer, type SlackSeen, slackPeople, wordsOf } from '../support/flow-slack.ts';
import { type RunningApp, startApp } from '../support/running-app.ts';
import { SIGNING_SECRET } from '../support/slack-requests.ts';
import { BOT_TOKEN, type SlackDouble, TEAM } from '../support/slack-wire.ts';
import {
  INSTALL_ENV,
  installer,
  SHARED_ID,
  startWorkspaces,
  THERE,
  type Workspaces,
} from '../support/slack-workspaces.ts';

let marketplace: FlowMarketplace;
let workspaces: Workspaces;
let app: RunningApp;
let there: SlackDouble;

beforeAll(async () => {
  [marketplace, workspaces] = await Promise.all([startMarketplace(), startWorkspaces()]);
  app = await startApp({
    ...marketplace.env,
    ...INSTALL_ENV,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: workspaces.apiUrl,
  });
  const { status } = await installer(() => app.url).install();
  expect(status).toBe(200);
  there = await workspaces.installed();
});
afterAll(async () => {
  await app.stop();
  await Promise.all([workspaces.close(), marketplace.close()]);
});

const answers = (words: string) => (message: SlackSeen) => isAnswer(message) && message.text.includes(words);

const peopleHere = () => slackPeople(workspaces.home, app.url, TEAM);
const peopleThere = () => slackPeople(there, app.url, THERE);

describe('a mention with a photo', () => {
  it('is answered in its own workspace, where channels of both have the same id', async () => {
    const [here, far] = [peopleHere(), peopleThere()];
    const asked = await Promise.all([
      here.mentionWithPhoto(await newPhoto('teapot')),
      far.mentionWithPhoto(await newPhoto('teddy-bear')),
    ]);
    expect(asked.map(({ channel }) => channel)).toEqual([SHARED_ID, SHARED_ID]);
    const [mine, theirs] = [await here.shown(asked[0], isAnswer), await far.shown(asked[1], isAnswer)];
    expect(mine.text).toMatch(/teapot/i);
    expect(theirs.text).toMatch(/bear/i);
    expect(workspaces.home.sent('chat.postMessage')).toHaveLength(1);
    expect(there.sent('chat.postMessage')).toHaveLength(1);
    const next = await far.press(theirs, 'Next page', answers('page 2 of'));
    expect(next.ts).toBe(theirs.ts);
    expect([...workspaces.home.faults, ...there.faults]).toEqual([]);
  });

  it('is answered after a restart of the program, by the token that was kept', async () => {
    const asked = await peopleThere().mentionWithPhoto(await newPhoto());
    const before = await peopleThere().shown(asked, isAnswer);
    await app.restart();
    const next = await peopleThere().press(before, 'Next page', answers('page 2 of'));
    expect(next.ts).toBe(before.ts);
    await peopleThere().shown(await peopleThere().mentionWithPhoto(await newPhoto()), isAnswer);
  });
});

describe('the shortlist of a channel', () => {
  it('is not that of the channel of the same id elsewhere', async () => {
    const [here, far] = [peopleHere(), peopleThere()];
    const labels = (seen: SlackSeen) => buttonsOf(seen).map(({ label }) => label);
    const isKept = (label: string) => label.startsWith('Shortlist (');
    const theirs = await far.shown(await far.mentionWithPhoto(await newPhoto()), isAnswer);
    const details = await far.press(theirs, 'Details', (seen) => wordsOf(seen).includes('*Supplier*'));
    const picked = await far.press(details, 'Add to the shortlist', (seen) =>
      labels(seen).includes('Take off the shortlist'),
    );
    expect(labels(await far.press(picked, 'Back to the list', isAnswer)).some(isKept)).toBe(true);
    const mine = await here.shown(await here.mentionWithPhoto(await newPhoto()), isAnswer);
    expect(labels(mine).some(isKept)).toBe(false);
  });
});

describe('a workspace whose token is refused', () => {
  it('is told to the operator once, and the other one is answered', async () => {
    const seen = app.lines.length;
    there.answerWith(({ method }) =>
      method.startsWith('chat.') ? { body: { ok: false, error: 'token_revoked' } } : undefined,
    );
    for (const round of [1, 2]) {
      const sent = there.sent('chat.postMessage').length;
      await peopleThere().mentionWithPhoto(await newPhoto());
      await there.until(async () => (there.sent('chat.postMessage').length > sent ? round : null));
    }
    await peopleHere().shown(await peopleHere().mentionWithPhoto(await newPhoto()), isAnswer);
    const lines = app.lines.slice(seen).join('');
    expect(lines.match(/slack does not take the token of a workspace/g)).toHaveLength(1);
    expect(lines).toContain(`"team":"${THERE}"`);
    there.clear();
  });
});

describe('the log', () => {
  it('holds no token, secret or code', () => {
    const log = app.lines.join('');
    const kept = workspaces.there.calls.flatMap(({ args }) => [args.code, args.client_secret]);
    for (const secret of [BOT_TOKEN, SIGNING_SECRET, INSTALL_ENV.SLACK_CLIENT_SECRET, ...kept])
      if (typeof secret === 'string') expect(log).not.toContain(secret);
    expect(log).not.toMatch(/xoxb-[\w-]{10}/);
  });
});
