/** Turns cards into what is seen: each function answers with heading, facts, tools for the head, and the body. */
import { actionButton, buttonsOf } from './buttons.js';
import { element, icon, picture } from './element.js';
import { text } from './facts.js';

const HAN = /\p{Script=Han}/u;

/** The language mark of words that are Chinese whatever the reader's language, for the right voice and glyphs, or null. */
export const languageFor = (words) => (HAN.test(words) ? 'zh-Hans' : null);

const words = (tag, style, content) =>
  content ? element(tag, { class: style, lang: languageFor(content), dir: 'auto' }, content) : null;

const list = (style, items, attributes = {}) =>
  items.length > 0 ? element('ul', { class: style, ...attributes }, items) : null;

/** Four prices of this many characters do not stand in one row of a narrow card. */
const LONG_PRICE = 8;

const isLong = (steps) => steps.length > 3 && steps.some(({ price }) => price.length >= LONG_PRICE);

const ladder = ({ ladder: steps }) =>
  list(
    isLong(steps) ? 'ladder is-long' : 'ladder',
    steps.map(({ from, price }) =>
      element(
        'li',
        {},
        element('span', { class: 'from' }, from),
        ' ',
        element('span', { class: 'step-price' }, price),
      ),
    ),
    { 'aria-label': text('page-ladder') },
  );

const priceLine = ({ price, approx, unit, moq }) =>
  element(
    'p',
    { class: 'price-line' },
    price ? element('span', { class: 'price' }, price) : null,
    price && unit
      ? element('span', { class: 'unit', lang: languageFor(unit), dir: 'auto' }, ` / ${unit}`)
      : null,
    approx ? element('span', { class: 'approx' }, approx) : null,
    moq ? element('span', { class: 'moq', dir: 'auto' }, moq) : null,
  );

/** What the quantity costs that was asked for, a line each. */
const quote = ({ quote: lines }) =>
  list(
    'quote',
    (lines ?? []).map((line) => element('li', { dir: 'auto' }, line)),
  );

const trade = ({ sold, repurchase }) =>
  list(
    'facts trade',
    [sold, repurchase].filter(Boolean).map((fact) => element('li', {}, fact)),
  );

const supplier = ({ supplier: name, badges, supplierFacts }) =>
  element(
    'div',
    { class: 'supplier' },
    words('p', 'supplier-name', name),
    list(
      'badges',
      badges.map((badge) => element('li', {}, badge)),
      { 'aria-label': text('page-badges') },
    ),
    list(
      'facts',
      supplierFacts.map((fact) => element('li', { lang: languageFor(fact), dir: 'auto' }, fact)),
    ),
  );

const offerItem = (offer) => {
  const { number, offerId, title, originalTitle, imageUrl, match, remark, actions } = offer;
  const buttons = actions.map((data, index) =>
    actionButton(data, { style: index === 0 ? 'strong' : 'quiet', about: `${number}. ${title}` }),
  );
  return element(
    'li',
    { class: 'offer', 'data-offer': offerId },
    element(
      'div',
      { class: 'shot' },
      picture(imageUrl, '', 320),
      element('span', { class: 'number', 'aria-hidden': 'true' }, String(number)),
    ),
    element(
      'div',
      { class: 'titles' },
      words('p', 'match', match),
      element(
        'h3',
        { lang: languageFor(title), dir: 'auto', title },
        element('span', { class: 'sr' }, `${number}. `),
        title,
      ),
      words('p', 'original', originalTitle),
      words('p', 'remark', remark),
    ),
    element('div', { class: 'prices' }, priceLine(offer), quote(offer), ladder(offer)),
    trade(offer) ?? element('div'),
    supplier(offer),
    element('div', { class: 'offer-actions' }, buttons),
  );
};

const pager = (rows) => {
  const buttons = buttonsOf(rows, ['previous', 'page']).map((data) =>
    actionButton(data, { style: 'strong' }),
  );
  return buttons.length > 0 ? element('div', { class: 'pager' }, buttons) : null;
};

/** A page of matches. */
const result = ({ heading, facts, notes, offers, actions }) => ({
  heading,
  facts,
  tools: buttonsOf(actions, [
    'subject',
    'mode',
    'sort',
    'compare',
    'quantity',
    'limit',
    'via',
    'refresh',
    'other',
    'export',
    'export-csv',
    'link',
  ]).map((data) => actionButton(data)),
  body: [
    ...notes.map((note) => element('p', { class: 'note' }, icon('info'), note)),
    element('ol', { class: 'offers' }, offers.map(offerItem)),
    pager(actions),
  ],
});

