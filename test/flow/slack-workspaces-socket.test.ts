/** Two workspaces over one Socket Mode connection: a photo, a button and a restart in each, in channels of the same id. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FlowMarketplace, startMarketplace } from '../support/flow-marketplace.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { isAnswer, type SlackSeen, slackPeople } from '../support/flow-slack.ts';
import { type RunningApp, startApp } from '../support/running-app.ts';
import { type SocketServer, socketRequests, startSocketServer } from '../support/slack-socket.ts';
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
let server: SocketServer;
let workspaces: Workspaces;
let app: RunningApp;
let there: SlackDouble;

beforeAll(async () => {
  [marketplace, server] = await Promise.all([startMarketplace(), startSocketServer()]);
  workspaces = await startWorkspaces(server.apiUrl);
  app = await startApp({
    ...marketplace.env,
    ...INSTALL_ENV,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_APP_TOKEN: 'xapp-0000-test',
    SLACK_API_URL: workspaces.apiUrl,
  });
  expect((await installer(() => app.url).install()).status).toBe(200);
  there = await workspaces.installed();
});
afterAll(async () => {
  await app.stop();
  await Promise.all([workspaces.close(), marketplace.close(), server.close()]);
});

const secondPage = (seen: SlackSeen) => isAnswer(seen) && seen.text.includes('page 2 of');

const asksAndTurns = async (slack: SlackDouble, team: string, of?: string): Promise<SlackSeen> => {
  const people = slackPeople(slack, socketRequests(server, team));
  const message = await people.shown(await people.mentionWithPhoto(await newPhoto(of)), isAnswer);
  expect(message.channel).toBe(SHARED_ID);
  const next = await people.press(message, 'Next page', secondPage);
  expect(next.ts).toBe(message.ts);
  return message;
};

it('each is answered where it asked, also by buttons', async () => {
  expect((await asksAndTurns(workspaces.home, TEAM, 'teapot')).text).toMatch(/teapot/i);
  expect((await asksAndTurns(there, THERE, 'teddy-bear')).text).toMatch(/bear/i);
  expect([...workspaces.home.faults, ...there.faults]).toEqual([]);
});

it('and after a restart', async () => {
  await app.restart();
  await Promise.all([asksAndTurns(workspaces.home, TEAM), asksAndTurns(there, THERE)]);
  expect([...workspaces.home.faults, ...there.faults]).toEqual([]);
});
