/** The buttons of one offer in a list, best first: where fewer fit, the rest is in the offer's details. Pure. */
import { type Button, decodeAction, encodeAction, type Language, type OfferCard, translator } from '#service';

/** What is wanted: `more` is for layouts with room, `pick` for lists that are no shortlist themselves. */
export type Wanted = {
  readonly language: Language;
  readonly canPick: boolean;
  readonly room: 'card' | 'row';
};

const kindOf = (button: Button): string =>
  button.kind === 'link' ? 'link' : (decodeAction(button.action)?.kind ?? 'other');

/** Details, then the shortlist and more of the kind, then the page on 1688. The card brings details and links; they tell the rest. */
export const offerButtons = (offer: OfferCard, { language, canPick, room }: Wanted): Button[] => {
  const { actions, imageUrl } = offer;
  const t = translator(language);
  const details = actions
    .flatMap((button) => (button.kind === 'action' ? decodeAction(button.action) : null))
    .find((action) => action?.kind === 'details');
  const kinds = actions.map(kindOf);
  const made = (kind: 'pick' | 'more', label: string): Button[] =>
    details && 'offerId' in details && !kinds.includes(kind) && !kinds.includes(`un${kind}`)
      ? [{ kind: 'action', label, action: encodeAction({ ...details, kind }) }]
      : [];
  const own = actions.filter((button) => button.kind === 'action');
  const links = actions.filter((button) => button.kind === 'link');
  return [
    ...own,
    ...(canPick ? made('pick', t('slack-button-pick')) : []),
    ...(room === 'row' && imageUrl !== null ? made('more', t('button-more')) : []),
    ...links,
  ];
};
