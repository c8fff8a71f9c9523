import { type Callback, requireArgument } from '@glassbox/core';
import { requireNotNegative, requireWhole } from '../schedules/schedule.js';
import { type MonitorOptions, monitorOf } from './monitor.js';
import { savedState } from './saved-state.js';

/** Options of {@link reduceLearningRateOnPlateau}. */
export interface PlateauOptions extends MonitorOptions {
  /** What the rate is multiplied by, above 0 and below 1. Default 0.1. */
  readonly factor?: number;
  /** Epochs in a row without improvement before the rate falls, a whole number. Default 10. */
  readonly patience?: number;
  /** Smallest change that counts as improvement, at least 0. Default 0.0001. */
  readonly minDelta?: number;
  /** Epochs after a fall in which patience does not count, a whole number. Default 0. */
  readonly cooldown?: number;
  /** The rate never falls below this, at least 0. Default 0. */
  readonly minLearningRate?: number;
}

interface Progress {
  readonly wait: number;
  readonly cooling: number;
  readonly best?: number | undefined;
}

/**
 * Lowers the learning rate where a measure no longer improves: `lr ← max(factor lr, minLearningRate)`.
 *
 * Needs an optimizer with a number for its rate: a schedule's cannot be set. A value that is not finite never improves.
 *
 * @throws `bad-argument` for options out of range; `unknown-name` at the end of an epoch whose logs lack the measure. Behaviour as
 * `keras.callbacks.ReduceLROnPlateau`.
 */
export function reduceLearningRateOnPlateau(options: PlateauOptions = {}): Callback {
  const { factor = 0.1, patience = 10, minDelta = 1e-4, cooldown = 0, minLearningRate = 0 } = options;
  requireArgument(factor > 0 && factor < 1, `factor lies between 0 and 1, but ${factor} came. 0.1 is usual.`);
  requireWhole('patience', patience, 0);
  requireWhole('cooldown', cooldown, 0);
  requireNotNegative('minDelta', minDelta);
  requireNotNegative('minLearningRate', minLearningRate);
  const monitor = monitorOf(options, minDelta);
  const start: Progress = { wait: 0, cooling: 0 };
  let progress = start;
  let resumed = false;
  return {
    name: 'reduceLearningRateOnPlateau',
    onTrainBegin() {
      if (!resumed) progress = start;
      resumed = false;
    },
    onEpochEnd(_epoch, logs, control) {
      const value = monitor.read(logs);
      const cooling = Math.max(0, progress.cooling - 1);
      if (monitor.improves(value, progress.best)) {
        progress = { wait: 0, cooling, best: value };
        return;
      }
      // In Keras a cooldown sets the wait back in its last epoch too, from which on patience counts again.
      const wait = (progress.cooling > 0 ? 0 : progress.wait) + (cooling > 0 ? 0 : 1);
      const due = cooling === 0 && wait >= patience && control.learningRate > minLearningRate;
      if (due) control.learningRate = Math.max(control.learningRate * factor, minLearningRate);
      progress = { ...progress, wait: due ? 0 : wait, cooling: due ? cooldown : cooling };
    },
    state: () => progress,
    restore(state) {
      progress = savedState<Progress>('reduceLearningRateOnPlateau', state, ['wait', 'cooling']);
      resumed = true;
    },
  };
}
