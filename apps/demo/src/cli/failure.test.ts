import { GlassboxError } from '@glassbox/core';
import { expect, it } from 'vitest';
import { failureOf } from './failure.js';

it('puts what the user can mend in one line, with status 2', () => {
  const error = new GlassboxError('no-backend', 'None can run.\n  wasm: too old.\n  cpu: gone.');
  expect(failureOf(error)).toEqual({ text: 'None can run. wasm: too old. cpu: gone.', status: 2 });
});

it('tells other refusals of the libraries apart', () => {
  expect(failureOf(new GlassboxError('loss-not-finite', 'The loss is NaN.'))).toEqual({
    text: 'The loss is NaN.',
    status: 1,
  });
});

it('shows the stack of what must not happen', () => {
  const { text, status } = failureOf(new TypeError('x is undefined'));
  expect(text).toMatch(/TypeError: x is undefined\n\s+at /);
  expect(status).toBe(1);
  expect(failureOf('thrown text')).toEqual({ text: 'thrown text', status: 1 });
});