const gallery = (images, title) => {
  const stage = element('div', { class: 'stage' }, picture(images[0] ?? null, title, 480));
  const thumbs = images.map((src, index) => {
    const name = text('page-picture', { number: String(index + 1) });
    const current = index === 0 ? 'true' : null;
    const thumb = element(
      'button',
      { type: 'button', 'aria-label': name, 'aria-current': current },
      picture(src, '', 72),
    );
    thumb.addEventListener('click', () => {
      stage.replaceChildren(picture(src, title, 480));
      for (const other of thumbs) other.toggleAttribute('aria-current', false);
      thumb.setAttribute('aria-current', 'true');
    });
    return thumb;
  });
  return element(
    'div',
    { class: 'gallery' },
    stage,
    thumbs.length > 1 ? element('div', { class: 'thumbs' }, thumbs) : null,
  );
};

/** `Material: silicone` becomes a name and a value, any other line stays a line. */
const sectionLine = (line) => {
  const [, name, value] = /^([^:：]{1,40})[:：]\s*(.+)$/su.exec(line) ?? [null, null, line];
  return element(
    'li',
    { class: name ? 'pair' : 'line', lang: languageFor(line), dir: 'auto' },
    name ? element('span', { class: 'pair-name' }, name) : null,
    name ? ' ' : null,
    element('span', {}, value),
  );
};

/** The same facts as a list card shows, in place of the lines that say them. */
const blocksOf = (offer) => {
  const { ladder: steps, supplier: name, supplierFacts, badges } = offer;
  const prices = steps.map(({ from, price }) => `${from}: ${price}`);
  const about = [name, supplierFacts.join(' · '), badges.join(' · ')].filter(Boolean);
  return [
    { lines: new Set(prices), draw: () => ladder(offer) },
    { lines: new Set(about), draw: () => supplier(offer) },
  ];
};

const section = ({ title, lines }, blocks) => {
  const block = blocks.find((one) => lines.some((line) => one.lines.has(line)));
  const rest = lines.filter((line) => !block?.lines.has(line));
  return element(
    'section',
    { class: 'details-section' },
    element('h3', {}, title),
    block?.draw() ?? null,
    rest.length > 0 ? element('ul', { class: block ? 'facts' : null }, rest.map(sectionLine)) : null,
  );
};

/** One offer in full. */
const details = (card) => {
  const { offer, images, actions } = card;
  const blocks = blocksOf(offer);
  const tools = actions.flat();
  const page = tools.find(({ part }) => part === 'link');
  return {
    heading: offer.title,
    facts: [],
    tools: tools.map((data) => actionButton(data, { style: data === page ? 'primary' : 'strong' })),
    body: [
      element(
        'div',
        { class: 'details' },
        gallery(images, offer.title),
        element(
          'div',
          { class: 'details-info' },
          words('p', 'original', offer.originalTitle),
          words('p', 'match', offer.match),
          priceLine({ ...offer, moq: null }),
          card.sections.map((one) => section(one, blocks)),
        ),
      ),
    ],
  };
};

/** A picture with more lines than this beside it is a table, and they say the same. */
const TABLE_LINES = 14;

/** A few sentences. `heading` is left to the question. */
const notice = ({ tone, text: sentences, picture: shown, alt, actions }) => {
  const message = element('p', { class: `message ${tone}` }, icon(tone), element('span', {}, sentences));
  const image = shown ? element('div', { class: 'shown' }, picture(shown, alt ?? '', 1080)) : null;
  const pressed = actions.flat().map((data) => actionButton(data, { style: 'strong' }));
  const row = pressed.length > 0 ? element('div', { class: 'offer-actions' }, pressed) : null;
  // A table is seen sooner than it is read: its words come last.
  const isTable = shown && sentences.split('\n').length > TABLE_LINES;
  return {
    heading: null,
    facts: [],
    tools: [],
    body: isTable ? [image, row, message] : [message, image, row],
  };
};

/** The words about a file, and where it is. */
const madeFile = (card, { label, url, name }) => {
  const save = element(
    'a',
    { class: 'button strong', href: url, download: name },
    icon('save'),
    element('span', {}, label),
  );
  const { body, ...shown } = notice({ ...card, actions: [] });
  const others = card.actions.flat().map((data) => actionButton(data, { style: 'strong' }));
  return { ...shown, body: [...body, element('div', { class: 'offer-actions' }, save, others)] };
};

/** What an answer shows: `{ heading, facts, tools, body }`. */
export const show = ({ kind, card, file }) =>
  kind === 'file' ? madeFile(card, file) : { result, details, notice }[kind](card);

/** Stands in for the offers until they are there. */
export const skeleton = () =>
  element(
    'div',
    { class: 'offers skeleton', 'aria-hidden': 'true' },
    Array.from({ length: 3 }, () =>
      element('div', { class: 'offer' }, element('span'), element('span'), element('span')),
    ),
  );
