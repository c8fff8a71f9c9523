import { requireArgument } from '@glassbox/core';
import { signOf } from '../study/trial-record.js';
import type { Pruner } from './pruner.js';
import { orderedValues, requireWhole, smallest } from './steps.js';

/** Options of {@link patient}. */
export interface PatientOptions {
  /** Reports without improvement that are borne. */
  readonly patience: number;
  /** What counts as an improvement is larger than this. Default 0. */
  readonly minDelta?: number;
}

/**
 * Lets another pruner decide only where a trial has not improved for some reports; without another, prunes there.
 *
 * @param inner `undefined` for none.
 */
export function patient(inner: Pruner | undefined, { patience, minDelta = 0 }: PatientOptions): Pruner {
  requireWhole('patience', patience, 0);
  requireArgument(minDelta >= 0, `minDelta is at least 0, but ${minDelta} came.`);
  return {
    name: 'patient',
    shouldPrune(study, trial, remember) {
      const sign = signOf(study);
      const values = orderedValues(trial).map((value) => sign * value);
      if (values.length <= patience + 1) return false;
      const before = smallest(values.slice(0, -patience - 1));
      const since = smallest(values.slice(-patience - 1));
      return before + minDelta < since && (inner?.shouldPrune(study, trial, remember) ?? true);
    },
  };
}
