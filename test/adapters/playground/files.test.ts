/** What the playground's server gives out: the page in the reader's language, and pictures to those who may see them. */
import { describe, expect, test } from 'vitest';
import { fileReply } from '../../support/made-up-file.ts';
import { pictureUrl } from '../../support/playground-cards.ts';
import { offersOf, openClient, send, submissionKey } from '../../support/playground-client.ts';
import { colouredJpeg, startDesk } from '../../support/playground-desk.ts';
import { sampleTitles } from '../../support/sample-titles.ts';

describe('a file that was made for a turn', () => {
  test('is saved under its name, only by who asked for it, and never opened as a page', async () => {
    const file = fileReply();
    await using desk = await startDesk({
      answer: async ({ chat, message }, adapter) =>
        void (await adapter.send(chat, file, { replaces: null, answers: message })),
    });
    const client = await openClient(desk);
    await client.postJson('texts', { text: 'export' });
    const [turn] = await client.turns();
    const shown = turn?.answer?.kind === 'file' ? turn.answer.file : null;
    expect(shown).toEqual({
      name: 'offers.xlsx',
      label: 'Save offers.xlsx',
      url: `/playground/files/${submissionKey(1)}`,
    });
    const saved = await client.get(shown?.url ?? '');
    expect(saved.headers).toMatchObject({
      'content-type': file.file.type,
      'content-disposition': "attachment; filename*=UTF-8''offers.xlsx",
      'x-content-type-options': 'nosniff',
    });
    expect(new Uint8Array(saved.body)).toEqual(file.file.bytes);
    expect((await (await openClient(desk)).get(shown?.url ?? '')).status).toBe(404);
  });
});

