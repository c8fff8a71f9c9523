import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { watchTurns } from './turns.js';

it('gives the longest time between two turns', async () => {
  let time = 0;
  const watch = watchTurns(() => time);
  for (const passed of [2, 50, 3]) {
    time += passed;
    // The message has its turn before the second of these.
    await setImmediate();
    await setImmediate();
  }
  expect(watch.stop()).toBe(50);
});

it('counts a stretch that is still going on when it stops', () => {
  let time = 0;
  const watch = watchTurns(() => time);
  time = 80;
  expect(watch.stop()).toBe(80);
});
