/** Who may talk to the playground's server, and what it tells nobody. */
import { describe, expect, test } from 'vitest';
import { openClient, send } from '../../support/playground-client.ts';
import { startDesk } from '../../support/playground-desk.ts';

describe('who may talk to it', () => {
  test.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example:80', '10.0.0.5', 'a b'])(
    'the host %j is refused everywhere',
    async (host) => {
      await using desk = await startDesk();
      for (const path of ['/', '/playground/page.js', '/playground/session'])
        expect(await send(desk, path, { headers: { host } })).toMatchObject({ status: 403 });
    },
  );

  test.each([
    ['localhost:3000', []],
    ['[::1]:3000', []],
    ['sourcing.example', ['sourcing.example']],
    ['anything.example', 'any'],
  ] as const)('the host %s is answered when %j is allowed', async (host, allowedHosts) => {
    await using desk = await startDesk({ allowedHosts });
    expect(await send(desk, '/', { headers: { host } })).toMatchObject({ status: 200 });
  });

  test.each([
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ 'sec-fetch-site': 'none' }, 403],
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{}, 403],
    [{ 'sec-fetch-site': 'same-origin' }, 201],
    [{ host: 'localhost:80', origin: 'http://localhost' }, 201],
    [{ host: 'localhost', origin: 'http://localhost:81' }, 403],
    [{ host: 'localhost:3000', origin: 'http://localhost:3000' }, 201],
  ])('a post with %j is answered with %i', async (headers, status) => {
    await using desk = await startDesk();
    const answered = await send(desk, '/playground/session', { method: 'POST', headers });
    expect(answered.status).toBe(status);
  });

  test('another site may link to the page, but not read the conversation', async () => {
    await using desk = await startDesk();
    const { cookie } = await openClient(desk);
    const headers = { cookie, 'sec-fetch-site': 'cross-site' };
    expect((await send(desk, '/', { headers })).status).toBe(200);
    expect((await send(desk, '/playground/events', { headers })).status).toBe(403);
  });

  test('the session is out of reach for scripts and other sites, and never the same', async () => {
    await using desk = await startDesk();
    const headers = { 'sec-fetch-site': 'same-origin' };
    const begin = () => send(desk, '/playground/session', { method: 'POST', headers });
    const [first, second] = [await begin(), await begin()];
    expect(first.headers['set-cookie']?.[0]).toMatch(/; Path=\/; HttpOnly; SameSite=Strict; Max-Age=86400$/);
    expect(first.headers['set-cookie']).not.toEqual(second.headers['set-cookie']);
  });

  test('behind an encrypting proxy the cookie is kept off plain connections', async () => {
    await using desk = await startDesk();
    const headers = { 'sec-fetch-site': 'same-origin', 'x-forwarded-proto': 'https' };
    const { headers: answered } = await send(desk, '/playground/session', { method: 'POST', headers });
    expect(answered['set-cookie']?.[0]).toContain('; Secure');
  });

  test.each([
    '/nothing',
    '/playground/nothing',
    '/playground/constructor',
    '/%',
    '/playground/../package.json',
  ])('GET %s finds nothing', async (path) => {
    await using desk = await startDesk();
    const client = await openClient(desk);
    expect(await client.get(path)).toMatchObject({ status: 404 });
  });

  test('other methods are not allowed', async () => {
    await using desk = await startDesk();
    expect(await send(desk, '/', { method: 'PUT' })).toMatchObject({ status: 405 });
  });

  test('every answer forbids foreign scripts, frames and guessing of types', async () => {
    await using desk = await startDesk();
    const client = await openClient(desk);
    for (const path of ['/', '/playground/page.js', '/nothing']) {
      const { headers } = await client.get(path);
      expect(headers['content-security-policy']).toMatch(
        /default-src 'none'; script-src 'self';.*frame-ancestors 'none'/,
      );
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });
});
