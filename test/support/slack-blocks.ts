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

const option: Check = (value, at) => {
  if (!isObject(value)) return [`${at}: no option`];
  return [
    ...text(75, ['plain_text'])(value.text, `${at}/text`),
    ...string(150)(value.value, `${at}/value`),
    ...unknownKeys(value, ['text', 'value'], at),
  ];
};

const menu: Check = (value, at) => {
  if (!isObject(value)) return [`${at}: no menu`];
  const options = list(value.options);
  const values = options.map((one) => (isObject(one) ? one.value : null));
  const initial = JSON.stringify(value.initial_option);
  const isOption = initial === undefined || options.some((one) => JSON.stringify(one) === initial);
  return [
    ...string(255)(value.action_id, `${at}/action_id`),
    ...text(150, ['plain_text'])(value.placeholder, `${at}/placeholder`),
    ...each(value.options, `${at}/options`, { max: 100, check: option }),
    ...(new Set(values).size === values.length ? [] : [`${at}/options: a value twice`]),
    ...(isOption ? [] : [`${at}/initial_option: none of the options`]),
    ...unknownKeys(value, ['type', 'action_id', 'placeholder', 'options', 'initial_option'], at),
  ];
};

const element: Check = (value, at) =>
  isObject(value) && value.type === 'static_select' ? menu(value, at) : button(value, at);

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
    // No reference names a number; clients lay out three (docs.rs/slackblocks, `CardBlock`).
    ...optional((items, where) => each(items, where, { max: 3, check: button }))(
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

const amount: Check = (value, at) =>
  /^\d+(?:\.\d+)?$/.test(String(value)) ? [] : [`${at}: no number as text`];

const FIELDS: Readonly<Record<string, (element: Json, at: string) => Fault[]>> = {
  file_input: fileInput,
  plain_text_input: (element, at) => {
    const most = Number(element.max_length ?? 3000);
    return [
      ...(most >= 1 && most <= 3000 ? [] : [`${at}/max_length: 1 to 3000`]),
      ...string(most, false)(element.initial_value, `${at}/initial_value`),
      ...unknownKeys(element, ['type', 'action_id', 'max_length', 'initial_value'], at),
    ];
  },
  number_input: (element, at) => [
    ...(typeof element.is_decimal_allowed === 'boolean' ? [] : [`${at}/is_decimal_allowed: missing`]),
    ...optional(amount)(element.min_value, `${at}/min_value`),
    ...optional(amount)(element.max_value, `${at}/max_value`),
    ...unknownKeys(element, ['type', 'action_id', 'is_decimal_allowed', 'min_value', 'max_value'], at),
  ],
  static_select: (element, at) => [
    ...each(element.options, `${at}/options`, { max: 100, check: option }),
    ...unknownKeys(element, ['type', 'action_id', 'options'], at),
  ],
};

const field: Check = (value, at) => {
  const check = isObject(value) ? FIELDS[String(value.type)] : undefined;
  if (!isObject(value) || !check) return [`${at}: no field`];
  return [...string(255)(value.action_id, `${at}/action_id`), ...check(value, at)];
};

const accessory: Check = (value, at) =>
  isObject(value) && value.type === 'button' ? button(value, at) : image(value, at);

const BLOCKS: Readonly<Record<string, (block: Json, at: string) => Fault[]>> = {
  header: (block, at) => text(150, ['plain_text'])(block.text, `${at}/text`),
  section: (block, at) => [
    ...('fields' in block && !('text' in block) ? [] : text(3000)(block.text, `${at}/text`)),
    ...optional((items, where) => each(items, where, { max: 10, check: text(2000) }))(
      block.fields,
      `${at}/fields`,
    ),
    ...optional(accessory)(block.accessory, `${at}/accessory`),
    ...unknownKeys(block, ['type', 'block_id', 'text', 'fields', 'accessory'], at),
  ],
  table: (block, at) => {
    const rows = list(block.rows).map(list);
    const cells = rows.flat().map((cell) => (isObject(cell) ? String(cell.text ?? '') : ''));
    const length = cells.join('').length;
    return [
      ...(rows.length >= 1 && rows.length <= 100 ? [] : [`${at}/rows: ${rows.length}, 1 to 100`]),
      ...(rows.every((row) => row.length === rows[0]?.length && row.length <= 20)
        ? []
        : [`${at}/rows: not alike, or more than 20 cells`]),
      ...(cells.every((cell) => cell !== '' && cell.isWellFormed()) ? [] : [`${at}/rows: an empty cell`]),
      ...(length <= 10_000 ? [] : [`${at}/rows: ${length} characters > 10000`]),
      ...unknownKeys(block, ['type', 'block_id', 'rows', 'column_settings'], at),
    ];
  },
  context: (block, at) => each(block.elements, `${at}/elements`, { max: 10, check: text(3000) }),
  actions: (block, at) => each(block.elements, `${at}/elements`, { max: 25, check: element }),
  image: (block, at) => image(block, at),
  card: (block, at) => card(block, at),
  carousel: (block, at) => each(block.elements, `${at}/elements`, { max: 10, check: card }),
  input: (block, at) => [
    ...text(2000, ['plain_text'])(block.label, `${at}/label`),
    ...optional(text(2000, ['plain_text']))(block.hint, `${at}/hint`),
    ...field(block.element, `${at}/element`),
    ...unknownKeys(block, ['type', 'block_id', 'label', 'hint', 'optional', 'element'], at),
  ],
  divider: (block, at) => unknownKeys(block, ['type', 'block_id'], at),
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
    // Slack wants a submit button where there is something to fill in.
    ...(JSON.stringify(view.blocks).includes('"type":"input"')
      ? text(24, ['plain_text'])(view.submit, '/submit')
      : optional(text(24, ['plain_text']))(view.submit, '/submit')),
    ...text(24, ['plain_text'])(view.close, '/close'),
    ...string(255)(view.callback_id, '/callback_id'),
    ...string(3000, false)(view.private_metadata, '/private_metadata'),
    ...each(view.blocks, '/blocks', { max: 100, check: checkBlock }),
    ...repeated(idsIn(view.blocks)),
    ...(Buffer.byteLength(JSON.stringify(view)) > 250_000 ? ['/view: larger than 250 KB'] : []),
  ];
};

/** Everything Slack would refuse in the cards below a message's links. */
export const unfurlFaults = ({ unfurls }: { readonly unfurls?: unknown }): Fault[] =>
  Object.entries(isObject(unfurls) ? unfurls : {}).flatMap(([url, card]) => {
    if (!isObject(card)) return [`${url}: no card`];
    const words = [card.text, card.title, card.fallback].filter((one) => typeof one === 'string').join('\n');
    return [
      ...string(2000)(card.fallback, '/fallback'),
      ...optional(string(3000))(card.text, '/text'),
      ...(/<[!@#]/.test(words) ? ['/text: mentions somebody'] : []),
      ...list(card.blocks).flatMap((block, index) => checkBlock(block, `/blocks/${index}`)),
      ...repeated(idsIn(card.blocks)),
    ];
  });
