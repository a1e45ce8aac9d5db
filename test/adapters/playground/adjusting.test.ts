/** Adjusting a photo before it is asked with, over real HTTP: drafts, previews and the question. */
import { describe, expect, test } from 'vitest';
import type { Preview } from '../../../adapters/playground/adjusting.ts';
import { TusouError } from '../../../src/domain/errors.ts';
import { type Answered, openClient, submissionKey } from '../../support/playground-client.ts';
import { colouredJpeg, type DeskOptions, startDesk } from '../../support/playground-desk.ts';

const DRAFT = submissionKey(1);
const PART = { left: 0.25, top: 0, right: 0.75, bottom: 0.5 };
const CHOICE = { part: PART, enhance: true, removeBackground: false };
const ADJUSTMENT = {
  part: PART,
  preparation: { crop: 'none', enhance: true, removeBackground: false },
};

const told = ({ body }: Answered): { code: string; text: string } => JSON.parse(body.toString('utf8'));

const withDraft = async (options: DeskOptions = {}) => {
  const desk = await startDesk(options);
  const client = await openClient(desk);
  const photo = await colouredJpeg(1);
  const kept = await client.post('drafts', {
    headers: { 'x-key': DRAFT, 'x-file-name': 'cup.jpg' },
    body: photo,
  });
  return { desk, client, photo, kept, [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose]() };
};

describe('a preview', () => {
  test('is the photo after what was chosen, and nothing was asked by it', async () => {
    const asked: Parameters<Preview>[] = [];
    const made = await colouredJpeg(5);
    const preview: Preview = async (...how) => {
      asked.push(how);
      return { jpeg: made, notes: ['background-none'] };
    };
    await using open = await withDraft({ preview });
    const shown = await open.client.postJson('previews', { draft: DRAFT, ...CHOICE });

    expect(open.kept.status).toBe(202);
    expect(shown).toMatchObject({
      status: 200,
      headers: { 'content-type': 'image/jpeg', 'cache-control': 'no-store' },
    });
    expect(shown.body.equals(made)).toBe(true);
    expect(decodeURIComponent(String(shown.headers['x-note']))).toBe(
      'The background of this photo is not plain, so it cannot be removed.',
    );
    expect(asked.map(([photo, how]) => [photo, how])).toEqual([[open.photo, ADJUSTMENT]]);
    expect(open.desk.received).toEqual([]);
    expect(await open.client.turns()).toEqual([]);
  });

  test('is refused with the sentence that a search would be answered with', async () => {
    const preview: Preview = async () => {
      throw new TusouError('photo-too-small', { args: { limit: 300 } });
    };
    await using open = await withDraft({ preview });
    const refused = await open.client.postJson('previews', { draft: DRAFT });
    expect(refused.status).toBe(400);
    expect(told(refused).text).toContain('at least 300');
  });

  test('of what another session brought, or of nothing, is not to be had', async () => {
    await using open = await withDraft();
    const stranger = await openClient(open.desk);
    expect(told(await stranger.postJson('previews', { draft: DRAFT })).code).toBe('photo-expired');
    expect((await open.client.postJson('previews', { turn: submissionKey(9) })).status).toBe(404);
    expect((await open.client.postJson('previews', {})).status).toBe(404);
  });

  test.each([
    { ...PART, right: 1.2 },
    { ...PART, right: 0.25 },
    { ...PART, left: '0.1' },
    { ...PART, top: null },
    'all of it',
    7,
  ])('of a part like %j is refused', async (part) => {
    await using open = await withDraft();
    expect(told(await open.client.postJson('previews', { draft: DRAFT, part })).code).toBe('input-invalid');
  });

  test('is made for four at a time, and the fifth is told to come back', async () => {
    const { promise: gate, resolve: go } = Promise.withResolvers<void>();
    let begun = 0;
    const jpeg = await colouredJpeg(5);
    const preview: Preview = async () => {
      begun += 1;
      await gate;
      return { jpeg, notes: [] };
    };
    await using open = await withDraft({ preview });
    const ask = () => open.client.postJson('previews', { draft: DRAFT });
    const four = Array.from({ length: 4 }, ask);
    await expect.poll(() => begun).toBe(4);
    expect((await ask()).status).toBe(429);
    go();
    expect((await Promise.all(four)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await ask()).status).toBe(200);
  });

  test('is given up when nobody waits for it any more', async () => {
    const { promise: begun, resolve: begin } = Promise.withResolvers<AbortSignal>();
    const preview: Preview = (_, __, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        begin(signal);
      });
    await using open = await withDraft({ preview });
    const waiting = open.client.postJson('previews', { draft: DRAFT }).catch(() => 'cut off');
    const signal = await begun;
    await open.desk.adapter.stop();
    expect(signal.aborted).toBe(true);
    expect(await waiting).toBe('cut off');
  });
});

describe('a question about an adjusted photo', () => {
  test('says what was done to it, in the event and in the turn', async () => {
    await using open = await withDraft();
    const key = submissionKey(2);
    const sent = await open.client.postJson('adjusted', { draft: DRAFT, ...CHOICE }, key);
    expect(sent.status).toBe(202);
    expect(open.desk.received).toMatchObject([
      {
        kind: 'photos',
        key: `playground:${key}`,
        photos: [{ name: 'cup.jpg', bytes: open.photo.byteLength }],
        adjustment: ADJUSTMENT,
      },
    ]);
    const [turn] = await open.client.turns();
    expect(turn?.asked).toEqual({
      kind: 'photo',
      name: 'cup.jpg',
      photo: `/playground/photos/${key}`,
      adjusted: CHOICE,
    });
  });

  test('can be asked about the photo of an earlier turn', async () => {
    await using open = await withDraft();
    const [first, second] = [submissionKey(3), submissionKey(4)];
    await open.client.post('photos', { headers: { 'x-key': first }, body: open.photo });
    const untouched = { part: null, enhance: false, removeBackground: false };
    await open.client.postJson('adjusted', { turn: first, ...untouched }, second);
    const [plain, again] = open.desk.received;
    if (plain?.kind !== 'photos' || again?.kind !== 'photos') throw new Error('no photos came in');
    expect(again.photos).toMatchObject([{ ...plain.photos[0], bytes: null }]);
    const turns = await open.client.turns();
    expect(turns.map(({ asked }) => asked)).toMatchObject([{ adjusted: null }, { adjusted: null }]);
  });

  test('of another session’s photo is none', async () => {
    await using open = await withDraft();
    const stranger = await openClient(open.desk);
    expect((await stranger.postJson('adjusted', { draft: DRAFT, ...CHOICE })).status).toBe(400);
    expect(open.desk.received).toEqual([]);
    expect(await stranger.turns()).toEqual([]);
  });
});
