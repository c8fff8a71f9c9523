import type { OptimizerRule } from '@glassbox/backends/ops';
import type { GradientClipping } from '@glassbox/regularization';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Schedule } from '../schedules/schedule.js';

/** What an update may depend on besides the gradient. */
export interface UpdateContext {
  readonly learningRate: number;
  /** Updates done so far plus this one: 1 for the first. */
  readonly step: number;
  /** Whether weight decay applies to this parameter. Default true. */
  readonly decays?: boolean;
}

/** One of the things that an optimizer remembers for each parameter; it has the parameter's shape. */
export interface Slot {
  readonly name: string;
  /** What it starts with. */
  readonly initial: number;
}

/**
 * How a gradient changes a parameter: a pure function of tensors, so that a network's state is all outside of it.
 *
 * `slots` are what it remembers for each parameter, such as Adam's two moments; each has the parameter's shape.
 */
export interface Optimizer {
  readonly name: string;
  /** The rate that training starts with. */
  readonly learningRate: number;
  /** What the rate follows; without one it stays until a callback changes it. */
  readonly schedule?: Schedule;
  readonly slots: readonly Slot[];
  /** The parameter and its slots after a step. */
  update(parameter: Tensor, gradient: Tensor, slots: readonly Tensor[], context: UpdateContext): UpdateResult;
  /** The same as plain data, weight decay included, for backends that do it in one pass. */
  readonly rule?: OptimizerRule;
  readonly clipping?: GradientClipping;
  /** Words that keep a weight from decaying where its name has one of them. */
  readonly excludeFromWeightDecay?: readonly string[];
  readonly ema?: AveragedWeights;
  /** Steps whose mean gradient makes one update. Default 1. */
  readonly accumulateSteps?: number;
  /** Keras's class name and configuration, for saved models. */
  readonly keras: { readonly className: string; readonly config: Readonly<Record<string, unknown>> };
}

export interface UpdateResult {
  readonly parameter: Tensor;
  readonly slots: readonly Tensor[];
}

/** An exponential moving average of the weights: `a ← momentum a + (1 - momentum) w` after every step, beginning with `a = w`. */
export interface AveragedWeights {
  /** How much of the average stays at a step, 0 to 1. 0.99 is usual. */
  readonly momentum: number;
  /** Updates after which the weights become the average, again and again. Default: only when training ends. */
  readonly overwriteEvery?: number;
}

/** Options that every optimizer takes. */
export interface CommonOptions {
  /** Size of a step, above 0, or a schedule such as `schedules.cosineDecay(...)`. */
  readonly learningRate?: number | Schedule;
  /** Limits gradients before each step: `clipByValue`, `clipByNorm` or `clipByGlobalNorm` of `@glassbox/regularization`. */
  readonly clipping?: GradientClipping;
  /** Decoupled weight decay, at least 0: `w ← w - lr decay w` before each step. Default 0 (AdamW: 0.004). */
  readonly weightDecay?: number;
  /** Weights whose names (`dense/bias`) have one of these words in them do not decay. Default: all decay, as in Keras. */
  readonly excludeFromWeightDecay?: readonly string[];
  /** Keeps an average of the weights, which becomes the weights when training ends. Default none. */
  readonly ema?: AveragedWeights;
  /** Adds up gradients and changes the weights once in so many steps, by their mean; a whole number above 0. Default 1. */
  readonly accumulateSteps?: number;
}
