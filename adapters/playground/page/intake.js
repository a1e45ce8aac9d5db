/** The ways in: drop, paste, choose or take a photo, give a link, press a sample. */

const LINK = /^https?:\/\/\S+$/i;

const isTyping = (target) =>
  target instanceof Element && target.matches('input, textarea, [contenteditable]');

const linkIn = (data) =>
  [data.getData('text/uri-list'), data.getData('text/plain')]
    .map((text) => text.trim())
    .find((text) => LINK.test(text));

/** What a drop or a paste brings: files first, else a link. */
const take = (data, { onFiles, onText }) => {
  const files = [...data.files];
  const link = files.length > 0 ? null : linkIn(data);
  if (files.length > 0) onFiles(files);
  else if (link) onText(link);
  return files.length > 0 || Boolean(link);
};

const listenToDrops = (handlers) => {
  let depth = 0;
  const dragging = (change) => {
    depth = Math.max(0, change === 0 ? 0 : depth + change);
    document.body.classList.toggle('is-dragging', depth > 0);
  };
  addEventListener('dragenter', () => dragging(1));
  addEventListener('dragleave', () => dragging(-1));
  addEventListener('dragover', (event) => event.preventDefault());
  addEventListener('drop', (event) => {
    event.preventDefault();
    dragging(0);
    take(event.dataTransfer, handlers);
  });
};

const listenToPastes = (handlers) => {
  addEventListener('paste', (event) => {
    const hasFiles = event.clipboardData.files.length > 0;
    if (isTyping(event.target) && !hasFiles) return;
    if (take(event.clipboardData, handlers)) event.preventDefault();
  });
};

const listenToChooser = (button, input, { onFiles }) => {
  button.addEventListener('click', () => input.click());
  input.addEventListener('change', () => {
    if (input.files.length > 0) onFiles([...input.files]);
    input.value = '';
  });
};

/** Listens to every way in. `onFiles` gets files, `onText` a text, `onSample` a sample's id and name. */
export const listen = (handlers) => {
  const find = (id) => document.getElementById(id);
  listenToDrops(handlers);
  listenToPastes(handlers);
  listenToChooser(find('choose'), find('file'), handlers);
  listenToChooser(find('camera'), find('shot'), handlers);
  find('drop').addEventListener('click', ({ target }) => {
    if (!target.closest('button, input')) find('file').click();
  });
  find('link-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const said = find('link').value.trim();
    if (said === '') return;
    handlers.onText(said);
    find('link').value = '';
  });
  for (const button of document.querySelectorAll('[data-sample]'))
    button.addEventListener('click', () =>
      handlers.onSample(button.dataset.sample, button.textContent, button.querySelector('img').src),
    );
};
