/** The HTTP server, over real loopback connections. */
import { once } from 'node:events';
import { Agent, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Answers, createServer, type ListenAt } from '../../src/ops/server.ts';
import { recordedLog } from '../support/recorded-log.ts';

const alive: Answers = { '/healthz': (_, response) => void response.end('ok') };

const make = (change: Partial<ListenAt> & { own?: Answers } = {}) => {
  const log = recordedLog();
  const server = createServer({ host: '127.0.0.1', port: 0, log, own: alive, ...change });
  return { server, log };
};

/** A listening server that is closed with the test. */
const start = async (change: Parameters<typeof make>[0] = {}) => {
  const { server, log } = make(change);
  const { url } = await server.listen();
  onTestFinished(() => server.close(0));
  return { server, log, url };
};

/** A request that is not answered before the test says so. */
const heldRequest = async () => {
  const { server, url } = await start();
  const gate = Promise.withResolvers<void>();
  const arrived = Promise.withResolvers<void>();
  server.mount('/', async (_, response) => {
    arrived.resolve();
    await gate.promise;
    response.end('done');
  });
  return { server, url, arrived: arrived.promise, letGo: gate.resolve };
};

describe('its own answers', () => {
  const own = {
    '/healthz': (_: IncomingMessage, response: ServerResponse) => void response.end('mine'),
  };

  it('go before whatever is mounted, to GET and HEAD, with or without a query', async () => {
    const { server, url } = await start({ own });
    server.mount('/', (_, response) => void response.end('page'));
    expect(await (await fetch(`${url}/healthz`)).text()).toBe('mine');
    expect(await (await fetch(`${url}/healthz?verbose`)).text()).toBe('mine');
    const head = await fetch(`${url}/healthz`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(await (await fetch(`${url}/healthz`, { method: 'POST' })).text()).toBe('page');
  });

  it('are 500 when they fail, and say why only in the log', async () => {
    const failing = { '/healthz': () => Promise.reject(new Error('the secret reason')) };
    const { url, log } = await start({ own: failing });
    const response = await fetch(`${url}/healthz`);
    expect([response.status, await response.json()]).toEqual([500, { error: 'internal' }]);
    expect(log.lines).toMatchObject([{ level: 'error', event: 'request failed' }]);
  });
});

describe('mounts', () => {
  it.each([
    ['/', 'page'],
    ['/slack', 'slack'],
    ['/slack/', 'slack'],
    ['/slack/install?code=1', 'slack'],
    ['/slack/events', 'events'],
    ['/slack/events/x', 'events'],
    ['/slackers', 'page'],
    ['/healthz/deep', 'page'],
    ['/constructor', 'page'],
  ])('gives %s to the longest prefix that holds it', async (path, name) => {
    const { server, url } = await start();
    for (const [prefix, text] of [
      ['/slack', 'slack'],
      ['/', 'page'],
      ['/slack/events', 'events'],
    ] as const) {
      server.mount(prefix, (_, response) => void response.end(text));
    }
    expect(await (await fetch(url + path)).text()).toBe(name);
  });

  it('answers 404 where nothing is mounted', async () => {
    const { server, url } = await start();
    server.mount('/slack', (_, response) => void response.end());
    const response = await fetch(`${url}/other`);
    expect([response.status, await response.json()]).toEqual([404, { error: 'not-found' }]);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('made up');
      },
    ],
    ['rejects', () => Promise.reject(new Error('made up'))],
  ])('answers 500 when a listener %s, logs no query, and goes on', async (_, listener) => {
    const { server, url, log } = await start();
    server.mount('/bad', listener);
    const response = await fetch(`${url}/bad?token=secret`);
    expect([response.status, await response.json()]).toEqual([500, { error: 'internal' }]);
    expect(log.lines).toMatchObject([{ event: 'request failed', fields: { path: '/bad' } }]);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it('cuts an answer off that fails half-way, so that it cannot pass for whole', async () => {
    const { server, url } = await start();
    server.mount('/', async (_, response) => {
      response.write('half');
      throw new Error('made up');
    });
    const response = await fetch(url);
    await expect(response.text()).rejects.toThrow();
  });

  it('answers 400 to what is not HTTP', async () => {
    const { url } = await start();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.end('gibberish\r\n\r\n');
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('listening', () => {
  it('says that the port is taken, and which setting to change', async () => {
    const other = createTcpServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    await expect(make({ port }).server.listen()).rejects.toMatchObject({
      code: 'config-invalid',
      message: `config-invalid: PORT ${port} on HOST 127.0.0.1 is taken: stop the program that uses it, or set PORT to a free one`,
    });
  });

  it('names the setting of a port that is not PORT', async () => {
    const first = await start();
    const port = Number(new URL(first.url).port);
    await expect(make({ port, setting: 'OPS_PORT' }).server.listen()).rejects.toMatchObject({
      message: expect.stringMatching(/OPS_PORT \d+ .* or set OPS_PORT to a free one$/),
    });
  });

  it('says that the host is not of this machine, and which setting to change', async () => {
    // 192.0.2.0/24 is set aside for documentation (RFC 5737), so no machine has such an address.
    await expect(make({ host: '192.0.2.1' }).server.listen()).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringContaining('HOST 192.0.2.1 is not an address of this machine'),
    });
  });

  it('gives an address that can be opened, also when it listens on every one', async () => {
    const { url } = await start({ host: '0.0.0.0' });
    expect(url).toMatch(/^http:\/\/localhost:\d+$/);
    expect((await fetch(`${url.replace('localhost', '127.0.0.1')}/healthz`)).status).toBe(200);
  });
});

describe('closing', () => {
  it('lets a running request finish, accepts no other, and does not wait for the idle connection after it', async () => {
    const { server, url, arrived, letGo } = await heldRequest();
    const agent = new Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());
    const running = once(httpRequest(url, { agent }).end(), 'response') as Promise<[IncomingMessage]>;
    await arrived;
    const closing = server.close(Date.now() + 60_000);
    await expect(fetch(url)).rejects.toThrow();
    letGo();
    const [response] = await running;
    expect((await response.toArray()).join('')).toBe('done');
    await closing;
  });

  it('ends idle connections at once', async () => {
    const { server, url } = await start();
    const agent = new Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());
    const [response] = await once(httpRequest(`${url}/healthz`, { agent }).end(), 'response');
    await response.toArray();
    await server.close(Date.now() + 60_000);
  });

  it('cuts off what is not done by the deadline', async () => {
    const { server, url, arrived } = await heldRequest();
    const running = fetch(url).then(
      () => 'answered',
      () => 'cut off',
    );
    await arrived;
    await server.close(Date.now());
    expect(await running).toBe('cut off');
  });

  it('can be asked to before it listens, and twice', async () => {
    const { server } = make();
    await server.close(Date.now() + 60_000);
    await server.close(Date.now() + 60_000);
  });
});
