/** Downloads against loopback servers that count what reaches them. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TusouError } from '../../src/domain/errors.ts';
import type { Resolve } from '../../src/images/address.ts';
import { createDownload, downloadFile } from '../../src/images/download.ts';
import { LOOPBACK_NAMES, PRIVATE_URLS } from './private-urls.ts';

type Site = { readonly origin: string; readonly port: number; hits: number };

const jpeg = await sharp({ create: { width: 200, height: 200, channels: 3, background: '#c33' } })
  .jpeg()
  .toBuffer();
const servers: Server[] = [];
const never = new AbortController().signal;

/** Starts a server; it lives until the end of the test. */
const serve = async (listener: RequestListener): Promise<Site> => {
  const server = createServer((request, response) => {
    site.hits += 1;
    listener(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const site = { origin: `http://127.0.0.1:${port}`, port, hits: 0 };
  return site;
};

const picture: RequestListener = (_, response) =>
  response.writeHead(200, { 'content-type': 'image/jpeg' }).end(jpeg);
const redirect =
  (location: string, status = 302): RequestListener =>
  (_, response) =>
    response.writeHead(status, { location }).end();

const failure = async (work: Promise<unknown>): Promise<TusouError> => {
  const error = await work.then(
    () => 'no error',
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(TusouError);
  return error as TusouError;
};

/** Everything that a log could print of an error. */
const allTextOf = (error: Error): string =>
  `${error.stack} ${JSON.stringify(error)} ${error.cause instanceof Error ? allTextOf(error.cause) : String(error.cause)}`;

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

describe('downloadPicture', () => {
  let site: Site;
  let answer: RequestListener;
  const trusting = (more: { timeLimitMs?: number } = {}) =>
    createDownload({ trustedOrigins: [site.origin], ...more });
  const get = (path = '/', more = {}) => trusting(more).downloadPicture(`${site.origin}${path}`, never);

  beforeEach(async () => {
    answer = picture;
    site = await serve((request, response) => answer(request, response));
  });

  it('gets a picture from a trusted origin', async () => {
    expect(Buffer.from(await get())).toEqual(jpeg);
  });

  it('never opens a private address, however it is written', async () => {
    const { downloadPicture } = createDownload({ trustedOrigins: [] });
    const local = PRIVATE_URLS.map((url) => (URL.canParse(url) ? withPort(url, site.port) : url));
    for (const url of [...PRIVATE_URLS, ...local]) {
      const { code } = await failure(downloadPicture(url, never));
      expect(code, url).toMatch(/^url-(private|invalid)$/);
    }
    expect(site.hits).toBe(0);
  });

  it.each([
    ['one private address', ['127.0.0.1']],
    ['a private address among public ones', ['93.184.215.14', '127.0.0.1']],
    ['IPv6 loopback', ['::1']],
    ['an IPv4-mapped address', ['::ffff:127.0.0.1']],
  ])('never connects to a name with %s', async (_, addresses) => {
    const resolve: Resolve = (_hostname, callback) =>
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    const { downloadPicture } = createDownload({ trustedOrigins: [], resolve });
    const { code } = await failure(downloadPicture(`http://pictures.shop.com:${site.port}/a.jpg`, never));
    expect(code).toBe('url-private');
    expect(site.hits).toBe(0);
  });

  it('never connects to a name that looks public and is not', async () => {
    const resolve: Resolve = (hostname, callback) =>
      callback(
        null,
        (LOOPBACK_NAMES[hostname] ?? []).map((address) => ({
          address,
          family: address.includes(':') ? 6 : 4,
        })),
      );
    const { downloadPicture } = createDownload({ trustedOrigins: [], resolve });
    for (const name of Object.keys(LOOPBACK_NAMES)) {
      const { code } = await failure(downloadPicture(`http://${name}:${site.port}/a.jpg`, never));
      expect(code, name).toBe('url-private');
    }
    expect(site.hits).toBe(0);
  });

  it('asks for the addresses of a name once, so that it cannot change its mind', async () => {
    let asked = 0;
    const resolve: Resolve = (_hostname, callback) => {
      asked += 1;
      callback(null, [{ address: '127.0.0.1', family: 4 }]);
    };
    const { downloadPicture } = createDownload({ trustedOrigins: [], resolve });
    await failure(downloadPicture(`http://pictures.shop.com:${site.port}/a.jpg`, never));
    expect([asked, site.hits]).toEqual([1, 0]);
  });

  it('says that a name does not exist, without the name', async () => {
    const resolve: Resolve = (_hostname, callback) =>
      callback(Object.assign(new Error('getaddrinfo ENOTFOUND secret-name.com'), { code: 'ENOTFOUND' }), []);
    const { downloadPicture } = createDownload({ trustedOrigins: [], resolve });
    const error = await failure(downloadPicture('http://secret-name.com/a.jpg', never));
    expect(error.code).toBe('url-not-found');
    expect(allTextOf(error)).not.toContain('secret-name');
  });

  it('follows three redirects within a trusted origin, relative ones too, and not a fourth', async () => {
    answer = (request, response) => {
      const step = Number(request.url?.slice(1));
      return step === 0 ? picture(request, response) : redirect(`/${step - 1}`, 307)(request, response);
    };
    expect(Buffer.from(await get('/3'))).toEqual(jpeg);
    expect((await failure(get('/4'))).code).toBe('url-unreachable');
  });

  it.each([
    ['http://169.254.169.254/latest/meta-data/', 'url-private'],
    ['http://127.0.0.1:1/a.jpg', 'url-private'],
    ['//localhost/a.jpg', 'url-private'],
    ['file:///etc/passwd', 'url-invalid'],
    ['http://user:pass@8.8.8.8/', 'url-invalid'],
    ['http://[', 'url-invalid'],
  ])('does not follow a redirect to %s', async (location, code) => {
    answer = redirect(location);
    expect((await failure(get())).code).toBe(code);
    expect(site.hits).toBe(1);
  });

  it('does not let one trusted origin lead to another private one', async () => {
    const other = await serve(picture);
    answer = redirect(other.origin);
    expect((await failure(get())).code).toBe('url-private');
    expect(other.hits).toBe(0);
  });

  it('cuts off a body without end', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 1);
    let closed: () => void = () => {};
    const gone = new Promise<void>((resolve) => (closed = resolve));
    answer = (_, response) => {
      response.on('close', closed).writeHead(200, { 'content-type': 'image/jpeg' }).write(jpeg);
      const pump = () => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', pump);
      };
      pump();
    };
    const error = await failure(get());
    expect(error.code).toBe('photo-too-large');
    expect(error.args).toEqual({ limit: 20 });
    await gone;
  });

  it('does not read a body that is announced as too large', async () => {
    answer = (_, response) => response.writeHead(200, { 'content-length': 21 * 1024 * 1024 }).write(jpeg);
    expect((await failure(get())).code).toBe('photo-too-large');
  });

  it('gives up on a body that does not end in time', async () => {
    answer = (_, response) => response.writeHead(200).write(jpeg);
    expect((await failure(get('/', { timeLimitMs: 100 }))).code).toBe('url-unreachable');
  });

  it('gives up on a body that comes drop by drop', async () => {
    answer = (_, response) => {
      response.writeHead(200).write(jpeg);
      const drops = setInterval(() => response.write('.'), 5);
      response.on('close', () => clearInterval(drops));
    };
    expect((await failure(get('/', { timeLimitMs: 150 }))).code).toBe('url-unreachable');
  });

  it('opens no more than so many at once', async () => {
    let [open, most] = [0, 0];
    answer = (request, response) => {
      open += 1;
      most = Math.max(most, open);
      response.on('finish', () => (open -= 1));
      setImmediate(() => picture(request, response));
    };
    const { downloadPicture } = createDownload({ trustedOrigins: [site.origin], atOnce: 2 });
    await Promise.all(
      Array.from({ length: 12 }, (_, index) => downloadPicture(`${site.origin}/${index}`, never)),
    );
    expect([most, site.hits]).toEqual([2, 12]);
  });

  it('gives up on a server that does not answer in time', async () => {
    answer = () => {};
    expect((await failure(get('/', { timeLimitMs: 100 }))).code).toBe('url-unreachable');
  });

  it.each([
    ['a login page', '<!doctype html><html><title>Sign in</title><svg></svg></html>'],
    ['a long page', `<html>${'<p>no picture</p>'.repeat(5000)}`],
    ['a page after a comment', '\n<!-- v2 -->\n<HTML lang="en"><head>'],
    ['a page that only leads on', '<script>location = "/login"</script>'],
  ])('names a page for what it is: %s', async (_, body) => {
    answer = (_request, response) => response.writeHead(200, { 'content-type': 'image/jpeg' }).end(body);
    expect((await failure(get())).code).toBe('url-page');
  });

  it.each([
    ['JSON', '{"error":"forbidden"}'],
    ['a document', '%PDF-1.7\n'],
    ['nothing', ''],
  ])('refuses %s, whatever its content type says', async (_, body) => {
    answer = (_request, response) => response.writeHead(200, { 'content-type': 'image/jpeg' }).end(body);
    expect((await failure(get())).code).toBe('url-not-image');
  });

  it('takes a picture whatever its content type says', async () => {
    answer = (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(jpeg);
    expect(Buffer.from(await get())).toEqual(jpeg);
  });

  it.each([
    [404, 'url-not-found', false],
    [403, 'url-not-found', false],
    [429, 'url-unreachable', true],
    [500, 'url-unreachable', true],
    [204, 'url-unreachable', true],
  ])('answers HTTP %i with %s', async (status, code, retryable) => {
    answer = (_, response) => response.writeHead(status).end();
    const error = await failure(get());
    expect([error.code, error.retryable]).toEqual([code, retryable]);
  });

  it('is unreachable when nobody listens or the connection breaks', async () => {
    answer = (_, response) => response.destroy();
    expect((await failure(get())).code).toBe('url-unreachable');
    answer = (_, response) =>
      response.writeHead(200, { 'content-length': 5000 }).write(jpeg, () => response.destroy());
    expect((await failure(get())).code).toBe('url-unreachable');
  });

  it('rejects with the reason of the caller who gave up', async () => {
    const stop = new AbortController();
    answer = () => stop.abort(new Error('shutting down'));
    await expect(trusting().downloadPicture(site.origin, stop.signal)).rejects.toThrow('shutting down');
    await expect(trusting().downloadPicture(site.origin, stop.signal)).rejects.toThrow('shutting down');
    expect(site.hits).toBe(1);
  });
});

describe('downloadFile', () => {
  const secret = 'bot123456:SECRET';
  let site: Site;
  let answer: RequestListener;
  let seen: (string | undefined)[];
  const get = (more: Partial<Parameters<typeof downloadFile>[0]> = {}) =>
    downloadFile({
      url: `${site.origin}/file/${secret}/photos/1.jpg`,
      headers: { authorization: `Bearer ${secret}` },
      origins: [site.origin],
      maxBytes: 10 * 1024 * 1024,
      timeoutMs: 5000,
      signal: never,
      ...more,
    });

  beforeEach(async () => {
    answer = picture;
    seen = [];
    site = await serve((request, response) => {
      seen.push(request.headers.authorization);
      answer(request, response);
    });
  });

  it('gets the bytes and the content type, with the headers', async () => {
    const { bytes, contentType } = await get();
    expect([Buffer.from(bytes), contentType]).toEqual([jpeg, 'image/jpeg']);
    expect(seen).toEqual([`Bearer ${secret}`]);
  });

  it('follows a redirect within the origins with the headers', async () => {
    const other = await serve((request, response) => {
      seen.push(request.headers.authorization);
      picture(request, response);
    });
    answer = redirect(`${other.origin}/1.jpg`);
    expect(Buffer.from((await get({ origins: [site.origin, other.origin] })).bytes)).toEqual(jpeg);
    expect(seen).toEqual([`Bearer ${secret}`, `Bearer ${secret}`]);
  });

  it('opens no other origin, neither first nor after a redirect', async () => {
    const other = await serve(picture);
    answer = redirect(`${other.origin}/signin`);
    expect((await failure(get())).code).toBe('chat-forbidden');
    expect((await failure(get({ url: other.origin }))).code).toBe('chat-forbidden');
    expect(other.hits).toBe(0);
  });

  it.each([
    [400, 'photo-expired'],
    [401, 'chat-forbidden'],
    [403, 'chat-forbidden'],
    [404, 'photo-expired'],
    [410, 'photo-expired'],
    [500, 'chat-down'],
    [503, 'chat-down'],
  ])('answers HTTP %i with %s', async (status, code) => {
    answer = (_, response) => response.writeHead(status).end();
    expect((await failure(get())).code).toBe(code);
  });

  it('hands on how long to wait', async () => {
    answer = (_, response) => response.writeHead(429, { 'retry-after': '7' }).end();
    const { code, retryAfterMs } = await failure(get());
    expect([code, retryAfterMs]).toEqual(['chat-rate', 7000]);
  });

  it('stops at the byte limit and at the time limit', async () => {
    expect((await failure(get({ maxBytes: jpeg.length - 1 }))).code).toBe('photo-too-large');
    answer = (_, response) => response.writeHead(200).write(jpeg);
    expect((await failure(get({ timeoutMs: 100 }))).code).toBe('chat-down');
  });

  it('tells nothing of the address or the headers, however it fails', async () => {
    const failures: RequestListener[] = [
      (_, response) => response.writeHead(404).end(),
      (_, response) => response.destroy(),
      redirect(`http://elsewhere.example/${secret}`),
      redirect('http://['),
      redirect(`/${secret}`),
    ];
    for (const failing of failures) {
      answer = failing;
      expect(allTextOf(await failure(get()))).not.toContain('SECRET');
    }
    const closed = `http://127.0.0.1:1/${secret}`;
    expect(allTextOf(await failure(get({ url: closed, origins: ['http://127.0.0.1:1'] })))).not.toContain(
      'SECRET',
    );
    expect(allTextOf(await failure(get({ url: `not an address ${secret}` })))).not.toContain('SECRET');
  });

  it('rejects with the reason of the caller who gave up', async () => {
    const stop = new AbortController();
    answer = () => stop.abort(new Error('shutting down'));
    await expect(get({ signal: stop.signal })).rejects.toThrow('shutting down');
  });
});

/** The same address at our server's port, so that a guard that lets it through is counted. */
const withPort = (text: string, port: number): string => {
  const url = new URL(text);
  url.port = String(port);
  return url.href;
};
