/** Recorded payloads of Slack, ready to be changed for a test. */
import { readFileSync } from 'node:fs';

/** A payload: objects all the way down, with anything at the ends. */
export type Payload = { [key: string]: unknown };

/** A recorded payload from test/fixtures/slack. */
export const payload = (name: string): Payload =>
  JSON.parse(readFileSync(new URL(`../fixtures/slack/${name}.json`, import.meta.url), 'utf8'));

/** A recorded event with some fields of the inner event replaced. */
export const eventPayload = (name: string, over: Payload = {}): Payload => {
  const outer = payload(name);
  return { ...outer, event: { ...(outer.event as Payload), ...over } };
};
