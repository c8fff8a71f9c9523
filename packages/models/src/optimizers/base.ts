import { requireArgument } from '@glassbox/core';
import type { GradientClipping } from '@glassbox/regularization';
import type { Optimizer } from './optimizer.js';

/** The part that every optimizer value has in common; throws `bad-argument` for a learning rate that is not above 0. */
export function baseOf(
  name: string,
  className: string,
  learningRate: number,
  clipping: GradientClipping | undefined,
  config: Record<string, unknown>,
): Omit<Optimizer, 'slots' | 'update'> {
  requireArgument(
    learningRate > 0 && Number.isFinite(learningRate),
    `A learning rate is a finite number above 0, but ${learningRate} came. 0.001 is a usual one.`,
  );
  const keras = { className, config: { learning_rate: learningRate, ...config } };
  return clipping ? { name, learningRate, keras, clipping } : { name, learningRate, keras };
}
