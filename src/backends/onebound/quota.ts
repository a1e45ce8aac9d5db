/** Keeps the operator informed of OneBound's daily quota, which replies tell in passing. */
import type { Log } from '../../domain/ports.ts';

const COUNTS = /\btoday:\s*(\d+)\b.*?\bmax:\s*(\d+)\b/;
/** From here on it is a warning. */
const NEARLY_USED_UP = 0.9;

/** Reads a reply's `api_info` (`today:7 max:10000 ...`). Answers null where it tells no quota. */
export const readQuota = (apiInfo: string): { readonly used: number; readonly limit: number } | null => {
  const [, used, limit] = COUNTS.exec(apiInfo) ?? [];
  return Number(limit) > 0 ? { used: Number(used), limit: Number(limit) } : null;
};

/** Makes the function that hears of every `api_info` and logs the first one, and then each further tenth that is used up. */
export const createQuotaWatch = (log: Log): ((apiInfo: string) => void) => {
  let told = -1;
  return (apiInfo) => {
    const quota = readQuota(apiInfo);
    if (!quota) return;
    const share = quota.used / quota.limit;
    const tenths = Math.floor(share * 10);
    if (tenths === told) return;
    told = tenths;
    if (share >= NEARLY_USED_UP) log.warn(quota, 'OneBound quota nearly used up today');
    else log.info(quota, 'OneBound quota used today');
  };
};
