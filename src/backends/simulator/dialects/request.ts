/** A request of a dialect with its multipart fields read: documents 001 and 004 send pictures as files. */
import type { Asked } from '../protocol.ts';

/** Every text field of the query, the form or the multipart body; files by their field's name. */
export type DialectRequest = {
  readonly params: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, Uint8Array>;
};

const formOf = async (asked: Asked, type: string): Promise<FormData> => {
  try {
    return await new Response(asked.body as Uint8Array<ArrayBuffer>, {
      headers: { 'content-type': type },
    }).formData();
  } catch {
    return new FormData();
  }
};

/** Reads the body as multipart where it says that it is; a broken one has no fields. */
export const readRequest = async (asked: Asked): Promise<DialectRequest> => {
  const type = asked.headers['content-type'] ?? '';
  const params = new Map(asked.params);
  const files = new Map<string, Uint8Array>();
  if (!/^multipart\/form-data/i.test(type)) return { params, files };
  for (const [name, value] of await formOf(asked, type)) {
    if (typeof value === 'string') params.set(name, value);
    else files.set(name, await value.bytes());
  }
  return { params, files };
};
