import type { Outcome } from '../processes/interleave.js';
import { formatTime } from '../report/format.js';
import { type Row, skippedRow, type Target } from '../report/row.js';
import { ratios, summarize } from '../statistics/summary.js';

type Outcomes = ReadonlyMap<string, Outcome>;
type Heading = Pick<Row, 'work' | 'against' | 'target'>;

/** The numbers of a contestant, or why there are none. */
export function valuesOf(outcomes: Outcomes, name: string): readonly number[] | { readonly skipped: string } {
  const outcome = outcomes.get(name);
  if (!outcome || 'skipped' in outcome) return { skipped: `${name}: ${outcome?.skipped ?? 'it was not asked'}` };
  return outcome.answers.map(({ value }) => value);
}

/** Target of a row that compares speeds. */
export const timesAsFast = (value: number): Target => ({ bound: 'at least', value, unit: '×' });

/** How many times as fast as a peer Glassbox was, round by round. */
export function speedRow(heading: Heading, outcomes: Outcomes, peer: string): Row {
  const [ours, theirs] = [valuesOf(outcomes, 'Glassbox'), valuesOf(outcomes, peer)];
  if ('skipped' in ours) return skippedRow(heading, ours.skipped);
  if ('skipped' in theirs) return skippedRow(heading, theirs.skipped);
  const [own, other] = [ours, theirs].map((times) => formatTime(summarize(times).median));
  return { ...heading, samples: ratios(ours, theirs), figures: `${own} beside ${other}` };
}

/** A row of what one contestant measured by itself. */
export function plainRow(heading: Heading, outcomes: Outcomes, name: string, figures = ''): Row {
  const values = valuesOf(outcomes, name);
  return 'skipped' in values ? skippedRow(heading, values.skipped) : { ...heading, samples: values, figures };
}

/** The versions that contestants told. */
export function versionsOf(outcomes: Outcomes): Record<string, string> {
  const told = [...outcomes.values()].map((outcome) => ('versions' in outcome ? outcome.versions : {}));
  return Object.assign({}, ...told);
}
