/** What an answer about several photos says of the photos. */
import { describe, expect, it } from 'vitest';
import { nothingNotice } from '../../src/cards/notice-card.ts';
import { resultCard } from '../../src/cards/result-card.ts';
import type { ResultCard } from '../../src/domain/card.ts';
import { plainQuestion } from '../../src/domain/query.ts';
import type { Album } from '../../src/domain/result.ts';
import { offer, searchResult } from '../support/made-up.ts';

const context = { view: 'view-0001', nowMs: 0 };
const small = (photo: number) => ({ photo, code: 'photo-too-small', args: { limit: 300 } }) as const;

const resultOf = (album: Album, subject?: number, ids = ['700000000001']) =>
  searchResult(
    ids.map((id) => offer(id)),
    { album, question: { ...plainQuestion('en'), page: 2, ...(subject && { subject }) } },
  );
const cardOf = (...of: Parameters<typeof resultOf>): ResultCard => resultCard(resultOf(...of), context);

const photoRows = ({ actions }: Pick<ResultCard, 'actions'>) =>
  actions.filter((row) => row.some(({ label }) => /photo/i.test(label)));

describe('the answer about an album', () => {
  it('says of how many photos it is, and has a button for each, from the first page', () => {
    const card = cardOf({ photos: 3, broken: [] });
    expect(card.facts).toContain('3 photos together');
    expect(photoRows(card)).toEqual([
      [1, 2, 3].map((number) => ({
        kind: 'action',
        label: `Photo ${number}`,
        action: `s:view-0001:1aa${number}`,
      })),
    ]);
  });

  it('says which photo it is about, and offers all of them and the others', () => {
    const card = cardOf({ photos: 3, broken: [] }, 2);
    expect(card.facts).toContain('photo 2 of 3');
    expect(photoRows(card).flat()).toEqual([
      { kind: 'action', label: 'All photos', action: 's:view-0001:1aa' },
      expect.objectContaining({ label: 'Photo 1' }),
      expect.objectContaining({ label: 'Photo 3' }),
    ]);
  });

  it('tells broken photos by reason, without a button', () => {
    const { notes, ...card } = cardOf({
      photos: 4,
      broken: [small(1), { ...small(2), code: 'photo-blank' }, small(4)],
    });
    expect(notes).toEqual([
      expect.stringMatching(/^Left out: photo 1, 4\. .*300 pixels/),
      expect.stringMatching(/^Left out: photo 2\. /),
    ]);
    expect(card.facts).toContain('photo 3 of 4');
    expect(photoRows(card)).toEqual([]);
  });

  it('of ten photos has rows that a phone can show', () => {
    const rows = photoRows(cardOf({ photos: 10, broken: [] }));
    expect(rows.map(({ length }) => length)).toEqual([4, 4, 2]);
  });

  it('says which photos show the product of an offer, or how many found it', () => {
    const said = (foundBy: NonNullable<ReturnType<typeof offer>['foundBy']>) =>
      resultCard(searchResult([offer('700000000001', { foundBy })]), context).offers[0]?.match;
    expect(said({ photos: 2, of: 3 })).toBe('found by 2 of 3 photos');
    expect(said({ photos: 1, of: 2, which: [1, 3] })).toBe('photo 1, 3');
  });

  it('without offers has the same buttons and reasons', () => {
    const notice = nothingNotice(resultOf({ photos: 3, broken: [small(3)] }, 1, []), context);
    expect(notice.text).toContain('Left out: photo 3.');
    expect(
      photoRows(notice)
        .flat()
        .map(({ label }) => label),
    ).toEqual(['All photos', 'Photo 2']);
  });
});

describe('the button to share an answer', () => {
  it('is there where there is a page to share it on', () => {
    const share = 'https://t.me/share/url?url=x';
    expect(
      resultCard(resultOf({ photos: 2, broken: [] }), { ...context, share }).actions.flat(),
    ).toContainEqual({
      kind: 'link',
      label: 'Share',
      url: share,
    });
    for (const none of [{}, { share: null }]) {
      const { actions } = resultCard(resultOf({ photos: 2, broken: [] }), { ...context, ...none });
      expect(actions.flat().map(({ label }) => label)).not.toContain('Share');
    }
  });
});
