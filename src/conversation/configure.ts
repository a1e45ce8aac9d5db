/** The settings of a chat in the chat: shows them, lets those who may change them, and tells the others that they may not. */
import { errorNotice, textNotice } from '../cards/notice-card.ts';
import { choicesCard, type SettingsContext, settingsCard } from '../cards/settings-card.ts';
import type { ChatAction } from '../domain/action.ts';
import type { NoticeCard } from '../domain/card.ts';
import type { Inbound, MessageRef, Platform } from '../domain/chat.ts';
import {
  answerLanguage,
  type ChatSettings,
  isForEveryone,
  type SettingName,
  settingNamed,
} from '../domain/chat-settings.ts';
import { asTusouError } from '../domain/errors.ts';
import type { ChatAdapter, Log } from '../domain/ports.ts';
import { type CurrencyChoice, YUAN_ALONE } from '../domain/rates.ts';
import { type Entry, withTypedRates, withTypedWeights } from '../domain/team-figures.ts';
import type { ChatMoney } from './chat-money.ts';
import type { Chats } from './chats.ts';
import { createLines } from './lines.ts';
import { placeFor } from './place.ts';

/** What the settings need to be shown and changed. `money` tells the currencies to choose from; absent where there is yuan alone. */
export type ConfigureParts = {
  readonly chats: Chats;
  readonly money?: Pick<ChatMoney, 'choice'>;
  readonly adapters: ReadonlyMap<Platform, ChatAdapter>;
  readonly log: Log;
};

/** The page that shows all settings. */
const ALL = 'all';

/** What a press on the settings means: a page to show, or something to set; null for what there is not in this chat. */
type Wish = { readonly page: SettingName | null; readonly set: { name: SettingName; value: string } | null };

const wishOf = ({ name, value }: ChatAction, { chat }: Inbound, money: CurrencyChoice): Wish | null => {
  if (name === 'open' && value === ALL) return { page: null, set: null };
  const setting = settingNamed(name === 'open' ? value : name, chat, money);
  if (setting === null) return null;
  return name === 'open' ? { page: setting, set: null } : { page: null, set: { name: setting, value } };
};

/**
 * Makes the settings. `configure` never throws and nobody waits for it: a press that is lost can be pressed again, and every button
 * says what it sets in full, so pressing twice does no harm. `inbound.from` has the person's own language.
 */
export const createConfigure = ({ chats, money: currencies, adapters, log }: ConfigureParts) => {
  const lines = createLines();

  const send = async (inbound: Inbound, card: NoticeCard, replaces: MessageRef | null): Promise<void> => {
    const place = placeFor(inbound, replaces);
    await adapters.get(inbound.chat.platform)?.send(inbound.chat, { kind: 'notice', card }, place);
  };

  const contextOf = async (
    { chat, from }: Inbound,
    settings: ChatSettings,
    money: CurrencyChoice,
  ): Promise<SettingsContext> => {
    const adapter = adapters.get(chat.platform);
    const language = answerLanguage(settings, from.language);
    // It only decides about a hint, which is left out where it cannot be told.
    const isHeard = await adapter?.hearsEverything?.(chat).catch(() => true);
    return { chat, settings, language, money, hearsEverything: isHeard ?? true };
  };

  const mayChange = async (
    { chat, from }: Inbound,
    settings: ChatSettings,
    name: SettingName,
  ): Promise<boolean> => {
    if (chat.kind === 'private' || isForEveryone(settings, name)) return true;
    const adapter = adapters.get(chat.platform);
    return adapter?.mayConfigure ? adapter.mayConfigure(chat, from) : true;
  };

  /** Figures that somebody typed, or why they were not understood. */
  const entered = async (
    inbound: Inbound,
    settings: ChatSettings,
    { figures, text }: Entry,
  ): Promise<{ readonly card: NoticeCard; readonly inPlace: boolean }> => {
    const language = answerLanguage(settings, inbound.from.language);
    if (!(await mayChange(inbound, settings, figures)))
      return { card: textNotice('settings-not-yours', language), inPlace: false };
    const read =
      figures === 'rates' ? withTypedRates(settings.rates, text) : withTypedWeights(settings.weights, text);
    if ('word' in read)
      return { card: textNotice(`bad-${figures}`, language, { word: read.word }), inPlace: false };
    const now = await chats.put(inbound.chat, { [figures]: read.value });
    log.info({ platform: inbound.chat.platform, setting: figures }, 'chat setting changed');
    const money = (await currencies?.choice()) ?? YUAN_ALONE;
    return { card: settingsCard(await contextOf(inbound, now, money)), inPlace: false };
  };

  /** What to show for a wish, and whether it takes the place of the card that was pressed. */
  const answerTo = async (
    inbound: Inbound,
    settings: ChatSettings,
    action: ChatAction | Entry,
  ): Promise<{ readonly card: NoticeCard; readonly inPlace: boolean }> => {
    if ('figures' in action) return entered(inbound, settings, action);
    const language = answerLanguage(settings, inbound.from.language);
    const stale = { card: textNotice('stale-button', language), inPlace: false };
    const money = (await currencies?.choice()) ?? YUAN_ALONE;
    const wish = wishOf(action, inbound, money);
    if (wish === null) return stale;
    const name = wish.set?.name ?? wish.page;
    if (name !== null && !(await mayChange(inbound, settings, name))) {
      const key = inbound.chat.platform === 'slack' ? 'settings-channel-not-yours' : 'settings-not-yours';
      return { card: textNotice(key, language), inPlace: false };
    }
    if (wish.page)
      return { card: choicesCard(wish.page, await contextOf(inbound, settings, money)), inPlace: true };
    const now = wish.set ? await chats.change(inbound.chat, wish.set) : settings;
    if (now === null) return stale;
    if (wish.set)
      log.info({ platform: inbound.chat.platform, setting: wish.set.name }, 'chat setting changed');
    return { card: settingsCard(await contextOf(inbound, now, money)), inPlace: true };
  };

  const work = async (inbound: Inbound, action: ChatAction | Entry): Promise<void> => {
    const settings = await chats.of(inbound.chat);
    const on = inbound.kind === 'press' ? inbound.on : null;
    try {
      const { card, inPlace } = await answerTo(inbound, settings, action);
      await send(inbound, card, inPlace ? on : null);
    } catch (error) {
      const failure = asTusouError(error);
      log.warn({ code: failure.code, platform: inbound.chat.platform }, 'chat settings not shown');
      await send(inbound, errorNotice(failure, answerLanguage(settings, inbound.from.language), null), null);
    }
  };

  return {
    configure: (inbound: Inbound, action: ChatAction | Entry): void => {
      const { platform, id } = inbound.chat;
      const line = `${platform} ${id}`;
      const done = () =>
        work(inbound, action).catch((error: unknown) =>
          log.warn({ code: asTusouError(error).code, platform }, 'nothing said about chat settings'),
        );
      if (!lines.join(line, done)) log.info({ platform }, 'a press on chat settings was left out');
    },
    settled: lines.settled,
  };
};
