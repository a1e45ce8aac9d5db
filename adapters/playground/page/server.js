/** Talks to the server: sends what was asked, and hears of turns as they change. */
import { language, text } from './facts.js';

/** How long to wait before a closed stream is opened again, in milliseconds. */
const REOPEN_MS = 2000;

/** A key that names one submission, so that sending it again asks only once. */
export const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );

/** Sends a request; throws an Error whose message is a sentence for people. */
const call = async (path, { key = '', headers = {}, body = null, signal = null } = {}) => {
  const all = { 'x-key': key, 'x-language': language, ...headers };
  const request = { method: 'POST', headers: all, body, signal };
  const response = await fetch(`/playground/${path}`, request).catch(() => null);
  if (response?.ok) return response;
  const told = await response?.json().catch(() => null);
  throw new Error(told?.text ?? text('page-not-sent'));
};

/**
 * Connects to the server. `onTurn` gets each turn, `onReady` is called after the turns that were there already, and
 * `onConnection` is told whether the stream stands.
 */
export const connect = ({ onTurn, onReady, onConnection }) => {
  let stream = null;

  const open = () => {
    stream?.close();
    stream = new EventSource('/playground/events');
    stream.addEventListener('turn', ({ data }) => onTurn(JSON.parse(data)));
    stream.addEventListener('ready', onReady);
    stream.addEventListener('open', () => onConnection(true));
    stream.addEventListener('error', () => {
      onConnection(false);
      if (stream.readyState === EventSource.CLOSED) setTimeout(begin, REOPEN_MS);
    });
  };

  /** Makes sure that there is a session, and listens to a new one. */
  const begin = async () => {
    try {
      const { status } = await call('session');
      if (status === 201 || !stream || stream.readyState === EventSource.CLOSED) open();
    } catch {
      onConnection(false);
      setTimeout(begin, REOPEN_MS);
    }
  };

  const post = async (path, request) => {
    const { status } = await call('session');
    if (status === 201) open();
    return call(path, request);
  };
  const postJson = (path, key, value, signal = null) =>
    post(path, { key, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value), signal });
  const postFile = (path, key, file) =>
    post(path, {
      key,
      headers: {
        'content-type': 'application/octet-stream',
        'x-file-name': encodeURIComponent(file.name.slice(0, 60)),
      },
      body: file,
    });

  begin();
  return {
    photo: (key, file) => postFile('photos', key, file),
    file: (key, file) => postFile('files', key, file),
    /** Leaves a photo with the server that is going to be adjusted. Answers with how it is named there. */
    draft: async (file) => {
      const draft = newKey();
      await postFile('drafts', draft, file);
      return { draft };
    },
    /** The picture of a photo (a draft, or that of a turn) after a choice, and a sentence about what could not be done. */
    preview: async (photo, choice, signal) => {
      const response = await postJson('previews', '', { ...photo, ...choice }, signal);
      const note = decodeURIComponent(response.headers.get('x-note') ?? '') || null;
      return { picture: await response.blob(), note };
    },
    adjusted: (key, photo, choice) => postJson('adjusted', key, { ...photo, ...choice }),
    sample: (key, sample) => postJson('samples', key, { sample }),
    text: (key, said) => postJson('texts', key, { text: said }),
    press: (key, turn, action) => postJson('presses', key, { turn, action }),
  };
};
