/** The page: what comes in is shown at once, sent, and answered in the conversation. */
import { createAdjust } from './adjust.js';
import { createConversation } from './conversation.js';
import { photoLimit, text } from './facts.js';
import { listen } from './intake.js';
import { connect, newKey } from './server.js';

/** Photos that are taken at a time. */
const PHOTOS_AT_ONCE = 6;

/** A connection that is back within this time was never lost for the reader, in milliseconds. */
const LOST_AFTER_MS = 1500;

const announcer = document.getElementById('announcer');
const problem = document.getElementById('composer-problem');
const connection = document.getElementById('connection');
const lost = { timer: null };

const announce = (sentence) => {
  announcer.textContent = sentence;
};

const showConnection = (stands) => {
  clearTimeout(lost.timer);
  lost.timer = null;
  if (!stands) {
    lost.timer = setTimeout(() => {
      connection.hidden = false;
      connection.textContent = text('page-lost');
      announce(connection.textContent);
    }, LOST_AFTER_MS);
  } else if (!connection.hidden) {
    connection.hidden = true;
    announce(text('page-connected'));
  }
};

const press = (turn, action) => {
  const key = newKey();
  const attempt = () => {
    conversation.wait(turn);
    return server.press(key, turn, action).catch(({ message }) => conversation.fail(turn, message, attempt));
  };
  return attempt();
};

const conversation = createConversation({
  container: document.getElementById('answers'),
  announce,
  onPress: press,
  onAdjust: (turn, asked) => adjust(asked, async () => ({ turn }), asked.adjusted),
});

const server = connect({
  onTurn: (turn) => conversation.update(turn.id, turn),
  onReady: conversation.ready,
  onConnection: showConnection,
});

/** Shows the question at once and sends it; when that fails, the same submission can be sent again. */
const submit = (asked, send) => {
  const key = newKey();
  const attempt = () => {
    conversation.ask(key, asked);
    return send(key).catch(({ message }) => conversation.fail(key, message, attempt));
  };
  problem.hidden = true;
  return attempt();
};

const submitPhoto = (file) => {
  const asked = { kind: 'photo', name: file.name, photo: URL.createObjectURL(file) };
  if (file.size <= photoLimit.bytes) return submit(asked, (key) => server.photo(key, file));
  const key = newKey();
  conversation.ask(key, asked);
  conversation.fail(key, photoLimit.sentence, null);
};

/** Archives and workbooks hold pictures that are searched with one by one. */
const isList = ({ name }) => /\.(zip|xlsx)$/i.test(name);

const submitList = (file) => submit({ kind: 'text', text: file.name }, (key) => server.file(key, file));

const adjust = createAdjust({
  preview: server.preview,
  onSearch: ({ name, photo }, kept, choice) =>
    submit({ kind: 'photo', name, photo, adjusted: choice }, (key) => server.adjusted(key, kept, choice)),
});

const adjustPhoto = (file) =>
  file.size > photoLimit.bytes
    ? submitPhoto(file)
    : adjust({ name: file.name, photo: URL.createObjectURL(file) }, () => server.draft(file));

const fileOf = async (name, photo) => new File([await (await fetch(photo)).blob()], name);

const wantsAdjusting = () => document.getElementById('adjust-first').checked;

let lastAdjusted = Promise.resolve();

/** One photo after the other is adjusted. */
const adjustInTurn = (files) => {
  for (const file of files) lastAdjusted = lastAdjusted.then(async () => adjustPhoto(await file));
};

const take = (files) => {
  for (const file of files.filter(isList)) submitList(file);
  const photos = files.filter((file) => !isList(file));
  if (wantsAdjusting()) adjustInTurn(photos);
  else photos.forEach(submitPhoto);
};

const takeSample = (id, name, photo) =>
  wantsAdjusting()
    ? adjustInTurn([fileOf(name, photo)])
    : submit({ kind: 'photo', name, photo }, (key) => server.sample(key, id));

listen({
  onFiles: (files) => {
    take(files.slice(0, PHOTOS_AT_ONCE));
    problem.textContent = text('page-too-many', { limit: String(PHOTOS_AT_ONCE) });
    problem.hidden = files.length <= PHOTOS_AT_ONCE;
  },
  onText: (said) => submit({ kind: 'text', text: said }, (key) => server.text(key, said)),
  onSample: takeSample,
});
