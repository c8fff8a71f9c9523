import { Registry } from '@glassbox/core';
import { adadelta } from './adadelta.js';
import { adagrad } from './adagrad.js';
import { adam, adamW } from './adam.js';
import { adamax } from './adamax.js';
import { ftrl } from './ftrl.js';
import { lamb } from './lamb.js';
import { lion } from './lion.js';
import { nadam } from './nadam.js';
import type { Optimizer } from './optimizer.js';
import { rmsprop } from './rmsprop.js';
import { sgd } from './sgd.js';

/** Every optimizer that Glassbox ships, as functions that make values. */
export const optimizers = {
  sgd,
  rmsprop,
  adagrad,
  adadelta,
  adam,
  adamW,
  adamax,
  nadam,
  lion,
  ftrl,
  lamb,
} as const;

/** Optimizers by name, with Keras's defaults; `'momentum'` is SGD with momentum 0.9. */
export type OptimizerName = keyof typeof optimizers | 'momentum';

const registry = new Registry<() => Optimizer>('optimizer', { ...optimizers, momentum: () => sgd({ momentum: 0.9 }) });

/** The optimizer that a name or a value means. */
export function resolveOptimizer(optimizer: OptimizerName | Optimizer): Optimizer {
  return typeof optimizer === 'string' ? registry.get(optimizer)() : optimizer;
}
