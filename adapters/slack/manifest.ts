/** The app's manifest for a set-up of its own: which requests go where. Pure; printed by `npm run slack-manifest`. */
import manifest from './manifest.json' with { type: 'json' };
import { EVENTS_PATH, REDIRECT_PATH } from './paths.ts';

/** How Slack reaches the program: by Socket Mode or by HTTP at a public address, which more workspaces also need to install the app. */
export type ManifestFor = { readonly publicUrl: string | null; readonly overHttp: boolean };

/** The manifest to paste. `publicUrl` has no slash at its end; over HTTP it is needed. */
export const manifestFor = ({ publicUrl, overHttp }: ManifestFor): object => {
  const { features, oauth_config, settings } = manifest;
  const request_url = `${publicUrl}${EVENTS_PATH}`;
  const redirects = publicUrl === null ? {} : { redirect_urls: [`${publicUrl}${REDIRECT_PATH}`] };
  const common = { ...manifest, oauth_config: { ...redirects, ...oauth_config } };
  if (!overHttp) return common;
  const { event_subscriptions, interactivity } = settings;
  return {
    ...common,
    features: {
      ...features,
      slash_commands: features.slash_commands.map((command) => ({ ...command, url: request_url })),
    },
    settings: {
      ...settings,
      event_subscriptions: { request_url, ...event_subscriptions },
      interactivity: { ...interactivity, request_url },
      socket_mode_enabled: false,
    },
  };
};
