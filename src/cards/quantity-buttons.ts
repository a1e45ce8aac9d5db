/** The buttons that tell prices for so many pieces, and for the smallest order again. */
import { encodeAction } from '../domain/action.ts';
import type { Button } from '../domain/card.ts';
import type { Facet } from '../domain/facet.ts';
import type { Translate } from '../i18n/translate.ts';

/** A sample, a carton, a pallet: what a trader asks for first. Any other quantity is written. */
const QUANTITIES = [100, 300, 1000];

/** A row of quantities, without the one that is in force, and with the way back. `press` makes what a button sends. */
export const quantityButtons = (facet: Facet, press: (facet: Facet) => string, t: Translate): Button[] => {
  const { quantity: now, ...rest } = facet;
  const button = (label: string, changed: Facet): Button => ({
    kind: 'action',
    label,
    action: press(changed),
  });
  return [
    ...QUANTITIES.filter((quantity) => quantity !== now).map((quantity) =>
      button(t('button-quantity', { quantity: String(quantity) }), { ...rest, quantity }),
    ),
    ...(now ? [button(t('button-any-quantity'), rest)] : []),
  ];
};

/** What shows a list anew with another facet. */
export const showAgain =
  (view: string) =>
  (facet: Facet): string =>
    encodeAction({ kind: 'show', view, facet });
