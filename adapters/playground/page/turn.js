/** One question with its answer: an article that is redrawn in place. */
import { actionButton } from './buttons.js';
import { languageFor, show, skeleton } from './cards.js';
import { element, icon, picture } from './element.js';
import { text } from './facts.js';

const isLink = (asked) => /https?:\/\//i.test(asked.text);

/** What nobody asked for just now is an alert. */
const askedName = (asked) => {
  if (!asked) return text('page-news');
  if (asked?.kind === 'text') return text(isLink(asked) ? 'page-asked-link' : 'page-asked-words');
  return asked?.name || text('page-asked-photo');
};

const askedPicture = (asked) => {
  if (asked?.kind === 'photo') return picture(asked.photo, text('page-asked-photo'), 72);
  return asked ? element('span', { class: 'no-picture' }, icon(isLink(asked) ? 'chain' : 'words')) : '';
};

const timeOf = (askedAtMs) =>
  element(
    'time',
    { datetime: new Date(askedAtMs).toISOString() },
    new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: 'short' }).format(askedAtMs),
  );

const workingText = ({ working }) => working ?? text('page-waiting');

const problemParts = ({ message, again }) => {
  const button = again ? actionButton({ label: text('button-retry'), part: 'refresh', action: '' }) : null;
  button?.removeAttribute('data-action');
  button?.addEventListener('click', again);
  return [element('p', { class: 'message problem' }, icon('problem'), element('span', {}, message), button)];
};

/** The small print beside the heading: what the answer says about itself, what was asked, and when. */
const factsOf = ({ shown, data }) => {
  const { answer, asked, pending, askedAtMs } = data;
  const isHeading = asked?.kind === 'photo' && !shown.heading && !pending;
  const question = isHeading ? null : (asked?.text ?? asked?.name ?? null);
  const adjusted = asked?.adjusted ? text('page-adjusted') : null;
  const facts = pending && answer ? [workingText(data)] : [...shown.facts, question, adjusted];
  const items = facts.filter(Boolean).map((fact) => element('li', { dir: 'auto' }, fact));
  return [...items, element('li', {}, timeOf(askedAtMs))];
};

/** A photo that was refused as it was sent is refused again: another one is needed. */
const isRefused = ({ answer, asked }) =>
  answer.kind === 'notice' &&
  answer.card.tone === 'problem' &&
  answer.card.actions.length === 0 &&
  !asked.adjusted;

/** Asks once more with the same photo. An offer in full leads back to its list first. */
const adjustButton = ({ answer, asked }) =>
  answer && answer.kind !== 'details' && asked?.kind === 'photo' && !isRefused({ answer, asked })
    ? element(
        'button',
        { type: 'button', class: 'button', 'data-adjust': true },
        icon('adjust'),
        text('page-adjust-again'),
      )
    : null;

const NOTHING_YET = { heading: null, facts: [], tools: [], body: [] };

/** Draws the answer anew when it is another one. Answers whether it is. */
const drawAnswer = (turn, data) => {
  const { answer, pending } = data;
  const drawn = JSON.stringify([answer, !answer && pending]);
  if (turn.drawn === drawn) return false;
  turn.drawn = drawn;
  turn.shown = answer ? show(answer) : NOTHING_YET;
  turn.tools.replaceChildren(...[...turn.shown.tools, adjustButton(data)].filter(Boolean));
  turn.tools.scrollLeft = 0;
  turn.body.replaceChildren(...turn.shown.body.filter(Boolean), ...(!answer && pending ? [skeleton()] : []));
  return true;
};

/** Shows `data` (a turn as the server tells it, and `failure`, what could not be sent). Answers whether the answer is another one. */
export const drawTurn = (turn, data) => {
  const { node, heading, facts, asked, problem } = turn;
  if (turn.data?.asked?.kind !== data.asked?.kind) asked.replaceChildren(askedPicture(data.asked));
  turn.data = data;
  const isNew = drawAnswer(turn, data);
  const name = data.pending ? workingText(data) : askedName(data.asked);
  heading.textContent = turn.shown.heading ?? (data.answer ? askedName(data.asked) : name);
  heading.lang = languageFor(heading.textContent) ?? '';
  facts.replaceChildren(...factsOf(turn));
  problem.replaceChildren(...(data.failure ? problemParts(data.failure) : []));
  node.dataset.kind = data.answer?.kind ?? 'none';
  node.classList.toggle('is-pending', data.pending);
  node.setAttribute('aria-busy', String(data.pending));
  return isNew;
};

/** What is said aloud about a turn. */
export const spoken = ({ data, shown, heading, body }) => {
  if (data.failure) return data.failure.message;
  if (data.pending) return workingText(data);
  if (['notice', 'file'].includes(data.answer?.kind)) return body.querySelector('.message').textContent;
  return [heading.textContent, ...shown.facts].join(', ');
};

/** Makes the empty article of a turn. */
export const createTurn = (id) => {
  const heading = element('h2', { id: `turn-${id}`, tabindex: '-1', dir: 'auto' });
  const facts = element('ul', { class: 'facts' });
  const asked = element('div', { class: 'asked' });
  const tools = element('div', { class: 'tools' });
  const problem = element('div');
  const body = element('div', { class: 'turn-body' });
  const title = element('div', { class: 'turn-title' }, heading, facts);
  const head = element('header', { class: 'turn-head' }, asked, title, tools);
  const progress = element('div', { class: 'progress', 'aria-hidden': 'true' });
  const node = element(
    'article',
    { class: 'turn', 'aria-labelledby': heading.id },
    progress,
    head,
    problem,
    body,
  );
  return {
    id,
    node,
    head,
    heading,
    facts,
    asked,
    tools,
    problem,
    body,
    data: null,
    shown: NOTHING_YET,
    drawn: null,
    pressed: null,
  };
};
