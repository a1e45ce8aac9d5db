/** Somebody's board as the Home tab of the app: within Slack's limits whatever the offers say, and nobody is called by it. Pure. */
import type { Button as ButtonElement, HomeView, KnownBlock, SectionBlock, StaticSelect } from '@slack/types';
import type { BoardCard, ChatRef } from '#service';
import { buttons, context, mrkdwnSection, plainSection } from './blocks.ts';
import { LIMITS } from './limits.ts';
import { mrkdwn, plain, webAddress } from './text.ts';

/** Action ids of what is pressed on the Home tab begin like this. */
export const HOME = 'home:';

/** Action ids of buttons that ask a search again: their value is what is said with `/start`. */
export const HOME_AGAIN = `${HOME}again`;

/** Blocks of a Home tab (docs.slack.dev/surfaces/app-home). */
const MOST_BLOCKS = 100;

/** Choices of a menu, and the length of their texts and values (docs.slack.dev/reference/block-kit/block-elements/select-menu-element). */
const MENU = { options: 100, text: 75, value: 150 } as const;

const TITLE = 300;

const heading = (text: string): KnownBlock => ({
  type: 'header',
  text: { type: 'plain_text', text: plain(text, LIMITS.header) || '…', emoji: false },
});

/** A channel by its name, as the reader sees it; nothing for a direct message. Ids of other shapes are none of Slack's. */
const channelOf = ({ id, kind }: ChatRef): string => {
  const bare = id.replace(/^\w+\//, '');
  return kind === 'group' && /^[CG][A-Z0-9]+$/.test(bare) ? `<#${bare}>` : '';
};

/** A moment in the reader's own time zone and language; Slack shows the day alone where it cannot. */
const momentOf = (atMs: number): string => {
  const day = new Date(atMs).toISOString().slice(0, 10);
  return `<!date^${Math.floor(atMs / 1000)}^{date_short_pretty} {time}|${day}>`;
};

const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(' · ');

const withAccessory = (text: string, accessory: ButtonElement | StaticSelect | undefined): SectionBlock => ({
  ...mrkdwnSection(text),
  ...(accessory && { accessory }),
});

const button = (label: string, id: string, value: string): ButtonElement | undefined =>
  value.length > LIMITS.buttonValue
    ? undefined
    : {
        type: 'button',
        text: { type: 'plain_text', text: plain(label, LIMITS.buttonText) || '…', emoji: false },
        action_id: id,
        value,
      };

const searchBlocks = ({ searches }: BoardCard): KnownBlock[] => {
  if (searches.list.length === 0) return [];
  const lines = searches.list.map(({ title, facts, chat, atMs, again }, index) => {
    const told = joined([mrkdwn(facts, TITLE), channelOf(chat), momentOf(atMs)]);
    const press = again === null ? undefined : button(searches.button, `${HOME_AGAIN}.${index}`, again);
    return withAccessory(`*${mrkdwn(title, TITLE) || '…'}*\n${told}`, press);
  });
  return [heading(searches.heading), ...lines, ...context([searches.hint])];
};

const offerLine = ({ title, url }: { readonly title: string; readonly url: string }): string => {
  const address = webAddress(url, LIMITS.section / 6);
  const text = mrkdwn(title, TITLE);
  return address ? `• <${address}|${text}>` : `• ${text}`;
};

const listBlocks = ({ lists }: BoardCard): KnownBlock[] => {
  if (lists.list.length === 0) return [];
  const sections = lists.list.map(({ chat, facts, offers, more }) => {
    const lines = [...offers.map(offerLine), ...(more === null ? [] : [mrkdwn(more, TITLE)])];
    return mrkdwnSection([joined([channelOf(chat), `*${mrkdwn(facts, TITLE)}*`]), ...lines].join('\n'));
  });
  return [heading(lists.heading), ...sections];
};

const watchBlocks = ({ watches }: BoardCard): KnownBlock[] => {
  if (watches.list.length === 0) return [];
  const lines = watches.list.flatMap(({ text, actions }, index): KnownBlock[] => {
    const elements = buttons(actions, `watch${index}`).map((element) => ({
      ...element,
      action_id: element.url ? (element.action_id ?? '') : `${HOME}${element.action_id}`,
    }));
    return [plainSection(text), ...(elements.length > 0 ? [{ type: 'actions' as const, elements }] : [])];
  });
  return [heading(watches.heading), ...lines];
};

const settingBlocks = ({ settings }: BoardCard): KnownBlock[] => {
  const menus = settings.list.map(({ label, current, choices }, index) => {
    const options = choices
      .filter(({ action }) => action.length <= MENU.value)
      .slice(0, MENU.options)
      .map((choice) => ({
        text: { type: 'plain_text' as const, text: plain(choice.label, MENU.text) || '…', emoji: false },
        value: choice.action,
      }));
    const initial = options.find(({ text }) => text.text === plain(current, MENU.text));
    const menu: StaticSelect = {
      type: 'static_select',
      action_id: `${HOME}set.${index}`,
      options,
      ...(initial && { initial_option: initial }),
    };
    return withAccessory(`*${mrkdwn(label, TITLE) || '…'}*`, options.length > 0 ? menu : undefined);
  });
  return [heading(settings.heading), ...menus];
};

/** The view of a board. `channel` is the direct message with its owner: presses on the view do not say where they belong. */
export const homeView = (board: BoardCard, channel: string): HomeView => {
  const settings = settingBlocks(board);
  const told = [
    ...(board.empty === null ? [] : [plainSection(board.empty)]),
    ...watchBlocks(board),
    ...searchBlocks(board),
    ...listBlocks(board),
  ].slice(0, MOST_BLOCKS - settings.length);
  return { type: 'home', private_metadata: channel, blocks: [...told, ...settings].slice(0, MOST_BLOCKS) };
};
