/** The dialog in which a photo is adjusted: which part of it counts, what is done to it, and how it looks before and after. */
import { createCropBox, isWhole, WHOLE } from './crop-box.js';
import { text } from './facts.js';

/** A photo as it was sent. */
const UNTOUCHED = { part: null, enhance: false, removeBackground: false };

/** How long the page waits for the next change before it asks for a preview, in milliseconds. */
const PAUSE_MS = 250;

const find = (id) => document.getElementById(id);

const percent = (share) => String(Math.round(share * 100));

const partOf = (box) => (isWhole(box) ? null : box);

const isUntouched = ({ part, enhance, removeBackground }) => !part && !enhance && !removeBackground;

/** A picture whose bytes are let go of when another one takes its place. */
const createFrame = (image) => {
  const drop = () => {
    if (image.src) URL.revokeObjectURL(image.src);
    image.removeAttribute('src');
  };
  const show = async (blob) => {
    drop();
    image.src = URL.createObjectURL(blob);
    await image.decode();
  };
  return { show, drop };
};

/** A sentence that is there, or is not. */
const createSentence = (node) => (sentence) => {
  node.textContent = sentence ?? '';
  node.hidden = !sentence;
};

const createControls = (onChange) => {
  const [enhance, background] = [find('adjust-enhance'), find('adjust-background')];
  const box = createCropBox({
    stage: find('adjust-stage'),
    node: find('adjust-box'),
    onShow: ({ left, top, right, bottom }) => {
      const [width, height] = [percent(right - left), percent(bottom - top)];
      const place = { left: percent(left), top: percent(top), width, height };
      find('adjust-place').textContent = text('page-adjust-place', place);
    },
    onChange,
  });
  for (const option of [enhance, background]) option.addEventListener('change', onChange);
  find('adjust-whole').addEventListener('click', () => box.settle(WHOLE));
  return {
    set: (choice) => {
      box.show(choice.part ?? WHOLE);
      enhance.checked = choice.enhance;
      background.checked = choice.removeBackground;
    },
    choice: () => ({
      part: partOf(box.box()),
      enhance: enhance.checked,
      removeBackground: background.checked,
    }),
  };
};

/**
 * Makes the dialog. `preview` answers with the picture of a photo (as the server names it) after a choice; `onSearch` gets what was opened
 * with, the server's name of the photo, and the choice.
 */
export const createAdjust = ({ preview, onSearch }) => {
  const [dialog, search, after] = [find('adjust'), find('adjust-search'), find('adjust-after')];
  const frames = { before: createFrame(find('adjust-photo')), after: createFrame(after) };
  const [problem, note] = [createSentence(find('adjust-problem')), createSentence(find('adjust-note'))];
  const open = { asked: null, photo: null, whole: null, latest: new AbortController() };

  /** Runs work that the next work, or the end, takes the place of. What goes wrong is told. */
  const inPlace = async (work) => {
    open.latest.abort();
    const latest = new AbortController();
    open.latest = latest;
    dialog.setAttribute('aria-busy', 'true');
    try {
      await work(latest.signal);
    } catch ({ message }) {
      if (!latest.signal.aborted) problem(message);
    }
    if (!latest.signal.aborted) dialog.setAttribute('aria-busy', 'false');
  };

  const showAfter = async (signal) => {
    const choice = controls.choice();
    const shown = isUntouched(choice)
      ? { picture: open.whole, note: null }
      : await preview(open.photo, choice, signal);
    signal.throwIfAborted();
    await frames.after.show(shown.picture);
    problem(null);
    note(shown.note);
  };

  const pause = (signal) =>
    new Promise((resume, reject) => {
      setTimeout(() => (signal.aborted ? reject(signal.reason) : resume()), PAUSE_MS);
    });

  const controls = createControls(() => {
    if (!open.whole) return;
    inPlace(async (signal) => {
      await pause(signal);
      await showAfter(signal);
    });
  });

  const load = async (bring, signal) => {
    const photo = await bring();
    signal.throwIfAborted();
    const { picture } = await preview(photo, UNTOUCHED, signal);
    signal.throwIfAborted();
    await frames.before.show(picture);
    Object.assign(open, { photo, whole: picture });
    dialog.classList.add('is-loaded');
    search.disabled = false;
    await showAfter(signal);
  };

  find('adjust-form').addEventListener('submit', () => onSearch(open.asked, open.photo, controls.choice()));
  find('adjust-cancel').addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => {
    open.latest.abort();
    for (const frame of Object.values(frames)) frame.drop();
  });

  /**
   * Opens it on a photo and resolves when it is closed. `asked` is what will have been asked (`name` and `photo`, an address), `bring` makes
   * sure that the server has the photo and answers with how it is named there, `choice` is where to begin.
   */
  return (asked, bring, choice = null) =>
    new Promise((closed) => {
      Object.assign(open, { asked, photo: null, whole: null });
      dialog.classList.remove('is-loaded');
      search.disabled = true;
      problem(null);
      note(null);
      controls.set(choice ?? UNTOUCHED);
      dialog.addEventListener('close', closed, { once: true });
      dialog.showModal();
      inPlace((signal) => load(bring, signal));
    });
};
