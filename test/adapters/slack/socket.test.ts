/** Socket Mode against a small WebSocket server: it connects, hears an event, acknowledges it once it is stored, and stops. */
import { expect, it } from 'vitest';
import { createSlack } from '../../../adapters/slack/index.ts';
import type { Inbound } from '../../../src/domain/chat.ts';
import { systemClock } from '../../../src/ops/clock.ts';
import { createLog } from '../../../src/ops/log.ts';
import { mapStore } from '../../support/slack-adapter.ts';
import { payload } from '../../support/slack-payload.ts';
import { startSocketServer } from '../../support/slack-socket.ts';

const slackAt = (apiUrl: string, lines: string[] = []) =>
  createSlack({
    botToken: 'xoxb-0000-test',
    appToken: 'xapp-0000-test',
    signingSecret: null,
    apiUrl,
    log: createLog('debug', [], { write: (line) => lines.push(line) }),
    clock: systemClock,
    store: mapStore(),
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

it('an event that could not be stored is not acknowledged, and its next delivery is', async () => {
  const server = await startSocketServer();
  const adapter = slackAt(server.apiUrl);
  let attempts = 0;
  await adapter.start(async () => {
    attempts += 1;
    if (attempts === 1) throw new Error('the disk is full');
  });
  const acknowledged = server.next();
  for (const envelope_id of ['E1', 'E2'])
    server.send({ type: 'events_api', envelope_id, payload: payload('message-im-text') });
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

it('needs an app token or a signing secret', () => {
  const make = () =>
    createSlack({ ...({} as Parameters<typeof createSlack>[0]), appToken: null, signingSecret: null });
  expect(make).toThrow(/SLACK_APP_TOKEN or SLACK_SIGNING_SECRET/);
});
