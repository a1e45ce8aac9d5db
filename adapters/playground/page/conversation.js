/** The conversation: one article for each question, newest first, whose answer changes in place. */
import { text } from './facts.js';
import { createTurn, drawTurn, spoken } from './turn.js';

const calm = matchMedia('(prefers-reduced-motion: reduce)');
const oneColumn = matchMedia('(max-width: 900px)');

const bringIntoView = (node, block) =>
  node.scrollIntoView({ block, behavior: calm.matches ? 'auto' : 'smooth' });

/** The button to go on from: that of the offer one comes back from, the very same, or another that changes the same thing. */
const successor = ({ pressed, tools, body }, leftDetails) => {
  const offer = leftDetails ? body.querySelector(`[data-offer="${CSS.escape(pressed.offer)}"]`) : null;
  return (
    offer?.querySelector('[data-part=details]') ??
    [...tools.children].find(({ textContent }) => textContent === pressed.label) ??
    tools.querySelector(`[data-part="${CSS.escape(pressed.part)}"]`)
  );
};

/** Keeps the reader's place after a press. Answers whether the focus went to the heading, which is then read out. */
const restoreFocus = (turn, leftDetails) => {
  const { node, heading, pressed } = turn;
  const focused = document.activeElement;
  const isElsewhere = focused && focused !== document.body && !node.contains(focused);
  if (!pressed || isElsewhere) return false;
  const target = successor(turn, leftDetails) ?? heading;
  turn.pressed = null;
  target.focus({ preventScroll: true });
  if (target === heading) bringIntoView(turn.head, 'start');
  else bringIntoView(target, leftDetails ? 'center' : 'nearest');
  return target === heading;
};

const offerOf = (button, { data }) =>
  button.closest('[data-offer]')?.dataset.offer ?? data.answer?.card.offer?.offerId ?? '';

/** What could not be sent stays on show until it is sent again or answered all the same: the server may still be telling of it. */
const withFailure = (before, news) => {
  const isAnswered = JSON.stringify(before?.answer) !== JSON.stringify(news.answer);
  const failure = 'failure' in news || isAnswered ? (news.failure ?? null) : before.failure;
  return { ...news, failure, pending: news.pending && !failure };
};

/**
 * Makes the conversation inside `container`; `announce` speaks to screen readers, `onPress` gets turn and action, `onAdjust` a turn and
 * what was asked there.
 */
export const createConversation = ({ container, announce, onPress, onAdjust }) => {
  const turns = new Map();
  let live = false;

  const turnFor = (id) => {
    const turn = turns.get(id) ?? createTurn(id);
    if (turns.has(id)) return turn;
    turns.set(id, turn);
    container.prepend(turn.node);
    document.body.classList.replace('is-empty', 'is-talking');
    return turn;
  };

  const update = (id, news) => {
    const turn = turnFor(id);
    const before = turn.data;
    const data = withFailure(before, news);
    const isNewAnswer = drawTurn(turn, data);
    const leftDetails = before?.answer?.kind === 'details' && data.answer?.kind === 'result';
    const isRead = isNewAnswer && before && !data.pending ? restoreFocus(turn, leftDetails) : false;
    const isNews = before?.pending !== data.pending || before.working !== data.working || data.failure;
    if (live && isNews && !isRead) announce(spoken(turn));
  };

  container.addEventListener('click', ({ target }) => {
    const button = target.closest('[data-action], [data-adjust]');
    const turn = button && [...turns.values()].find(({ node }) => node.contains(button));
    if (!turn) return;
    if ('adjust' in button.dataset) return onAdjust(turn.id, turn.data.asked);
    turn.pressed = { label: button.textContent, part: button.dataset.part, offer: offerOf(button, turn) };
    onPress(turn.id, button.dataset.action);
  });

  return {
    update,
    /** From now on, news are spoken: what was there before was not news. */
    ready: () => {
      live = true;
    },
    /** Shows a question before the server has it, and brings it into view. */
    ask: (id, asked) => {
      update(id, {
        asked,
        pending: true,
        working: text('page-sending'),
        answer: null,
        askedAtMs: Date.now(),
        failure: null,
      });
      const { head } = turnFor(id);
      bringIntoView(head, oneColumn.matches ? 'start' : 'nearest');
    },
    /** Shows that an answer is being changed. */
    wait: (id) => update(id, { ...turnFor(id).data, pending: true, working: null, failure: null }),
    /** Shows that something could not be sent; `again`, where it can help, sends it again. */
    fail: (id, message, again) =>
      update(id, { ...turnFor(id).data, pending: false, working: null, failure: { message, again } }),
  };
};
