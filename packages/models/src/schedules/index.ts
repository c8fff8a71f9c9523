import { cosineDecay, cosineDecayRestarts } from './cosine-decay.js';
import { exponentialDecay, inverseTimeDecay, stepDecay } from './geometric-decays.js';
import { oneCycle } from './one-cycle.js';
import { piecewiseConstant } from './piecewise-constant.js';
import { polynomialDecay } from './polynomial-decay.js';
import { warmup } from './warmup.js';

/** Learning rates that follow the step, to be passed as `learningRate` of any optimizer. */
export const schedules = {
  exponentialDecay,
  inverseTimeDecay,
  stepDecay,
  piecewiseConstant,
  polynomialDecay,
  cosineDecay,
  cosineDecayRestarts,
  oneCycle,
  warmup,
} as const;
