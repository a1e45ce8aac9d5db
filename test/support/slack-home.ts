/** Checks a Home tab against Block Kit's limits, and reads it. Written from Slack's reference, not from our renderer. */
import { messageFaults } from './slack-blocks.ts';

type Json = Readonly<Record<string, unknown>>;

const list = (value: unknown): Json[] => (Array.isArray(value) ? value : []);

/** Slack's own markup for a channel and a moment, which calls nobody. */
const HARMLESS = /<#[CG][A-Z0-9]+>|<!date\^\d+\^\{date_short_pretty\} \{time\}\|\d{4}-\d\d-\d\d>/g;

const textFaults = (value: unknown, limit: number, at: string): string[] => {
  const { type, text } = (value ?? {}) as Json;
  const isFine = type === 'plain_text' && typeof text === 'string' && text.length > 0 && text.length <= limit;
  return isFine ? [] : [`${at}: no plain text of 1 to ${limit}`];
};

const menuFaults = (menu: Json, at: string): string[] => {
  const options = list(menu.options);
  const values = options.map(({ value }) => value);
  const initial = menu.initial_option as Json | undefined;
  return [
    ...(options.length >= 1 && options.length <= 100 ? [] : [`${at}/options: ${options.length}`]),
    ...options.flatMap(({ text }, index) => textFaults(text, 75, `${at}/options/${index}/text`)),
    ...values.flatMap((value) => (typeof value === 'string' && value.length <= 150 ? [] : [`${at}: value`])),
    ...(initial === undefined || values.includes(initial.value) ? [] : [`${at}/initial_option: unknown`]),
  ];
};

/** The block as messages may have it: what stands beside a section is looked at as a row of its own. */
const plainBlocks = (block: Json): Json[] => {
  const { accessory, ...rest } = block;
  const harmless = JSON.parse(JSON.stringify(rest).replace(HARMLESS, '#')) as Json;
  const { type } = (accessory ?? {}) as Json;
  if (type === undefined || type === 'static_select') return [harmless];
  return type === 'button' ? [harmless, { type: 'actions', elements: [accessory] }] : [block];
};

/** Everything Slack would refuse in a Home tab, and what it would accept but must not: mentions. */
export const homeFaults = (view: unknown): string[] => {
  const { type, private_metadata, blocks } = (view ?? {}) as Json;
  const all = list(blocks);
  const menus = all
    .map(({ accessory }) => (accessory ?? {}) as Json)
    .filter((one) => one.type === 'static_select');
  const plain = all.flatMap(plainBlocks);
  const parts = Array.from({ length: Math.ceil(plain.length / 50) }, (_, part) =>
    plain.slice(part * 50, part * 50 + 50),
  );
  return [
    ...(type === 'home' ? [] : ['/type: no home tab']),
    ...(String(private_metadata ?? '').length > 3000 ? ['/private_metadata: too long'] : []),
    ...(all.length < 1 || all.length > 100 ? [`/blocks: ${all.length}, 1 to 100`] : []),
    ...menus.flatMap((menu, index) => menuFaults(menu, `/menus/${index}`)),
    ...parts.flatMap((part) => messageFaults({ text: 'home', blocks: part })),
  ];
};
