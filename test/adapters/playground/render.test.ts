/** What the page gets to see of an answer, whatever a seller wrote. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pageTurn } from '../../../adapters/playground/render.ts';
import type { Turn } from '../../../adapters/playground/turns.ts';
import { textNotice } from '../../../src/cards/notice-card.ts';
import { encodeAction } from '../../../src/domain/action.ts';
import type { Facet } from '../../../src/domain/facet.ts';
import { playgroundDetails, playgroundResult } from '../../support/playground-cards.ts';

const FACET: Facet = { page: 2, mode: 'same', sort: 'price' };
const VIEW = 'abcd1234efgh';

const turnWith = (answer: Turn['answer']): Turn => ({
  id: 't1',
  revision: 'r1',
  askedAtMs: 0,
  asked: { kind: 'photo', photo: 'sha', name: 'cup.jpg' },
  pending: false,
  working: null,
  answer,
  presses: [],
});

const result = (change = {}) =>
  pageTurn(
    turnWith({ kind: 'result', card: playgroundResult(VIEW, { facet: FACET, language: 'en', change }) }),
  );

const details = () =>
  pageTurn(turnWith({ kind: 'details', card: playgroundDetails(VIEW, { facet: FACET, language: 'en' }) }));

const partsOf = ({ answer }: ReturnType<typeof pageTurn>) =>
  answer?.card.actions.map((row) => row.map(({ part }) => part));

describe('buttons know what they change', () => {
  test('under a list', () => {
    expect(partsOf(result())).toEqual([
      ['previous', 'page'],
      ['mode', 'refresh'],
      ['sort', 'sort'],
      ['sort', 'compare'],
      ['quantity', 'quantity', 'quantity'],
      ['limit', 'limit'],
      ['export'],
    ]);
  });

  test('under a list about a photo of several things', () => {
    const about = (subject?: number) => ({
      kind: 'action' as const,
      label: 'Subject',
      action: encodeAction({
        kind: 'show',
        view: VIEW,
        facet: { ...FACET, page: 1, ...(subject && { subject }) },
      }),
    });
    const card = playgroundResult(VIEW, { facet: FACET, language: 'en' });
    const turn = turnWith({ kind: 'result', card: { ...card, actions: [[about(1), about(2)]] } });
    expect(partsOf(pageTurn(turn))).toEqual([['subject', 'subject']]);
  });

  test('that lead to another search, or show the same page anew, turn no page', () => {
    const to = (view: string) => ({
      kind: 'action' as const,
      label: 'Open',
      action: encodeAction({ kind: 'show', view, facet: FACET }),
    });
    const card = playgroundResult(VIEW, { facet: FACET, language: 'en' });
    const actions = [[to('efgh1234abcd'), to(VIEW)]];
    const turn = turnWith({ kind: 'result', card: { ...card, actions } });
    expect(partsOf(pageTurn(turn))).toEqual([['other', 'refresh']]);
  });

  test('under an offer, and under a sentence', () => {
    expect(partsOf(details())).toEqual([
      ['back'],
      ['link', 'link'],
      ['more'],
      ['quantity', 'quantity', 'quantity'],
    ]);
    const notice = textNotice('help', 'en');
    const action = { kind: 'action', label: 'Try again', action: 'nonsense' } as const;
    expect(partsOf(pageTurn(turnWith({ kind: 'notice', card: { ...notice, actions: [[action]] } })))).toEqual(
      [['other']],
    );
  });
});

describe('addresses', () => {
  test('pictures are those of our own server, the same one whenever the address is the same', () => {
    const list = result();
    const one = details();
    if (list.answer?.kind !== 'result' || one.answer?.kind !== 'details') throw new Error('wrong kinds');
    const [first, second] = list.answer.card.offers;
    expect(first?.imageUrl).toMatch(/^\/playground\/pictures\/t1\/[\w-]{22}$/);
    expect(second?.imageUrl).not.toBe(first?.imageUrl);
    expect(one.answer.card.images[0]).toBe(first?.imageUrl);
    expect(one.answer.card.images).toHaveLength(4);
  });

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    ' javascript:alert(1)',
    'file:///etc/passwd',
    'no address',
  ])('%j is never linked to', (url) => {
    const { answer } = result({ url });
    if (answer?.kind !== 'result') throw new Error('wrong kind');
    const [offer] = answer.card.offers;
    expect(offer?.url).toBeNull();
    expect(offer?.actions.map((button) => button.url)).toEqual([null, null]);
  });

  test('whatever addresses an offer has, the page gets no other host and no script', () => {
    fc.assert(
      fc.property(fc.webUrl(), fc.oneof(fc.string(), fc.webUrl()), (imageUrl, url) => {
        const { answer } = result({ imageUrl, url });
        if (answer?.kind !== 'result') throw new Error('wrong kind');
        const [offer] = answer.card.offers;
        expect(offer?.imageUrl).toMatch(/^\/playground\/pictures\/t1\/[\w-]{22}$/);
        expect(offer?.url === null || /^https?:$/.test(new URL(offer?.url ?? '').protocol)).toBe(true);
      }),
    );
  });
});

test('the name of the stored photo and the revision stay here', () => {
  expect(result().asked).toEqual({
    kind: 'photo',
    name: 'cup.jpg',
    photo: '/playground/photos/t1',
    adjusted: null,
  });
  expect(result()).not.toHaveProperty('revision');
});
