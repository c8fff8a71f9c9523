import { meanOverOutputs } from './errors.js';
import { type Metric, meanMetric } from './metric.js';

/** Targets are -1 and 1, or 0 and 1; a 0 means -1. */
const shortfall = (output: number, target: number) => Math.max(1 - (target === 0 ? -1 : target) * output, 0);

/** Mean of `max(1 - t y, 0)`. */
export const hingeMetric = (): Metric => meanOverOutputs('hinge', 'min', shortfall);
/** Mean of `max(1 - t y, 0)²`. */
export const squaredHingeMetric = (): Metric =>
  meanOverOutputs('squaredHinge', 'min', (output, target) => shortfall(output, target) ** 2);

/** Mean over rows of `max(0, 1 + max_wrong y - y_right)`. */
export const categoricalHingeMetric = (): Metric =>
  meanMetric('categoricalHinge', 'min', ({ predictions, targets, outputSize }, row) => {
    let [right, wrong] = [0, Number.NEGATIVE_INFINITY];
    for (let i = row * outputSize; i < (row + 1) * outputSize; i++) {
      right += targets[i]! * predictions[i]!;
      wrong = Math.max(wrong, (1 - targets[i]!) * predictions[i]!);
    }
    return Math.max(wrong - right + 1, 0);
  });
