/** Which pictures an answer brings along, by what its chat can show from an address. */
import { describe, expect, it } from 'vitest';
import type { Offer } from '../../src/domain/offer.ts';
import type { AnswerJob, ChatAdapter } from '../../src/domain/ports.ts';
import { plainQuestion } from '../../src/domain/query.ts';
import { createAnswer } from '../../src/jobs/answer.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { offer, offerDetail, searchResult } from '../support/made-up.ts';
import { answerJob } from '../support/made-up-job.ts';
import { memoryShortlists } from '../support/memory-shortlists.ts';

const SHOWN = 'https://pictures.example/shown.jpg';
const HIDDEN = 'https://pictures.example/hidden.webp';
const SHEET = new Uint8Array([1]);
const PICTURE = new Uint8Array([2]);

const showsSome: ChatAdapter['sheet'] = { unless: (url) => url === SHOWN };

/** Answers a job for a chat with this wish; the offers and the offer looked up have these pictures. */
const answerWith = (
  sheet: ChatAdapter['sheet'],
  pictures: readonly (string | null)[],
  job: AnswerJob,
  wantsTiles?: ChatAdapter['wantsTiles'],
) => {
  const pictured = (imageUrl: string | null): Partial<Offer> => ({ imageUrl });
  const offers = pictures.map((url, index) => offer(`70000000000${index}`, pictured(url)));
  const [first = null, ...others] = pictures;
  const images = others.filter((url) => url !== null);
  const answer = createAnswer({
    search: {
      search: async () => searchResult(offers),
      offer: async () => offerDetail('700000000001', { imageUrl: first, images }),
    } as unknown as Parameters<typeof createAnswer>[0]['search'],
    source: () => {
      throw new Error('nobody reads the photo here');
    },
    thumbnail: async () => PICTURE,
    picture: async () => PICTURE,
    original: async () => PICTURE,
    shortlists: memoryShortlists(),
    drawSheet: async () => SHEET,
    drawComparison: async () => new Uint8Array([7]),
    earlier: { note: async () => null, forgetAll: async () => {} },
    clock: fakeClock(),
  });
  const adapter = { sheet, ...(wantsTiles && { wantsTiles }) } as ChatAdapter;
  return answer(job, { adapter, signal: new AbortController().signal });
};

const search = answerJob('1', {
  task: {
    kind: 'search',
    subject: { kind: 'keyword', keyword: 'lamp' },
    question: plainQuestion('en'),
    fresh: false,
  },
});
const look = answerJob('2', {
  task: { kind: 'offer', offerId: '700000000001', language: 'en', back: null },
});

describe('an edited copy of an earlier photo of the chat', () => {
  const answered = async (job: AnswerJob, ids: readonly string[]) => {
    const noted: unknown[] = [];
    const answer = createAnswer({
      search: {
        search: async () => ({ ...searchResult(ids.map((id) => offer(`70000000${id}`))), photo: 'p1' }),
        offer: async () => offer('700000000001'),
      } as unknown as Parameters<typeof createAnswer>[0]['search'],
      source: () => {
        throw new Error('nobody reads the photo here');
      },
      thumbnail: async () => null,
      picture: async () => null,
      original: async () => PICTURE,
      shortlists: memoryShortlists(),
      drawSheet: async () => SHEET,
      drawComparison: async () => new Uint8Array([7]),
      earlier: {
        note: async (chat, asked) => {
          noted.push(chat, asked);
          return { view: 'earlierview1', atMs: 0 };
        },
        forgetAll: async () => {},
      },
      clock: fakeClock(),
    });
    const adapter = { sheet: 'never' } as unknown as ChatAdapter;
    const reply = await answer(job, { adapter, signal: new AbortController().signal });
    if (reply.kind !== 'result' && reply.kind !== 'notice') return expect.fail();
    return { reply, noted, said: (reply.kind === 'result' ? reply.card.notes : [reply.card.text]).join() };
  };

  it.each([
    [['7000'], 'result'],
    [[], 'notice'],
  ] as const)('is told beside %j offers, with a button to that search', async (ids, kind) => {
    const { reply, noted, said } = await answered(search, ids);
    expect(noted).toEqual([search.chat, { photo: 'p1', view: search.view }]);
    expect(reply.kind).toBe(kind);
    expect(said).toContain('edited copy');
    expect(reply.card.actions.flat()).toContainEqual({
      kind: 'action',
      label: 'Open the earlier search',
      action: 's:earlierview1:1aa',
    });
  });

  it('is not what the picture of an offer is called, which nobody sent', async () => {
    const subject = { kind: 'offer-picture', offerId: '700000000001' } as const;
    const more = answerJob('3', {
      task: { kind: 'search', subject, question: plainQuestion('en'), fresh: false },
    });
    const { noted, said } = await answered(more, ['7000']);
    expect(noted).toEqual([]);
    expect(said).not.toContain('edited copy');
  });
});

