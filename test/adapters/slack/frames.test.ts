/** An answer always arrives: whatever pictures and layouts a workspace refuses, and however it says so. */
import { WebAPIPlatformError } from '@slack/web-api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstFrame, untilTaken } from '../../../adapters/slack/frames.ts';
import { LAYOUTS, type Layout, type Message, render } from '../../../adapters/slack/render.ts';
import { silentLog } from '../../support/silent-log.ts';
import { resultOfThree } from '../../support/slack-cards.ts';

type Pointed = { readonly url: string; readonly pointer: string };

const picturesIn = (value: unknown, pointer: string): Pointed[] => {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'image_url' in value ? [{ url: String(value.image_url), pointer: `${pointer}/image_url` }] : [];
  return [
    ...own,
    ...Object.entries(value).flatMap(([key, inside]) => picturesIn(inside, `${pointer}/${key}`)),
  ];
};

const refused = (errors: readonly string[], error = 'invalid_blocks'): WebAPIPlatformError =>
  new WebAPIPlatformError({ ok: false, error, ...(errors.length > 0 ? { errors } : {}) } as never);

/** How a workspace complains about a picture: exactly, by its block, or without a pointer. */
const MANNERS = {
  exact: ({ pointer }: Pointed) => `downloading image failed [json-pointer:${pointer}]`,
  block: ({ pointer }: Pointed) =>
    `downloading image failed [json-pointer:${pointer.split('/').slice(0, 3).join('/')}]`,
  vague: () => 'downloading image failed',
} as const;

type Workspace = {
  readonly hates: (url: string) => boolean;
  readonly manner: keyof typeof MANNERS;
  readonly all: boolean;
  readonly without: readonly string[];
};

/** Takes a message as such a workspace would; answers with it. */
const workspace =
  ({ hates, manner, all, without }: Workspace) =>
  async (message: Message): Promise<Message> => {
    const kind = message.blocks.findIndex(({ type }) => without.includes(type));
    if (kind >= 0) throw refused([`unsupported type [json-pointer:/blocks/${kind}/type]`]);
    const bad = picturesIn(message.blocks, '/blocks').filter(({ url }) => hates(url));
    if (bad.length > 0) throw refused((all ? bad : bad.slice(0, 1)).map(MANNERS[manner]));
    return message;
  };

const sent = (place: (message: Message) => Promise<Message>) => {
  const card = resultOfThree();
  const reply = { kind: 'result', card, sheet: null } as const;
  return untilTaken({
    layouts: LAYOUTS,
    first: firstFrame<Layout>('carousel', null),
    render: (frame) => render(reply, frame),
    write: place,
    log: silentLog,
  });
};

describe('whatever subset of pictures Slack refuses', () => {
  it('the answer arrives with all offers, and with every picture that is fine where Slack names the others', async () => {
    const manners = fc.constantFrom(...(Object.keys(MANNERS) as (keyof typeof MANNERS)[]));
    const without = fc.subarray(['carousel', 'section', 'header', 'actions']);
    await fc.assert(
      fc.asyncProperty(
        fc.subarray([1, 2, 3]),
        fc.boolean(),
        fc.record({ manner: manners, all: fc.boolean(), without }),
        async (numbers, isSmallToo, how) => {
          const hates = (url: string): boolean =>
            (isSmallToo && url.includes('.310x310.')) ||
            numbers.some((number) => url.includes(`lamp${number}_`));
          const { shown, frame } = await sent(workspace({ hates, ...how }));
          for (const number of [1, 2, 3]) expect(shown.text).toContain(`${number}. <https://detail.1688.com`);
          if (how.manner !== 'exact' || how.without.length > 0) return;
          expect(frame.layout).toBe('carousel');
          const kept = picturesIn(shown.blocks, '/blocks').map(({ url }) => url);
          expect(kept.some(hates)).toBe(false);
          if (how.all) expect(kept).toHaveLength(3 - numbers.length);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('a picture is replaced by another form of it before it is left out', async () => {
    const { shown } = await sent(
      workspace({ hates: (url) => url.includes('.310x310.'), manner: 'exact', all: false, without: [] }),
    );
    expect(picturesIn(shown.blocks, '/blocks').map(({ url }) => url)).toEqual(
      [1, 2, 3].map((number) => `https://cbu01.alicdn.com/img/ibank/O1CN01lamp${number}_!!2200.jpg`),
    );
  });
});

describe('each step of the fallback', () => {
  it.each([
    [[], 'carousel', false],
    [['carousel'], 'sections', true],
    [['carousel', 'section'], 'text', true],
  ])('where a workspace has no %j the answer is %s', async (without, layout, lasting) => {
    const answer = await sent(workspace({ hates: () => false, manner: 'exact', all: true, without }));
    expect([answer.frame.layout, answer.lasting]).toEqual([layout, lasting]);
  });

  it.each(['msg_too_long', 'msg_blocks_too_long', 'too_many_blocks'])(
    'an answer that is too long (%s) becomes shorter, this once',
    async (code) => {
      const answer = await sent(async (message) => {
        if (message.blocks.length > 0 || message.text.length > 1000) throw refused([], code);
        return message;
      });
      expect(answer.lasting).toBe(false);
      expect(answer.shown.text).toContain('1. <https://detail.1688.com');
    },
  );

  it('what is no refusal is thrown at once, and what nothing helps against in the end', async () => {
    let tries = 0;
    const failing = (code: string) => async (): Promise<never> => {
      tries += 1;
      throw refused([], code);
    };
    await expect(sent(failing('is_archived'))).rejects.toMatchObject({ data: { error: 'is_archived' } });
    expect(tries).toBe(1);
    await expect(sent(failing('invalid_blocks'))).rejects.toMatchObject({
      data: { error: 'invalid_blocks' },
    });
    expect(tries).toBe(1 + LAYOUTS.length);
  });
});
