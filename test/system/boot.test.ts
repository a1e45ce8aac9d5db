/** The real program, started as a stranger starts it. */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runProgram, startProgram } from '../support/program.ts';

const get = async (url: string): Promise<{ status: number; type: string; body: string }> => {
  const response = await fetch(url);
  const type = response.headers.get('content-type') ?? '';
  return { status: response.status, type, body: await response.text() };
};

const levels = (stderr: string): string[] =>
  stderr
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line).level);

describe('with an empty environment', () => {
  test('it says what is on and what is off, and which variable turns it on', async () => {
    const program = await startProgram();
    const lines = program.stdout();
    expect(lines).toMatch(/on +Playground +http:\/\/127\.0\.0\.1:\d+/);
    expect(lines).toMatch(/off +Telegram +TELEGRAM_BOT_TOKEN/);
    expect(lines).toMatch(/off +Slack +SLACK_BOT_TOKEN/);
    expect(lines).toMatch(/off +1688 +ALI1688_APP_KEY/);
    expect(lines.match(/sample data/g)).toHaveLength(1);
  });

  test('the page and the probes answer', async () => {
    const { url } = await startProgram();
    const page = await get(url);
    expect(page).toMatchObject({ status: 200, type: expect.stringContaining('text/html') });
    expect(page.body).toContain('<html');
    expect(await get(new URL('/healthz', url).href)).toMatchObject({ status: 200 });
    expect(await get(new URL('/readyz', url).href)).toMatchObject({ status: 200 });
    expect(await get(new URL('/no-such-page', url).href)).toMatchObject({ status: 404 });
  });

  test('it keeps its data in ./data, logs nothing alarming, and stops when it is told to', async () => {
    const program = await startProgram();
    expect(existsSync(join(program.cwd, 'data'))).toBe(true);
    const { exitCode, stderr } = await program.stop();
    expect(exitCode).toBe(0);
    expect(levels(stderr).filter((level) => level !== 'info')).toEqual([]);
  });

  test('Ctrl-C stops it too', async () => {
    const program = await startProgram();
    expect(await program.stop('SIGINT')).toMatchObject({ exitCode: 0 });
  });
});

describe('with settings', () => {
  test('DATA_DIR holds the data and PLAYGROUND=off hides the page', async () => {
    const program = await startProgram({ env: { DATA_DIR: './elsewhere/deep', PLAYGROUND: 'off' } });
    expect(existsSync(join(program.cwd, 'elsewhere/deep'))).toBe(true);
    expect(program.stdout()).toMatch(/off +Playground +PLAYGROUND=on/);
    expect(await get(program.url)).toMatchObject({ status: 404 });
  });

  test('ROLE=web serves the page, ROLE=worker serves nothing, and both share one DATA_DIR', async () => {
    const web = await startProgram({ env: { ROLE: 'web' } });
    const worker = await startProgram({ env: { ROLE: 'worker' }, cwd: web.cwd });
    expect(await get(web.url)).toMatchObject({ status: 200 });
    expect(worker.url).toBe('');
    expect(await Promise.all([web.stop(), worker.stop()])).toMatchObject([{ exitCode: 0 }, { exitCode: 0 }]);
  });
});

describe('a start that cannot work ends with a sentence', () => {
  const refused = async (env: Record<string, string>): Promise<string> => {
    const { exitCode, stdout, stderr } = await runProgram({ env });
    expect(exitCode).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).not.toMatch(/^\s+at |node:internal/m);
    return stderr;
  };

  test('that names every wrong variable and no value', async () => {
    const sentence = await refused({ LOG_LEVEL: 'hunter2-loud', SLACK_BOT_TOKEN: 'xoxb-hunter2' });
    expect(sentence).toContain('LOG_LEVEL');
    expect(sentence).toContain('SLACK_BOT_TOKEN');
    expect(sentence).toContain('SLACK_APP_TOKEN');
    expect(sentence).not.toContain('hunter2');
  });

  test('that names PORT when it is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expect(await refused({ PORT: String(port) })).toMatch(new RegExp(`PORT ${port}\\b`));
  });

  test('that names DATA_DIR when it is no folder', async () => {
    expect(await refused({ DATA_DIR: process.execPath })).toContain('DATA_DIR');
  });
});
