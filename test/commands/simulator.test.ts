/** `npm run simulator`: one JSON line that says how to reach it, and a program that can be pointed at it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { newPhoto } from '../support/flow-photos.ts';
import { runProgram } from '../support/program.ts';
import { ROOT } from '../support/source.ts';
import { tempDir } from '../support/temp-dir.ts';

it('prints one JSON line; the four values make the product search there; a signal ends it', async () => {
  const child = spawn(process.execPath, [`${ROOT}src/cli.ts`, 'simulator', '--port', '0'], {
    cwd: tempDir(),
    env: { PATH: process.env.PATH ?? '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    stdout += chunk;
    if (stdout.includes('\n')) break;
  }
  const told: Record<string, string> = JSON.parse(stdout);
  const asked = ['url', 'gatewayUrl', 'appKey', 'appSecret', 'accessToken'] as const;
  for (const key of asked) expect(told[key]).toEqual(expect.any(String));

  const cwd = tempDir();
  writeFileSync(join(cwd, 'photo.jpg'), await newPhoto());
  const found = await runProgram({
    entry: 'src/cli.ts',
    args: ['search', 'photo.jpg', '--json'],
    cwd,
    env: {
      ALI1688_APP_KEY: told.appKey ?? '',
      ALI1688_APP_SECRET: told.appSecret ?? '',
      ALI1688_ACCESS_TOKEN: told.accessToken ?? '',
      ALI1688_GATEWAY_URL: told.gatewayUrl ?? '',
    },
  });
  expect(found).toMatchObject({ exitCode: 0, stderr: '' });
  expect(JSON.parse(found.stdout)).toMatchObject({ backend: 'open-platform', fromMemory: false });

  child.kill('SIGTERM');
  expect(await once(child, 'close')).toEqual([0, null]);
});

it('what cannot be understood is named, and no command at all tells how to call it', async () => {
  const cases: readonly (readonly [named: string, ...args: string[]])[] = [
    ['--port', 'simulator', '--port', 'many'],
    ['--qps', 'simulator', '--qps', '0'],
    ['--colour', 'simulator', '--colour', 'red'],
    ['npm run search'],
  ];
  for (const [named, outcome] of await Promise.all(
    cases.map(async ([name, ...args]) => [name, await runProgram({ entry: 'src/cli.ts', args })] as const),
  )) {
    expect({ named, ...outcome }).toMatchObject({ exitCode: 2, stdout: '' });
    expect(outcome.stderr).toContain(named);
  }
});

it.each([
  { of: 'the simulator', args: ['simulator', '--help'], told: /^Usage: npm run simulator -- .*--port/s },
  { of: 'the program', args: ['--help'], told: /^Usage:\n.*npm run search.*npm run simulator/s },
])('--help tells the options of $of', async ({ args, told }) => {
  const { exitCode, stdout, stderr } = await runProgram({
    entry: 'src/cli.ts',
    args,
    cwd: tempDir(),
    env: {},
  });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toMatch(told);
});
