/** Socket Mode against a small WebSocket server: it connects, hears an event, acknowledges it once it is stored, and stops. */
import { expect, it } from 'vitest';
import { createSlack } from '../../../adapters/slack/index.ts';
import type { Inbound } from '../../../src/domain/chat.ts';
import { TusouError } from '../../../src/domain/errors.ts';
import type { Locks } from '../../../src/domain/ports.ts';
import { createLog } from '../../../src/ops/log.ts';
import { quickClock } from '../../support/flow-clock.ts';
import { memoryLocks } from '../../support/memory-locks.ts';
import { mapStore } from '../../support/slack-adapter.ts';
import { payload } from '../../support/slack-payload.ts';
import { startSocketServer } from '../../support/slack-socket.ts';

const LISTEN = 'slack:listen';

const slackAt = (apiUrl: string, lines: string[] = [], locks: Locks = memoryLocks()) =>
  createSlack({
    botToken: 'xoxb-0000-test',
    installs: null,
    appToken: 'xapp-0000-test',
    signingSecret: null,
    apiUrl,
    log: createLog('debug', [], { write: (line) => lines.push(line) }),
    clock: quickClock(20),
    store: mapStore(),
    locks,
    mounts: {
      mount: () => {
        throw new Error('Socket Mode needs no HTTP');
      },
    },
  });

