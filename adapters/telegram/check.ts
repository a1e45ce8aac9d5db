/** Whether Telegram accepts the bot, whether somebody else takes its updates, and what it sees in groups. */
import type { UserFromGetMe } from 'grammy/types';
import { asTusouError, type Finding } from '#service';
import { type Access, chatError, createApi, forGrammy } from './client.ts';
import { webhookAddress } from './webhook.ts';

/** The access to be checked. `webhookUrl` is set where updates are to come to a webhook. */
export type TelegramSetUp = Access & { readonly webhookUrl?: string };

const TOKEN_CURE = 'copy the token from @BotFather (/mybots, API Token) into TELEGRAM_BOT_TOKEN';
const NETWORK_CURE = 'check that this machine reaches TELEGRAM_API_ROOT (https://api.telegram.org)';

const trouble = (error: unknown): Finding => {
  const { code, message, detail } = asTusouError(chatError(error));
  const cure = code === 'config-invalid' ? TOKEN_CURE : NETWORK_CURE;
  return { what: 'bot token', ok: false, says: detail ?? message, cure };
};

/** Where updates go now, and what Tusou does about it. The address is somebody's secret: people put tokens into it. */
const updatesFinding = (url: string | undefined, pending: number, ours: string | null): Finding | null => {
  const fine = (says: string): Finding => ({ what: 'updates', ok: true, says, cure: null });
  if (ours === null)
    return url ? fine('another program has set a webhook; it is taken away when Tusou starts') : null;
  if (url === ours) return fine(`the webhook is set, ${pending} updates wait for it`);
  if (url) return fine('another webhook is set; TELEGRAM_WEBHOOK_URL takes its place when Tusou starts');
  return fine('no webhook is set; that of TELEGRAM_WEBHOOK_URL is when Tusou starts');
};

/** What reaches the bot in groups. Both ways are in order, so neither is a problem. */
const groupsFinding = ({ can_join_groups: joins, can_read_all_group_messages: hearsAll }: UserFromGetMe) => {
  const privacy = hearsAll
    ? 'privacy mode is off: it sees every photo and can answer those that groups want answered'
    : 'privacy mode is on: it sees what is addressed to it, and every photo only where it is an admin (@BotFather, /setprivacy)';
  const says = joins ? privacy : 'it cannot be added to groups (@BotFather, /setjoingroups)';
  return { what: 'groups', ok: true, says, cure: null };
};

/** Asks who the bot is (`getMe`) and where its updates go (`getWebhookInfo`). Changes nothing. Never throws. */
export const checkTelegram = async (
  { webhookUrl, ...access }: TelegramSetUp,
  signal: AbortSignal,
): Promise<readonly Finding[]> => {
  const api = createApi(access);
  try {
    const self = await api.getMe(forGrammy(signal));
    const { url, pending_update_count: pending } = await api.getWebhookInfo(forGrammy(signal));
    const token = { what: 'bot token', ok: true, says: `accepted, the bot is @${self.username}`, cure: null };
    const updates = updatesFinding(
      url,
      pending,
      webhookUrl === undefined ? null : webhookAddress(webhookUrl),
    );
    return [token, ...(updates ? [updates] : []), groupsFinding(self)];
  } catch (error) {
    return [trouble(error)];
  }
};
