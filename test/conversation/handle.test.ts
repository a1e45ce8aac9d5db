import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { handle, namesSubject, viewIdIn } from '../../src/conversation/handle.ts';
import { NO_WORDS } from '../../src/conversation/words.ts';
import { encodeAction } from '../../src/domain/action.ts';
import type { Inbound } from '../../src/domain/chat.ts';
import { plainQuestion } from '../../src/domain/query.ts';
import { arrival, chat, message, photoRef, photosEvent } from '../support/made-up.ts';

const facet = { page: 2, mode: 'similar', sort: 'price' } as const;
const view = {
  id: 'abcdefghijkl',
  chat,
  subject: { kind: 'photo', photo: photoRef },
  question: plainQuestion('en'),
  asked: message('10'),
} as const;

const text = (words: string): Inbound => ({ ...arrival, kind: 'text', text: words });
const find = (args: string, photos = [photoRef].slice(1)): Inbound => ({
  ...arrival,
  kind: 'command',
  name: 'find',
  args,
  photos,
});
const press = (data: string): Inbound => ({ ...arrival, kind: 'press', data, on: message('11') });

describe('what was asked', () => {
  const numbered = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ ...photoRef, uniqueId: `unique-${index}` }));

  it('makes one request of all photos that were sent together, and of those with a command', () => {
    const photos = numbered(3);
    expect(handle(photosEvent(photoRef), null)).toEqual([
      { kind: 'open', subject: { kind: 'photo', photo: photoRef }, words: NO_WORDS },
    ]);
    const together = [{ kind: 'open', subject: { kind: 'photos', photos }, words: NO_WORDS }];
    expect(handle(photosEvent(...photos), null)).toEqual(together);
    expect(handle(find('', photos), null)).toEqual(together);
  });

  it('takes what was chosen in a form in place of what was written', () => {
    const wishes = { mode: 'similar', moqAtMost: 50 } as const;
    const written = { ...photosEvent(photoRef), caption: 'same lamp <20 yuan moq<500', wishes } as Inbound;
    const words = {
      keyword: 'lamp',
      mode: 'similar',
      minPrice: null,
      maxPrice: { fen: 2000 },
      moqAtMost: 50,
    };
    expect(handle(written, null)).toMatchObject([{ subject: { kind: 'photo' }, words }]);
    const asked = { ...text('red lamp'), wishes: { maxPrice: { fen: 500, currency: 'CNY' } } } as Inbound;
    expect(handle(asked, null)).toEqual([
      {
        kind: 'open',
        subject: { kind: 'keyword', keyword: 'red lamp' },
        words: { ...NO_WORDS, maxPrice: { fen: 500, currency: 'CNY' } },
      },
    ]);
    expect(handle({ ...text('similar'), wishes } as Inbound, null)).toEqual([
      { kind: 'say', text: 'send-photo' },
    ]);
  });

  it.each([
    ['red lamp', true],
    ['similar red lamp', true],
    ['https://a.example/b.jpg', true],
    ['detail.1688.com/offer/700000000001.html', true],
    ['similar', false],
    ['<20 yuan moq<50', false],
    ['?!', false],
    ['', false],
  ])('%j names something to search for: %s', (words, isNamed) => {
    expect(namesSubject(words)).toBe(isNamed);
    expect(handle(text(words), null).some(({ kind }) => kind === 'open')).toBe(isNamed);
  });

  it('loses no photo of a message that holds more than one request bears', () => {
    const photos = numbered(21);
    expect(handle(photosEvent(...photos), null)).toMatchObject([
      { subject: { kind: 'photos', photos: photos.slice(0, 10) } },
      { subject: { kind: 'photos', photos: photos.slice(10, 20) } },
      { subject: { kind: 'photo', photo: photos[20] } },
    ]);
  });

  it.each([
    'https://detail.1688.com/offer/700000000001.html?spm=a',
    'look at this https://m.1688.com/offer/700000000001.html please',
    'https://detailp4p.1688.com/buyer/offerdetail/700000000001.html',
    'detail.1688.com/offer/700000000001.html',
    'this one: m.1688.com/offer/700000000001.html?spm=a.',
  ])('opens the offer behind %s', (words) => {
    expect(handle(text(words), null)).toEqual([
      { kind: 'open', subject: { kind: 'offer', offerId: '700000000001' }, words: NO_WORDS },
    ]);
  });

  it('takes any other link for a picture', () => {
    expect(handle(text('https://shop.example/mug.jpg'), null)).toEqual([
      {
        kind: 'open',
        subject: { kind: 'photo', photo: { kind: 'url', url: 'https://shop.example/mug.jpg' } },
        words: NO_WORDS,
      },
    ]);
  });

  it.each([
    '看看https://shop.example/mug.jpg，谢谢',
    '（https://shop.example/mug.jpg）',
    'is it this one (https://shop.example/mug.jpg)?',
    'This: https://shop.example/mug.jpg.',
    '「https://shop.example/mug.jpg」！',
  ])('leaves the punctuation of the sentence out of the link in %s', (words) => {
    expect(handle(text(words), null)).toMatchObject([
      { subject: { kind: 'photo', photo: { kind: 'url', url: 'https://shop.example/mug.jpg' } } },
    ]);
  });

  it('keeps brackets that belong to the link', () => {
    const url = 'https://shop.example/mug_(blue).jpg?size=1,2';
    expect(handle(text(`(${url})`), null)).toMatchObject([{ subject: { photo: { kind: 'url', url } } }]);
  });

  it.each([`https://a.example/(${')'.repeat(400_000)}`, '<'.repeat(400_000)])(
    'is done with a hostile text at once (%#)',
    (words) => {
      expect(handle(text(words), null)).toHaveLength(1);
    },
  );

  it('searches with the words that follow a link without a space', () => {
    expect(handle(text('https://shop.example/mug.jpg，红色'), null)).toMatchObject([
      { words: { keyword: '红色' } },
    ]);
  });

  it('searches for words, and asks for a photo when there are none', () => {
    expect(handle(text('  steel\u0000 mug '), null)).toEqual([
      { kind: 'open', subject: { kind: 'keyword', keyword: 'steel mug' }, words: NO_WORDS },
    ]);
    expect(handle(text('🙂 ?!'), null)).toEqual([{ kind: 'say', text: 'send-photo' }]);
    expect(handle(find(''), null)).toEqual([{ kind: 'say', text: 'reply-to-photo' }]);
  });

  it('finds with the photo, or else the link, of a command', () => {
    expect(handle(find('', [photoRef]), null)).toEqual([
      { kind: 'open', subject: { kind: 'photo', photo: photoRef }, words: NO_WORDS },
    ]);
    expect(handle(find('https://shop.example/mug.jpg'), null)).toHaveLength(1);
  });

  it.each([
    ['red, 350 ml', 'red, 350 ml'],
    ['@somebody red <@U123> mug https://shop.example/x', 'red mug'],
    ['/find red mug', 'red mug'],
    ['…', null],
    ['长'.repeat(100), '长'.repeat(60)],
  ])('takes the caption %j for the words %j', (caption, keyword) => {
    const event = { ...photosEvent(), caption } as Inbound;
    expect(handle(event, null)).toMatchObject([{ kind: 'open', words: { keyword } }]);
  });

  it('shows, refreshes and opens what a button says', () => {
    const show = encodeAction({ kind: 'show', view: view.id, facet });
    const refresh = encodeAction({ kind: 'refresh', view: view.id, facet });
    const details = encodeAction({ kind: 'details', view: view.id, facet, offerId: '700000000001' });
    expect(viewIdIn(press(show))).toBe(view.id);
    expect(handle(press(show), view)).toEqual([{ kind: 'show', view, facet, fresh: false }]);
    expect(handle(press(refresh), view)).toEqual([{ kind: 'show', view, facet, fresh: true }]);
    expect(handle(press(details), view)).toEqual([{ kind: 'details', view, facet, offerId: '700000000001' }]);
    const pictures = encodeAction({ kind: 'pictures', view: view.id, facet, offerId: '700000000001' });
    expect(handle(press(pictures), view)).toEqual([
      { kind: 'pictures', view, facet, offerId: '700000000001' },
    ]);
  });

  it('searches anew with the picture of the offer under a button', () => {
    const more = encodeAction({ kind: 'more', view: view.id, facet, offerId: '700000000001' });
    expect(handle(press(more), view)).toEqual([{ kind: 'more', view, offerId: '700000000001' }]);
  });

  it('answers kindly to a button whose list is gone, and to any other press', () => {
    const stale = [{ kind: 'say', text: 'stale-button' }];
    expect(handle(press(encodeAction({ kind: 'show', view: view.id, facet })), null)).toEqual(stale);
    fc.assert(
      fc.property(fc.string(), (data) => {
        expect(handle(press(data), view)).toEqual(stale);
      }),
    );
  });
});
