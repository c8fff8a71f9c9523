import { EventEmitter } from 'node:events';
import { expect, it, vi } from 'vitest';
import { listenForInterrupts } from './interrupts.js';

function listening() {
  const source = new EventEmitter();
  const clock = { now: 0 };
  const [onFirst, onSecond] = [vi.fn(), vi.fn()];
  const interrupts = listenForInterrupts(source, { onFirst, onSecond, now: () => clock.now });
  const press = (at: number) => {
    clock.now = at;
    source.emit('SIGINT');
  };
  return { source, interrupts, onFirst, onSecond, press };
}

it('aborts at the first Ctrl-C and leaves at the second', () => {
  const { interrupts, onFirst, onSecond, press } = listening();
  expect(interrupts.signal.aborted).toBe(false);
  press(1000);
  expect(interrupts.signal.aborted).toBe(true);
  expect(onFirst).toHaveBeenCalledOnce();
  press(2000);
  expect(onFirst).toHaveBeenCalledOnce();
  expect(onSecond).toHaveBeenCalledOnce();
});

it('takes one keystroke that npm passes on for one', () => {
  const { onSecond, press } = listening();
  press(1000);
  press(1005);
  press(1010);
  expect(onSecond).not.toHaveBeenCalled();
});

it('hears nothing any more once stopped', () => {
  const { source, interrupts } = listening();
  interrupts.stop();
  expect(source.listenerCount('SIGINT')).toBe(0);
});
