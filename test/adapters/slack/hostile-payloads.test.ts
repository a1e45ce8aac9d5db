/** Events, commands and shortcuts that hold anything at all: they are read or left, and never break. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filesAmong, latestAmong } from '../../../adapters/slack/lookup.ts';
import { readCommand, readMessage, readShortcut } from '../../../adapters/slack/payloads.ts';
import { lossOf, photosOf, picturesOf } from '../../../adapters/slack/pictures-in.ts';
import { fromCommand, fromMessage, fromShortcut, lacksPhoto } from '../../../adapters/slack/receive.ts';
import { eventPayload, type Payload, payload } from '../../support/slack-payload.ts';

const KNOWN = { botUserId: 'U07TUSOU001', language: 'en' } as const;

const odd = fc.anything({ withNullPrototype: true, maxDepth: 4 });
const file = fc.oneof(
  odd,
  fc.record({
    id: fc.string(),
    mode: fc.constantFrom('hosted', 'tombstone', 'hidden_by_limit', 'file_access', 'external', null),
    mimetype: fc.constantFrom('image/png', 'application/pdf', 'text/html', '', null),
  }),
);
const text = fc.oneof(
  fc.string(),
  fc
    .array(
      fc.constantFrom('<@U07TUSOU001>', '/1688', '<http', '<https://a.example/b|', '>', ' ', '&lt;', 'help'),
    )
    .map((parts) => parts.join('')),
);
/** A payload with some of its fields replaced by anything. */
const broken = (whole: Payload, fields: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
  fc.record(fields, { requiredKeys: [] }).map((over) => ({ ...whole, ...over }));

describe('whatever a payload holds', () => {
  it('a message is ours, near us, or nothing', () => {
    const event = eventPayload('app-mention-photo').event as Payload;
    const fields = {
      type: fc.constantFrom('message', 'app_mention'),
      subtype: fc.oneof(fc.constantFrom('file_share', 'message_changed', 'message_deleted'), odd),
      text: fc.oneof(text, odd),
      files: fc.oneof(fc.array(file), odd),
      edited: fc.oneof(fc.constant(undefined), odd),
      bot_id: fc.oneof(fc.constant(undefined), fc.string()),
    };
    fc.assert(
      fc.property(broken(event, fields), (message) => {
        const read = readMessage(message);
        if (!read) return;
        expect(message.edited ?? null).toSatisfy((edited) => !edited);
        expect(message.bot_id ?? '').toBe('');
        const inbound = fromMessage(read, KNOWN);
        lacksPhoto(read, KNOWN.botUserId);
        if (inbound?.kind !== 'photos') return;
        expect(inbound.photos.length).toBeGreaterThan(0);
        expect(inbound.key).toBe(`slack:${read.channel}:${read.ts}`);
      }),
    );
  });

  it('a command and a shortcut are read or left', () => {
    const shortcut = payload('message-shortcut');
    const message = broken(shortcut.message as Payload, {
      files: fc.oneof(fc.array(file), odd),
      attachments: fc.oneof(fc.array(fc.oneof(fc.record({ image_url: fc.string() }), odd)), odd),
      blocks: odd,
      text: fc.oneof(text, odd),
    });
    fc.assert(
      fc.property(message, (chosen) => {
        const read = readShortcut({ ...shortcut, message: chosen });
        const inbound = read && fromShortcut(read, KNOWN);
        if (inbound?.kind === 'photos') expect(inbound.photos.length).toBeGreaterThan(0);
        if (inbound?.kind === 'text') expect(inbound.text).toMatch(/^https?:/);
      }),
    );
    fc.assert(
      fc.property(broken(payload('slash-command'), { text: fc.oneof(text, odd) }), (typed) => {
        const read = readCommand(typed);
        if (read) fromCommand(read, KNOWN);
      }),
    );
  });

  it('files are pictures, documents to tell of, or lost', () => {
    fc.assert(
      fc.property(fc.array(file), (files) => {
        const [read] = [
          readMessage({ ...(eventPayload('app-mention-photo').event as Payload), files })?.files,
        ];
        if (!read) throw new Error('not read');
        if (lossOf(read)) expect(photosOf(read)).toEqual([]);
        else if (read.length > 0) expect(photosOf(read).length).toBeGreaterThan(0);
        expect(picturesOf(read).length).toBeLessThanOrEqual(read.length);
      }),
    );
  });

  it('a history is looked through', () => {
    const mention = readMessage(eventPayload('app-mention-in-thread').event);
    if (!mention) throw new Error('the recording is no message');
    const told = fc.record({
      ts: fc.constantFrom('1795348800.123459', mention.ts, '1795348901.1', 'x'),
      user: fc.constantFrom('U1', KNOWN.botUserId, null),
      files: fc.array(file),
    });
    fc.assert(
      fc.property(fc.oneof(odd, fc.array(fc.oneof(odd, told))), (messages) => {
        expect(Array.isArray(filesAmong(messages, mention, KNOWN.botUserId))).toBe(true);
        latestAmong(messages, 'U1', 0);
      }),
    );
  });
});

describe('the nearest picture above a mention', () => {
  const mention = readMessage(eventPayload('app-mention-in-thread').event);
  const told = (ts: string, user: string, ...files: object[]) => ({ ts, user, files });
  const picture = (id: string) => ({ id, mimetype: 'image/png' });
  const among = (...messages: object[]): string[] => {
    if (!mention) throw new Error('the recording is no message');
    return filesAmong(messages, mention, KNOWN.botUserId).map(({ id }) => id);
  };
  const root = told('1795348800.123459', 'U1', picture('F1'));

  it('is its own, where it has one after all', () => {
    expect(among(root, told('1795348900.000200', 'U1', picture('F2')))).toEqual(['F2']);
  });

  it('is not one of ours, no document, none that is gone, and none below', () => {
    expect(
      among(
        root,
        told('1795348850.1', KNOWN.botUserId, picture('F3')),
        told('1795348851.1', 'U2', { id: 'F4', mimetype: 'application/pdf' }),
        told('1795348852.1', 'U2', { id: 'F5', mode: 'tombstone' }),
        told('1795348999.1', 'U2', picture('F6')),
      ),
    ).toEqual(['F1']);
  });

  it('is all pictures of that message, for they are one request', () => {
    expect(among(root, told('1795348850.1', 'U2', picture('F7'), picture('F8')))).toEqual(['F7', 'F8']);
  });
});
