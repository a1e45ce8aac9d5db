/** The app on the official gateway that commands about the app itself speak for. */
import type { Config, MarketplaceChoice } from '../config.ts';
import { TusouError } from '../domain/errors.ts';

/** The app as the settings name it. */
export type Gateway = Extract<MarketplaceChoice, { kind: 'open-platform' }>;

/** Throws `config-invalid` where the settings name none. */
export const gatewayOf = ({ marketplaces }: Config): Gateway => {
  const gateway = marketplaces.find((choice) => choice.kind === 'open-platform');
  if (gateway) return gateway;
  throw new TusouError('config-invalid', {
    detail: 'There is no app of open.1688.com: set ALI1688_APP_KEY and ALI1688_APP_SECRET.',
  });
};
