/** Archives and workbooks that are sent to the app. */
import { describe, expect, it } from 'vitest';
import { readSubmission } from '../../../adapters/slack/form.ts';
import { readMessage } from '../../../adapters/slack/payloads.ts';
import { fromMessage, fromSubmission } from '../../../adapters/slack/receive.ts';
import { eventPayload, type Payload, payload } from '../../support/slack-payload.ts';

const KNOWN = { botUserId: 'U07TUSOU001', language: 'en' } as const;
const ZIP = { id: 'F1', name: 'photos.zip', mimetype: 'application/zip', size: 12 };
const PICTURE = { id: 'F2', name: 'a.jpg', mimetype: 'image/jpeg' };

const receive = (files: readonly object[]) => {
  const message = readMessage(eventPayload('message-im-photo', { files }).event);
  return message && fromMessage(message, KNOWN);
};

describe('an archive', () => {
  it('is a list, with its words', () => {
    expect(receive([ZIP])).toMatchObject({
      kind: 'file',
      file: { platform: 'slack', fileId: 'F1', name: 'photos.zip', bytes: 12 },
    });
    expect(receive([{ ...ZIP, name: 'a.XLSX', mimetype: null }])).toMatchObject({ kind: 'file' });
  });

  it('beside a picture is not looked at, nor is one that was deleted or that is something else', () => {
    expect(receive([ZIP, PICTURE])).toMatchObject({ kind: 'photos', photos: [{ fileId: 'F2' }] });
    expect(receive([{ ...ZIP, mode: 'tombstone' }])?.kind).not.toBe('file');
    expect(receive([{ ...ZIP, name: 'a.pdf' }])).toMatchObject({ kind: 'photos' });
  });

  it('in the modal is a list for the place where the command was typed', () => {
    const submission = payload('view-submission');
    const view = submission.view as Payload;
    const state = { values: { x: { photo: { type: 'file_input', files: [ZIP] } } } };
    const read = readSubmission({ ...submission, view: { ...view, state } }, 'https://slack.com/api/');
    expect(read?.form.faults).toEqual({});
    const inbound = read && fromSubmission(read, KNOWN);
    expect(inbound).toMatchObject({ kind: 'file', file: { fileId: 'F1' }, caption: null, message: null });
  });
});
