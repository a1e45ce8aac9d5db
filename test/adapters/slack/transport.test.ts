/** What comes over the wire twice, too late or too often, and what Slack says when it is asked too often. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readEvent } from '../../../adapters/slack/teams.ts';
import type { ChatRef } from '../../../src/domain/chat.ts';
import { systemClock } from '../../../src/ops/clock.ts';
import { type AdapterUnderTest, mapStore, startAdapter } from '../../support/slack-adapter.ts';
import { eventPayload } from '../../support/slack-payload.ts';
import { slackRequests } from '../../support/slack-requests.ts';
import { type SlackDouble, startSlack } from '../../support/slack-wire.ts';

let slack: SlackDouble;
let adapter: AdapterUnderTest;
let waits: number[];

beforeAll(async () => {
  slack = await startSlack();
});
afterAll(() => slack.close());
beforeEach(async () => {
  waits = [];
  const sleep = async (ms: number): Promise<void> => void waits.push(ms);
  adapter = await startAdapter(slack, { clock: { ...systemClock, sleep } });
  slack.clear();
});
afterEach(() => adapter.close());

const asked = (ts: string) => eventPayload('message-im-text', { user: slack.user, ts });
const now = () => Math.floor(Date.now() / 1000);

describe('a copy of a request', () => {
  it('is refused once the request was taken', async () => {
    const at = { seconds: now() };
    expect((await adapter.event(asked('1.1'), at)).status).toBe(200);
    expect((await adapter.event(asked('1.1'), at)).status).toBe(401);
    const retry = { ...at, headers: { 'x-slack-retry-num': '1' } };
    expect((await adapter.event(asked('1.1'), retry)).status).toBe(401);
    expect(adapter.inbounds).toHaveLength(1);
    expect(adapter.lines.join('')).toContain('a request came a second time as it was');
  });

  it('is refused by every process', async () => {
    const at = { seconds: now() };
    const other = await startAdapter(slack, { store: adapter.store });
    expect((await adapter.event(asked('1.2'), at)).status).toBe(200);
    expect((await other.event(asked('1.2'), at)).status).toBe(401);
    expect(other.inbounds).toEqual([]);
    await other.close();
  });

  it('is taken when the request was not: Slack sends it again within the second', async () => {
    const at = { seconds: now() };
    let attempts = 0;
    adapter.onReceive(async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('the disk is full');
    });
    expect((await adapter.event(asked('1.3'), at)).status).toBe(500);
    expect((await adapter.event(asked('1.3'), at)).status).toBe(200);
    expect(attempts).toBe(2);
  });

  it('with another body is not signed', async () => {
    const seconds = now();
    const { body, headers } = await captured(asked('1.4'), seconds);
    const forged = body.replace('1.4', '1.5');
    const answer = await fetch(`${adapter.url}/slack/events`, { method: 'POST', headers, body: forged });
    expect(answer.status).toBe(401);
    expect(adapter.inbounds).toEqual([]);
  });

  it('is remembered for longer than its signature is good', async () => {
    const store = mapStore();
    const other = await startAdapter(slack, { store });
    await other.event(asked('1.6'));
    const [key = ''] = [...store.entries.keys()].filter((name) => name.startsWith('slack:request:v0='));
    expect(store.ttlOf(key)).toBeGreaterThan(300_000);
    await other.close();
  });
});

/** A signed request as it goes over the wire. */
const captured = async (payload: unknown, seconds: number) => {
  const seen = Promise.withResolvers<{ body: string; headers: Record<string, string> }>();
  const { createServer } = await import('node:http');
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const kept = Object.entries(request.headers).filter(([key]) => /^x-slack|^content-type$/.test(key));
    seen.resolve({
      body: Buffer.concat(chunks).toString(),
      headers: Object.fromEntries(kept.map(([key, text]) => [key, String(text)])),
    });
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await slackRequests(`http://127.0.0.1:${port}`).event(payload, { seconds });
  server.close();
  return seen.promise;
};

