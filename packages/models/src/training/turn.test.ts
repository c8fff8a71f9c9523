import { expect, it, vi } from 'vitest';
import { Turn } from './turn.js';

it('gives other tasks a turn once it has run for long, and not before', async () => {
  const clock = vi.spyOn(performance, 'now').mockReturnValue(100);
  const turn = new Turn();
  expect(turn.next()).toBeUndefined();
  clock.mockReturnValue(120);
  let others = 0;
  setImmediate(() => {
    others++;
  });
  await turn.next();
  expect(others).toBe(1);
  expect(turn.next()).toBeUndefined();
});
