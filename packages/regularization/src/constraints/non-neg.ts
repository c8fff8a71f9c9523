import { maximum } from '@tensorflow/tfjs-core';
import type { Constraint } from './constraint.js';

const value: Constraint = Object.freeze({
  name: 'nonNeg',
  // The weights come first: the WASM kernel loses a NaN that comes second.
  project: (w) => maximum(w, 0),
  config: () => ({ class_name: 'NonNeg', config: {} }),
} satisfies Constraint);

/** Sets negative weights to 0: `max(w, 0)`. */
export const nonNeg = (): Constraint => value;
