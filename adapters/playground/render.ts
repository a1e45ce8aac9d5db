/** Makes what the page shows of a turn: cards with pictures from our own server, web links only, and buttons that know their part. Pure. */
import { createHash } from 'node:crypto';
import { type Button, decodeAction, type Facet, type OfferCard } from '#service';
import type { Answer, Asked, Turn } from './turns.ts';

/** What a button changes, so that the page can put it where one looks for it. */
export type Part = 'page' | 'mode' | 'sort' | 'refresh' | 'details' | 'back' | 'link' | 'other';

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

const partOf = (action: string, shown: Facet | null, answer: Answer['kind']): Part => {
  const pressed = decodeAction(action);
  if (pressed?.kind === 'refresh' || pressed?.kind === 'details') return pressed.kind;
  if (answer === 'details') return 'back';
  if (!pressed || !shown) return 'other';
  if (pressed.facet.mode !== shown.mode) return 'mode';
  return pressed.facet.sort !== shown.sort ? 'sort' : 'page';
};

const buttonMaker =
  (shown: Facet | null, answer: Answer['kind']) =>
  (button: Button): PageButton =>
    button.kind === 'link'
      ? { label: button.label, part: 'link', action: null, url: webUrl(button.url) }
      : {
          label: button.label,
          part: partOf(button.action, shown, answer),
          action: button.action,
          url: null,
        };

/** The facet that a list shows: its offers' own buttons hold it. */
const shownFacet = (offers: readonly OfferCard[]): Facet | null => {
  for (const button of offers.flatMap(({ actions }) => actions)) {
    const action = button.kind === 'action' ? decodeAction(button.action) : null;
    if (action?.kind === 'details') return action.facet;
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

const pageAnswer = (turn: string, answer: Answer) => {
  const offers = answer.kind === 'result' ? answer.card.offers : [];
  const make = buttonMaker(shownFacet(offers), answer.kind);
  const actions = answer.card.actions.map((row) => row.map(make));
  switch (answer.kind) {
    case 'notice':
      return { kind: answer.kind, card: { ...answer.card, actions } };
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

const pageAsked = (turn: string, asked: Asked) =>
  asked.kind === 'text' ? asked : { kind: asked.kind, name: asked.name, photo: `/playground/photos/${turn}` };

/** A turn as the page gets it: no foreign address that a browser would load, no address that is not of the web. */
export const pageTurn = ({ id, askedAtMs, asked, pending, working, answer }: Turn) => ({
  id,
  askedAtMs,
  pending,
  working,
  asked: asked ? pageAsked(id, asked) : null,
  answer: answer ? pageAnswer(id, answer) : null,
});
