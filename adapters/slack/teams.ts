/** Which workspace an event belongs to, and whether it says that the app was taken out. Pure. */
import { z } from 'zod';

const named = z.object({ id: z.string() }).nullish().catch(null);
const id = z.string().nullish().catch(null);

/**
 * Where Slack's payloads name workspaces. In channels that several workspaces share, the person who acts and the event itself may belong to
 * another one than the installation: that is told by `authorizations`, `app_installed_team_id`, and by our own message.
 */
const bodySchema = z.object({
  type: id,
  authorizations: z
    .array(z.object({ team_id: id }))
    .nullish()
    .catch(null),
  view: z.object({ app_installed_team_id: id, team_id: id }).nullish().catch(null),
  team_id: id,
  team: named,
  message: z.object({ team: id }).nullish().catch(null),
  user: z.object({ team_id: id }).nullish().catch(null),
  event_time: z.number().nullish().catch(null),
  event: z
    .object({
      type: z.string(),
      tokens: z
        .object({ bot: z.array(z.string()).nullish() })
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
});

type Body = z.infer<typeof bodySchema>;

/** `tokens_revoked` is also sent for tokens of people, of which we have none (docs.slack.dev/reference/events/tokens_revoked). */
const isGoodbye = ({ event }: Body): boolean =>
  event?.type === 'app_uninstalled' ||
  (event?.type === 'tokens_revoked' && (event.tokens?.bot ?? []).length > 0);

/**
 * The workspaces that an event may belong to, the likeliest first. `goodbyeMs` is when the app was taken out of it, in ms since the epoch;
 * null for all other events.
 */
export const readEvent = (payload: unknown): { teams: string[]; goodbyeMs: number | null } => {
  const { data } = bodySchema.safeParse(payload);
  if (!data) return { teams: [], goodbyeMs: null };
  const { type, authorizations, view, team_id, team, message, user, event_time } = data;
  const all = [
    // A pressed button is on a message of ours; a shortcut may be on anybody's.
    ...(type === 'block_actions' ? [message?.team] : []),
    ...(authorizations ?? []).map((one) => one.team_id),
    view?.app_installed_team_id,
    team_id,
    team?.id,
    view?.team_id,
    user?.team_id,
  ].filter((one) => typeof one === 'string');
  const goodbyeMs = isGoodbye(data) ? (event_time ?? Number.POSITIVE_INFINITY) * 1000 : null;
  return { teams: [...new Set(all)], goodbyeMs };
};
