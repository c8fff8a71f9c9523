import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { listenForInterrupts } from './interrupts.js';

function listening() {
  const source = new EventEmitter();
  const told: (string | number)[] = [];
  const clock = { now: 0 };
  const interrupts = listenForInterrupts(source, {
    onFirst: () => told.push('first'),
    onSecond: (status) => told.push(status),
    now: () => clock.now,
  });
  return { source, told, clock, interrupts };
}

it('the first Ctrl-C aborts, the second leaves, and one keystroke that comes twice is one', () => {
  const { source, told, clock, interrupts } = listening();
  expect(interrupts.signal.aborted).toBe(false);
  source.emit('SIGINT', 'SIGINT');
  expect(interrupts.signal.aborted).toBe(true);
  clock.now = 100;
  source.emit('SIGINT', 'SIGINT');
  expect(told).toEqual(['first']);
  clock.now = 1000;
  source.emit('SIGINT', 'SIGINT');
  expect(told).toEqual(['first', 130]);
  expect(interrupts.status()).toBe(130);
});

it('SIGTERM does the same with its own status, and nothing is left behind', () => {
  const { source, interrupts } = listening();
  source.emit('SIGTERM', 'SIGTERM');
  expect(interrupts.status()).toBe(143);
  interrupts.stop();
  expect(source.listenerCount('SIGINT') + source.listenerCount('SIGTERM')).toBe(0);
});
