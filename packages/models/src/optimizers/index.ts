import { Registry } from '@glassbox/core';
import { adam, adamW } from './adam.js';
import { adagrad, rmsprop } from './adaptive.js';
import type { Optimizer } from './optimizer.js';
import { sgd } from './sgd.js';

/** Every optimizer that Glassbox ships, as functions that make values. */
export const optimizers = { sgd, rmsprop, adagrad, adam, adamW } as const;

/** Optimizers by name, with Keras's defaults; `'momentum'` is SGD with momentum 0.9. */
export type OptimizerName = keyof typeof optimizers | 'momentum';

const registry = new Registry<() => Optimizer>('optimizer', { ...optimizers, momentum: () => sgd({ momentum: 0.9 }) });

/** The optimizer that a name or a value means. */
export function resolveOptimizer(optimizer: OptimizerName | Optimizer): Optimizer {
  return typeof optimizer === 'string' ? registry.get(optimizer)() : optimizer;
}
