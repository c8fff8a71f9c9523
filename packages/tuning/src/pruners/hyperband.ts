import { log } from '../math/portable.js';
import type { StudyView, TrialRecord } from '../study/trial-record.js';
import { crc32 } from './crc32.js';
import type { Pruner } from './pruner.js';
import { firstLength, requireWhole } from './steps.js';
import { asha } from './successive-halving.js';

/** Options of {@link hyperband}. */
export interface HyperbandOptions {
  /** Step of the first rung of the first bracket. Default 1. */
  readonly minResource?: number;
  /** Steps of a whole trial. Default `'auto'`: those of the first complete trial. */
  readonly maxResource?: number | 'auto';
  /** Default 3; see `asha`. */
  readonly reductionFactor?: number;
}

interface Bracket {
  readonly pruner: Pruner;
  /** Share of the trials that it gets, as a whole number. */
  readonly budget: number;
}

/** Brackets from the most eager to the most patient. */
function bracketsOf(minResource: number, maxResource: number, reductionFactor: number): Bracket[] {
  const count = Math.floor(log(maxResource / minResource) / log(reductionFactor)) + 1;
  return Array.from({ length: count }, (_, bracket) => {
    const rungs = count - 1 - bracket;
    return {
      pruner: asha({ minResource, reductionFactor, minEarlyStoppingRate: bracket }),
      budget: Math.ceil((count * reductionFactor ** rungs) / (rungs + 1)),
    };
  });
}

/** The bracket that a trial belongs to: by its number and the study's name, so that all workers agree. */
function bracketOf({ name }: StudyView, { number }: TrialRecord, brackets: readonly Bracket[]): number {
  const total = brackets.reduce((sum, { budget }) => sum + budget, 0);
  let place = crc32(`${name}_${number}`) % total;
  return brackets.findIndex(({ budget }) => {
    place -= budget;
    return place < 0;
  });
}

/**
 * Hyperband: several successive halvings side by side, from one that prunes early to one that hardly does, so that it need not be known
 * which is right.
 *
 * Source: Li, Jamieson, DeSalvo, Rostamizadeh and Talwalkar, JMLR 18 (2018); as Optuna has it.
 */
export function hyperband(options: HyperbandOptions = {}): Pruner {
  const { minResource = 1, maxResource = 'auto', reductionFactor = 3 } = options;
  requireWhole('minResource', minResource, 1);
  if (maxResource !== 'auto') requireWhole('maxResource', maxResource, minResource);
  requireWhole('reductionFactor', reductionFactor, 2);
  const known = new Map<number, readonly Bracket[]>();
  const bracketsTo = (steps: number) => {
    const brackets = known.get(steps) ?? bracketsOf(minResource, steps, reductionFactor);
    known.set(steps, brackets);
    return brackets;
  };
  return {
    name: 'hyperband',
    shouldPrune(study, trial, remember) {
      const steps = maxResource === 'auto' ? 1 + (firstLength(study) ?? Number.NaN) : maxResource;
      if (!(steps >= minResource)) return false;
      const brackets = bracketsTo(steps);
      const bracket = bracketOf(study, trial, brackets);
      const trials = study.trials.filter((other) => bracketOf(study, other, brackets) === bracket);
      return brackets[bracket]!.pruner.shouldPrune({ ...study, trials }, trial, remember);
    },
  };
}
