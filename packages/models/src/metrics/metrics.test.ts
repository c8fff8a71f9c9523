import { metricDirection } from '@glassbox/regularization';
import { describe, expect, it } from 'vitest';
import { type GoldenArray, readGolden, worstError } from '../../test/golden.js';
import { losses } from '../losses/index.js';
import { type MetricName, metrics, resolveMetric } from './index.js';
import type { Metric, MetricAccumulator, MetricBatch } from './metric.js';

interface Case {
  readonly name: keyof typeof metrics;
  readonly options: object;
  readonly result: number | null;
  readonly results?: number[];
  readonly perClass?: number[];
  readonly exactArea?: number;
  readonly batches: { readonly outputs: GoldenArray; readonly targets: GoldenArray }[];
}

const golden = (file: string) => readGolden<Case[]>(file, import.meta.url);

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

function metricOf({ name, options }: Case): Metric {
  const make = metrics[name] as (options?: object) => Metric;
  return Object.keys(options).length > 0 ? make(options) : make();
}

/** Measures all batches, with a stay in a checkpoint after the first. */
function measured(each: Case, metric = metricOf(each)): MetricAccumulator {
  let accumulator = metric.create();
  each.batches.forEach((batch, i) => {
    accumulator.update(batchOf(batch));
    if (each.results && each.result !== null)
      expect(worstError([accumulator.result()], [each.results[i]!])).toBeLessThan(2e-6);
    if (i > 0) return;
    const state = JSON.parse(JSON.stringify(accumulator.state())) as number[];
    accumulator = metric.create();
    accumulator.restore(state);
  });
  return accumulator;
}

describe.each([
  ['Keras', 'metrics.json'],
  ['Keras', 'further-metrics.json'],
  ['scikit-learn', 'by-sklearn.json'],
])('metrics over several batches agree with %s (%s)', (_, file) => {
  it.each(golden(file).map((each, i) => [`${each.name} ${JSON.stringify(each.options)} (${i})`, each] as const))(
    '%s',
    (_, each) => {
      const accumulator = measured(each);
      if (each.perClass) expect(worstError(accumulator.perClass!(), each.perClass)).toBeLessThan(2e-6);
      else expect(worstError([accumulator.result()], [each.result!])).toBeLessThan(2e-6);
    },
  );
});

it('the area over 200 thresholds is near the exact one', () => {
  const { exactArea, ...each } = golden('further-metrics.json')[0]!;
  const exact = measured({ ...each, result: null }, metrics.auc({ exact: true })).result();
  expect(exact).toBeCloseTo(exactArea!, 8);
  expect(Math.abs(exact - each.result!)).toBeLessThan(0.001);
});

const all = Object.entries(metrics).map(([name, make]) => [name, make()] as const);

describe('every metric', () => {
  it.each(all)('%s is 0, not NaN, before anything was measured', (_, metric) => {
    expect(metric.create().result()).toBe(0);
  });

  it.each(all)('%s has the name and the direction that early stopping knows', (name, metric) => {
    expect(metric.name).toBe(name);
    expect(metricDirection(name)).toBe(metric.direction);
    expect(metricDirection(`val${name.charAt(0).toUpperCase()}${name.slice(1)}`)).toBe(metric.direction);
  });

  it.each(all.filter(([, { reads }]) => reads === 'order'))('%s reads the order alone', (_, metric) => {
    const [plain, stretched] = [metric.create(), metric.create()];
    const outputs = Float32Array.of(0.2, 0.7, 0.1, 0.5, 0.3, 0.2, 0.1, 0.1, 0.8, 0.3, 0.4, 0.3);
    const rows = { size: 4, outputSize: 3, targets: Int32Array.of(1, 2, 2, 0), targetSize: 1 };
    plain.update({ ...rows, predictions: outputs });
    stretched.update({ ...rows, predictions: outputs.map((value) => Math.log(value) * 3 + 40) });
    expect(stretched.result()).toBe(plain.result());
  });
});

