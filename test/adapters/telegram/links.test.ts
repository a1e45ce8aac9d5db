/** Links into private chats with the bot. */
import { Api } from 'grammy';
import { describe, expect, it } from 'vitest';
import { createIdentity, createLinks } from '../../../adapters/telegram/links.ts';
import { TEST_BOT } from '../../support/telegram-server.ts';

const linksOf = (self: { id: number; username: string } | null) => createLinks({ get: async () => self });

describe('links', () => {
  it('open a private chat, and a page for passing the link on', async () => {
    const links = linksOf(TEST_BOT);
    expect(await links.open('s-abc-1aa')).toBe('https://t.me/tusou_test_bot?start=s-abc-1aa');
    const page = new URL((await links.share('s-abc-1aa', '6 offers & more')) ?? '');
    expect(page.origin + page.pathname).toBe('https://t.me/share/url');
    expect(Object.fromEntries(page.searchParams)).toEqual({
      url: 'https://t.me/tusou_test_bot?start=s-abc-1aa',
      text: '6 offers & more',
    });
  });

  it.each(['', 'a b', 'ümlaut', 'a:b', 'x'.repeat(65)])(
    'carry nothing that Telegram would drop: "%s"',
    async (payload) => {
      expect(await linksOf(TEST_BOT).open(payload)).toBeNull();
      expect(await linksOf(TEST_BOT).share(payload, 'words')).toBeNull();
    },
  );

  it('are none while nobody knows who the bot is', async () => {
    expect(await linksOf(null).open('help')).toBeNull();
  });
});

describe('who the bot is', () => {
  const apiThat = (answer: () => Promise<unknown>) => {
    const api = new Api('1:a');
    let asked = 0;
    api.config.use(async () => {
      asked += 1;
      return { ok: true, result: await answer() } as never;
    });
    return { identity: createIdentity(api), asked: () => asked };
  };

  it('is asked for once, or not at all where it was told', async () => {
    const { identity, asked } = apiThat(async () => TEST_BOT);
    expect([await identity.get(), await identity.get()]).toEqual(
      Array(2).fill({ id: TEST_BOT.id, username: TEST_BOT.username }),
    );
    expect(asked()).toBe(1);
    const told = apiThat(async () => TEST_BOT);
    told.identity.know(TEST_BOT);
    await told.identity.get();
    expect(told.asked()).toBe(0);
  });

  it('is asked for again after a failure', async () => {
    let isDown = true;
    const { identity } = apiThat(async () => {
      if (isDown) throw new Error('no answer');
      return TEST_BOT;
    });
    expect(await identity.get()).toBeNull();
    isDown = false;
    expect(await identity.get()).not.toBeNull();
  });
});
