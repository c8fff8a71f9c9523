import {
  type CategoricalDistribution,
  type Distribution,
  isSingle,
  type Space,
  sameDistribution,
} from '../space/distribution.js';
import type { StudyView, TrialRecord } from '../study/trial-record.js';
import { Results } from './results.js';

const sorted = (space: Space): Space => Object.fromEntries(Object.entries(space).sort(([a], [b]) => (a < b ? -1 : 1)));

/** A space without what can be just one value. */
export const withoutSingles = (space: Space): Space =>
  Object.fromEntries(Object.entries(space).filter(([, distribution]) => !isSingle(distribution)));

/**
 * The parameters that every result so far has, with the same distribution: those that can be modelled together.
 *
 * The choices of a parameter may change while a study runs: those of the last trial count, and earlier results by the values that they had.
 */
export class JointSpace {
  readonly #results: Results;
  #space: Space | undefined;
  /** The last trial with a result. */
  #last = -1;

  /** @param counts whether a trial that has ended is a result. Default: those that are complete or pruned. */
  constructor(counts?: (trial: TrialRecord) => boolean) {
    this.#results = new Results(counts);
  }

  /** By name, in order of the names. */
  update({ trials }: StudyView): Space {
    for (const { number, distributions } of this.#results.next(trials)) {
      const isLast = number > this.#last;
      this.#last = Math.max(this.#last, number);
      this.#space = this.#space ? merged(this.#space, distributions, isLast) : sorted(distributions);
    }
    return this.#space ?? {};
  }
}

/** What two spaces share; choices are those of the second where it is the later. */
function merged(space: Space, other: Space, isLater: boolean): Space {
  const shared: Record<string, Distribution> = {};
  for (const [name, distribution] of Object.entries(space)) {
    const found = other[name];
    if (found && sameDistribution(distribution, found)) shared[name] = distribution;
    else if (distribution.type === 'categorical' && found?.type === 'categorical') {
      shared[name] = isLater ? found : distribution;
    }
  }
  return shared;
}

/**
 * Parameters in groups that always occur together, so that those of a branch are modelled jointly although other trials lack them.
 *
 * Each result divides the groups so far by whether it has their parameters, and brings a group of its new ones. Choices are as in
 * {@link JointSpace}.
 */
export class GroupedSpace {
  readonly #results = new Results();
  #groups: readonly Space[] = [];
  /** By name, the choices of the last trial that has them. */
  readonly #choices = new Map<string, { readonly number: number; readonly distribution: CategoricalDistribution }>();

  /** Groups in the order in which they arose, each in order of the names. */
  update({ trials }: StudyView): readonly Space[] {
    for (const { number, distributions } of this.#results.next(trials)) {
      this.#divide(distributions);
      for (const [name, distribution] of Object.entries(distributions)) {
        const isLast = number > (this.#choices.get(name)?.number ?? -1);
        if (distribution.type === 'categorical' && isLast) this.#choices.set(name, { number, distribution });
      }
    }
    const current = (name: string, distribution: Distribution) =>
      distribution.type === 'categorical' ? this.#choices.get(name)!.distribution : distribution;
    return this.#groups.map((group) =>
      sorted(Object.fromEntries(Object.entries(group).map(([name, each]) => [name, current(name, each)]))),
    );
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
