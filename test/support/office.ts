/** LibreOffice without a window, as a reader of our workbooks that is not ours. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const PROGRAM = ['/usr/bin/soffice', '/usr/local/bin/soffice'].find((path) => existsSync(path)) ?? null;

/** Whether it is there; where it is not, its tests are skipped, and with `CI` set they fail. */
export const hasOffice = PROGRAM !== null || process.env.CI === 'true';

/** Commas, double quotes, UTF-8: what the dialogue proposes, which is not shown here. */
const AS_UTF8 = '--infilter=Text - txt - csv (StarCalc):44,34,76,1';

/** Opens a file in LibreOffice and answers with what it saves it as (`fods` is its own format as XML, `csv` the first sheet). */
export const throughOffice = async (bytes: Uint8Array, from: string, to: string): Promise<string> => {
  if (!PROGRAM) throw new Error('LibreOffice is not installed: apt-get install libreoffice-calc-nogui');
  const dir = mkdtempSync(join(tmpdir(), 'tusou-office-'));
  try {
    const file = join(dir, `table.${from}`);
    writeFileSync(file, bytes);
    const profile = `-env:UserInstallation=file://${join(dir, 'profile')}`;
    const options = ['--headless', ...(from === 'csv' ? [AS_UTF8] : []), '--convert-to', to];
    await run(PROGRAM, [profile, ...options, '--outdir', dir, file], { timeout: 120_000 });
    return readFileSync(join(dir, `table.${to.split(':')[0]}`), 'utf8');
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
};
