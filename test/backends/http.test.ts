/** One exchange over real HTTP: what goes out, what comes back, and what the other side says about waiting. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { get, postForm, postMultipart, retryAfterMs } from '../../src/backends/http.ts';
import { fakeClock } from '../support/fake-clock.ts';

const never = new AbortController().signal;

type Arrived = Pick<IncomingMessage, 'method' | 'url' | 'headers'> & { readonly body: Buffer };

let server: Server;
let url = '';
let arrived: Arrived | undefined;
let sent = 0;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const { method, url: path, headers } = request;
    arrived = { method, url: path, headers, body: await buffer(request) };
    response.writeHead(302, { location: '/elsewhere', 'set-cookie': ['a=1; Path=/', 'b=2'] });
    response.end(Buffer.from([0xd4, 0xc6, 0x7b]));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/path?x=1`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const ask = () => ({
  url,
  timeoutMs: 5_000,
  clock: fakeClock(),
  onSent: () => {
    sent += 1;
  },
});

describe('an exchange', () => {
  it('tells cookies, redirects and the very bytes, and follows nothing', async () => {
    const reply = await get(ask(), never);
    expect(reply).toMatchObject({ status: 302, location: '/elsewhere', cookies: ['a=1; Path=/', 'b=2'] });
    expect([...reply.bytes]).toEqual([0xd4, 0xc6, 0x7b]);
    expect(arrived).toMatchObject({ method: 'GET', url: '/path?x=1' });
  });

  it('takes headers, also in the place of the usual ones', async () => {
    await get({ ...ask(), headers: { accept: '*/*', cookie: 'a=1' } }, never);
    expect(arrived?.headers).toMatchObject({ accept: '*/*', cookie: 'a=1' });
  });

  it('posts a form as it was made', async () => {
    await postForm({ ...ask(), form: 'b=2&a=%20', headers: { referer: 'https://example.com/' } }, never);
    expect(arrived?.body.toString()).toBe('b=2&a=%20');
    expect(arrived?.headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
      referer: 'https://example.com/',
    });
  });

  it('posts texts and files in the order given', async () => {
    const file = { bytes: new Uint8Array([1, 2, 0xff]), filename: 'photo.jpg', type: 'image/jpeg' };
    const parts = [
      { name: 'key', value: '中 文' },
      { name: 'empty', value: '' },
      { name: 'file', value: file },
    ];
    await postMultipart({ ...ask(), parts }, never);
    const type = arrived?.headers['content-type'] ?? '';
    expect(type).toMatch(/^multipart\/form-data; boundary=/);
    expect(arrived?.headers['content-length']).toBe(String(arrived?.body.length));
    const form = await new Response(new Uint8Array(arrived?.body ?? []), {
      headers: { 'content-type': type },
    }).formData();
    expect([...form.keys()]).toEqual(['key', 'empty', 'file']);
    expect(form.get('key')).toBe('中 文');
    const received = form.get('file') as File;
    expect([received.name, received.type]).toEqual(['photo.jpg', 'image/jpeg']);
    expect([...(await received.bytes())]).toEqual([1, 2, 0xff]);
  });

  it('says when each request goes onto the wire', async () => {
    const before = sent;
    await get(ask(), never);
    expect(sent).toBe(before + 1);
  });
});

describe('retryAfterMs', () => {
  const now = Date.UTC(2026, 0, 1);

  it.each([
    ['4', 4000],
    [' 0 ', 0],
    ['Thu, 01 Jan 2026 00:00:09 GMT', 9000],
    ['Wed, 31 Dec 2025 23:00:00 GMT', 0],
    ['soon', null],
    ['', null],
    [undefined, null],
  ])('reads %j as %j', (header, delayMs) => {
    expect(retryAfterMs(header, now)).toBe(delayMs);
  });
});
