/** Archives made byte by byte, so that they may also lie: about sizes, about what is in them, about their ends. */
import { crc32, deflateRawSync } from 'node:zlib';

/** A file for an archive. `claims` is the size that the archive gives instead of the true one; `name` as raw bytes may be in any code page. */
export type Packed = {
  readonly name: string | Buffer;
  readonly bytes: Uint8Array;
  readonly claims?: number;
  readonly locked?: boolean;
};

const u16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
};
const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

/** The archive. */
export const zipOf = (files: readonly Packed[]): Buffer => {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name: told, bytes, claims = bytes.length, locked = false } of files) {
    const isText = typeof told === 'string';
    const name = isText ? Buffer.from(told) : told;
    const packed = deflateRawSync(bytes);
    const flags = (isText ? 0x800 : 0) | (locked ? 1 : 0);
    const facts = Buffer.concat([
      u16(20),
      u16(flags),
      u16(8),
      u32(0),
      u32(crc32(bytes)),
      u32(packed.length),
      u32(claims),
      u16(name.length),
      u16(0),
    ]);
    const head = Buffer.concat([u32(0x04034b50), facts, name, packed]);
    const rest = Buffer.concat([u16(0), u16(0), u16(0), u32(0), u32(offset), name]);
    local.push(head);
    central.push(Buffer.concat([u32(0x02014b50), u16(20), facts, rest]));
    offset += head.length;
  }
  const list = Buffer.concat(central);
  const counts = Buffer.concat([u16(0), u16(0), u16(files.length), u16(files.length)]);
  const end = Buffer.concat([u32(0x06054b50), counts, u32(list.length), u32(offset), u16(0)]);
  return Buffer.concat([...local, list, end]);
};
