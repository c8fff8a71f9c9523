import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { isWorkerDead, newWorkerName } from './worker-name.js';

it('a worker is dead when its process has ended, and only where processes have numbers in common', async () => {
  const child = spawn(process.execPath, ['--eval', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
  const ended = once(child, 'exit');
  const own = newWorkerName();
  const theirs = own.replace(`-${process.pid}-`, `-${child.pid}-`);
  expect(theirs).not.toBe(own);
  expect([own, theirs].map(isWorkerDead)).toEqual([false, false]);
  child.kill('SIGKILL');
  await ended;
  expect([own, theirs].map(isWorkerDead)).toEqual([false, true]);
  const elsewhere = theirs.replace(/[0-9a-f]{8}$/, (space) => (space === '00000000' ? '11111111' : '00000000'));
  expect(isWorkerDead(elsewhere)).toBe(false);
});

it('nothing is known of Optuna’s workers', () => {
  expect(isWorkerDead('3f6d0d0e-6f0f-4d6c-9a39-1f0f1f0f1f0f-140000000000000')).toBe(false);
});

it('no two names are the same', () => {
  expect(new Set(Array.from({ length: 50 }, newWorkerName)).size).toBe(50);
});
