/** Links into a private chat with the bot, for people to follow and to pass on. */
import type { Api } from 'grammy';
import type { ChatLinks } from '#service';
import { forGrammy } from './client.ts';
import type { Self } from './receive.ts';

/** An answer does not wait for longer to have a button more. */
const PATIENCE_MS = 3_000;

/** What a link may carry (core.telegram.org/bots/features#deep-linking). */
const PAYLOAD = /^[\w-]{1,64}$/;

/** Who the bot is: known once it was told, or asked for when somebody wants to know. `know` is for whoever learns it. */
export interface Identity {
  know(self: Self): void;
  get(): Promise<Self | null>;
}

/** Makes the note of who the bot is. `get` does not reject. */
export const createIdentity = (api: Api): Identity => {
  let known: Self | null = null;
  const ask = async (): Promise<Self | null> => {
    try {
      const { id, username } = await api.getMe(forGrammy(AbortSignal.timeout(PATIENCE_MS)));
      return { id, username };
    } catch {
      // Whoever cannot reach Telegram hears of it where it matters.
      return null;
    }
  };
  return {
    know: (self) => {
      known = self;
    },
    get: async () => {
      known ??= await ask();
      return known;
    },
  };
};

/** Makes the links; the page for passing one on is core.telegram.org/widgets/share's. */
export const createLinks = (identity: Pick<Identity, 'get'>): ChatLinks => {
  const open: ChatLinks['open'] = async (payload) => {
    const self = PAYLOAD.test(payload) ? await identity.get() : null;
    return self && `https://t.me/${self.username}?start=${payload}`;
  };
  return {
    open,
    share: async (payload, words) => {
      const link = await open(payload);
      return link && `https://t.me/share/url?${new URLSearchParams({ url: link, text: words })}`;
    },
  };
};
