/** HEIC files for tests: one small coded picture (HEVC, 448 x 320, the four corners of `scene`), in boxes that say what a test wants. */

/** The decoder's configuration and the coded picture, in the four colours of `scene` from the top left clockwise: red, green, blue, yellow. */
const CONFIGURATION =
  'AQNwAAAAAAAAAAAAP/AA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAP7oCQCEAAQAsQgEBA3AAAAMAkAAAAwAAAwA/oA4IBQWW6kkprm4EBAwIAAADAAgAAAMACEAiAAEAB0QBwXKwYkA=';
const CODED =
  'AAAAbigBrwtKaMuIiPrGwdf/+DW79qBB1G7tMsUVIeySXf6Xcu70s/+kBHGBPCAR8KhvxUEqIZ/oAABHQJOewKd6X4srv4BP/TBcvqY4Llh9escv/zpsHnz3O19iAAKqhwAABtiQADPgAAADAPu8ACHg';

/** Size of the coded picture, as stored. */
export const HEIC_SIZE = { width: 448, height: 320 } as const;

const number = (value: number, bytes: number): Buffer => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(value, 0, bytes);
  return buffer;
};

/** A box of the ISO base media file format: its length, its four letters, what is in it. */
export const box = (type: string, ...content: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(content);
  return Buffer.concat([number(body.length + 8, 4), Buffer.from(type, 'latin1'), body]);
};

const fullBox = (type: string, ...content: readonly Buffer[]): Buffer =>
  box(type, Buffer.alloc(4), ...content);

/** The brands by which a file says what it is. */
export const fileType = (...brands: readonly string[]): Buffer =>
  box('ftyp', Buffer.from(`${brands[0]}\0\0\0\0${brands.join('')}`, 'latin1'));

/** What a HEIC file of a test is like. `turns` are quarters anticlockwise, `mirror` says which sides are exchanged, after the turn, `claims` a size other than the true one. */
export type HeicLook = {
  readonly turns?: 0 | 1 | 2 | 3;
  readonly mirror?: 'top and bottom' | 'left and right';
  readonly claims?: { readonly width: number; readonly height: number };
  readonly profile?: Buffer;
  readonly codec?: string;
  readonly coded?: Buffer;
  readonly brands?: readonly string[];
};

const propertiesOf = ({ turns = 0, mirror, claims = HEIC_SIZE, profile }: HeicLook): Buffer[] => [
  box('hvcC', Buffer.from(CONFIGURATION, 'base64')),
  fullBox('ispe', number(claims.width, 4), number(claims.height, 4)),
  ...(profile ? [box('colr', Buffer.from('prof'), profile)] : []),
  ...(turns ? [box('irot', number(turns, 1))] : []),
  ...(mirror ? [box('imir', number(mirror === 'left and right' ? 1 : 0, 1))] : []),
];

/** Something in a file: its type, where its bytes are, and which of the properties it has. */
type Item = { readonly type: string; readonly data: Buffer; readonly properties: readonly number[] };

const infoOf = ({ type }: Item, index: number): Buffer =>
  box('infe', number(2, 1), Buffer.alloc(3), number(index + 1, 2), number(0, 2), Buffer.from(`${type}\0`));

/** Where the bytes of items begin; items with the same buffer share its place. */
const placesOf = (items: readonly Item[], start: number): Map<Buffer, number> => {
  const places = new Map<Buffer, number>();
  let at = start;
  for (const { data } of items) {
    if (places.has(data)) continue;
    places.set(data, at);
    at += data.length;
  }
  return places;
};

/** Where the items are: offsets and lengths of four bytes, one extent each. */
const locations = (items: readonly Item[], start: number): Buffer => {
  const places = placesOf(items, start);
  const entries = items.map(({ data }, index) =>
    Buffer.concat([
      number(index + 1, 2),
      number(0, 2),
      number(1, 2),
      number(places.get(data) ?? 0, 4),
      number(data.length, 4),
    ]),
  );
  return fullBox('iloc', number(0x4400, 2), number(items.length, 2), ...entries);
};

const associations = (items: readonly Item[]): Buffer => {
  const lists = items.map(({ properties }, index) =>
    Buffer.concat([
      number(index + 1, 2),
      number(properties.length, 1),
      Buffer.from(properties.map((property) => 0x80 | property)),
    ]),
  );
  return fullBox('ipma', number(items.length, 4), ...lists);
};

/** A file of these items, of which the first is the picture. */
const fileOf = (
  brands: readonly string[],
  items: readonly Item[],
  { properties, references = [] }: { properties: readonly Buffer[]; references?: readonly Buffer[] },
): Buffer => {
  const meta = (at: number): Buffer =>
    fullBox(
      'meta',
      fullBox('hdlr', Buffer.alloc(4), Buffer.from('pict'), Buffer.alloc(13)),
      fullBox('pitm', number(1, 2)),
      locations(items, at),
      fullBox('iinf', number(items.length, 2), ...items.map(infoOf)),
      ...(references.length > 0 ? [fullBox('iref', ...references)] : []),
      box('iprp', box('ipco', ...properties), associations(items)),
    );
  const start = fileType(...brands);
  const at = start.length + meta(0).length + 8;
  return Buffer.concat([start, meta(at), box('mdat', ...placesOf(items, at).keys())]);
};

/** A HEIC file with one picture. */
export const heic = (look: HeicLook = {}): Buffer => {
  const { codec = 'hvc1', brands = ['heic', 'mif1'], coded = Buffer.from(CODED, 'base64') } = look;
  const properties = propertiesOf(look);
  const picture: Item = { type: codec, data: coded, properties: properties.map((_, index) => index + 1) };
  return fileOf(brands, [picture], { properties });
};

/** A HEIC file that shows the one coded picture again and again, `columns` x `rows` times: fifty bytes for each. */
export const heicGrid = (columns: number, rows: number): Buffer => {
  const size = { width: HEIC_SIZE.width * columns, height: HEIC_SIZE.height * rows };
  const [configuration = Buffer.alloc(0), tileSize = Buffer.alloc(0)] = propertiesOf({});
  const [, wholeSize = Buffer.alloc(0)] = propertiesOf({ claims: size });
  const layout = [number(0, 1), number(1, 1), number(rows - 1, 1), number(columns - 1, 1)];
  const whole: Item = {
    type: 'grid',
    data: Buffer.concat([...layout, number(size.width, 4), number(size.height, 4)]),
    properties: [3],
  };
  const tile: Item = { type: 'hvc1', data: Buffer.from(CODED, 'base64'), properties: [1, 2] };
  const tiles = Array<Item>(columns * rows).fill(tile);
  const used = tiles.map((_, index) => number(index + 2, 2));
  return fileOf(['heic', 'mif1'], [whole, ...tiles], {
    properties: [configuration, tileSize, wholeSize],
    references: [box('dimg', number(1, 2), number(used.length, 2), ...used)],
  });
};
