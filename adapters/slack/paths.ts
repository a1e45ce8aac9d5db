/** The paths at which Slack, and people on their way from Slack, reach this program. */

/** Where Slack's requests arrive. */
export const EVENTS_PATH = '/slack/events';

/** Where an installation begins. */
export const INSTALL_PATH = '/slack/install';

/** Where Slack sends people back to; it has to be among the app's Redirect URLs. */
export const REDIRECT_PATH = '/slack/oauth_redirect';