describe('metrics at the edges', () => {
  const of = (metric: Metric, predictions: number[], targets: number[], outputSize = 1) => {
    const accumulator = metric.create();
    accumulator.update({
      size: predictions.length / outputSize,
      predictions: Float32Array.from(predictions),
      outputSize,
      targets: Int32Array.from(targets),
      targetSize: (targets.length * outputSize) / predictions.length,
    });
    return accumulator.result();
  };

  it('are 0 where one class is never seen and chance alone cannot disagree', () => {
    expect(of(metrics.matthewsCorrelation(), [0.9, 0.8], [1, 1])).toBe(0);
    expect(of(metrics.cohenKappa(), [0.9, 0.8], [1, 1])).toBe(0);
    expect(of(metrics.auc(), [0.9, 0.8], [1, 1])).toBe(0);
    expect(of(metrics.auc({ exact: true }), [0.9, 0.8], [1, 1])).toBe(0);
  });

  it('give 1 where all is right', () => {
    expect(of(metrics.matthewsCorrelation(), [0.9, 0.2], [1, 0])).toBe(1);
    expect(of(metrics.cohenKappa({ weights: 'quadratic' }), [0.9, 0.2], [1, 0])).toBe(1);
    expect(of(metrics.auc({ curve: 'PR', exact: true }), [0.9, 0.2], [1, 0])).toBe(1);
    expect(of(metrics.r2Score(), [3, 4], [3, 4])).toBe(1);
  });

  it('read outputs beyond [0, 1] without a fall', () => {
    expect(of(metrics.auc(), [-5, 7, 0.5], [0, 1, 0])).toBe(1);
    expect(of(metrics.expectedCalibrationError(), [1, 0], [1, 0])).toBe(0);
  });

  it('know class indices for many outputs, and refuse an output that is not there', () => {
    expect(of(metrics.precision(), [0.4, 0.3, 0.3, 0.1, 0.2, 0.7], [0, 1], 3)).toBe(0.5);
    expect(() => of(metrics.precision({ classId: 3 }), [0.4, 0.3, 0.3], [0], 3)).toThrow(/classId 3 is no output/);
    expect(() => of(metrics.auc({ classId: 3 }), [0.4, 0.3, 0.3], [0], 3)).toThrow(/one of the 3 outputs/);
    expect(() => of(metrics.oneHotIoU({ targetClassIds: [4] }), [0.4, 0.3, 0.3], [0], 3)).toThrow(/from 0 to 2/);
  });
});

it.each([
  ['precision', { average: 'none' }, /A class alone is measured with classId/],
  ['recall', { threshold: 'max' }, /a number or 'argmax'/],
  ['f1', { classId: -1 }, /index of an output/],
  ['fBeta', { beta: 0 }, /beta above 0/],
  ['cohenKappa', { weights: 'cubic' }, /none, linear, quadratic/],
  ['auc', { curve: 'roc' }, /'ROC' or 'PR'/],
  ['auc', { numThresholds: 1 }, /numThresholds/],
  ['auc', { multiLabel: true, classId: 1 }, /Pass one of them/],
  ['precisionAtRecall', { recall: 2 }, /a rate in \[0, 1\]/],
  ['expectedCalibrationError', { bins: 0 }, /bins/],
  ['r2Score', { average: 'macro' }, /'uniform' or 'varianceWeighted'/],
  ['topKAccuracy', { k: 0 }, /whole k/],
] as const)('%s refuses %o', (name, options, message) => {
  expect(() => (metrics[name] as (options: object) => Metric)(options)).toThrow(message);
});

it('suggests the metric that an unknown name is nearest to', () => {
  const name = 'cohenKapa' as MetricName;
  expect(() => resolveMetric(name, losses.hinge(), 1)).toThrow(/Did you mean 'cohenKappa'/);
});

it("'accuracy' fits itself to the loss", () => {
  const picked = (loss: keyof typeof losses) => resolveMetric('accuracy', losses[loss](), 3).reads;
  expect(picked('sparseCategoricalCrossentropy')).toBe('order');
  expect(picked('categoricalFocalCrossentropy')).toBe('order');
  expect(picked('binaryFocalCrossentropy')).toBe('values');
});
