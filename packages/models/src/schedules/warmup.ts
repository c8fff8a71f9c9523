import { requireNotNegative, requirePositive, requireWhole, type Schedule } from './schedule.js';

/** Options of {@link warmup}. */
export interface WarmupOptions {
  /** Steps of the warm-up, a whole number above 0. */
  readonly steps: number;
  /** The rate of the first step, at least 0. Default 0. */
  readonly from?: number;
}

/**
 * Leads the rate up in a straight line to where a schedule (or a constant rate) starts, and then follows it: its step 0 is the one after
 * the warm-up. Source: Goyal et al., arXiv 1706.02677.
 *
 * @example
 * optimizers.sgd({ learningRate: schedules.warmup(schedules.cosineDecay({ initialLearningRate: 0.1, decaySteps: 9000 }), { steps: 500 }) })
 */
export function warmup(schedule: Schedule | number, { steps, from = 0 }: WarmupOptions): Schedule {
  requireWhole('steps', steps);
  requireNotNegative('from', from);
  if (typeof schedule === 'number') requirePositive('The rate after a warm-up', schedule);
  const after = (step: number) => (typeof schedule === 'number' ? schedule : schedule.rate(step));
  const saved = typeof schedule === 'number' ? schedule : schedule.keras;
  const top = after(0);
  return {
    name: 'warmup',
    rate: (step) => (step < steps ? from + ((top - from) * step) / steps : after(step - steps)),
    ...(saved === undefined
      ? {}
      : { keras: { className: 'glassbox>Warmup', config: { schedule: saved, steps, from } } }),
  };
}
