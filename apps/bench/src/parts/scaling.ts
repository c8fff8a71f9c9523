import { interleave } from '../processes/interleave.js';
import { skippedRow } from '../report/row.js';
import { medianSeries, scalingTable } from '../report/scaling-table.js';
import { fitPowerLaw } from '../statistics/power-law.js';
import type { Series } from '../statistics/series.js';
import { glassbox } from './contestants.js';
import type { Part } from './part.js';
import { versionsOf } from './rows.js';

const linear = (what: string) => ({
  work: `exponent of ${what} in rows`,
  against: 'linear',
  target: { bound: 'at most', value: 1.1, unit: '' } as const,
});

/** How time grows with batch size, width, depth and rows. */
export const scaling: Part = {
  id: 'scaling',
  does: 'time against batch size, width, depth and rows',
  async run({ rounds, quick, log }) {
    const outcomes = await interleave([glassbox({ kind: 'scaling', quick })], rounds, log);
    const outcome = outcomes.get('Glassbox');
    if (!outcome || 'skipped' in outcome)
      return { rows: [skippedRow(linear('predict'), outcome?.skipped ?? '')], versions: {} };
    const measured = outcome.answers.map(({ details }) => details as Series[]);
    const series = medianSeries(measured);
    return { rows: exponentRows(measured), versions: versionsOf(outcomes), series, details: [detailOf(series)] };
  },
};

/** `predict` and `evaluate` must not grow faster than the rows. */
function exponentRows(measured: readonly (readonly Series[])[]) {
  return ['predict', 'evaluate'].map((name) => {
    const each = measured.flatMap((round) => round.filter(({ what }) => what === name));
    return { ...linear(name), samples: each.map(({ points }) => fitPowerLaw(points).exponent) };
  });
}

const detailOf = (series: readonly Series[]) => ({
  title: 'How time grows',
  text:
    'Glassbox on WASM, the notebook’s network with one size changed. The exponent `e` of `time = c sizeᵉ` is fitted by least squares on the ' +
    'logarithms; R² is the share of their spread that it explains.',
  rows: scalingTable(series),
});
