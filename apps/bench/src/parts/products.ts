import type { ProductsRound } from '../peers/glassbox/products.js';
import { interleave, type Outcome } from '../processes/interleave.js';
import { formatNumber } from '../report/format.js';
import type { Detail } from '../report/result.js';
import { summarize } from '../statistics/summary.js';
import { glassbox } from './contestants.js';
import type { Part } from './part.js';
import { plainRow, versionsOf } from './rows.js';

/** The products of these networks beside the most that one core's WASM SIMD can do, measured in the same rounds. */
export const products: Part = {
  id: 'products',
  does: "matrix products beside the machine's multiply-add rate",
  async run({ rounds, quick, log }) {
    const outcomes = await interleave([glassbox({ kind: 'products', milliseconds: quick ? 2 : 25 })], rounds, log);
    const measured = roundsOf(outcomes.get('Glassbox'));
    const peak = summarize(measured.map((round) => round.peak)).median;
    const figures = `all products of a step of each network together; peak ${formatNumber(peak)} GFLOP/s`;
    const target = { bound: 'at least', value: 70, unit: '%' } as const;
    const heading = { work: 'matrix products of these jobs', against: 'peak multiply-add rate of WASM SIMD', target };
    return {
      rows: [plainRow(heading, outcomes, 'Glassbox', figures)],
      versions: versionsOf(outcomes),
      details: measured.length ? [detailOf(measured, peak)] : [],
    };
  },
};

const roundsOf = (outcome: Outcome | undefined): ProductsRound[] =>
  outcome && 'answers' in outcome ? outcome.answers.map(({ details }) => details as ProductsRound) : [];

function detailOf(measured: readonly ProductsRound[], peak: number): Detail {
  const overhead = summarize(measured.map((round) => round.overhead)).median;
  const rows = (measured[0]?.products ?? []).map(({ network, what, shape }, index) => {
    const speed = summarize(measured.flatMap((round) => round.products[index]?.speed ?? [])).median;
    const time = summarize(measured.flatMap((round) => round.products[index]?.microseconds ?? [])).median;
    return [
      network,
      what,
      shape,
      `${formatNumber(time)} µs`,
      formatNumber(speed),
      `${Math.round((100 * speed) / peak)}%`,
    ];
  });
  return {
    title: 'Matrix products',
    text:
      `Each through the public operation on one core. The peak, ${formatNumber(peak)} GFLOP/s, is a loop of independent multiply-adds in ` +
      `registers. A product of 1 by 1 takes ${formatNumber(overhead)} µs: what a call costs besides its arithmetic.`,
    rows: [['network', 'product', 'shape', 'time', 'GFLOP/s', 'of the peak'], ...rows],
  };
}
