import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../scripts/setup/paths.mjs';

const runner = path.join(root, 'scripts/setup/process.mjs');

/** Starts a program through the one door's runner, with no terminal, and answers when it says that it is ready. */
async function start(program: string): Promise<{ child: ChildProcess; ended: Promise<string> }> {
  const door = `import { runNode } from ${JSON.stringify(runner)};
    process.exit(await runNode(['--eval', ${JSON.stringify(program)}]));`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', door], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  const ended = new Promise<string>((resolve) => {
    child.once('close', (code, signal) => resolve(`${output.trim()} ${code ?? signal}`));
  });
  await new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.includes('ready')) resolve();
    });
  });
  return { child, ended };
}

const waits = "setInterval(() => {}, 1000); console.log('ready');";

it('passes an interrupt on once, lets the program finish and gives its status', async () => {
  const { child, ended } = await start(
    `process.on('SIGINT', () => { console.log('saved'); process.exit(7); }); ${waits}`,
  );
  child.kill('SIGINT');
  expect(await ended).toBe('ready\nsaved 7');
});

it.each([
  ['SIGTERM', 143],
  ['SIGINT', 130],
] as const)('gives the status of a program that %s ended', async (signal, status) => {
  const { child, ended } = await start(waits);
  child.kill(signal);
  expect(await ended).toBe(`ready ${status}`);
});

it("gives the program's own status", async () => {
  const { ended } = await start("console.log('ready'); process.exitCode = 2;");
  expect(await ended).toBe('ready 2');
});
