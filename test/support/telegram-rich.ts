/** Judges rich messages by the limits that the Bot API tells in prose (core.telegram.org/bots/api#rich-message-limits). */

type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const everywhere = (value: unknown, look: (node: Node, level: number) => void, level = 0): void => {
  if (Array.isArray(value)) for (const item of value) everywhere(item, look, level);
  if (!isNode(value)) return;
  look(value, level);
  for (const inner of Object.values(value)) everywhere(inner, look, level + 1);
};

/** What is seen: every text, wherever it stands. */
const TEXT_FIELDS = new Set(['text', 'summary', 'credit', 'caption']);

const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.flatMap(textsIn) : [];
};

/** All text of a rich message as people read it. */
export const richText = (message: unknown): string => {
  const found: string[] = [];
  everywhere(message, (node) => {
    for (const [field, value] of Object.entries(node))
      if (TEXT_FIELDS.has(field)) found.push(...textsIn(value));
  });
  return found.join('\n');
};

const blockTypes = 'paragraph heading footer divider list collage slideshow table details photo'.split(' ');

const countsOf = (message: Node) => {
  const counts = { blocks: 0, media: 0, columns: 0, levels: 0, rows: 0 };
  everywhere(message, (node, level) => {
    const isBlock = blockTypes.includes(String(node.type)) && !('media' in node);
    if (isBlock || (Array.isArray(node.blocks) && node.value !== undefined)) counts.blocks += 1;
    if (isBlock || typeof node.type === 'string') counts.levels = Math.max(counts.levels, level);
    if ('media' in node && node.type === 'photo') counts.media += 1;
    if (Array.isArray(node.cells)) {
      counts.rows += node.cells.length;
      counts.columns = Math.max(counts.columns, ...node.cells.map((row) => (row as unknown[]).length));
    }
  });
  return counts;
};

const nodeProblems = (message: Node): string[] => {
  const problems: string[] = [];
  everywhere(message, (node) => {
    const { type, text, url, size, blocks, items, cells } = node;
    if (type === 'heading' && !(Number(size) >= 1 && Number(size) <= 6))
      problems.push(`heading size ${size}`);
    if (type === 'url' && !/^https?:\/\/[^/]+\.[^/]+/.test(String(url)))
      problems.push(`RICH_URL_INVALID ${url}`);
    if (
      ['paragraph', 'heading', 'footer', 'bold'].includes(String(type)) &&
      textsIn([text]).join('').trim() === ''
    )
      if (!isNode(text) && !(Array.isArray(text) && text.some(isNode))) problems.push(`empty ${type}`);
    if (
      ['collage', 'slideshow', 'details'].includes(String(type)) &&
      !(Array.isArray(blocks) && blocks.length)
    )
      problems.push(`nothing in ${type}`);
    if (type === 'list' && !(Array.isArray(items) && items.length)) problems.push('a list of nothing');
    if (type === 'table' && !(Array.isArray(cells) && cells.length)) problems.push('a table of nothing');
  });
  return problems;
};

/** Everything that Telegram would refuse in a rich message; empty when it is in order. */
export const richProblems = (message: unknown): string[] => {
  if (!isNode(message)) return ['a rich message is no object'];
  const forms = ['html', 'markdown', 'blocks'].filter((form) => form in message);
  const { blocks, media, columns, levels, rows } = countsOf(message);
  const text = richText(message);
  return [
    ...(forms.length === 1 ? [] : [`${forms.length} forms of one rich message`]),
    ...(Buffer.byteLength(text) <= 32_768 ? [] : [`${Buffer.byteLength(text)} bytes of rich text`]),
    ...(text.trim() === '' ? ['an empty rich message'] : []),
    ...(text.isWellFormed() ? [] : ['half of a surrogate pair']),
    ...(blocks + rows <= 500 ? [] : [`${blocks + rows} blocks`]),
    ...(media <= 50 ? [] : [`${media} media`]),
    ...(columns <= 20 ? [] : [`${columns} columns`]),
    ...(levels <= 16 ? [] : [`${levels} levels`]),
    ...nodeProblems(message),
  ];
};
