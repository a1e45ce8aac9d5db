/** All calls to the official gateway, put together. Loaded for the first of them. */
import type { Backend, Query } from '../../domain/ports.ts';
import { type AccessOptions, createTokens } from './access.ts';
import { createCheck } from './check.ts';
import { createClient } from './client.ts';
import { createOpenDetail } from './details.ts';
import { createEstimateFreight } from './freight.ts';
import { createFindList } from './lists.ts';
import type { Rows } from './parse.ts';
import { createPictureSearch } from './pictures.ts';
import { createRepost, type Repost } from './repost.ts';

/** What the gateway can be asked. */
export type Calls = Required<Pick<Backend, 'offer' | 'freight' | 'check'>> & {
  readonly repost: Repost;
  rowsFor(asked: Query, signal: AbortSignal): Promise<Rows>;
};

/** Makes the calls, see `createOpenPlatform`. */
export const openCalls = (options: AccessOptions): Calls => {
  const call = createClient({ ...options, tokens: createTokens(options) });
  const offer = createOpenDetail({ ...options, call });
  const { byPhoto, byUrl } = createPictureSearch(call, options);
  const findList = createFindList(call);
  return {
    rowsFor: (asked, signal) => {
      if (asked.kind === 'photo') return byPhoto(asked.photo, asked.question, signal);
      if (asked.kind === 'picture-url') return byUrl(asked.url, asked.question, signal);
      return findList(asked, signal);
    },
    offer,
    freight: createEstimateFreight(call, offer),
    check: createCheck({ ...options, call }),
    repost: createRepost(call),
  };
};
