import { describe, expect, it } from 'vitest';
import { type GoldenArray, readGolden } from '../../test/golden.js';
import { metrics } from './index.js';
import type { Metric, MetricBatch } from './metric.js';

interface Case {
  readonly name: keyof typeof metrics;
  readonly options: object;
  readonly result: number;
  readonly batches: { readonly outputs: GoldenArray; readonly targets: GoldenArray }[];
}

const cases = readGolden<Case[]>('metrics.json', import.meta.url);

function batchOf({ outputs, targets }: Case['batches'][number]): MetricBatch {
  const size = outputs.shape[0]!;
  return {
    size,
    predictions: Float32Array.from(outputs.data),
    outputSize: outputs.data.length / size,
    targets: targets.shape.length === 1 ? Int32Array.from(targets.data) : Float32Array.from(targets.data),
    targetSize: targets.data.length / size,
  };
}

describe('metrics over several batches agree with Keras', () => {
  it.each(cases.map((each, i) => [`${each.name} ${JSON.stringify(each.options)} (${i})`, each] as const))(
    '%s',
    (_, golden) => {
      const make = metrics[golden.name] as (options?: object) => Metric;
      const accumulator = (Object.keys(golden.options).length > 0 ? make(golden.options) : make()).create();
      golden.batches.forEach((batch, i) => {
        accumulator.update(batchOf(batch));
        if (i === 0) accumulator.restore(JSON.parse(JSON.stringify(accumulator.state())) as number[]);
      });
      expect(accumulator.result()).toBeCloseTo(golden.result, 6);
    },
  );
});

it('count an output that equals the threshold as not above it, in float32', () => {
  const tie = readGolden<Case[]>('further-metrics.json', import.meta.url).at(-1)!;
  const accumulator = metrics.precision(tie.options).create();
  for (const batch of tie.batches) accumulator.update(batchOf(batch));
  expect(accumulator.result()).toBeCloseTo(tie.result, 6);
});

it('are 0, not NaN, before anything was measured', () => {
  expect(
    [metrics.precision(), metrics.f1(), metrics.binaryAccuracy()].map((metric) => metric.create().result()),
  ).toEqual([0, 0, 0]);
});
