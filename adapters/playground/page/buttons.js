/** Buttons of the answers: presses carry their action as data, links open a new tab. */
import { element, icon } from './element.js';
import { text } from './facts.js';

const link = ({ label, part, url }, style) =>
  element(
    'a',
    { class: `button ${style}`, href: url, target: '_blank', rel: 'noopener noreferrer' },
    element('span', {}, label),
    icon(part),
    element('span', { class: 'sr' }, ` (${text('page-new-tab')})`),
  );

/** One button, or null for a link that leads nowhere. `about` completes its name for screen readers. */
export const actionButton = (data, { style = '', about = null } = {}) => {
  if (data.action === null) return data.url ? link(data, style) : null;
  const { label, part, action } = data;
  const drawing = icon(part);
  const name = element('span', {}, label, about ? element('span', { class: 'sr' }, `: ${about}`) : null);
  const children = part === 'page' ? [name, drawing] : [drawing, name];
  return element(
    'button',
    { type: 'button', class: `button ${style}`, 'data-action': action, 'data-part': part },
    children,
  );
};

/** The buttons of all rows whose part is among `parts`, in their order. */
export const buttonsOf = (rows, parts) => rows.flat().filter(({ part }) => parts.includes(part));
