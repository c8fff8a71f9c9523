import { dominationRanks, type Point } from '../../multi-objective/dominance.js';
import { selectSubset } from '../../multi-objective/subset-selection.js';
import { lastStep, lossesOf, type StudyView, signOf, type TrialRecord, violation } from '../../study/trial-record.js';
import { Results } from '../results.js';

/** What trials are ranked by, the smallest first; of equal ones the earlier is the better. */
interface Rank {
  readonly number: number;
  /** Complete, pruned, or against a constraint. */
  readonly kind: number;
  readonly first: number;
  readonly second: number;
}

/** Most of a single objective's results that are ever asked for. */
const MOST = 25;

/** How many of n results are the better half: a tenth, of a single objective at most 25. */
const betterOf = (results: number, directions: number): number =>
  directions > 1 ? Math.ceil(0.1 * results) : Math.min(Math.ceil(0.1 * results), MOST);

function rankOf(trial: TrialRecord, sign: number): Rank {
  const { number } = trial;
  const amount = violation(trial);
  if (amount > 0) return { number, kind: 2, first: amount, second: 0 };
  if (trial.state === 'complete') return { number, kind: 0, first: sign * trial.values![0]!, second: 0 };
  // The later it was pruned the better, then its last report.
  const step = lastStep(trial);
  if (step === undefined) return { number, kind: 1, first: 1, second: 0 };
  const value = sign * trial.intermediateValues.get(step)!;
  return { number, kind: 1, first: -step, second: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value };
}

function isBefore(a: Rank, b: Rank): boolean {
  if (a.kind !== b.kind) return a.kind < b.kind;
  if (a.first !== b.first) return a.first < b.first;
  return a.second !== b.second ? a.second < b.second : a.number < b.number;
}

/** A little beyond the worst value of each objective. */
const referenceOf = (points: readonly Point[]): number[] =>
  points[0]!.map((_, k) => {
    const worst = Math.max(...points.map((point) => point[k]!));
    return Math.max(1.1 * worst, 0.9 * worst) || 1e-12;
  });

/** Places of the best `count` points: front by front, and of the front that does not fit the part that dominates most. */
function bestPoints(points: readonly Point[], count: number): number[] {
  if (count >= points.length) return points.map((_, i) => i);
  const ranks = dominationRanks(points, count);
  const best: number[] = [];
  for (let rank = 0; ; rank++) {
    const front = ranks.flatMap((each, i) => (each === rank ? i : []));
    const left = count - best.length;
    if (front.length <= left) best.push(...front);
    else {
      const tied = front.map((i) => points[i]!);
      if (left > 0) best.push(...selectSubset(tied, left, referenceOf(tied)).map((i) => front[i]!));
      return best;
    }
  }
}

/** The results of a study by how good they are, kept up as trials end. */
export class Ranking {
  readonly #fresh = new Results();
  /** The best first; where there are several objectives, of those that are not complete. */
  readonly #ranks: Rank[] = [];
  /** Where there are several objectives: the complete and feasible trials. */
  readonly #complete: { readonly number: number; readonly losses: Point }[] = [];
  #results = 0;
  #best: { readonly results: number; readonly numbers: ReadonlySet<number> } | undefined;

  /** Trials that have ended with a result. */
  update(study: StudyView): number {
    for (const trial of this.#fresh.next(study.trials)) {
      this.#results++;
      if (study.directions.length > 1 && trial.state === 'complete' && violation(trial) === 0) {
        this.#complete.push({ number: trial.number, losses: lossesOf(study, trial.values!) });
      } else this.#insert(rankOf(trial, signOf(study)), study.directions.length > 1 ? Number.POSITIVE_INFINITY : MOST);
    }
    return this.#results;
  }

  #insert(rank: Rank, most: number): void {
    const ranks = this.#ranks;
    let place = ranks.length;
    while (place > 0 && isBefore(rank, ranks[place - 1]!)) place--;
    if (place >= most) return;
    ranks.splice(place, 0, rank);
    if (ranks.length > most) ranks.pop();
  }

  /**
   * Numbers of the better trials: complete ones by value, after them pruned ones, then those that violate a constraint. Of several objectives
   * complete ones front by front.
   */
  better(directions: number): ReadonlySet<number> {
    if (this.#best?.results === this.#results) return this.#best.numbers;
    const count = betterOf(this.#results, directions);
    // They may have ended in another order than that of their numbers.
    const complete = this.#complete.sort((a, b) => a.number - b.number);
    const points = complete.map(({ losses }) => losses);
    const numbers = new Set(bestPoints(points, Math.min(count, points.length)).map((i) => complete[i]!.number));
    for (const { number } of this.#ranks.slice(0, count - numbers.size)) numbers.add(number);
    this.#best = { results: this.#results, numbers };
    return numbers;
  }
}
