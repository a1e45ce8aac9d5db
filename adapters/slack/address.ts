/**
 * Several workspaces side by side. Slack's ids are those of one workspace: channels of two may be called alike, and a shared channel is in
 * both. Inside a workspace everything goes by Slack's own ids; outside of this adapter those of every workspace but that of
 * `SLACK_BOT_TOKEN` begin with its team (`T9/C1`). Here one becomes the other. Pure.
 */
import type { Inbound, Place, Store } from '#service';

type Rename = (id: string) => string;

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);

/** A value with the ids of its conversations and files renamed, wherever they are in it. */
const renamed = <T>(value: T, rename: Rename): T => {
  if (Array.isArray(value)) return value.map((item) => renamed(item, rename)) as T;
  if (!isPlain(value)) return value;
  const { platform, id, fileId, uniqueId } = value;
  if (platform === 'slack' && typeof id === 'string') return { ...value, id: rename(id) };
  if (platform === 'slack' && typeof fileId === 'string')
    return { ...value, fileId: rename(fileId), uniqueId: rename(String(uniqueId)) };
  return Object.fromEntries(
    Object.entries(value).map(([key, inside]) => [key, renamed(inside, rename)]),
  ) as T;
};

/** The team in an id of a conversation or file, or null for the workspace of `SLACK_BOT_TOKEN`. */
export const teamIn = (id: string): string | null => /^(\w+)\//.exec(id)?.[1] ?? null;

/** An id as its own workspace knows it. */
export const bare: Rename = (id) => id.replace(/^\w+\//, '');

/** What happened in a workspace, as the rest of the program hears of it. `team` is null for the workspace of `SLACK_BOT_TOKEN`. */
export const outward = (inbound: Inbound, team: string | null): Inbound => {
  if (team === null) return inbound;
  const rename: Rename = (id) => `${team}/${id}`;
  const keyed: Rename = (key) => key.replace(/^slack:/, `slack:${team}/`);
  return {
    ...renamed(inbound, rename),
    key: keyed(inbound.key),
    ...(inbound.request === undefined ? {} : { request: keyed(inbound.request) }),
    from: { ...inbound.from, id: rename(inbound.from.id) },
  };
};

/** A conversation, message or photo as its own workspace knows it. */
export const inward = <T>(value: T): T => renamed(value, bare);

/** The same for where a reply goes, which may name a person and an event. */
export const inwardPlace = (place: Place): Place => {
  const { onlyFor } = place;
  const event = onlyFor?.event.replace(/^slack:\w+\//, 'slack:');
  return {
    ...inward(place),
    ...(onlyFor && event ? { onlyFor: { ...onlyFor, userId: bare(onlyFor.userId), event } } : {}),
  };
};

/** What a workspace answered with, as the rest of the program keeps it. */
export const outwardRef = <T>(value: T, team: string | null): T =>
  team === null ? value : renamed(value, (id) => `${team}/${id}`);

/** The part of a store in which a workspace keeps its own things. */
export const storeOf = (store: Store, team: string | null): Store => {
  if (team === null) return store;
  const own: Rename = (key) => `${team}/${key}`;
  return {
    get: (key) => store.get(own(key)),
    set: (key, value, ttlMs) => store.set(own(key), value, ttlMs),
    delete: (key) => store.delete(own(key)),
  };
};
