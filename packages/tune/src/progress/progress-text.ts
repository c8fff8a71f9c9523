import { formatDuration, formatMetric } from '@glassbox/core';
import type { ProgressState } from './progress-state.js';

const BAR = 20;

function bar({ done, total }: ProgressState): readonly string[] {
  if (total === undefined) return [];
  const filled = total === 0 ? BAR : Math.min(BAR, Math.floor((BAR * done) / total));
  return [`[${filled === BAR ? '='.repeat(BAR) : `${'='.repeat(filled)}>`.padEnd(BAR)}]`];
}

/** What is told, the most important first. */
function parts({ done, total, counts, best, left }: ProgressState): {
  readonly head: string;
  readonly rest: readonly string[];
} {
  const count = total === undefined ? `${done} trials` : `${String(done).padStart(String(total).length)}/${total}`;
  const told = (number: number, what: string) => (number === 0 ? [] : [`${number} ${what}`]);
  return {
    head: count,
    rest: [
      ...(best ? [`best ${formatMetric(best.value)} (trial ${best.number})`] : []),
      ...(total === undefined || done >= total ? [] : [`ETA ${left === undefined ? '?' : formatDuration(left)}`]),
      ...told(counts.running, 'running'),
      ...told(counts.pruned, 'pruned'),
      ...told(counts.failed, 'failed'),
      ...told(counts.waiting, 'waiting'),
    ],
  };
}

/**
 * One line of progress; what does not fit into the columns is left out, first the bar and then from the end.
 *
 * @example
 * // 12/50 [====>               ]  best 0.0312 (trial 7)  ETA 1:20  2 running  3 pruned
 */
export function progressText(state: ProgressState, columns = Number.POSITIVE_INFINITY): string {
  const { head, rest } = parts(state);
  const whole = [[head, ...bar(state)].join(' '), ...rest].join('  ');
  if (whole.length < columns) return whole;
  let line = head;
  for (const part of rest) {
    if (line.length + 2 + part.length >= columns) break;
    line += `  ${part}`;
  }
  return line.slice(0, Math.max(0, columns - 1));
}
