import { expect, it } from 'vitest';
import { asAnswer, asOpening, parseLine } from './protocol.js';

it('takes lines of JSON and lets chatter pass', () => {
  expect(parseLine('{"value":2}')).toEqual({ value: 2 });
  expect(parseLine('Hi there, looks like you are running TensorFlow.js')).toBeUndefined();
  expect(parseLine('{ not JSON')).toBeUndefined();
});

it('reads who takes part and who does not', () => {
  expect(asOpening({ ready: true, versions: { torch: '1.13' } })).toEqual({ ready: true, versions: { torch: '1.13' } });
  expect(asOpening({ unavailable: 'no module' })).toEqual({ unavailable: 'no module' });
});

it('reads numbers and passes on why there is none', () => {
  expect(asAnswer({ value: 3, details: [1] })).toEqual({ value: 3, details: [1] });
  expect(() => asAnswer({ failed: 'out of memory' })).toThrow('out of memory');
  expect(() => asAnswer({})).toThrow('no number');
});
