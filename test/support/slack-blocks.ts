/** Checks messages and modals against Slack's Block Kit limits, since the double of Slack accepts anything. Written from Slack's reference, not from our renderer. */

type Json = Readonly<Record<string, unknown>>;

/** One fault: where it is, as a JSON pointer, and what is wrong. */
export type Fault = string;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

type Check = (value: unknown, at: string) => Fault[];

const text =
  (limit: number, kinds: readonly string[] = ['plain_text', 'mrkdwn']): Check =>
  (value, at) => {
    if (!isObject(value)) return [`${at}: no text object`];
    const words = value.text;
    if (typeof words !== 'string') return [`${at}/text: no string`];
    const faults = [
      kinds.includes(String(value.type)) ? null : `${at}/type: ${String(value.type)} not allowed`,
      words.length < 1 ? `${at}/text: empty` : null,
      words.length > limit ? `${at}/text: ${words.length} > ${limit}` : null,
      words.isWellFormed() ? null : `${at}/text: broken character`,
      'verbatim' in value && value.type === 'plain_text' ? `${at}/verbatim: only in mrkdwn` : null,
      'emoji' in value && value.type === 'mrkdwn' ? `${at}/emoji: only in plain_text` : null,
      value.type === 'mrkdwn' && /<[!@#]/.test(words) ? `${at}/text: mentions somebody` : null,
    ];
    return faults.filter((fault) => fault !== null);
  };

const string =
  (limit: number, required = true): Check =>
  (value, at) => {
    if (value === undefined) return required ? [`${at}: missing`] : [];
    if (typeof value !== 'string' || value === '') return [`${at}: no text`];
    return value.length > limit ? [`${at}: ${value.length} > ${limit}`] : [];
  };

const fileOrUrl: Check = (value, at) => {
  if (!isObject(value)) return [`${at}: no picture`];
  const both = 'image_url' in value && 'slack_file' in value;
  const none = !('image_url' in value) && !('slack_file' in value);
  if (both || none) return [`${at}: exactly one of image_url and slack_file`];
  if ('slack_file' in value)
    return isObject(value.slack_file)
      ? string(100)(value.slack_file.id, `${at}/slack_file/id`)
      : [`${at}/slack_file: no object`];
  const url = String(value.image_url);
  const reachable = /^https:\/\/(?!localhost|127\.|\[)[^/]+\/.+\.(?:png|jpe?g|gif)$/i.test(
    url.split('?')[0] ?? '',
  );
  return [
    ...string(3000)(value.image_url, `${at}/image_url`),
    ...(reachable ? [] : [`${at}/image_url: Slack cannot fetch or show it`]),
  ];
};

const image: Check = (value, at) =>
  isObject(value)
    ? [
        ...(value.type === 'image' ? [] : [`${at}/type: no image`]),
        ...string(2000)(value.alt_text, `${at}/alt_text`),
        ...fileOrUrl(value, at),
        ...unknownKeys(value, ['type', 'block_id', 'image_url', 'slack_file', 'alt_text', 'title'], at),
      ]
    : [`${at}: no image`];

const unknownKeys = (value: Json, known: readonly string[], at: string): Fault[] =>
  Object.keys(value)
    .filter((key) => !known.includes(key))
    .map((key) => `${at}/${key}: unknown`);

const button: Check = (value, at) => {
  if (!isObject(value) || value.type !== 'button') return [`${at}: no button`];
  return [
    ...text(75, ['plain_text'])(value.text, `${at}/text`),
    ...string(255)(value.action_id, `${at}/action_id`),
    ...string(2000, false)(value.value, `${at}/value`),
    ...string(3000, false)(value.url, `${at}/url`),
    ...string(75, false)(value.accessibility_label, `${at}/accessibility_label`),
    ...unknownKeys(value, ['type', 'text', 'action_id', 'value', 'url', 'accessibility_label', 'style'], at),
  ];
};

const each = (value: unknown, at: string, limits: { max: number; check: Check }): Fault[] => {
  const items = list(value);
  const count =
    items.length < 1 || items.length > limits.max ? [`${at}: ${items.length} items, 1 to ${limits.max}`] : [];
  return [...count, ...items.flatMap((item, index) => limits.check(item, `${at}/${index}`))];
};

const optional =
  (check: Check): Check =>
  (value, at) =>
    value === undefined ? [] : check(value, at);

const card: Check = (value, at) => {
  if (!isObject(value) || value.type !== 'card') return [`${at}: no card`];
  const shown = ['hero_image', 'title', 'actions', 'body'].some((key) => key in value);
  return [
    ...(shown ? [] : [`${at}: an empty card`]),
    ...optional(image)(value.hero_image, `${at}/hero_image`),
    ...optional(text(150))(value.title, `${at}/title`),
    ...optional(text(150))(value.subtitle, `${at}/subtitle`),
    ...optional(text(200))(value.body, `${at}/body`),
    ...optional((items, where) => each(items, where, { max: 25, check: button }))(
      value.actions,
      `${at}/actions`,
    ),
    ...unknownKeys(
      value,
      ['type', 'block_id', 'hero_image', 'icon', 'title', 'subtitle', 'body', 'actions'],
      at,
    ),
  ];
};

const fileInput: Check = (value, at) => {
  if (!isObject(value) || value.type !== 'file_input') return [`${at}: no file_input`];
  const files = value.max_files ?? 10;
  return [
    ...string(255)(value.action_id, `${at}/action_id`),
    ...(typeof files === 'number' && files >= 1 && files <= 10 ? [] : [`${at}/max_files: 1 to 10`]),
  ];
};

const BLOCKS: Readonly<Record<string, (block: Json, at: string) => Fault[]>> = {
  header: (block, at) => text(150, ['plain_text'])(block.text, `${at}/text`),
  section: (block, at) => [
    ...text(3000)(block.text, `${at}/text`),
    ...optional(image)(block.accessory, `${at}/accessory`),
    ...unknownKeys(block, ['type', 'block_id', 'text', 'accessory'], at),
  ],
  context: (block, at) => each(block.elements, `${at}/elements`, { max: 10, check: text(3000) }),
  actions: (block, at) => each(block.elements, `${at}/elements`, { max: 25, check: button }),
  image: (block, at) => image(block, at),
  card: (block, at) => card(block, at),
  carousel: (block, at) => each(block.elements, `${at}/elements`, { max: 10, check: card }),
  input: (block, at) => [
    ...text(2000, ['plain_text'])(block.label, `${at}/label`),
    ...optional(text(2000, ['plain_text']))(block.hint, `${at}/hint`),
    ...fileInput(block.element, `${at}/element`),
  ],
};

const checkBlock: Check = (block, at) => {
  if (!isObject(block)) return [`${at}: no block`];
  const check = BLOCKS[String(block.type)];
  return check
    ? [...optional(string(255))(block.block_id, `${at}/block_id`), ...check(block, at)]
    : [`${at}/type: unknown block ${String(block.type)}`];
};

const idsIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(idsIn);
  if (!isObject(value)) return [];
  return [
    ...(typeof value.action_id === 'string' ? [value.action_id] : []),
    ...Object.values(value).flatMap(idsIn),
  ];
};

const repeated = (ids: readonly string[]): Fault[] =>
  ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `action_id used twice: ${id}`);

