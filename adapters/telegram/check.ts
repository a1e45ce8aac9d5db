/** Whether Telegram accepts the bot, and whether somebody else takes its updates. */
import { asTusouError, type Finding } from '#service';
import { type Access, chatError, createApi, forGrammy } from './client.ts';

const TOKEN_CURE = 'copy the token from @BotFather (/mybots, API Token) into TELEGRAM_BOT_TOKEN';
const NETWORK_CURE = 'check that this machine reaches TELEGRAM_API_ROOT (https://api.telegram.org)';

const trouble = (error: unknown): Finding => {
  const { code, message, detail } = asTusouError(chatError(error));
  const cure = code === 'config-invalid' ? TOKEN_CURE : NETWORK_CURE;
  return { what: 'bot token', ok: false, says: detail ?? message, cure };
};

/** Asks who the bot is (`getMe`) and where its updates go (`getWebhookInfo`). Changes nothing. Never throws. */
export const checkTelegram = async (access: Access, signal: AbortSignal): Promise<readonly Finding[]> => {
  const api = createApi(access);
  try {
    const { username } = await api.getMe(forGrammy(signal));
    const { url } = await api.getWebhookInfo(forGrammy(signal));
    const token = { what: 'bot token', ok: true, says: `accepted, the bot is @${username}`, cure: null };
    if (!url) return [token];
    // The address is somebody's secret: people put tokens into it.
    const says = 'another program has set a webhook; it is taken away when Tusou starts';
    return [token, { what: 'updates', ok: true, says, cure: null }];
  } catch (error) {
    return [trouble(error)];
  }
};
