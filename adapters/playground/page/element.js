/** Builds elements. Texts only ever become text nodes, so nothing that a seller wrote can become markup. */

/** Makes an element. Attributes that are null or false are left out; children that are null are skipped. */
export const element = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== null && value !== false) made.setAttribute(name, value === true ? '' : value);
  made.append(...children.flat().filter((child) => child !== null));
  return made;
};

const PATHS = {
  page: 'm9 5 7 7-7 7',
  previous: 'm15 5-7 7 7 7',
  back: 'M20 12H5m6-7-7 7 7 7',
  mode: 'M4 4h9v9H4zM17 9h3v11H9v-3',
  subject: 'M4 9V4h5m6 0h5v5m0 6v5h-5m-6 0H4v-5m8-6a3 3 0 1 0 .1 0',
  sort: 'M4 7h12M4 12h9M4 17h6M18 9v9m-3-3 3 3 3-3',
  refresh: 'M20 11a8 8 0 1 0-2.3 6.5M20 5v6h-6',
  link: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
  picture: 'M4 5h16v14H4zM4 16l5-4 4 3 3-2 4 3',
  chain: 'M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 6 6l1-1',
  words: 'M11 4a7 7 0 1 0 .1 0m4.9 12 5 5',
  problem: 'M12 4 2.5 20h19zM12 10v4m0 3v.1',
  adjust: 'M7 2v15h15M2 7h15v15',
  save: 'M12 4v11m-5-5 5 5 5-5M4 20h16',
  info: 'M12 3a9 9 0 1 0 .1 0M12 11v6m0-10v.1',
};

/** A line drawing that says nothing to screen readers, or null for an unknown name. */
export const icon = (name) => {
  if (!PATHS[name]) return null;
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
};

/** A picture that gives way to a drawing when it cannot be had. */
export const picture = (src, alt, size) => {
  const nothing = () =>
    element('span', { class: 'no-picture', role: 'img', 'aria-label': alt || null }, icon('picture'));
  if (!src) return nothing();
  const image = element('img', { src, alt, width: size, height: size, loading: 'lazy', decoding: 'async' });
  image.addEventListener('error', () => image.replaceWith(nothing()), { once: true });
  return image;
};
