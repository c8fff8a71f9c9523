import { GlassboxError } from '@glassbox/core';
import { type LossFunction, type LossName, resolveLoss } from '../losses/index.js';
import type { Loss } from '../losses/loss.js';
import { type MetricName, resolveMetric } from '../metrics/index.js';
import type { Metric } from '../metrics/metric.js';
import type { Network } from '../model/network.js';
import { type OptimizerName, resolveOptimizer } from '../optimizers/index.js';
import type { Optimizer } from '../optimizers/optimizer.js';

/** What `compile` takes. */
export interface CompileOptions {
  readonly optimizer: OptimizerName | Optimizer;
  readonly loss: LossName | Loss | LossFunction;
  /** Default: none. `'accuracy'` picks the one that fits the loss. */
  readonly metrics?: readonly (MetricName | Metric)[];
}

/** {@link CompileOptions} with every name turned into its value. */
export interface Compiled {
  readonly optimizer: Optimizer;
  readonly loss: Loss;
  /** Metrics as given; they are resolved for the network's output once that is known. */
  readonly metrics: readonly (MetricName | Metric)[];
}

/** What a network is trained for, checked against its output. */
export interface TrainingJob {
  readonly optimizer: Optimizer;
  readonly loss: Loss;
  readonly metrics: readonly Metric[];
  /** Whether the loss works on logits, the last activation being left out. */
  readonly onLogits: boolean;
}

export function compileOptions(options: CompileOptions): Compiled {
  return {
    optimizer: resolveOptimizer(options.optimizer),
    loss: resolveLoss(options.loss),
    metrics: options.metrics ?? [],
  };
}

/** Fits a compiled job to a network; throws `bad-model` where its output cannot serve the loss. */
export function jobFor(network: Network, { optimizer, loss, metrics }: Compiled): TrainingJob {
  const outputSize = network.outputShape.at(-1) ?? 1;
  const last = network.lastActivation?.name;
  loss.checkOutput?.(network.outputShape, last);
  if (network.weights.every(({ spec }) => !spec.trainable)) {
    throw new GlassboxError('bad-model', 'The network has no weight to train. Add a layer such as layers.dense(10).');
  }
  return {
    optimizer,
    loss,
    metrics: distinct(metrics.map((metric) => resolveMetric(metric, loss, outputSize))),
    onLogits: loss.logits !== undefined && (loss.logits.always || loss.logits.activation === last),
  };
}

function distinct(metrics: readonly Metric[]): readonly Metric[] {
  const names = metrics.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i || name === 'loss');
  if (twice === undefined) return metrics;
  throw new GlassboxError('duplicate-name', `Two measures are named '${twice}'. Name each metric once.`, {
    details: { names },
  });
}
