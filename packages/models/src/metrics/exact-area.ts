import type { Metric } from './metric.js';
import { eachOutput, requireClassId } from './threshold-curve.js';

interface Scored {
  readonly value: number;
  readonly isTrue: boolean;
}

/** Share of pairs of a 1 and a 0 in which the 1 has the larger output; equals count half. */
function rankedArea(groups: Iterable<readonly [number, number]>, positives: number, negatives: number): number {
  let pairs = 0;
  let above = 0;
  for (const [hits, alarms] of groups) {
    pairs += alarms * (above + hits / 2);
    above += hits;
  }
  return positives > 0 && negatives > 0 ? pairs / (positives * negatives) : 0;
}

/** Mean over the 1s of the precision at their output. */
function averagePrecision(groups: Iterable<readonly [number, number]>, positives: number): number {
  let [found, said, area] = [0, 0, 0];
  for (const [hits, alarms] of groups) {
    found += hits;
    said += hits + alarms;
    area += (hits * found) / said;
  }
  return positives > 0 ? area / positives : 0;
}

/** From the largest output down, how many 1s and 0s have each value. */
function* groupsOf(sorted: readonly Scored[]): Generator<readonly [number, number]> {
  for (let i = 0; i < sorted.length; ) {
    const { value } = sorted[i]!;
    let [hits, alarms] = [0, 0];
    for (; i < sorted.length && sorted[i]!.value === value; i++) {
      if (sorted[i]!.isTrue) hits++;
      else alarms++;
    }
    yield [hits, alarms];
  }
}

function areaOf(scores: readonly Scored[], curve: 'ROC' | 'PR'): number {
  const sorted = scores.filter(({ value }) => !Number.isNaN(value)).sort((a, b) => b.value - a.value);
  const positives = sorted.filter(({ isTrue }) => isTrue).length;
  const groups = groupsOf(sorted);
  return curve === 'ROC'
    ? rankedArea(groups, positives, sorted.length - positives)
    : averagePrecision(groups, positives);
}

/** The areas of triples of value, target and curve: plain numbers, as a checkpoint keeps them. */
function areasOf(seen: readonly number[], curve: 'ROC' | 'PR'): number[] {
  const curves: Scored[][] = [];
  for (let i = 0; i < seen.length; i += 3) {
    const scored = { value: seen[i]!, isTrue: seen[i + 1] === 1 };
    const own = curves[seen[i + 2]!];
    if (own) own.push(scored);
    else curves[seen[i + 2]!] = [scored];
  }
  return curves.map((scores) => areaOf(scores, curve));
}

/** The area under the curve of all outputs seen, which are kept; the mean of the outputs' areas where `byOutput` says so. */
export function exactArea(
  name: string,
  curve: 'ROC' | 'PR',
  { classId, byOutput }: { readonly classId: number | undefined; readonly byOutput: boolean },
): Metric {
  return {
    name,
    direction: 'max',
    create() {
      let seen: number[] = [];
      return {
        update(batch) {
          requireClassId(classId, batch.outputSize);
          eachOutput(batch, classId, (value, isTrue, output) =>
            seen.push(value, Number(isTrue), byOutput ? output : 0),
          );
        },
        result() {
          const areas = areasOf(seen, curve);
          return areas.length > 0 ? areas.reduce((sum, area) => sum + area, 0) / areas.length : 0;
        },
        perClass: () => areasOf(seen, curve),
        state: () => [...seen],
        restore(state) {
          seen = [...state];
        },
      };
    },
  };
}
