/** Looks into a ZIP archive, such as a workbook is one, without the code under test. */
import { fromBufferPromise } from 'yauzl';

/** The text of one file in it. */
export const partOf = async (archive: Uint8Array, path: string): Promise<string> => {
  const zip = await fromBufferPromise(Buffer.from(archive), { lazyEntries: true });
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName !== path) continue;
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString('utf8');
  }
  throw new Error(`there is no ${path}`);
};