describe('pictures', () => {
  test('an offer’s picture is had from here, only by who got the answer, and by no foreign address', async () => {
    const asked: string[] = [];
    const pictures = async (url: string) => {
      asked.push(url);
      return colouredJpeg(1);
    };
    await using desk = await startDesk({ pictures });
    const client = await openClient(desk);
    await client.post('photos', { body: await colouredJpeg(1) });
    const [turn] = await client.turns();
    const path = offersOf(turn)[0]?.imageUrl ?? '';
    const mine = await client.get(path);
    const stranger = await openClient(desk);

    expect(JSON.stringify(turn)).not.toContain('pictures.example');
    expect(mine).toMatchObject({ status: 200, headers: { 'content-type': 'image/jpeg' } });
    expect(asked).toEqual([pictureUrl(0)]);
    expect((await stranger.get(path)).status).toBe(404);
    expect((await client.get(path.replace(/[^/]+$/, 'another'))).status).toBe(404);
    expect(asked).toHaveLength(1);
  });

  test('the picture of a notice is had by whoever got it, at another address once it is another picture', async () => {
    const pictures = [await colouredJpeg(1), await colouredJpeg(2)];
    await using desk = await startDesk({
      answer: async ({ kind, chat, message }, adapter) => {
        const card = {
          language: 'en',
          tone: 'info',
          text: 'Two offers.',
          alt: 'A table',
          actions: [],
        } as const;
        const picture = pictures[kind === 'press' ? 1 : 0] ?? null;
        await adapter.send(chat, { kind: 'notice', card, picture }, { replaces: null, answers: message });
      },
    });
    const client = await openClient(desk);
    const pathNow = async (): Promise<string> => {
      const [turn] = await client.turns();
      return turn?.answer?.kind === 'notice' ? (turn.answer.card.picture ?? '') : '';
    };
    await client.postJson('texts', { text: 'compare' });
    const first = await pathNow();
    expect((await client.get(first)).body.equals(pictures[0] ?? Buffer.of())).toBe(true);
    expect((await (await openClient(desk)).get(first)).status).toBe(404);
    await client.postJson(
      'presses',
      { turn: submissionKey(1), action: 's:abcd1234efgh:2aa' },
      submissionKey(2),
    );
    const second = await pathNow();
    expect(second).not.toBe(first);
    expect((await client.get(second)).body.equals(pictures[1] ?? Buffer.of())).toBe(true);
  });

  test('a picture that cannot be had is not found', async () => {
    await using desk = await startDesk({ pictures: async () => null });
    const client = await openClient(desk);
    await client.post('photos', { body: await colouredJpeg(1) });
    const [turn] = await client.turns();
    expect(await client.get(offersOf(turn)[0]?.imageUrl ?? '')).toMatchObject({ status: 404 });
  });

  test('the photo that was asked with comes back to its owner only', async () => {
    await using desk = await startDesk();
    const client = await openClient(desk);
    const photo = await colouredJpeg(1);
    await client.post('photos', { body: photo });
    const path = `/playground/photos/${submissionKey(1)}`;
    const mine = await client.get(path);
    const stranger = await openClient(desk);
    expect(mine).toMatchObject({ status: 200, headers: { 'content-type': 'image/jpeg' } });
    expect(mine.body.equals(photo)).toBe(true);
    expect((await stranger.get(path)).status).toBe(404);
  });

  test('an upload that is no picture is never served', async () => {
    await using desk = await startDesk();
    const client = await openClient(desk);
    await client.post('photos', {
      body: '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    });
    expect((await client.get(`/playground/photos/${submissionKey(1)}`)).status).toBe(404);
  });

  test('a browser that has a picture already is not sent it again', async () => {
    await using desk = await startDesk();
    const first = await send(desk, '/playground/samples/cup', {
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    const etag = String(first.headers.etag);
    const headers = { 'sec-fetch-site': 'same-origin', 'if-none-match': etag };
    const again = await send(desk, '/playground/samples/cup', { headers });
    expect([first.status, again.status, again.body.byteLength]).toEqual([200, 304, 0]);
  });
});

describe('the page', () => {
  test.each([
    ['/', {}, '<html lang="en">', 'Choose a photo'],
    ['/', { 'accept-language': 'fr,zh-CN;q=0.9,en;q=0.8' }, '<html lang="zh-Hans">', '选择图片'],
    ['/?language=zh', {}, '<html lang="zh-Hans">', '选择图片'],
    ['/', { 'accept-language': 'ru-RU,ru;q=0.9,en;q=0.8' }, '<html lang="ru">', 'Выбрать фото'],
    ['/', { 'accept-language': 'es-MX' }, '<html lang="es">', 'Elegir una foto'],
    ['/?language=vi', {}, '<html lang="vi">', 'Chọn ảnh'],
    ['/', { cookie: 'tusou-language=zh' }, '<html lang="zh-Hans">', '选择图片'],
    ['/?language=xx', {}, '<html lang="en">', 'Choose a photo'],
  ])('%s with %j speaks the reader’s language', async (path, headers, tag, button) => {
    await using desk = await startDesk();
    const html = (await send(desk, path, { headers })).body.toString('utf8');
    expect(html).toContain(tag);
    expect(html).toContain(button);
    expect(html).not.toContain('{{');
  });

  test('says that the offers are samples only when they are', async () => {
    await using sample = await startDesk();
    await using real = await startDesk({ sampleData: false });
    const pages = await Promise.all([sample, real].map((desk) => send(desk, '/')));
    expect(pages.map(({ body }) => body.toString('utf8').includes('not real suppliers'))).toEqual([
      true,
      false,
    ]);
  });

  test('titles of samples cannot become markup', async () => {
    const list = [{ id: 'a"b', titles: sampleTitles('<script>alert(1)</script>', '样品') }];
    await using desk = await startDesk({ samples: { list, photo: () => colouredJpeg(1) } });
    const html = (await send(desk, '/')).body.toString('utf8');
    expect(html).not.toContain('<script>alert');
    expect(html).toContain('data-sample="a&quot;b"');
  });
});
