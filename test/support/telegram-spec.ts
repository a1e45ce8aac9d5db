/** Judges Bot API calls by the machine-readable specification (test/fixtures/specs) and by limits that it tells in prose only. */
import { readFileSync } from 'node:fs';
import { readHtml } from './telegram-html.ts';
import { richProblems } from './telegram-rich.ts';

/** A call as it went over the wire: parameters as JSON values, uploaded files by the name of their part. */
export type TelegramCall = {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The names of the files, by the same part. */
  readonly names?: ReadonlyMap<string, string>;
};

/** `"Integer|String!"`: the types that a field may have; `!` when it is required. */
type Fields = Readonly<Record<string, string>>;
type Spec = {
  readonly version: string;
  readonly methods: Readonly<Record<string, Fields>>;
  readonly types: Readonly<Record<string, Fields | readonly string[]>>;
};

const read = (name: string): Spec =>
  JSON.parse(readFileSync(new URL(`../fixtures/specs/${name}.json`, import.meta.url), 'utf8'));

const [RECORDED, LATER] = [read('telegram-bot-api'), read('telegram-bot-api-10.3')];

/** What Bot API 10.2 and 10.3 added of what is used here, as @grammyjs/types 5.0.0 has it: the recorded specification is older. */
const NEWER: Pick<Spec, 'methods' | 'types'> = {
  methods: {
    sendMessage: { ephemeral_message_parameters: 'EphemeralMessageParameters' },
    editEphemeralMessageText: {
      chat_id: 'Integer|String!',
      receiver_user_id: 'Integer!',
      ephemeral_message_id: 'Integer!',
      text: 'String',
      parse_mode: 'String',
      link_preview_options: 'LinkPreviewOptions',
      reply_markup: 'InlineKeyboardMarkup',
    },
  },
  types: {
    EphemeralMessageParameters: {
      receiver_user_id: 'Integer!',
      callback_query_id: 'String',
      replace_callback_query_message: 'Boolean',
    },
    ReplyParameters: { message_id: 'Integer', ephemeral_message_id: 'Integer' },
    BotCommand: { is_ephemeral: 'Boolean' },
    Message: { ephemeral_message_id: 'Integer', receiver_user: 'User' },
  },
};

const widened = <T>(
  old: Readonly<Record<string, T>>,
  more: Readonly<Record<string, T>>,
): Record<string, T> => ({
  ...old,
  ...Object.fromEntries(Object.entries(more).map(([name, fields]) => [name, { ...old[name], ...fields }])),
});

const SPEC: Spec = {
  version: LATER.version,
  methods: { ...widened(RECORDED.methods, NEWER.methods), ...LATER.methods },
  types: { ...widened(RECORDED.types, NEWER.types), ...LATER.types },
};

/** The types of a method's parameter, such as `["Integer", "String"]`; empty for what it does not have. */
export const parameterTypes = (method: string, name: string): string[] =>
  (SPEC.methods[method]?.[name] ?? '').replace('!', '').split('|').filter(Boolean);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const SIMPLE: Readonly<Record<string, (value: unknown) => boolean>> = {
  Integer: (value) => Number.isSafeInteger(value),
  Float: (value) => typeof value === 'number',
  String: (value) => typeof value === 'string',
  Boolean: (value) => typeof value === 'boolean',
  InputFile: (value) => typeof value === 'string' && value.startsWith('attach://'),
};

const fieldProblems = (fields: Fields, value: Record<string, unknown>, path: string): string[] => {
  const unknown = Object.keys(value).filter((name) => !(name in fields));
  const missing = Object.keys(fields).filter((name) => fields[name]?.endsWith('!') && !(name in value));
  const known = Object.keys(value).filter((name) => name in fields);
  return [
    ...unknown.map((name) => `${path}: no field '${name}'`),
    ...missing.map((name) => `${path}: '${name}' is required`),
    ...known.flatMap((name) => typeProblems(fields[name] ?? '', value[name], `${path}.${name}`)),
  ];
};

