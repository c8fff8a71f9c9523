import { decayShare, type OptimizerRule } from '@glassbox/backends/ops';
import { requireArgument } from '@glassbox/core';
import { mul, sub } from '@tensorflow/tfjs-core';
import type { Schedule } from '../schedules/schedule.js';
import type { CommonOptions, Optimizer } from './optimizer.js';

/** What one optimizer has that others do not. */
export interface OptimizerParts extends Pick<Optimizer, 'name' | 'slots' | 'update'> {
  /** Keras's name of the class. */
  readonly className: string;
  /** The rate where none is given. */
  readonly learningRate: number;
  /** Keras's options of this class alone. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly rule?: OptimizerRule;
}

/** An optimizer with the options that all take; throws `bad-argument` for one that is out of range. */
export function defineOptimizer(parts: OptimizerParts, options: CommonOptions): Optimizer {
  requireCommon(options);
  const { name, className, slots, rule } = parts;
  const { learningRate: given = parts.learningRate, weightDecay = 0, accumulateSteps = 1 } = options;
  const { clipping, excludeFromWeightDecay, ema } = options;
  return {
    name,
    slots,
    ...rateOf(given),
    update: weightDecay > 0 ? withDecay(parts.update, weightDecay) : parts.update,
    ...(rule && { rule }),
    ...(clipping && { clipping }),
    ...(excludeFromWeightDecay && { excludeFromWeightDecay }),
    ...(ema && { ema }),
    ...(accumulateSteps > 1 && { accumulateSteps }),
    keras: { className, config: { ...savedRate(given), ...parts.config, ...savedCommon(options) } },
  };
}

function rateOf(given: number | Schedule): Pick<Optimizer, 'learningRate' | 'schedule'> {
  if (typeof given !== 'number') return { learningRate: given.rate(0), schedule: given };
  requireArgument(
    given > 0 && Number.isFinite(given),
    `A learning rate is a finite number above 0 or a schedule, but ${given} came. 0.001 is a usual one.`,
  );
  return { learningRate: given };
}

/** Keras decays a weight before it computes the step from it. */
function withDecay(update: Optimizer['update'], weightDecay: number): Optimizer['update'] {
  return (w, g, slots, context) => {
    if (context.decays === false) return update(w, g, slots, context);
    return update(sub(w, mul(w, decayShare(context.learningRate, weightDecay))), g, slots, context);
  };
}

function requireCommon({ weightDecay = 0, ema, accumulateSteps = 1 }: CommonOptions): void {
  requireArgument(
    weightDecay >= 0 && Number.isFinite(weightDecay),
    `weightDecay is a finite number of at least 0, but ${weightDecay} came.`,
  );
  requireArgument(
    Number.isInteger(accumulateSteps) && accumulateSteps > 0,
    `accumulateSteps is a whole number above 0, but ${accumulateSteps} came.`,
  );
  if (!ema) return;
  requireArgument(
    ema.momentum >= 0 && ema.momentum <= 1,
    `The momentum of averaged weights lies in [0, 1], but ${ema.momentum} came. 0.99 is a usual one.`,
  );
  const { overwriteEvery = 1 } = ema;
  requireArgument(
    Number.isInteger(overwriteEvery) && overwriteEvery > 0,
    `overwriteEvery is a whole number above 0, but ${overwriteEvery} came. Leave it out to overwrite only at the end.`,
  );
}

function savedRate(given: number | Schedule): Record<string, unknown> {
  if (typeof given === 'number') return { learning_rate: given };
  if (!given.keras) return { learning_rate: given.rate(0) };
  return { learning_rate: savedSchedule(given.keras) };
}

/** A schedule as Keras writes it; ours alone have a registered name, `package>Class`, so that Keras says what it lacks. */
function savedSchedule({ className, config }: NonNullable<Schedule['keras']>): object {
  const own = className.includes('>');
  return {
    module: own ? null : 'keras.optimizers.schedules',
    class_name: className.slice(className.indexOf('>') + 1),
    config,
    registered_name: own ? className : null,
  };
}

/** The common options in Keras's words; only what was chosen is written. */
function savedCommon({ weightDecay = 0, clipping, ema, accumulateSteps = 1, excludeFromWeightDecay }: CommonOptions) {
  return {
    ...(weightDecay > 0 && { weight_decay: weightDecay }),
    ...clipping?.config(),
    ...(ema && { use_ema: true, ema_momentum: ema.momentum, ema_overwrite_frequency: ema.overwriteEvery ?? null }),
    ...(accumulateSteps > 1 && { gradient_accumulation_steps: accumulateSteps }),
    ...(excludeFromWeightDecay && { exclude_from_weight_decay: [...excludeFromWeightDecay] }),
  };
}

/** Throws `bad-argument` unless each value lies in [0, 1), as memories of moments must. */
export function requireMemory(memories: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(memories))
    requireArgument(value >= 0 && value < 1, `${name} lies in [0, 1), but ${value} came.`);
}

/** Throws `bad-argument` unless each value lies in [0, 1]. */
export function requireShare(shares: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(shares))
    requireArgument(value >= 0 && value <= 1, `${name} lies in [0, 1], but ${value} came.`);
}

/** Throws `bad-argument` unless each value is finite and at least 0. */
export function requireNotBelowZero(values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values))
    requireArgument(
      value >= 0 && Number.isFinite(value),
      `${name} is a finite number of at least 0, but ${value} came.`,
    );
}
