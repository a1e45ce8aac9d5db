/** What Slack says when it refuses a message: texts as reported in its SDKs' issues. */
import { WebAPIPlatformError } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { readRefusal } from '../../../adapters/slack/refusal.ts';

const BLOCKS = [
  { type: 'header' },
  { type: 'image', slack_file: { id: 'F1' }, alt_text: 'a' },
  {
    type: 'carousel',
    elements: [
      {
        type: 'card',
        hero_image: { type: 'image', image_url: 'https://a.example/1.jpg', alt_text: 'a' },
        title: {},
      },
      { type: 'card', hero_image: { type: 'image', image_url: 'https://a.example/2.jpg', alt_text: 'a' } },
    ],
  },
];

const refused = (...errors: string[]) =>
  readRefusal(
    new WebAPIPlatformError({ ok: false, error: 'invalid_blocks', errors } as { ok: false; error: string }),
    BLOCKS,
  );

describe('a refusal', () => {
  it.each([
    [
      'downloading image failed [json-pointer:/blocks/2/elements/1/hero_image/image_url]',
      ['https://a.example/2.jpg'],
    ],
    ['downloading image failed [json-pointer:/blocks/2/elements/0/hero_image]', ['https://a.example/1.jpg']],
    [
      'downloading image failed [json-pointer:/blocks/2]',
      ['https://a.example/1.jpg', 'https://a.example/2.jpg'],
    ],
    ['invalid slack file [json-pointer:/blocks/1/slack_file]', ['F1']],
    ['invalid_url [json-pointer:/blocks/1/slack_file.url]', ['F1']],
    ['must be less than 150 characters [json-pointer:/blocks/2/elements/0/title/text]', []],
  ])('%s', (complaint, pictures) => {
    expect(refused(complaint)).toEqual({ pictures, ofLayout: false });
  });

  it('of a kind of block, or without a word, concerns the layout', () => {
    expect(refused('unsupported type: carousel [json-pointer:/blocks/2/type]')).toEqual({
      pictures: [],
      ofLayout: true,
    });
    expect(refused()).toEqual({ pictures: [], ofLayout: true });
  });

  it('is nothing else', () => {
    expect(readRefusal(new WebAPIPlatformError({ ok: false, error: 'not_in_channel' }), BLOCKS)).toBeNull();
    expect(readRefusal(new Error('invalid_blocks'), BLOCKS)).toBeNull();
  });
});