const oneTypeProblems = (type: string, value: unknown, path: string): string[] => {
  const element = /^Array of (.+)$/.exec(type)?.[1];
  if (element)
    return Array.isArray(value)
      ? value.flatMap((item, index) => typeProblems(element, item, `${path}[${index}]`))
      : [`${path}: not an array`];
  const word = /^'(.+)'$/.exec(type)?.[1];
  if (word !== undefined) return value === word ? [] : [`${path}: not '${word}'`];
  const simple = SIMPLE[type];
  if (simple) return simple(value) ? [] : [`${path}: not of type ${type}`];
  const fields = SPEC.types[type];
  if (!fields) return [`${path}: the specification has no type ${type}`];
  if (Array.isArray(fields)) return typeProblems(fields.join('|'), value, path);
  return isObject(value) ? fieldProblems(fields as Fields, value, path) : [`${path}: not of type ${type}`];
};

/** The problems of the type that fits best: none when any of them fits. */
const typeProblems = (types: string, value: unknown, path: string): string[] => {
  let best: string[] | null = null;
  for (const type of types.replace('!', '').split('|')) {
    const problems = oneTypeProblems(type, value, path);
    if (problems.length === 0) return problems;
    if (best === null || problems.length < best.length) best = problems;
  }
  return best ?? [];
};

/** Limits that the specification states in its descriptions: characters after entities parsing. */
const LENGTHS: Readonly<Record<string, readonly [number, number]>> = {
  'sendMessage.text': [1, 4096],
  'editMessageText.text': [1, 4096],
  'editEphemeralMessageText.text': [1, 4096],
  'sendPhoto.caption': [0, 1024],
  'editMessageCaption.caption': [0, 1024],
  'sendDocument.caption': [0, 1024],
  'editMessageMedia.media.caption': [0, 1024],
  'sendMediaGroup.media.caption': [0, 1024],
  'answerCallbackQuery.text': [0, 200],
  'sendPoll.question': [1, 300],
  'sendPoll.description': [0, 1024],
  'sendPoll.options.text': [1, 100],
  'setMyDescription.description': [0, 512],
  'setMyShortDescription.short_description': [0, 120],
};

const textProblems = (holder: Record<string, unknown>, path: string): string[] =>
  Object.entries(holder).flatMap(([name, value]) => {
    const limits = LENGTHS[`${path}.${name}`];
    if (typeof value !== 'string' || !limits) return [];
    const html = (holder[`${name}_parse_mode`] ?? holder.parse_mode) === 'HTML';
    const { text, problems } = html ? readHtml(value) : { text: value, problems: [] };
    const length = text.trim().length;
    const fits = length >= limits[0] && text.length <= limits[1];
    return [...problems, ...(fits ? [] : [`${path}.${name}: ${length} characters`])];
  });

const BUTTON_LOOKS = new Set(['text', 'icon_custom_emoji_id', 'style']);

const buttonProblems = (button: unknown): string[] => {
  if (!isObject(button)) return ['a button is no object'];
  const does = Object.keys(button).filter((name) => !BUTTON_LOOKS.has(name));
  const bytes = typeof button.callback_data === 'string' ? Buffer.byteLength(button.callback_data) : 1;
  return [
    ...(does.length === 1 ? [] : [`a button does ${does.length} things`]),
    ...(String(button.text).trim() === '' ? ['a button without a label'] : []),
    ...(bytes >= 1 && bytes <= 64 ? [] : [`BUTTON_DATA_INVALID: ${bytes} bytes`]),
    ...(button.url === undefined || /^(https?:\/\/[^/]+\.[^/]+|tg:\/\/)/.test(String(button.url))
      ? []
      : ['BUTTON_URL_INVALID']),
  ];
};

const keyboardProblems = (markup: unknown): string[] => {
  const rows = isObject(markup) ? markup.inline_keyboard : undefined;
  if (!Array.isArray(rows)) return [];
  const buttons = rows.flat();
  return [
    ...(rows.every((row) => Array.isArray(row) && row.length > 0 && row.length <= 8)
      ? []
      : ['a row of no or too many buttons']),
    ...(buttons.length <= 100 ? [] : [`${buttons.length} buttons`]),
    ...buttons.flatMap(buttonProblems),
  ];
};

