import { mnist } from '@glassbox/datasets';
import type { Sequential } from '@glassbox/models';
import type { Series } from '../../statistics/series.js';
import { BATCH, type ScalingJob } from '../job.js';
import { timed } from '../serve.js';
import { compiledDense, notebookModel } from './networks.js';

type Digits = Awaited<ReturnType<typeof mnist.load>>['train'];

/** Something that can be timed at one size. */
interface Probe {
  readonly size: number;
  run(): Promise<number>;
}

interface Range {
  readonly over: string;
  readonly what: string;
  readonly probes: readonly Probe[];
}

/** Times the dense network over sizes; every round measures each size once, in turns. */
export async function openScaling({ quick }: ScalingJob) {
  const { train } = await mnist.load();
  const ranges = rangesOf(train, quick);
  await measure(ranges);
  return async () => {
    const details = await measure(ranges);
    return { value: details.length, details };
  };
}

async function measure(ranges: readonly Range[]): Promise<Series[]> {
  const series: Series[] = [];
  for (const { over, what, probes } of ranges) {
    const points: [number, number][] = [];
    for (const { size, run } of probes) points.push([size, await run()]);
    series.push({ over, what, points });
  }
  return series;
}

const doubling = (from: number, to: number): number[] => (from > to ? [] : [from, ...doubling(2 * from, to)]);

function rangesOf(train: Digits, quick: boolean): Range[] {
  const steps = quick ? 2 : 12;
  const each = (over: string, sizes: readonly number[], stepAt: (size: number) => () => Promise<number>): Range => ({
    over,
    what: 'training step',
    probes: sizes.map((size) => ({ size, run: stepAt(size) })),
  });
  const rows = quick ? [200, 400] : [1000, 3000, 12_000, 48_000];
  return [
    each('batch size', doubling(8, quick ? 16 : 512), (size) => stepOf(train, compiledDense(128, 1), steps, size)),
    each('width', doubling(32, quick ? 64 : 1024), (size) => stepOf(train, compiledDense(size, 1), steps)),
    each('depth', doubling(1, quick ? 2 : 8), (size) => stepOf(train, compiledDense(128, size), steps)),
    ...overRows(train, rows),
  ];
}

/** Milliseconds of one training step. */
function stepOf(train: Digits, model: Sequential, steps: number, batchSize = BATCH): () => Promise<number> {
  const data = train.take(steps * batchSize);
  return async () => (await timed(() => model.fit(data, { batchSize, progress: false }))) / steps;
}

function overRows(train: Digits, rows: readonly number[]): Range[] {
  const model = notebookModel();
  const range = (what: string, run: (data: Digits) => Promise<unknown>): Range => ({
    over: 'rows',
    what,
    probes: rows.map((size) => {
      const data = train.take(size);
      return { size, run: () => timed(() => run(data)) };
    }),
  });
  return [
    range('fit, one epoch', (data) => model.fit(data, { batchSize: BATCH, progress: false })),
    range('evaluate', (data) => model.evaluate(data)),
    range('predict', (data) => model.predict(data)),
  ];
}
