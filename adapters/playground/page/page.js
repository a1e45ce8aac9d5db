/** The page: what comes in is shown at once, sent, and answered in the conversation. */
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

listen({
  onFiles: (files) => {
    files.slice(0, PHOTOS_AT_ONCE).forEach(submitPhoto);
    problem.textContent = text('page-too-many', { limit: String(PHOTOS_AT_ONCE) });
    problem.hidden = files.length <= PHOTOS_AT_ONCE;
  },
  onText: (said) => submit({ kind: 'text', text: said }, (key) => server.text(key, said)),
  onSample: (id, name, photo) => submit({ kind: 'photo', name, photo }, (key) => server.sample(key, id)),
});
