import type { Json, TrialRecord } from '../study/trial-record.js';

/** Numbers of the trials that a generation comes from. */
export type Parents = readonly number[];

/**
 * Trials by the generation in which an evolutionary sampler drew them, as they keep it themselves: so it is the same after a stop, and for
 * several workers.
 */
export class Generations {
  readonly #prefix: string;
  readonly #members = new Map<number, TrialRecord[]>();

  /**
   * @param sampler its name.
   * @param belongs which trials count.
   */
  constructor(trials: readonly TrialRecord[], sampler: string, belongs: (trial: TrialRecord) => boolean = () => true) {
    this.#prefix = sampler;
    const key = `${sampler}:generation`;
    for (const trial of trials) {
      const generation = trial.systemAttributes[key];
      if (typeof generation !== 'number' || !belongs(trial)) continue;
      const members = this.#members.get(generation) ?? [];
      members.push(trial);
      this.#members.set(generation, members);
    }
  }

  /** Those of a generation that are complete, by number. */
  complete(generation: number): readonly TrialRecord[] {
    return (this.#members.get(generation) ?? []).filter(({ state }) => state === 'complete');
  }

  /** For each generation after the first, what its first trial comes from; others that began it at the same time follow that. */
  get lineage(): readonly Parents[] {
    const lineage: Parents[] = [];
    for (let generation = 1; this.#members.has(generation); generation++) {
      const { systemAttributes } = this.#members.get(generation)![0]!;
      lineage.push(systemAttributes[`${this.#prefix}:parents`] as Parents);
    }
    return lineage;
  }
}

/** What a trial keeps of its generation. */
export const generationAttributes = (sampler: string, lineage: readonly Parents[]): Record<string, Json> => ({
  [`${sampler}:generation`]: lineage.length,
  [`${sampler}:parents`]: lineage.at(-1) ?? [],
});