describe('the five minutes', () => {
  it.each([
    [-299, 200],
    [-301, 401],
  ])('a request of %i s ago is answered %i', async (ago, status) => {
    // A second may pass on the way.
    const answer = await adapter.event(asked(`3.${-ago}`), { seconds: now() + ago + (ago > -300 ? 1 : 0) });
    expect(answer.status).toBe(status);
  });
});

describe('a rate limit', () => {
  const chatIn = (id: string): ChatRef => ({ platform: 'slack', id, thread: null, kind: 'group', via: null });
  const send = (id: string) =>
    adapter.adapter.send(
      chatIn(id),
      { kind: 'working', text: 'Looking at your photo…' },
      { replaces: null, answers: null },
    );
  /** Slack's answer to so many posts into a channel. */
  const limited = (channel: string, times: number, seconds: string): void => {
    let left = times;
    slack.answerWith(({ method, args }) => {
      if (method !== 'chat.postMessage' || args.channel !== channel || left === 0) return undefined;
      left -= 1;
      return { status: 429, body: '', headers: { 'retry-after': seconds } };
    });
  };

  it('of a moment is waited for', async () => {
    limited(slack.channel, 2, '1');
    await send(slack.channel);
    expect(waits).toEqual([1000, 1000]);
    expect(slack.sent('chat.postMessage')).toHaveLength(3);
  });

  it('of longer is told to the queue at once, with the time that Slack wants', async () => {
    limited(slack.channel, 1, '30');
    await expect(send(slack.channel)).rejects.toMatchObject({ code: 'chat-rate', retryAfterMs: 30_000 });
    expect(waits).toEqual([]);
    await send(slack.channel);
  });

  it('that does not end is not waited for without end', async () => {
    limited(slack.channel, 1000, '1');
    await expect(send(slack.channel)).rejects.toMatchObject({ code: 'chat-rate', retryAfterMs: 1000 });
    limited(slack.channel, 1000, '0');
    await expect(send(slack.channel)).rejects.toMatchObject({ code: 'chat-rate', retryAfterMs: 0 });
    expect(slack.sent('chat.postMessage').length).toBeLessThan(25);
  });

  it('of one channel holds no other one up', async () => {
    limited(slack.channel, 1000, '30');
    const [held, sent] = await Promise.allSettled([send(slack.channel), send(slack.direct)]);
    expect([held.status, sent.status]).toEqual(['rejected', 'fulfilled']);
  });
});

describe('the workspace of an event', () => {
  it.each([
    ['an event', { team_id: 'T1', authorizations: [{ team_id: 'T1' }] }, ['T1']],
    ['an event in a shared channel', { team_id: 'T2', authorizations: [{ team_id: 'T1' }] }, ['T1', 'T2']],
    ['a command', { team_id: 'T1', user_id: 'U1' }, ['T1']],
    [
      'a press in a shared channel',
      {
        type: 'block_actions',
        team: { id: 'T2' },
        user: { id: 'U1', team_id: 'T2' },
        message: { team: 'T1' },
      },
      ['T1', 'T2'],
    ],
    [
      'a shortcut on a message from elsewhere',
      {
        type: 'message_action',
        team: { id: 'T1' },
        user: { id: 'U1', team_id: 'T1' },
        message: { team: 'T2' },
      },
      ['T1'],
    ],
    [
      'a submission',
      { view: { app_installed_team_id: 'T1', team_id: 'T2' }, team: { id: 'T2' } },
      ['T1', 'T2'],
    ],
    ['an organisation’s', { team: null, user: { id: 'U1', team_id: 'T3' } }, ['T3']],
    ['nothing that makes sense', { team: 5, authorizations: 'x', view: [] }, []],
    ['nothing', null, []],
  ])('%s', (_, payload, teams) => {
    expect(readEvent(payload)).toEqual({ teams, goodbyeMs: null });
  });

  it('says when the app was taken out of it', () => {
    const event = { type: 'app_uninstalled' };
    expect(readEvent({ team_id: 'T1', event, event_time: 7 })).toEqual({ teams: ['T1'], goodbyeMs: 7000 });
  });
});
