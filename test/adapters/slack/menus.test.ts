/** What can be done about a list: buttons and menus, made from the neutral buttons of a card. */
import { describe, expect, it } from 'vitest';
import { listActions } from '../../../adapters/slack/menus.ts';
import { type Action, encodeAction } from '../../../src/domain/action.ts';
import type { Button } from '../../../src/domain/card.ts';
import type { Facet } from '../../../src/domain/facet.ts';
import { translator } from '../../../src/i18n/translate.ts';

const SHOWN: Facet = { page: 3, mode: 'same', sort: 'price', maxPriceFen: 1250, subject: 2 };
const VIEW = 'Ab3dE6gH';

const button = (label: string, change: Partial<Facet>, over: Partial<Action> = {}): Button => ({
  kind: 'action',
  label,
  action: encodeAction({
    kind: 'show',
    view: VIEW,
    facet: { ...SHOWN, page: 1, ...change },
    ...over,
  } as Action),
});
const refresh: Button = {
  kind: 'action',
  label: 'Search again',
  action: encodeAction({ kind: 'refresh', view: VIEW, facet: SHOWN }),
};
const { maxPriceFen: _, ...anyPrice } = { ...SHOWN, page: 1 };
const { subject: __, ...wholePhoto } = { ...SHOWN, page: 1 };
const lifted = (label: string, facet: Facet): Button => ({
  kind: 'action',
  label,
  action: encodeAction({ kind: 'show', view: VIEW, facet }),
});

type Element = {
  readonly action_id: string;
  readonly text?: { text: string };
  readonly initial_option?: { text: { text: string } };
  readonly options?: readonly { text: { text: string }; value: string }[];
};

const elementsOf = (rows: readonly (readonly Button[])[], language: 'en' | 'zh' = 'en'): Element[][] =>
  listActions({ actions: rows, language }).map(({ elements }) => elements as Element[]);

const told = ({ text, options, initial_option }: Element) =>
  text?.text ??
  options?.map((option) => `${initial_option?.text.text === option.text.text ? '*' : ''}${option.text.text}`);

describe('the actions of a search', () => {
  const rows = [
    [button('Previous page', { page: 2 }), button('Next page', { page: 4 })],
    [lifted('Whole photo', wholePhoto), button('Subject 1', { subject: 1 })],
    [button('Similar products', { mode: 'similar' }), refresh],
    [button('Best match', { sort: 'relevance' }), button('Best selling first', { sort: 'sales' })],
    [button('Best score', { sort: 'score' })],
    [button('× 300', { page: 3, quantity: 300 }), button('× 100', { page: 3, quantity: 100 })],
    [button('Up to ¥8.00', { maxPriceFen: 800 }), lifted('Any price', anyPrice)],
    [button('Ask OneBound', { via: 2 })],
    [button('Open the earlier search', {}, { view: 'Zz3dE6gH' })],
  ];

  it('are buttons that lead on, and a menu for each thing that can be chosen', () => {
    const [buttons, menus] = elementsOf(rows);
    expect(buttons?.map(told)).toEqual([
      'Previous page',
      'Next page',
      'Similar products',
      'Search again',
      'Open the earlier search',
    ]);
    expect(menus?.map(told)).toEqual([
      ['Best match', '*Cheapest first', 'Best selling first', 'Best score'],
      ['*Any quantity', '× 100', '× 300'],
      ['Any price', '*Up to ¥12.50', 'Up to ¥8.00'],
      ['Whole photo', 'Subject 1', '*Subject 2'],
      ['Ask OneBound'],
    ]);
  });

  it('carry the action of the neutral button, whatever it is drawn as', () => {
    const values = elementsOf(rows)[1]?.flatMap(({ options }) => options?.map(({ value }) => value) ?? []);
    const neutral = rows
      .slice(1, 8)
      .flat()
      .flatMap((one) => (one.kind === 'action' ? [one.action] : []));
    expect(neutral.filter((action) => !values?.includes(action))).toEqual([
      encodeAction({ kind: 'show', view: VIEW, facet: { ...SHOWN, page: 1, mode: 'similar' } }),
      refresh.action,
    ]);
  });

  it('of photos that were sent together name photos', () => {
    const all = translator('zh')('button-all-photos');
    const photo = (number: number): Button =>
      button(translator('zh')('button-photo', { number }), { subject: number });
    const [, menus] = elementsOf([[lifted(all, wholePhoto), photo(1)], [refresh]], 'zh');
    expect(menus?.map(told)).toEqual([
      [
        all,
        translator('zh')('button-photo', { number: 1 }),
        `*${translator('zh')('button-photo', { number: 2 })}`,
      ],
    ]);
  });
});

it('the actions of any other list stay rows of buttons', () => {
  const rows = [[button('Next page', { page: 4 })], [button('Cheapest first', { sort: 'sales' })]];
  expect(elementsOf(rows).map((row) => row.map(told))).toEqual([['Next page'], ['Cheapest first']]);
});
