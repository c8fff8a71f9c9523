import { requireArgument } from '@glassbox/core';
import { decide } from './decide.js';
import type { Pruner } from './pruner.js';
import { orderedLosses, requireWhole, smallest } from './steps.js';

/** Options of {@link patient}. */
export interface PatientOptions {
  /** Reports without improvement that are borne. */
  readonly patience: number;
  /** What counts as an improvement is larger than this. Default 0. */
  readonly minDelta?: number;
}

/**
 * Lets another pruner decide only where a trial has not improved for some reports, in none of its objectives; without another, prunes there.
 *
 * @param inner `undefined` for none.
 */
export function patient(inner: Pruner | undefined, { patience, minDelta = 0 }: PatientOptions): Pruner {
  requireWhole('patience', patience, 0);
  requireArgument(minDelta >= 0, `minDelta is at least 0, but ${minDelta} came.`);
  return {
    name: 'patient',
    takesVectors: true,
    shouldPrune(study, trial, remember) {
      const reports = orderedLosses(study, trial);
      if (reports.length <= patience + 1) return false;
      const isWorse = study.directions.every((_, i) => {
        const before = smallest(reports.slice(0, -patience - 1).map((losses) => losses[i]!));
        const since = smallest(reports.slice(-patience - 1).map((losses) => losses[i]!));
        return before + minDelta < since;
      });
      return isWorse && (!inner || decide(inner, study, trial, remember));
    },
  };
}
