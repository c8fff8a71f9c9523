import { lastStep, type StudyView, signOf, type TrialRecord } from '../../study/trial-record.js';

/** A trial's losses in order of the steps at which they were reported; that of a complete trial ends with its value. */
interface Curve {
  readonly steps: readonly number[];
  readonly losses: readonly number[];
}

/** The step after all others, at which complete trials have their values. */
const END = Number.POSITIVE_INFINITY;

function curveOf({ intermediateValues, state, values }: TrialRecord, sign: number): Curve {
  const reports = [...intermediateValues].filter(([, value]) => Number.isFinite(value)).sort(([a], [b]) => a - b);
  if (state === 'complete' && Number.isFinite(values![0]!)) reports.push([END, values![0]!]);
  return { steps: reports.map(([step]) => step), losses: reports.map(([, value]) => sign * value) };
}

/** What losses change by from one of the steps to the next, at the mean of the trials that reported at both. */
function changes(curves: readonly Curve[], steps: readonly number[]): Float64Array {
  const [sums, counts] = [new Float64Array(steps.length), new Float64Array(steps.length)];
  const placeOf = new Map(steps.map((step, place) => [step, place]));
  for (const { steps: own, losses } of curves) {
    for (let i = 1; i < own.length; i++) {
      const [from, to] = [placeOf.get(own[i - 1]!)!, placeOf.get(own[i]!)!];
      // A trial that reports more rarely than others changes as much at each of the steps between.
      for (let place = from; place < to; place++) {
        sums[place]! += (losses[i]! - losses[i - 1]!) / (to - from);
        counts[place]!++;
      }
    }
  }
  return sums.map((sum, place) => (counts[place]! > 0 ? sum / counts[place]! : 0));
}

/**
 * The losses that trials would have ended with: complete ones their own; pruned ones their last report, and what the trials that went on changed by
 * from there to the end, at the mean. No pruned trial is taken for better than the best complete one.
 *
 * So a cheap observation is a dear one plus a difference that is estimated from what was observed both ways (Kennedy and O'Hagan, Biometrika 87,
 * 2000, with a factor of 1). Differences are gathered from step to step, so that few trials need to have come to the end.
 *
 * @param trials complete, or pruned after a report; at least one is complete.
 */
export function finalLosses({ directions }: StudyView, trials: readonly TrialRecord[]): Float64Array {
  const sign = signOf({ directions, name: '', trials });
  const curves = trials.map((trial) => curveOf(trial, sign));
  const steps = [...new Set(curves.flatMap((curve) => curve.steps))].sort((a, b) => a - b);
  const change = changes(curves, steps);
  const after = new Map<number, number>();
  for (let place = steps.length - 1, sum = 0; place >= 0; place--) {
    sum += change[place]!;
    after.set(steps[place]!, sum);
  }
  const own = trials.map(({ state, values }) => (state === 'complete' ? sign * values![0]! : Number.POSITIVE_INFINITY));
  const best = own.reduce((least, loss) => Math.min(least, loss));
  return Float64Array.from(trials, ({ state }, i) => {
    const { steps: reported, losses } = curves[i]!;
    if (state === 'complete') return own[i]!;
    return losses.length === 0
      ? Number.POSITIVE_INFINITY
      : Math.max(best, losses.at(-1)! + after.get(reported.at(-1)!)!);
  });
}

/** Whether a trial was pruned after it had reported. */
export const isPrunedAfterReport = (trial: TrialRecord): boolean =>
  trial.state === 'pruned' && lastStep(trial) !== undefined;
