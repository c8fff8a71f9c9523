import { expect, it } from 'vitest';
import { Heard } from './bullmq-heard.js';
import type { Call } from './task.js';

const call = (number: number): Call => ['report', String(number), number];
const calls = (first: number, end: number) => Array.from({ length: end - first }, (_, i) => call(first + i));

it('gives each call once, whatever comes twice', () => {
  const heard = new Heard();
  expect(heard.fresh(calls(0, 3), 0)).toEqual(calls(0, 3));
  expect(heard.fresh(calls(0, 3), 0)).toEqual([]);
  expect(heard.fresh(calls(1, 5), 1)).toEqual(calls(3, 5));
  expect(heard.fresh(calls(2, 4), 2)).toEqual([]);
  expect(heard.fresh(calls(5, 6), 5)).toEqual(calls(5, 6));
});

it('waits with calls until those before them have come, too', () => {
  const heard = new Heard();
  expect(heard.fresh(calls(2, 4), 2)).toEqual([]);
  expect(heard.fresh(calls(0, 5), 0)).toEqual(calls(0, 5));
});

it('takes calls as they come from a worker that does not count them', () => {
  const heard = new Heard();
  expect(heard.fresh(calls(0, 2))).toEqual(calls(0, 2));
  expect(heard.fresh(calls(2, 3))).toEqual(calls(2, 3));
});

it('asks once, answers the last question again, and none before it', () => {
  const heard = new Heard();
  let asked = 0;
  const ask = () => ({ value: ++asked });
  expect(heard.answer(0, ask)).toEqual({ value: 1 });
  expect(heard.answer(0, ask)).toEqual({ value: 1 });
  expect(heard.answer(1, ask)).toEqual({ value: 2 });
  expect(heard.answer(0, ask)).toBeUndefined();
  expect(asked).toBe(2);
});
