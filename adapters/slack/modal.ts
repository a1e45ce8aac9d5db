/** The modal that `/1688` opens: one field for a photo. Pure. */
import type { ModalView } from '@slack/types';
import { type Language, translator } from '#service';
import { LIMITS } from './limits.ts';
import type { ReturnAddress } from './payloads.ts';
import { plain } from './text.ts';

/** The callback id by which submissions of the modal are known. */
export const SEARCH_MODAL = 'search';

/** What the file chooser offers; Slack calls this a convenience, not a check. HEIC comes to us as Slack's own JPEG copy. */
const FILE_TYPES = ['jpg', 'jpeg', 'png', 'webp', 'gif', 'heic', 'avif', 'tiff'];

/** The modal, in the asker's language. `address` comes back with the submission. */
export const searchModal = (language: Language, address: ReturnAddress): ModalView => {
  const t = translator(language);
  const words = (key: string, limit: number) => ({
    type: 'plain_text' as const,
    text: plain(t(key), limit),
    emoji: false,
  });
  const metadata = JSON.stringify(address);
  return {
    type: 'modal',
    callback_id: SEARCH_MODAL,
    title: words('slack-modal-title', LIMITS.modalTitle),
    submit: words('slack-modal-submit', LIMITS.modalButton),
    close: words('slack-modal-close', LIMITS.modalButton),
    private_metadata:
      metadata.length <= LIMITS.privateMetadata ? metadata : JSON.stringify({ ...address, via: null }),
    blocks: [
      {
        type: 'input',
        label: words('slack-modal-photo', LIMITS.inputLabel),
        hint: words('slack-modal-hint', LIMITS.inputLabel),
        element: { type: 'file_input', action_id: 'photo', filetypes: FILE_TYPES, max_files: 1 },
      },
    ],
  };
};