/** Everything Slack would refuse in a message, and what it would accept but must not: mentions, an empty text. */
export const messageFaults = (message: { readonly text?: unknown; readonly blocks?: unknown }): Fault[] => {
  const blocks = list(message.blocks);
  const words = typeof message.text === 'string' ? message.text : '';
  return [
    ...(words.trim() === '' ? ['/text: missing'] : []),
    ...(words.length > 4000 ? [`/text: ${words.length} > 4000`] : []),
    ...(/<[!@#]/.test(words) ? ['/text: mentions somebody'] : []),
    ...(blocks.length > 50 ? [`/blocks: ${blocks.length} > 50`] : []),
    ...blocks.flatMap((block, index) => checkBlock(block, `/blocks/${index}`)),
    ...repeated(idsIn(blocks)),
  ];
};

/** Everything Slack would refuse in a modal. */
export const modalFaults = (view: unknown): Fault[] => {
  if (!isObject(view) || view.type !== 'modal') return ['/view: no modal'];
  return [
    ...text(24, ['plain_text'])(view.title, '/title'),
    ...text(24, ['plain_text'])(view.submit, '/submit'),
    ...text(24, ['plain_text'])(view.close, '/close'),
    ...string(255)(view.callback_id, '/callback_id'),
    ...string(3000, false)(view.private_metadata, '/private_metadata'),
    ...each(view.blocks, '/blocks', { max: 100, check: checkBlock }),
  ];
};
