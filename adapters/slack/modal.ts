/** The modal that `/1688` opens: pictures, words and limits, all of them optional; and what it becomes after a press in it. Pure. */
import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { type Language, SEARCH_MODES, translator } from '#service';
import { FIELDS, type Field, MOST, MOST_PICTURES, MOST_WORDS } from './form.ts';
import { LIMITS } from './limits.ts';
import type { SlackFile } from './payloads.ts';
import { type ReturnAddress, writeReturnAddress } from './return-address.ts';
import { plain } from './text.ts';

/** The callback id by which submissions of the modal are known. */
export const SEARCH_MODAL = 'search';

/** The action id of the button that searches with the picture which the modal offers. */
export const OFFERED = 'offered-picture';

/** What the file chooser offers; Slack calls this a convenience, not a check. */
const FILE_TYPES = ['jpg', 'jpeg', 'png', 'webp', 'gif', 'heic', 'avif', 'tiff', 'zip', 'xlsx'];

/** Pictures that Slack shows in a view (docs.slack.dev/reference/block-kit/blocks/image-block). */
const SHOWN = /^image\/(?:png|jpe?g|gif)$/;

/** What a modal begins with. `offered` is a picture that its asker posted lately, `words` what stood behind the command. */
export type Beginning = {
  readonly offered?: Pick<SlackFile, 'id' | 'name' | 'mimetype'>;
  /** Without a picture of the picture: for when Slack cannot show it. */
  readonly unseen?: true;
  readonly words?: string;
};

type Words = { readonly type: 'plain_text'; readonly text: string; readonly emoji: false };

const speaker = (language: Language) => {
  const t = translator(language);
  return (key: string, limit: number): Words => ({
    type: 'plain_text',
    text: plain(t(key), limit),
    emoji: false,
  });
};

type Say = ReturnType<typeof speaker>;

const input = (
  say: Say,
  field: Field,
  { label, hint, element }: { label: string; hint?: string; element: InputBlock['element'] },
): InputBlock => ({
  type: 'input',
  block_id: FIELDS[field],
  optional: true,
  label: say(label, LIMITS.inputLabel),
  ...(hint && { hint: say(hint, LIMITS.inputLabel) }),
  element,
});

const fields = (say: Say, beginning: Beginning): KnownBlock[] => {
  const words = plain(beginning.words ?? '', MOST_WORDS);
  const modes: PlainTextOption[] = SEARCH_MODES.map((mode) => ({
    text: say(`button-${mode}`, LIMITS.buttonText),
    value: mode,
  }));
  const number = (field: 'price' | 'moq') =>
    ({
      type: 'number_input',
      action_id: FIELDS[field],
      is_decimal_allowed: field === 'price',
      min_value: field === 'price' ? '0.01' : '1',
      max_value: String(MOST[field]),
    }) as const;
  return [
    input(say, 'photo', {
      label: 'slack-modal-photo',
      hint: 'slack-modal-hint',
      element: {
        type: 'file_input',
        action_id: FIELDS.photo,
        filetypes: FILE_TYPES,
        max_files: MOST_PICTURES,
      },
    }),
    input(say, 'words', {
      label: 'slack-modal-words',
      hint: 'slack-modal-words-hint',
      element: {
        type: 'plain_text_input',
        action_id: FIELDS.words,
        max_length: MOST_WORDS,
        ...(words !== '' && { initial_value: words }),
      },
    }),
    input(say, 'mode', {
      label: 'slack-modal-mode',
      element: { type: 'static_select', action_id: FIELDS.mode, options: modes },
    }),
    input(say, 'price', { label: 'slack-modal-price', element: number('price') }),
    input(say, 'moq', { label: 'slack-modal-moq', element: number('moq') }),
  ];
};

/** The picture that is offered, above the fields: with its name, which is somebody's text, and one button. */
const offer = (say: Say, { offered, unseen }: Beginning): KnownBlock[] => {
  if (!offered) return [];
  const name = plain(offered.name ?? '', LIMITS.altText) || offered.id;
  const isShown = !unseen && SHOWN.test(offered.mimetype ?? '');
  return [
    {
      type: 'section',
      block_id: 'offered',
      text: say('slack-modal-offer', LIMITS.section),
      accessory: {
        type: 'button',
        action_id: OFFERED,
        text: say('slack-modal-offer-button', LIMITS.buttonText),
        style: 'primary',
      },
    },
    ...(isShown
      ? [{ type: 'image' as const, slack_file: { id: offered.id }, alt_text: name }]
      : [
          { type: 'context' as const, elements: [{ type: 'plain_text' as const, text: name, emoji: false }] },
        ]),
    { type: 'divider' },
  ];
};

/** The modal, in the asker's language. `address` comes back with the submission. */
export const searchModal = (
  language: Language,
  address: ReturnAddress,
  beginning: Beginning = {},
): ModalView => {
  const say = speaker(language);
  return {
    type: 'modal',
    callback_id: SEARCH_MODAL,
    title: say('slack-modal-title', LIMITS.modalTitle),
    submit: say('slack-modal-submit', LIMITS.modalButton),
    close: say('slack-modal-close', LIMITS.modalButton),
    private_metadata: writeReturnAddress(address),
    blocks: [...offer(say, beginning), ...fields(say, beginning)],
  };
};

/** What the modal becomes after a press in it, with a sentence about what came of it: Slack closes a modal only when it is submitted. */
export const pressedModal = (language: Language, sentence: string): ModalView => {
  const say = speaker(language);
  return {
    type: 'modal',
    callback_id: SEARCH_MODAL,
    title: say('slack-modal-title', LIMITS.modalTitle),
    close: say('slack-modal-done', LIMITS.modalButton),
    blocks: [
      {
        type: 'section',
        text: { type: 'plain_text', text: plain(sentence, LIMITS.section) || '…', emoji: false },
      },
    ],
  };
};