const attachProblems = ({ params, files }: TelegramCall): string[] => {
  const named = [...JSON.stringify(params).matchAll(/attach:\/\/([^"\\]+)/g)].map(([, name]) => name ?? '');
  return [
    ...named.filter((name) => !files.has(name)).map((name) => `no file part '${name}'`),
    ...[...files.keys()].filter((name) => !named.includes(name)).map((name) => `unused file part '${name}'`),
  ];
};

const targetProblems = ({ method, params }: TelegramCall): string[] =>
  /^editMessage/.test(method) && !(params.inline_message_id || (params.chat_id && params.message_id))
    ? ['which message is to be edited?']
    : [];

const commandProblems = ({ method, params }: TelegramCall): string[] =>
  method !== 'setMyCommands' || !Array.isArray(params.commands)
    ? []
    : params.commands
        .filter(isObject)
        .filter(
          ({ command, description }) =>
            !/^[a-z0-9_]{1,32}$/.test(String(command)) || !/^.{1,256}$/su.test(String(description)),
        )
        .map(({ command }) => `BOT_COMMAND_INVALID: ${String(command)}`);

/** The options of a poll: between one and twelve, each with a text. */
const optionProblems = ({ method, params: { options } }: TelegramCall): string[] => {
  if (method !== 'sendPoll' || !Array.isArray(options)) return [];
  const count = options.length >= 1 && options.length <= 12 ? [] : [`${options.length} options in a poll`];
  return [
    ...count,
    ...options.filter(isObject).flatMap((option) => textProblems(option, 'sendPoll.options')),
  ];
};

/** An album has 2 to 10 pictures, each with a caption of its own. */
const albumProblems = ({ method, params }: TelegramCall): string[] => {
  if (method !== 'sendMediaGroup' || !Array.isArray(params.media)) return [];
  const items = params.media.filter(isObject);
  const fits = items.length >= 2 && items.length <= 10;
  return [
    ...(fits ? [] : [`an album of ${items.length}`]),
    ...items.flatMap((item) => textProblems(item, `${method}.media`)),
  ];
};

const richCallProblems = ({ method, params }: TelegramCall): string[] => {
  const { rich_message: rich, text } = params;
  if (method === 'editMessageText' && (rich === undefined) === (text === undefined))
    return ['an edit to a text or to a rich message?'];
  return rich === undefined ? [] : richProblems(rich);
};

/** Some of the emoji of core.telegram.org/bots/api#reactiontypeemoji; bots put on one at most. */
const REACTIONS = ['👍', '👎', '❤', '👀', '🤔', '🤷', '👌'];

const reactionProblems = ({ method, params }: TelegramCall): string[] => {
  if (method !== 'setMessageReaction' || !Array.isArray(params.reaction)) return [];
  const emoji = params.reaction.filter(isObject).map((reaction) => String(reaction.emoji));
  return [
    ...(emoji.length <= 1 ? [] : [`REACTIONS_TOO_MANY: ${emoji.length}`]),
    ...emoji.filter((one) => !REACTIONS.includes(one)).map((one) => `REACTION_INVALID: ${one}`),
  ];
};

const ACTIONS = ['typing', 'upload_photo', 'upload_document', 'choose_sticker', 'find_location'];

const actionProblems = ({ method, params }: TelegramCall): string[] =>
  method === 'sendChatAction' && !ACTIONS.includes(String(params.action))
    ? [`wrong action: ${String(params.action)}`]
    : [];

/** Everything that Telegram would refuse in a call; empty when it is in order. */
export const callProblems = (call: TelegramCall): string[] => {
  const fields = SPEC.methods[call.method];
  if (!fields) return [`no method '${call.method}'`];
  const media = isObject(call.params.media) ? call.params.media : {};
  return [
    ...fieldProblems(fields, call.params, call.method),
    ...textProblems(call.params, call.method),
    ...textProblems(media, `${call.method}.media`),
    ...optionProblems(call),
    ...keyboardProblems(call.params.reply_markup),
    ...attachProblems(call),
    ...targetProblems(call),
    ...commandProblems(call),
    ...albumProblems(call),
    ...richCallProblems(call),
    ...reactionProblems(call),
    ...actionProblems(call),
  ];
};

/** What breaks the shape of a type, such as an incoming `Update`; empty when it is in order. */
export const shapeProblems = (type: string, value: unknown): string[] => typeProblems(type, value, type);
