import { type Batch, random, requireArgument, type TrainingData, throwIfAborted } from '@glassbox/core';
import type { Network } from '../model/network.js';
import { readWeights } from '../model/weight-values.js';
import { batchesOf, indexedBatches, requireSamples } from './batches.js';
import { checkInputs } from './evaluate.js';
import type { TrainingJob } from './job.js';
import { OptimizerState } from './optimizer-state.js';
import { takeAll } from './read-tensors.js';
import { carriedWeights } from './sample-weight.js';
import { checkTargets } from './targets.js';
import { batchLoss, trainStep } from './train-step.js';
import { Turn } from './turn.js';

/** Options of `findLearningRate`. */
export interface LearningRateRange {
  /** The first rate, above 0. Default 1e-6. */
  readonly from?: number;
  /** The last rate, above the first. Default 1. */
  readonly to?: number;
  /** Steps from the one to the other, at least 10; data that ends before begins anew. Default 100. */
  readonly steps?: number;
  /** Samples in a step. Default 32. */
  readonly batchSize?: number;
  /** Memory of the running mean of the losses, 0 to below 1. Default 0.9. */
  readonly smoothing?: number;
  /** The test ends where the smoothed loss is this many times the smallest so far. Default 4. */
  readonly divergence?: number;
  readonly signal?: AbortSignal;
}

/** What `findLearningRate` gives; the lists are as long as the steps that were done. */
export interface LearningRateCurve {
  readonly rates: readonly number[];
  /** The loss of each step's batch. */
  readonly losses: readonly number[];
  /** Their running mean, corrected for its start. */
  readonly smoothed: readonly number[];
  /** The rate at which the smoothed loss falls fastest: a good one to train with. */
  readonly suggestion: number;
  /** Whether the loss diverged before the last rate. */
  readonly diverged: boolean;
}

type Resolved = Required<Omit<LearningRateRange, 'signal'>>;

function requireRange({ from, to, steps, batchSize, smoothing, divergence }: Resolved): void {
  requireArgument(from > 0 && to > from && Number.isFinite(to), `Rates go up from above 0, but ${from} to ${to} came.`);
  requireArgument(Number.isInteger(steps) && steps >= 10, `steps is a whole number of at least 10, but ${steps} came.`);
  requireArgument(
    Number.isInteger(batchSize) && batchSize > 0,
    `batchSize is a whole number above 0, but ${batchSize} came.`,
  );
  requireArgument(smoothing >= 0 && smoothing < 1, `smoothing lies in [0, 1), but ${smoothing} came.`);
  requireArgument(divergence > 1, `divergence is a factor above 1, but ${divergence} came.`);
}

/** Batches of the data in a shuffled order, over and over. */
async function* endless(network: Network, data: TrainingData, batchSize: number): AsyncGenerator<Batch> {
  for (let pass = 0; ; pass++) {
    if (!('readBatch' in data)) yield* batchesOf(data, batchSize);
    else yield* indexedBatches(data, random(network.seed, 'rate-range', pass).permutation(data.size), batchSize);
  }
}

/** The middle of the steepest fall of the smoothed loss over the logarithm of the rate, before its smallest value. */
function steepest(rates: readonly number[], smoothed: readonly number[]): number {
  const lowest = smoothed.reduce((best, loss, i) => (loss < smoothed[best]! ? i : best), 0);
  const span = Math.max(1, Math.round(rates.length / 20));
  let [best, slope] = [Math.max(0, lowest - span), 0];
  for (let i = span; i + span <= lowest; i++) {
    const fall = smoothed[i - span]! - smoothed[i + span]!;
    if (fall > slope) [best, slope] = [i, fall];
  }
  return rates[best]!;
}

/**
 * The range test: trains for some steps while the rate grows evenly in its logarithm, and looks at the loss. The network's weights are put
 * back, and the optimizer of its training is not touched.
 *
 * Source: Smith, "Cyclical learning rates for training neural networks", 2015, arXiv 1506.01186, section 3.3.
 */
export async function rangeTest(
  network: Network,
  job: TrainingJob,
  data: TrainingData,
  { signal, ...options }: LearningRateRange,
): Promise<LearningRateCurve> {
  const range = { from: 1e-6, to: 1, steps: 100, batchSize: 32, smoothing: 0.9, divergence: 4, ...options };
  requireRange(range);
  requireSamples(data, 'The data');
  const before = await readWeights(network);
  const { schedule: _, ...optimizer } = job.optimizer;
  const state = new OptimizerState(network, { ...optimizer, learningRate: range.from });
  try {
    return await walkRange(network, job, state, data, range, signal);
  } finally {
    state.dispose();
    network.assign(before);
  }
}

async function walkRange(
  network: Network,
  job: TrainingJob,
  state: OptimizerState,
  data: TrainingData,
  { from, to, steps, batchSize, smoothing, divergence }: Resolved,
  signal: AbortSignal | undefined,
): Promise<LearningRateCurve> {
  const [rates, losses, smoothed]: [number[], number[], number[]] = [[], [], []];
  const turn = new Turn();
  let mean = 0;
  let diverged = false;
  for await (const batch of endless(network, data, batchSize)) {
    throwIfAborted(signal);
    const step = rates.length;
    state.learningRate = from * (to / from) ** (step / (steps - 1));
    const loss = await lossOfStep(network, job, state, batch);
    mean = smoothing * mean + (1 - smoothing) * loss;
    const current = mean / (1 - smoothing ** (step + 1));
    diverged = !Number.isFinite(current) || (step > steps / 10 && current > divergence * Math.min(...smoothed));
    if (diverged) break;
    rates.push(state.learningRate);
    losses.push(loss);
    smoothed.push(current);
    if (rates.length === steps) break;
    await turn.next();
  }
  requireArgument(
    rates.length > 0,
    `The loss is not finite at the smallest rate, ${from}. Check the data, or begin lower.`,
  );
  return { rates, losses, smoothed, suggestion: steepest(rates, smoothed), diverged };
}

async function lossOfStep(network: Network, job: TrainingJob, state: OptimizerState, batch: Batch): Promise<number> {
  checkInputs(network, batch);
  checkTargets(batch.targets, job.loss, network.outputShape);
  const weights = carriedWeights(batch);
  const { judged, outputs } = trainStep(network, job, state, batch, weights);
  const [values] = await takeAll([judged, outputs]);
  return batchLoss(values!, batch.size, weights);
}
