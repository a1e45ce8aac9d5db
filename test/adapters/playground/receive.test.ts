/** What the playground takes, over real HTTP: photos under their limit, samples, texts and presses. */
import { describe, expect, test } from 'vitest';
import { textNotice } from '../../../src/cards/notice-card.ts';
import { TusouError } from '../../../src/domain/errors.ts';
import { type Answered, offersOf, openClient, submissionKey } from '../../support/playground-client.ts';
import { colouredJpeg, startDesk } from '../../support/playground-desk.ts';

const MB = 1024 * 1024;

const json = ({ body }: Answered): { code: string; text: string } => JSON.parse(body.toString('utf8'));

describe('a photo', () => {
  test('comes in as an event and is answered in its turn', async () => {
    await using desk = await startDesk();
    const client = await openClient(desk);
    const photo = await colouredJpeg(1);
    const headers = { 'x-file-name': encodeURIComponent('杯子.jpg') };
    const { status } = await client.post('photos', { headers, body: photo });
    const [turn, ...others] = await client.turns();

    expect(status).toBe(202);
    expect(desk.received).toMatchObject([
      {
        kind: 'photos',
        key: `playground:${submissionKey(1)}`,
        chat: { platform: 'playground', kind: 'private', thread: null, via: null },
        message: { id: submissionKey(1) },
        photos: [{ kind: 'platform', platform: 'playground', name: '杯子.jpg', bytes: photo.byteLength }],
      },
    ]);
    expect(others).toEqual([]);
    expect(turn).toMatchObject({ id: submissionKey(1), pending: false, asked: { name: '杯子.jpg' } });
    expect(offersOf(turn)).toHaveLength(6);
  });

  test('has the same unique id whenever the same bytes come again, and can be downloaded', async () => {
    await using desk = await startDesk();
    const client = await openClient(desk);
    const photo = await colouredJpeg(1);
    for (const number of [1, 2])
      await client.post('photos', { headers: { 'x-key': submissionKey(number) }, body: photo });
    const refs = desk.received.flatMap((inbound) => (inbound.kind === 'photos' ? inbound.photos : []));
    const [first, second] = refs;
    if (first?.kind !== 'platform' || second?.kind !== 'platform') throw new Error('no photos came in');

    expect(first.uniqueId).toBe(second.uniqueId);
    expect(first.uniqueId).toMatch(/^[0-9a-f]{64}$/);
    const bytes = await desk.adapter.download(first, AbortSignal.timeout(1000));
    expect(Buffer.from(bytes).equals(photo)).toBe(true);
  });

  test('that is no longer kept is reported as expired', async () => {
    await using desk = await startDesk();
    const ref = { kind: 'platform', platform: 'playground', fileId: 'gone', uniqueId: 'gone' } as const;
    const download = desk.adapter.download({ ...ref, name: null, bytes: null }, AbortSignal.timeout(1000));
    await expect(download).rejects.toMatchObject({ code: 'photo-expired' });
  });

  test('of exactly the limit is taken, one byte more is refused politely, with and without a declared length', async () => {
    await using desk = await startDesk();
    const client = await openClient(desk);
    const chunked = { 'transfer-encoding': 'chunked' };
    const fits = await client.post('photos', { body: new Uint8Array(20 * MB) });
    const declared = await client.post('photos', { body: new Uint8Array(20 * MB + 1) });
    const streamed = await client.post('photos', { headers: chunked, body: new Uint8Array(21 * MB) });

    expect(fits.status).toBe(202);
    for (const refused of [declared, streamed]) {
      expect(refused.status).toBe(413);
      expect(json(refused)).toEqual({
        code: 'photo-too-large',
        text: 'This file is too large. Please send a picture of at most 20 MB.',
      });
    }
    expect(desk.received).toHaveLength(1);
  });

  test('that is sent again with the same key stays one turn with one key', async () => {
    await using desk = await startDesk();
    const client = await openClient(desk);
    const photo = await colouredJpeg(1);
    await client.post('photos', { body: photo });
    await client.post('photos', { body: photo });
    expect(await client.turns()).toHaveLength(1);
    expect(new Set(desk.received.map(({ key }) => key)).size).toBe(1);
  });

  test('that could not be stored as work leaves no turn behind, and the asker is told', async () => {
    await using desk = await startDesk({
      answer: async () => {
        throw new TusouError('internal', { detail: 'queue is down' });
      },
    });
    const client = await openClient(desk);
    const refused = await client.post('photos', { body: await colouredJpeg(1) });
    expect(refused.status).toBe(500);
    expect(json(refused).text).toContain('Something went wrong on our side');
    expect(json(refused).text).not.toContain('queue');
    expect(await client.turns()).toEqual([]);
  });
});

