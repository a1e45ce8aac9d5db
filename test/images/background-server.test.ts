import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createBackgroundServer } from '../../src/images/background-server.ts';
import { silentLog } from '../support/silent-log.ts';

const signal = new AbortController().signal;

const serverAt = async (answer: RequestListener): Promise<string> => {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/remove`;
};

const removing = (url: string) => createBackgroundServer({ url, log: silentLog });

const cutOut = sharp({ create: { width: 30, height: 20, channels: 4, background: '#ff000080' } })
  .png()
  .toBuffer();
const jpeg = Buffer.from('\xff\xd8\xffthe photo', 'latin1');

describe('a server that removes backgrounds', () => {
  it('gets the photo as the file of a form, and its PNG is taken', async () => {
    let seen = '';
    const url = await serverAt(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      seen = `${request.method} ${request.url} ${Buffer.concat(chunks).toString('latin1')}`;
      response.end(await cutOut);
    });
    expect(await removing(url)(jpeg, signal)).toEqual(await cutOut);
    expect(seen).toMatch(/^POST \/api\/remove /);
    expect(seen).toMatch(
      /name="file"; filename="photo\.jpg"\r\nContent-Type: image\/jpeg\r\n\r\n\xff\xd8\xffthe photo/,
    );
  });

  it.each<[string, RequestListener]>([
    ['refuses', (_, response) => void response.writeHead(500).end('out of memory')],
    ['sends something else', (_, response) => void response.end('<html>')],
    [
      'sends a JPEG, which has no alpha',
      async (_, response) =>
        void response.end(
          await sharp(await cutOut)
            .flatten()
            .jpeg()
            .toBuffer(),
        ),
    ],
    ['sends more than any photo needs', (_, response) => void response.end(Buffer.alloc(7 * 1024 * 1024))],
    ['hangs up', (request) => void request.socket.destroy()],
  ])('is done without when it %s', async (_, answer) => {
    expect(await removing(await serverAt(answer))(jpeg, signal)).toBeNull();
  });

  it('is done without when nobody is there', async () => {
    expect(await removing('http://127.0.0.1:9/api/remove')(jpeg, signal)).toBeNull();
  });

  it('is left when whoever asked has gone', async () => {
    const gone = new AbortController();
    const url = await serverAt(() => gone.abort(new Error('gone')));
    await expect(removing(url)(jpeg, gone.signal)).rejects.toThrow('gone');
  });
});
