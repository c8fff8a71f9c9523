import type { Outcome } from '../processes/interleave.js';
import { formatNumber, formatTime } from '../report/format.js';
import type { Detail } from '../report/result.js';
import { ratios, summarize } from '../statistics/summary.js';
import { valuesOf } from './rows.js';

/** What everyone came to in one kind of work. */
export interface GpuRow {
  readonly title: string;
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** Dispatches in submissions: Glassbox's and those of the first peer. */
  readonly note: readonly string[];
}

const NOTES = ['dispatches in submissions, a step', 'those of the first peer'];

const text =
  'Medians of all rounds. Behind a time of a peer stands how many times as fast as it Glassbox on WebGPU is: the median of the ratios within ' +
  'each round, and their spread. A time covers the shuffling, the batches and the wait until the device has done it all.';

/**
 * The table of a graphics processor.
 *
 * @param own the contestant that the others are held against.
 */
export function gpuTable(title: string, own: string, peers: readonly string[], rows: readonly GpuRow[]): Detail {
  const cells = rows.map((row) => [
    row.title,
    ownCell(row, own),
    ...peers.map((peer) => peerCell(row, own, peer)),
    ...row.note,
  ]);
  const missing = rows.flatMap((row) => [own, ...peers].flatMap((name) => reason(row, name)));
  return {
    title,
    text: [text, ...new Set(missing)].join('\n\n'),
    rows: [['work', own, ...peers, ...NOTES], ...cells],
  };
}

function ownCell({ outcomes }: GpuRow, own: string): string {
  const values = valuesOf(outcomes, own);
  return 'skipped' in values ? '-' : formatTime(summarize(values).median);
}

function peerCell({ outcomes }: GpuRow, own: string, peer: string): string {
  const [ours, theirs] = [valuesOf(outcomes, own), valuesOf(outcomes, peer)];
  if ('skipped' in theirs) return '-';
  const time = formatTime(summarize(theirs).median);
  if ('skipped' in ours) return time;
  const { median, least, most } = summarize(ratios(ours, theirs));
  return `${time}: ${formatNumber(median)}× (${formatNumber(least)} to ${formatNumber(most)})`;
}

function reason({ title, outcomes }: GpuRow, name: string): string[] {
  const outcome = outcomes.get(name);
  return outcome && 'skipped' in outcome ? [`Not measured: ${title}, ${name}: ${outcome.skipped}.`] : [];
}
