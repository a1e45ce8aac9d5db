/** Where 1688's PC pages and the services behind them live. */

/** One origin for each host, without a slash at the end. */
export type PcWebUrls = {
  /** Server time, upload permits and results of the oldest flow. */
  readonly openService: string;
  /** The bucket that takes pictures, unless a permit names another one. */
  readonly bucket: string;
  readonly mtop: string;
  readonly search: string;
  readonly results: string;
  readonly detail: string;
};

const HOSTS: PcWebUrls = {
  openService: 'https://open-s.1688.com',
  bucket: 'https://cbusearch.oss-cn-shanghai.aliyuncs.com',
  mtop: 'https://h5api.m.1688.com',
  search: 'https://search.1688.com',
  results: 'https://s.1688.com',
  detail: 'https://detail.1688.com',
};

/** The real hosts, or one other server in place of all of them: their paths do not meet. */
export const pcWebUrls = (base: string | null): PcWebUrls =>
  base === null
    ? HOSTS
    : { openService: base, bucket: base, mtop: base, search: base, results: base, detail: base };

/** The pages that ask these services name themselves and a browser; requests without are refused. */
export const pageHeaders = (page: string): Readonly<Record<string, string>> => ({
  origin: new URL(page).origin,
  referer: page,
  'user-agent':
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36',
});