describe("the chat's currency", () => {
  const USD = { currency: 'USD', perYuan: 0.139, day: '2026-11-24' } as const;
  const pictures = answerJob('4', { task: { kind: 'pictures', offerId: '700000000001', language: 'en' } });
  const shortlist = answerJob('5', { task: { kind: 'shortlist', language: 'en', page: 1, ends: null } });

  it.each([search, look, pictures, shortlist])('is told beside yuan by $task.kind', async (job) => {
    const asked: unknown[] = [];
    const shortlists = memoryShortlists();
    await shortlists.add(job.chat, { offer: offer('700000000001'), by: '7', atMs: 0 });
    const answer = createAnswer({
      search: {
        search: async () => searchResult([offer('700000000001')]),
        offer: async () => offerDetail('700000000001'),
      } as unknown as Parameters<typeof createAnswer>[0]['search'],
      source: () => expect.fail('nobody reads a photo here'),
      thumbnail: async () => PICTURE,
      picture: async () => PICTURE,
      original: async () => PICTURE,
      shortlists,
      money: {
        rateFor: async (chat) => {
          asked.push(chat);
          return USD;
        },
      },
      drawComparison: async () => SHEET,
      drawSheet: async (tiles) => {
        // What is drawn into pictures is in yuan.
        expect(tiles.map(({ price }) => price)).toEqual(['¥12.50']);
        return SHEET;
      },
      earlier: { note: async () => null, forgetAll: async () => {} },
      clock: fakeClock(),
    });
    const adapter = { sheet: 'always', albums: true } as unknown as ChatAdapter;
    const reply = await answer(job, { adapter, signal: new AbortController().signal });
    expect(JSON.stringify(reply)).toContain('2+ ¥12.50 ≈ $1.74');
    expect(asked).toEqual([job.chat]);
  });
});

describe('the contact sheet of an answer', () => {
  it.each([
    ['always', 'always', [SHOWN, null], SHEET],
    ['never', 'never', [HIDDEN, null], null],
    ['not where the chat shows all pictures itself', showsSome, [SHOWN, SHOWN], null],
    ['where the chat cannot show one of them', showsSome, [SHOWN, HIDDEN], SHEET],
    ['not because an offer has no picture', showsSome, [SHOWN, null], null],
    ['not where no offer has one', showsSome, [null, null], null],
  ] as const)('comes %s', async (_, wish, pictures, sheet) => {
    expect(await answerWith(wish, pictures, search)).toMatchObject({ kind: 'result', sheet });
  });
});

describe('the picture of an offer', () => {
  it.each([
    ['always', 'always', [SHOWN], PICTURE],
    ['never', 'never', [HIDDEN], null],
    ['not where the chat shows it itself', showsSome, [SHOWN], null],
    ['not where the chat shows another one itself', showsSome, [HIDDEN, SHOWN], null],
    ['where the chat can show none', showsSome, [HIDDEN, HIDDEN], PICTURE],
    ['not where there is none', 'always', [null], null],
  ] as const)('comes %s', async (_, wish, pictures, picture) => {
    expect(await answerWith(wish, pictures, look)).toMatchObject({ kind: 'details', picture });
  });
});

describe('the pictures of an offer as an album', () => {
  const images = Array.from({ length: 12 }, (_, at) => `https://shown.example/${at}.jpg`);
  const ask = answerJob('3', { task: { kind: 'pictures', offerId: '700000000001', language: 'en' } });

  /** Answers in a chat with or without albums; `has` says which pictures can be had. */
  const answerPictures = (albums: boolean, has: (url: string) => boolean) => {
    const answer = createAnswer({
      search: {
        offer: async () => offerDetail('700000000001', { images }),
      } as unknown as Parameters<typeof createAnswer>[0]['search'],
      source: () => expect.fail('nobody reads a photo here'),
      thumbnail: async () => PICTURE,
      picture: async (url) => (has(url) ? Buffer.from(url) : null),
      original: async () => PICTURE,
      shortlists: memoryShortlists(),
      drawSheet: async () => SHEET,
      drawComparison: async () => new Uint8Array([7]),
      earlier: { note: async () => null, forgetAll: async () => {} },
      clock: fakeClock(),
    });
    const adapter = { sheet: 'always', albums } as ChatAdapter;
    return answer(ask, { adapter, signal: new AbortController().signal });
  };
  const named = (urls: readonly string[]) => urls.map((url) => Buffer.from(url));

  it('are the first ten of them, with the offer', async () => {
    expect(await answerPictures(true, () => true)).toMatchObject({
      kind: 'pictures',
      card: { language: 'en', offer: { offerId: '700000000001' } },
      pictures: named(images.slice(0, 10)),
    });
  });

  it('are without those that cannot be had', async () => {
    const [first = '', ...others] = images.slice(0, 10);
    const reply = await answerPictures(true, (url) => url !== first);
    expect(reply).toMatchObject({ kind: 'pictures', pictures: named(others) });
  });

  it('are said to be missing when none can be had', async () => {
    const reply = await answerPictures(true, () => false);
    expect(reply).toMatchObject({ kind: 'notice', card: { text: expect.stringContaining('on 1688') } });
  });

  it('are the offer itself in a chat that has no albums', async () => {
    expect(await answerPictures(false, () => true)).toMatchObject({ kind: 'details' });
  });
});

describe('the offers’ pictures one by one', () => {
  it.each([
    [true, [PICTURE, null]],
    [false, undefined],
  ])('come beside the sheet where the chat wants them: %s', async (wants, tiles) => {
    const reply = await answerWith('always', [SHOWN, null], search, async () => wants);
    expect(reply).toMatchObject({ kind: 'result', sheet: SHEET });
    expect(reply.kind === 'result' && reply.tiles).toEqual(tiles);
  });
});