it('hears events, acknowledges them after they are stored, and hangs up', async () => {
  const server = await startSocketServer();
  const lines: string[] = [];
  const adapter = slackAt(server.apiUrl, lines);
  const inbounds: Inbound[] = [];
  await adapter.start(async (inbound) => {
    expect(server.received).toEqual([]);
    inbounds.push(inbound);
  });
  const acknowledged = server.next();
  server.send({
    type: 'events_api',
    envelope_id: 'E1',
    payload: payload('message-im-photo'),
    accepts_response_payload: false,
  });
  await acknowledged;
  expect(server.received).toMatchObject([{ envelope_id: 'E1' }]);
  expect(inbounds).toMatchObject([{ kind: 'photos', key: 'slack:D07DIRECT01:1795348810.000100' }]);
  await adapter.stop();
  await expect.poll(server.isClosed).toBe(true);
  await server.close();
  expect(lines.join('')).not.toMatch(/xoxb-|xapp-|ws:\/\//);
});

it('takes commands, shortcuts and modals, and what a modal says back goes with the acknowledgement', async () => {
  const server = await startSocketServer();
  const adapter = slackAt(server.apiUrl);
  const inbounds: Inbound[] = [];
  await adapter.start(async (inbound) => void inbounds.push(inbound));
  const submission = payload('view-submission');
  const empty = { ...(submission.view as object), state: { values: {} } };
  const sent = [
    ['slash_commands', payload('slash-command')],
    ['interactive', payload('message-shortcut')],
    ['interactive', submission],
    ['interactive', { ...submission, view: empty }],
    ['interactive', payload('block-action')],
  ] as const;
  for (const [index, [type, body]] of sent.entries()) {
    const acknowledged = server.next();
    server.send({ type, envelope_id: `E${index}`, payload: body, accepts_response_payload: true });
    await acknowledged;
  }
  expect(inbounds.map(({ kind }) => kind)).toEqual(['text', 'photos', 'photos', 'press']);
  expect(server.received).toMatchObject([
    { envelope_id: 'E0' },
    { envelope_id: 'E1' },
    { envelope_id: 'E2' },
    { envelope_id: 'E3', payload: { response_action: 'errors', errors: { photo: expect.any(String) } } },
    { envelope_id: 'E4' },
  ]);
  await adapter.stop();
  await server.close();
});

it('an event that could not be stored is not acknowledged, and its next delivery is', async () => {
  const server = await startSocketServer();
  const lines: string[] = [];
  const adapter = slackAt(server.apiUrl, lines);
  let attempts = 0;
  await adapter.start(async () => {
    attempts += 1;
    if (attempts === 1) throw new Error('the disk is full');
  });
  const acknowledged = server.next();
  const deliver = (envelope_id: string): void =>
    server.send({ type: 'events_api', envelope_id, payload: payload('message-im-text') });
  deliver('E1');
  await expect.poll(() => lines.join('')).toContain('slack event could not be taken');
  deliver('E2');
  await acknowledged;
  expect(server.received).toMatchObject([{ envelope_id: 'E2' }]);
  await adapter.stop();
  await server.close();
});

it('a wrong app token stops the start', async () => {
  const server = await startSocketServer({ ok: false, error: 'invalid_auth' });
  await expect(slackAt(server.apiUrl).start(async () => {})).rejects.toMatchObject({
    code: 'config-invalid',
  });
  await server.close();
});

it('a wrong app token stops the start also where another process listens', async () => {
  const server = await startSocketServer({ ok: false, error: 'invalid_auth' });
  const locks = memoryLocks();
  locks.steal(LISTEN);
  await expect(slackAt(server.apiUrl, [], locks).start(async () => {})).rejects.toMatchObject({
    code: 'config-invalid',
  });
  await server.close();
});

it('listens in one process; another takes over when that one stops, or has lost the right', async () => {
  const server = await startSocketServer();
  const locks = memoryLocks();
  const lines: string[] = [];
  const heard: string[] = [];
  const [first, second] = [slackAt(server.apiUrl, lines, locks), slackAt(server.apiUrl, lines, locks)];
  await first.start(async () => void heard.push('first'));
  await second.start(async () => void heard.push('second'));
  expect(server.connections()).toBe(1);
  const tell = async (envelope_id: string): Promise<void> => {
    const acknowledged = server.next();
    server.send({ type: 'events_api', envelope_id, payload: payload('message-im-text') });
    await acknowledged;
  };
  await tell('E1');
  await first.stop();
  await expect.poll(server.connections).toBe(2);
  await expect.poll(() => lines.filter((line) => line.includes('slack connected'))).toHaveLength(2);
  await tell('E2');
  expect(heard).toEqual(['first', 'second']);

  locks.steal(LISTEN);
  await expect.poll(() => lines.join('')).toContain('the right was lost');
  await expect.poll(server.isClosed).toBe(true);
  locks.free(LISTEN);
  await expect.poll(server.connections).toBe(3);
  await second.stop();
  await expect.poll(() => locks.isTaken(LISTEN)).toBe(false);
  expect(lines.filter((line) => line.includes('another process does this'))).toHaveLength(2);
  await server.close();
});

it('an outage of the storage is told once, and what comes meanwhile is not acknowledged', async () => {
  const server = await startSocketServer();
  const lines: string[] = [];
  const adapter = slackAt(server.apiUrl, lines);
  let attempts = 0;
  await adapter.start(async () => {
    attempts += 1;
    if (attempts < 4) throw new TusouError('storage-down', { detail: 'the disk is full' });
  });
  const acknowledged = server.next();
  for (const envelope_id of ['E1', 'E2', 'E3', 'E4']) {
    server.send({ type: 'events_api', envelope_id, payload: payload('message-im-text') });
    await expect.poll(() => attempts).toBe(Number(envelope_id.slice(1)));
  }
  await acknowledged;
  expect(server.received).toMatchObject([{ envelope_id: 'E4' }]);
  await adapter.stop();
  await server.close();
  expect(lines.filter((line) => /"level":"error"/.test(line))).toHaveLength(1);
  expect(lines.join('')).toContain('events are stored again');
});

it('needs an app token or a signing secret', () => {
  const make = () =>
    createSlack({ ...({} as Parameters<typeof createSlack>[0]), appToken: null, signingSecret: null });
  expect(make).toThrow(/SLACK_APP_TOKEN or SLACK_SIGNING_SECRET/);
});
