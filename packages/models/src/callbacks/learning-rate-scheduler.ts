import type { Callback } from '@glassbox/core';
import { requireNotNegative } from '../schedules/schedule.js';
import { savedState } from './saved-state.js';

/**
 * Sets the learning rate at the start of each epoch.
 *
 * @param rateOf gets the epoch, counted from 1 (Keras counts from 0), and the rate so far; gives the new one, finite and at least 0, or
 * `bad-argument` is thrown. For a rate that follows the step, give the optimizer a schedule.
 * @example
 * learningRateScheduler((epoch, rate) => (epoch <= 10 ? rate : 0.9 * rate))
 */
export function learningRateScheduler(rateOf: (epoch: number, learningRate: number) => number): Callback {
  let scheduled = 0;
  let resumed = false;
  return {
    name: 'learningRateScheduler',
    onTrainBegin() {
      if (!resumed) scheduled = 0;
      resumed = false;
    },
    onEpochBegin(epoch, control) {
      // A run that is resumed within an epoch begins it a second time.
      if (epoch === scheduled) return;
      scheduled = epoch;
      const rate = rateOf(epoch, control.learningRate);
      requireNotNegative(`The rate that learningRateScheduler was given for epoch ${epoch}`, rate);
      control.learningRate = rate;
    },
    state: () => ({ scheduled }),
    restore(state) {
      ({ scheduled } = savedState<{ scheduled: number }>('learningRateScheduler', state, ['scheduled']));
      resumed = true;
    },
  };
}
