/** What can be done about a list, as Slack shows it: buttons that lead on, then menus for order, limits, source and subject. Pure. */
import type { ActionsBlock, ActionsBlockElement, PlainTextOption, StaticSelect } from '@slack/types';
import {
  type Button,
  cny,
  decodeAction,
  encodeAction,
  type Facet,
  type Language,
  moneyText,
  type ResultCard,
  translator,
} from '#service';
import { actionRows, buttons, PRESS } from './blocks.ts';
import { LIMITS } from './limits.ts';
import { plain } from './text.ts';

/** The menus in their order, with the part of the facet that each changes. */
const MENUS = {
  sort: 'sort',
  quantity: 'quantity',
  price: 'maxPriceFen',
  moq: 'moqAtMost',
  subject: 'subject',
  backend: 'via',
} as const satisfies Readonly<Record<string, keyof Facet>>;

type Menu = keyof typeof MENUS;
type Choice = { readonly facet: Facet; readonly label: string };
type Shown = { readonly view: string; readonly facet: Facet };

const NAMES: readonly Menu[] = ['sort', 'quantity', 'price', 'moq', 'subject', 'backend'];
const SORTS: readonly Facet['sort'][] = ['relevance', 'price', 'sales', 'score'];

const showIn = (button: Button): Shown | null => {
  const action = button.kind === 'action' ? decodeAction(button.action) : null;
  return action?.kind === 'show' ? action : null;
};

/** What is shown now, as the button says that asks for it anew; null where the list is none of a search. */
const shownIn = (all: readonly Button[]): Shown | null => {
  const decoded = all.map((button) => (button.kind === 'action' ? decodeAction(button.action) : null));
  return decoded.find((action) => action?.kind === 'refresh') ?? null;
};

/** The menu to which a button belongs: it changes one part of what is shown, and the page. */
const menuOf = (button: Button, shown: Shown | null): Menu | null => {
  const action = showIn(button);
  if (!action || !shown || action.view !== shown.view || action.facet.mode !== shown.facet.mode) return null;
  const changed = NAMES.filter((menu) => action.facet[MENUS[menu]] !== shown.facet[MENUS[menu]]);
  return changed.length === 1 ? (changed[0] ?? null) : null;
};

/** What a menu says of the facet that is shown, or where none is set; null when it has no word for it. */
const words = (menu: Menu, facet: Facet, choices: readonly Choice[], language: Language): string | null => {
  const t = translator(language);
  switch (menu) {
    case 'sort':
      return SORTS.includes(facet.sort) ? t(`button-sort-${facet.sort}`) : null;
    case 'quantity':
      return facet.quantity
        ? t('button-quantity', { quantity: String(facet.quantity) })
        : t('button-any-quantity');
    case 'price':
      return facet.maxPriceFen
        ? t('button-cheaper', { price: moneyText(cny(facet.maxPriceFen)) })
        : t('button-any-price');
    case 'moq':
      return facet.moqAtMost
        ? t('button-lower-moq', { quantity: String(facet.moqAtMost) })
        : t('button-any-moq');
    case 'subject': {
      // Of an album the photos have numbers, and of a photo the things in it.
      const isAlbum = choices.some(
        ({ facet: { subject: number }, label }) =>
          label === (number ? t('button-photo', { number }) : t('button-all-photos')),
      );
      const number = facet.subject;
      if (!number) return t(isAlbum ? 'button-all-photos' : 'button-whole-photo');
      return t(isAlbum ? 'button-photo' : 'button-subject', { number });
    }
    case 'backend':
      return null;
  }
};

/** Where a choice stands: orders as people know them, no limit before the widest one, things by their numbers. */
const rank = (menu: Menu, facet: Facet): number => {
  if (menu === 'sort') return SORTS.indexOf(facet.sort);
  const value = facet[MENUS[menu]] ?? 0;
  const isLimit = menu === 'price' || menu === 'moq';
  return isLimit && value ? 1 / value : isLimit ? -1 : value;
};

const PLACEHOLDERS = {
  sort: 'slack-menu-sort',
  quantity: 'slack-menu-quantity',
  price: 'slack-menu-price',
  moq: 'slack-menu-moq',
  subject: 'slack-menu-subject',
  backend: 'slack-menu-backend',
} as const;

const menuElement = (
  menu: Menu,
  choices: readonly Choice[],
  { view, facet }: Shown,
  language: Language,
): StaticSelect => {
  const asked = { ...facet, page: 1 };
  const current = words(menu, asked, choices, language);
  const all = [...choices, ...(current === null ? [] : [{ facet: asked, label: current }])];
  const option = (choice: Choice): PlainTextOption => ({
    text: { type: 'plain_text', text: plain(choice.label, LIMITS.optionText) || '…', emoji: false },
    value: encodeAction({ kind: 'show', view, facet: choice.facet }),
  });
  const options = all
    .toSorted((a, b) => rank(menu, a.facet) - rank(menu, b.facet))
    .map(option)
    .filter((one, index, every) => every.findIndex(({ value }) => value === one.value) === index)
    .slice(0, LIMITS.options);
  const initial = current === null ? null : option({ facet: asked, label: current });
  const name = translator(language)(PLACEHOLDERS[menu]);
  return {
    type: 'static_select',
    action_id: `${PRESS}menu.${menu}`,
    placeholder: { type: 'plain_text', text: plain(name, LIMITS.placeholder), emoji: false },
    options,
    ...(initial && options.some(({ value }) => value === initial.value) ? { initial_option: initial } : {}),
  };
};

const blocksOf = (elements: readonly ActionsBlockElement[]): ActionsBlock[] =>
  elements.length > 0 ? [{ type: 'actions', elements: elements.slice(0, LIMITS.actionsElements) }] : [];

/**
 * The actions of a list: one row of buttons, one of menus. A menu begins with what is in force, so that it also tells that. Lists that are
 * none of a search keep their rows.
 */
export const listActions = ({
  actions,
  language,
}: Pick<ResultCard, 'actions' | 'language'>): ActionsBlock[] => {
  const all = actions.flat();
  const shown = shownIn(all);
  if (!shown) return actionRows(actions);
  const leading = all.filter((button) => menuOf(button, shown) === null);
  const menus = NAMES.flatMap((menu) => {
    const choices = all.flatMap((button) => {
      const action = menuOf(button, shown) === menu ? showIn(button) : null;
      return action ? [{ facet: action.facet, label: button.label }] : [];
    });
    return choices.length > 0 ? [menuElement(menu, choices, shown, language)] : [];
  });
  return [...blocksOf(buttons(leading, 'list')), ...blocksOf(menus)];
};
