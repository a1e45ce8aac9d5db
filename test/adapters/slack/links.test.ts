/** Pasted links, as Slack tells of them. */
import { describe, expect, it } from 'vitest';
import { fromLinks } from '../../../adapters/slack/links.ts';
import { readLinkRef, readWindowRef } from '../../../adapters/slack/refs.ts';
import { eventPayload } from '../../support/slack-payload.ts';

const read = (over: Readonly<Record<string, unknown>> = {}) =>
  fromLinks(eventPayload('link-shared', over).event, { language: 'en' });

const links = (...urls: string[]) => ({ links: urls.map((url) => ({ url, domain: '1688.com' })) });

describe('links to offers', () => {
  it('are questions of their own, each with the link that it is about', () => {
    const [first, second] = read();
    expect(first).toMatchObject({
      key: 'slack:link:C07SOURCE01:1795348900.000400:673456789012',
      kind: 'text',
      text: 'https://detail.1688.com/offer/673456789012.html',
      chat: { id: 'C07SOURCE01', kind: 'group' },
      from: { id: 'U07BUYER001' },
    });
    expect(readLinkRef(second?.message ?? null)).toEqual({
      ts: '1795348900.000400',
      url: 'https://m.1688.com/offer/673456789013.html?spm=a26',
    });
    expect(readWindowRef(second?.message ?? null)).toBeNull();
  });

  it('are at most three, each offer once, wherever on 1688 they lead', () => {
    const urls = ['detail.1688.com', 'm.1688.com', 'detail.m.1688.com', 'www.1688.com'].map(
      (host, index) => `https://${host}/offer/67345678901${index}.html`,
    );
    expect(read(links(urls[0] ?? '', `${urls[0]}?spm=1`, ...urls.slice(1)))).toHaveLength(3);
    const target = encodeURIComponent('https://detail.1688.com/offer/673456789012.html');
    expect(read(links(`https://qr.1688.com/share.html?target=${target}`))).toHaveLength(1);
  });

  it.each([
    [
      'that lead to no offer',
      links(
        'https://s.1688.com/selloffer',
        'https://qr.1688.com/s/abc',
        'https://evil.example/offer/673456789012.html',
      ),
    ],
    ['that are still being written', { source: 'composer', channel: 'COMPOSER' }],
    ['that were written to us alone', { channel: 'D07BUYER001', is_bot_user_member: true }],
    ['in a message without a time', { message_ts: '' }],
    ['of nobody', { user: undefined }],
    ['that are no list', { links: 'https://detail.1688.com/offer/673456789012.html' }],
  ])('%s are left alone', (_, over) => {
    expect(read(over)).toEqual([]);
  });

  it('between two people get cards', () => {
    expect(read({ channel: 'D07PEOPLE01', is_bot_user_member: false })).toHaveLength(2);
  });
});
