/** Makes what the page shows of a turn: cards with pictures from our own server, web links only, and buttons that know their part. Pure. */
import { createHash } from 'node:crypto';
import { type Adjustment, type Button, decodeAction, type Facet, type OfferCard, translator } from '#service';
import type { Answer, Asked, Turn } from './turns.ts';

/** What a button changes, so that the page can put it where one looks for it. */
export type Part =
  | 'page'
  | 'previous'
  | 'subject'
  | 'mode'
  | 'sort'
  | 'limit'
  | 'quantity'
  | 'compare'
  | 'via'
  | 'refresh'
  | 'details'
  | 'more'
  | 'pictures'
  | 'pick'
  | 'unpick'
  | 'drop'
  | 'choose'
  | 'watch'
  | 'unwatch'
  | 'shortlist'
  | 'vote'
  | 'tally'
  | 'export'
  | 'export-csv'
  | 'stop'
  | 'back'
  | 'link'
  | 'other';

/** A button of the page: it is pressed (`action`) or opens a web page (`url`). */
export type PageButton = {
  readonly label: string;
  readonly part: Part;
  readonly action: string | null;
  readonly url: string | null;
};

/** A picture's name in the page: tells nothing about its address, and is the same whenever the address is the same. */
export const pictureName = (url: string): string =>
  createHash('sha256').update(url).digest('base64url').slice(0, 22);

/** Every picture that an answer shows. */
export const picturesOf = (answer: Answer | null): readonly string[] => {
  switch (answer?.kind) {
    case 'result':
      return answer.card.offers.map(({ imageUrl }) => imageUrl).filter((url) => url !== null);
    case 'details':
      return detailPictures(answer.card.offer, answer.card.images);
    default:
      return [];
  }
};

const detailPictures = ({ imageUrl }: OfferCard, images: readonly string[]): readonly string[] => [
  ...new Set([...(imageUrl ? [imageUrl] : []), ...images]),
];

/** The address when it is one of the web, else null: a seller's text must never become a script. */
const webUrl = (text: string): string | null =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text : null;

/** Which list is shown, and how it is narrowed and sorted. */
type Shown = { readonly view: string; readonly facet: Facet };

const partOf = (action: string, list: Shown | null, answer: Answer['kind']): Part => {
  const pressed = decodeAction(action);
  // An offer that is open is opened anew to tell its prices for another quantity.
  if (answer === 'details' && pressed?.kind === 'details') return 'quantity';
  if (pressed && pressed.kind !== 'show') return pressed.kind;
  if (answer === 'details') return 'back';
  if (!pressed || pressed.view !== list?.view) return 'other';
  const shown = list.facet;
  if (pressed.facet.subject !== shown.subject) return 'subject';
  if (pressed.facet.mode !== shown.mode) return 'mode';
  if (pressed.facet.quantity !== shown.quantity) return 'quantity';
  if (pressed.facet.via !== shown.via) return 'via';
  if (pressed.facet.maxPriceFen !== shown.maxPriceFen || pressed.facet.moqAtMost !== shown.moqAtMost)
    return 'limit';
  if (pressed.facet.sort !== shown.sort) return 'sort';
  if (pressed.facet.page < shown.page) return 'previous';
  return pressed.facet.page > shown.page ? 'page' : 'refresh';
};

const buttonMaker =
  (shown: Shown | null, answer: Answer['kind']) =>
  (button: Button): PageButton =>
    button.kind === 'link'
      ? { label: button.label, part: 'link', action: null, url: webUrl(button.url) }
      : {
          label: button.label,
          part: partOf(button.action, shown, answer),
          action: button.action,
          url: null,
        };

/** The list that is shown: its offers' own buttons hold it. */
const shownList = (offers: readonly OfferCard[]): Shown | null => {
  for (const button of offers.flatMap(({ actions }) => actions)) {
    const action = button.kind === 'action' ? decodeAction(button.action) : null;
    if (action?.kind === 'details') return action;
  }
  return null;
};

const pictureAt = (turn: string, url: string | null): string | null =>
  url === null ? null : `/playground/pictures/${turn}/${pictureName(url)}`;

const pageOffer = (turn: string, offer: OfferCard, make: (button: Button) => PageButton) => ({
  ...offer,
  url: webUrl(offer.url),
  imageUrl: pictureAt(turn, offer.imageUrl),
  actions: offer.actions.map(make),
});

/** Named by what is in it, so that a browser asks for it anew when the notice has another one. */
const noticePicture = (turn: string, { picture }: Extract<Answer, { kind: 'notice' }>): string | null =>
  picture ? `/playground/shown/${turn}/${pictureName(picture)}` : null;

const pageAnswer = (turn: string, answer: Answer) => {
  const offers = answer.kind === 'result' ? answer.card.offers : [];
  const make = buttonMaker(shownList(offers), answer.kind);
  const actions = answer.card.actions.map((row) => row.map(make));
  switch (answer.kind) {
    case 'notice':
      return { kind: answer.kind, card: { ...answer.card, actions, picture: noticePicture(turn, answer) } };
    case 'file': {
      const { name } = answer.file;
      const label = translator(answer.card.language)('file-save', { name });
      const file = { name, label, url: `/playground/files/${turn}` };
      return { kind: answer.kind, card: { ...answer.card, actions }, file };
    }
    case 'result': {
      const offers = answer.card.offers.map((offer) => pageOffer(turn, offer, make));
      return { kind: answer.kind, card: { ...answer.card, actions, offers } };
    }
    case 'details': {
      const { offer, images } = answer.card;
      const pictures = detailPictures(offer, images).map((url) => pictureAt(turn, url));
      const card = { ...answer.card, actions, offer: pageOffer(turn, offer, make), images: pictures };
      return { kind: answer.kind, card };
    }
  }
};

/** What was done to a photo, in the page's form; null where nothing was. */
const pageAdjustment = ({ part, preparation }: Adjustment) => {
  const { enhance, removeBackground } = preparation;
  return part || enhance || removeBackground ? { part, enhance, removeBackground } : null;
};

const pageAsked = (turn: string, asked: Asked) => {
  if (asked.kind === 'text') return asked;
  const { kind, name, adjustment } = asked;
  const adjusted = adjustment ? pageAdjustment(adjustment) : null;
  return { kind, name, photo: `/playground/photos/${turn}`, adjusted };
};

/** A turn as the page gets it: no foreign address that a browser would load, no address that is not of the web. */
export const pageTurn = ({ id, askedAtMs, asked, pending, working, answer }: Turn) => ({
  id,
  askedAtMs,
  pending,
  working,
  asked: asked ? pageAsked(id, asked) : null,
  answer: answer ? pageAnswer(id, answer) : null,
});