describe('texts, samples and presses', () => {
  test('a text comes in trimmed', async () => {
    await using desk = await startDesk();
    const client = await openClient(desk);
    const { status } = await client.postJson('texts', { text: '  https://example.com/a.jpg ' });
    expect(status).toBe(202);
    expect(desk.received).toMatchObject([{ kind: 'text', text: 'https://example.com/a.jpg' }]);
  });

  test('a sample comes in as a photo, named in the language of the page', async () => {
    await using desk = await startDesk();
    const client = await openClient(desk);
    const headers = { 'content-type': 'application/json', 'x-language': 'zh' };
    const { status } = await client.post('samples', { headers, body: '{"sample":"lamp"}' });
    expect(status).toBe(202);
    expect(desk.received).toMatchObject([{ from: { language: 'zh' }, photos: [{ name: '台灯' }] }]);
  });

  test('a press comes in on its turn, and the answer changes in place', async () => {
    await using desk = await startDesk();
    const client = await openClient(desk);
    await client.post('photos', { body: await colouredJpeg(1) });
    const [before] = await client.turns();
    const action = offersOf(before)[0]?.actions[0]?.action;
    const { status } = await client.postJson('presses', { turn: before?.id, action }, submissionKey(2));
    const after = await client.turns();

    expect(status).toBe(202);
    expect(desk.received[1]).toMatchObject({
      kind: 'press',
      key: `playground:${submissionKey(2)}`,
      data: action,
      on: { id: before?.id },
      message: { id: before?.id },
    });
    expect(after).toMatchObject([{ id: before?.id, answer: { kind: 'details' } }]);
  });

  test('a press that comes again, after its answer, is not waited for once more', async () => {
    const keys = new Set<string>();
    await using desk = await startDesk({
      // As the queue does: what is known by its key is not answered again.
      answer: async ({ key, chat, message }, adapter) => {
        if (keys.has(key)) return;
        keys.add(key);
        const card = textNotice('help', 'en');
        await adapter.send(chat, { kind: 'notice', card }, { replaces: message, answers: message });
      },
    });
    const client = await openClient(desk);
    await client.post('photos', { body: await colouredJpeg(1) });
    const press = { turn: submissionKey(1), action: 's:abcd1234efgh:2aa' };
    for (const number of [2, 3, 2]) await client.postJson('presses', press, submissionKey(number));
    expect(await client.turns()).toMatchObject([{ pending: false, answer: { kind: 'notice' } }]);
  });

  test('a press that could not be stored is waited for when it comes again', async () => {
    let isDiskFull = false;
    await using desk = await startDesk({
      answer: async ({ kind }) => {
        if (kind === 'press' && isDiskFull) throw new TusouError('internal', { detail: 'disk full' });
      },
    });
    const client = await openClient(desk);
    await client.post('photos', { body: await colouredJpeg(1) });
    const press = { turn: submissionKey(1), action: 's:abcd1234efgh:2aa' };
    isDiskFull = true;
    expect((await client.postJson('presses', press, submissionKey(2))).status).toBe(500);
    expect(await client.turns()).toMatchObject([{ pending: false }]);
    isDiskFull = false;
    expect((await client.postJson('presses', press, submissionKey(2))).status).toBe(202);
    expect(await client.turns()).toMatchObject([{ pending: true }]);
  });

  test.each([
    ['an empty text', 'texts', { text: '  ' }],
    ['a text that is not one', 'texts', { text: 7 }],
    ['a very long text', 'texts', { text: 'x'.repeat(2049) }],
    ['an unknown sample', 'samples', { sample: '../../etc/passwd' }],
    ['a press with too much data', 'presses', { turn: 'a', action: 'x'.repeat(65) }],
  ])('%s is refused', async (_, path, value) => {
    await using desk = await startDesk();
    const client = await openClient(desk);
    expect(await client.postJson(path, value)).toMatchObject({ status: 400 });
    expect(desk.received).toEqual([]);
  });

  test('a press on a turn of somebody else is refused', async () => {
    await using desk = await startDesk();
    const owner = await openClient(desk);
    await owner.postJson('texts', { text: 'https://example.com/a.jpg' });
    const other = await openClient(desk);
    const refused = await other.postJson(
      'presses',
      { turn: submissionKey(1), action: 'x' },
      submissionKey(2),
    );
    expect(refused.status).toBe(404);
    expect(desk.received).toHaveLength(1);
  });

  test('a body that is not JSON, a missing key and a missing session are refused', async () => {
    await using desk = await startDesk();
    const client = await openClient(desk);
    const type = { 'content-type': 'application/json' };
    const broken = await client.post('texts', { headers: type, body: '{"text":' });
    const form = await client.post('texts', { body: 'text=a' });
    const keyless = await client.post('texts', { headers: { ...type, 'x-key': '' }, body: '{"text":"a"}' });
    const stranger = await client.post('texts', {
      headers: { ...type, cookie: 'a=b' },
      body: '{"text":"a"}',
    });
    expect([broken, form, keyless, stranger].map(({ status }) => status)).toEqual([400, 400, 400, 404]);
    expect(desk.received).toEqual([]);
  });
});
