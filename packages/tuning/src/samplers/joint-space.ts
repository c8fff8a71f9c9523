import { type Distribution, isSingle, type Space, sameDistribution } from '../space/distribution.js';
import { isFinished, type StudyView, type TrialRecord } from '../study/trial-record.js';

/** Goes over the trials of a study that have given a result, each once, however late it ends. */
class Results {
  readonly #counts: (trial: TrialRecord) => boolean;
  readonly #seen = new Set<number>();
  #from = 0;

  constructor(counts: (trial: TrialRecord) => boolean = ({ state }) => state !== 'failed') {
    this.#counts = counts;
  }

  /** Trials that were complete or pruned since the last call. */
  *fresh(trials: readonly TrialRecord[]): Generator<TrialRecord> {
    while (this.#from < trials.length && isFinished(trials[this.#from]!) && this.#seen.delete(this.#from)) this.#from++;
    for (let i = this.#from; i < trials.length; i++) {
      const trial = trials[i]!;
      if (!isFinished(trial) || this.#seen.has(i)) continue;
      this.#seen.add(i);
      if (this.#counts(trial)) yield trial;
    }
  }
}

const sorted = (space: Space): Space => Object.fromEntries(Object.entries(space).sort(([a], [b]) => (a < b ? -1 : 1)));

/** A space without what can be just one value. */
export const withoutSingles = (space: Space): Space =>
  Object.fromEntries(Object.entries(space).filter(([, distribution]) => !isSingle(distribution)));

/** The parameters that every result so far has, with the same distribution: those that can be modelled together. */
export class JointSpace {
  readonly #results: Results;
  #space: Space | undefined;

  /** @param counts whether a trial that has ended is a result. Default: those that are complete or pruned. */
  constructor(counts?: (trial: TrialRecord) => boolean) {
    this.#results = new Results(counts);
  }

  /** By name, in order of the names. */
  update({ trials }: StudyView): Space {
    for (const { distributions } of this.#results.fresh(trials)) {
      const shared = ([name, distribution]: [string, Distribution]) =>
        distributions[name] !== undefined && sameDistribution(distribution, distributions[name]);
      this.#space = this.#space
        ? Object.fromEntries(Object.entries(this.#space).filter(shared))
        : sorted(distributions);
    }
    return this.#space ?? {};
  }
}

/**
 * Parameters in groups that always occur together, so that those of a branch are modelled jointly although other trials lack them.
 *
 * Each result divides the groups so far by whether it has their parameters, and brings a group of its new ones.
 */
export class GroupedSpace {
  readonly #results = new Results();
  #groups: readonly Space[] = [];

  /** Groups in the order in which they arose, each in order of the names. */
  update({ trials }: StudyView): readonly Space[] {
    for (const { distributions } of this.#results.fresh(trials)) this.#divide(distributions);
    return this.#groups.map(sorted);
  }

  #divide(distributions: Space): void {
    const known = new Set(this.#groups.flatMap((group) => Object.keys(group)));
    const part = (space: Space, wanted: (name: string) => boolean): Space =>
      Object.fromEntries(Object.entries(space).filter(([name]) => wanted(name)));
    const groups = this.#groups.flatMap((group) => [
      part(group, (name) => name in distributions),
      part(group, (name) => !(name in distributions)),
    ]);
    groups.push(part(distributions, (name) => !known.has(name)));
    this.#groups = groups.filter((group) => Object.keys(group).length > 0);
  }
}
