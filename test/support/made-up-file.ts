/** A small file with a sentence, as a reply. */
import type { Reply } from '../../src/domain/chat.ts';

/** The reply; `bytes` are what people then have. */
export const fileReply = (
  bytes = new Uint8Array([0x50, 0x4b, 3, 4, 9]),
  forUser = 'U0ASKER',
): Extract<Reply, { kind: 'file' }> => ({
  kind: 'file',
  card: { language: 'en', tone: 'info', text: 'Six offers as a table.', actions: [] },
  file: {
    name: 'offers.xlsx',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    bytes,
  },
  forUser,
});
