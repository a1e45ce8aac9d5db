/** Writing GBK, which Node only reads: the reading turned round. */

const LEADS = Array.from({ length: 0xfe - 0x81 + 1 }, (_, step) => 0x81 + step);
const TRAILS = Array.from({ length: 0xfe - 0x40 + 1 }, (_, step) => 0x40 + step).filter(
  (byte) => byte !== 0x7f,
);

const makeTable = (): ReadonlyMap<string, number> => {
  const decoder = new TextDecoder('gbk');
  const codes = LEADS.flatMap((lead) => TRAILS.map((trail) => lead * 256 + trail));
  const written = codes.map((code) => [decoder.decode(Uint8Array.of(code >> 8, code & 255)), code] as const);
  return new Map(written.filter(([text]) => [...text].length === 1 && text !== '\ufffd'));
};

let table: ReadonlyMap<string, number> | null = null;

/** The bytes of a text in GBK; a character that GBK lacks becomes a question mark. */
export const encodeGbk = (text: string): Uint8Array => {
  table ??= makeTable();
  const codes = table;
  return Uint8Array.from(
    [...text].flatMap((character) => {
      if (character < '\x80') return [character.charCodeAt(0)];
      const code = codes.get(character);
      return code === undefined ? [0x3f] : [code >> 8, code & 255];
    }),
  );
};
