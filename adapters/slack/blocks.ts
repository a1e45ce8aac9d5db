/** The pieces that Slack messages are made of: texts, pictures, buttons. Pure; used by the renderer. */
import type {
  ActionsBlock,
  Button as ButtonElement,
  ContextBlock,
  HeaderBlock,
  ImageElement,
  SectionBlock,
} from '@slack/types';
import type { Button } from '#service';
import { LIMITS } from './limits.ts';
import { plain, plainLines, webAddress } from './text.ts';

/** Action ids of buttons that come back as a press begin like this. */
export const PRESS = 'press:';

/** Action ids of buttons that open a page; Slack reports those clicks too, and they only want an acknowledgement. */
export const OPEN = 'open:';

/** A section of plain text over one or more lines. */
export const plainSection = (text: string): SectionBlock => ({
  type: 'section',
  text: { type: 'plain_text', text: plainLines(text, LIMITS.section) || '…', emoji: false },
});

/** A section of text that is already safe mrkdwn. */
export const mrkdwnSection = (text: string, accessory?: ImageElement | null): SectionBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text, verbatim: true },
  ...(accessory ? { accessory } : {}),
});

/** A heading of plain text. */
export const heading = (text: string): HeaderBlock => ({
  type: 'header',
  text: { type: 'plain_text', text: plain(text, LIMITS.header) || '…', emoji: false },
});

/** A small grey line for each text; none when there is nothing to say. */
export const context = (texts: readonly string[]): ContextBlock[] => {
  const elements = texts
    .map((text) => plain(text, LIMITS.context))
    .filter((text) => text !== '')
    .slice(0, LIMITS.contextElements)
    .map((text) => ({ type: 'plain_text' as const, text, emoji: false }));
  return elements.length > 0 ? [{ type: 'context', elements }] : [];
};

const buttonElement = (button: Button, id: string, about: string): ButtonElement | null => {
  const label = plain(button.label, LIMITS.buttonText);
  const face = {
    type: 'button' as const,
    text: { type: 'plain_text' as const, text: label, emoji: false },
    ...(about ? { accessibility_label: plain(`${button.label}: ${about}`, LIMITS.buttonLabel) } : {}),
  };
  if (label === '') return null;
  if (button.kind === 'action') return { ...face, action_id: `${PRESS}${id}`, value: button.action };
  const url = webAddress(button.url, LIMITS.url);
  return url ? { ...face, action_id: `${OPEN}${id}`, url } : null;
};

/** Buttons with action ids that begin with `id`, unique in the message when `id` is. `about` tells a screen reader what they act on. */
export const buttons = (list: readonly Button[], id: string, about = ''): ButtonElement[] =>
  list
    .map((button, index) => buttonElement(button, `${id}.${index}`, about))
    .filter((element) => element !== null)
    .slice(0, LIMITS.actionsElements);

/** One actions block for each row of buttons that has any. */
export const actionRows = (rows: readonly (readonly Button[])[]): ActionsBlock[] =>
  rows
    .map((row, index) => buttons(row, `row${index}`))
    .filter((elements) => elements.length > 0)
    .map((elements) => ({ type: 'actions', elements }));

const altText = (alt: string): string => plain(alt, LIMITS.altText) || '…';

/** A picture on the public web. */
export const webImage = (url: string, alt: string): ImageElement => ({
  type: 'image',
  image_url: url,
  alt_text: altText(alt),
});

/** A picture that was uploaded to Slack. */
export const fileImage = (id: string, alt: string): ImageElement => ({
  type: 'image',
  slack_file: { id },
  alt_text: altText(alt),
});
