import type { Activation } from '@glassbox/activations';
import type { Batch, Logs } from '@glassbox/core';
import type { MetricAccumulator, MetricBatch } from '../metrics/metric.js';
import type { Network } from '../model/network.js';
import type { TrainingJob } from './job.js';

/** Sums of a {@link Measures}, as plain numbers for a checkpoint. */
export interface MeasuresState {
  readonly lossSum: number;
  readonly samples: number;
  readonly metrics: readonly (readonly number[])[];
}

/** The name of a measure on validation data: `loss` to `valLoss`. */
export const validationName = (name: string) => `val${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** Running loss and metrics over the batches of an epoch or an evaluation. */
export class Measures {
  #lossSum = 0;
  #samples = 0;
  readonly #accumulators: readonly MetricAccumulator[];
  readonly #lastActivation: Activation | undefined;
  /** Outputs of a row: the last axis. Rows are samples, or positions where the network puts out a row for each. */
  readonly #outputSize: number;

  constructor(
    readonly job: TrainingJob,
    network: Network,
  ) {
    this.#accumulators = job.metrics.map((metric) => metric.create());
    this.#lastActivation = job.onLogits ? network.lastActivation : undefined;
    this.#outputSize = network.outputShape.at(-1) ?? 1;
  }

  /** Adds a batch: its mean loss, and its outputs (logits where the job works on them). */
  add(loss: number, outputs: Float32Array, batch: Pick<Batch, 'size' | 'targets'>): void {
    this.#lossSum += loss * batch.size;
    this.#samples += batch.size;
    if (this.#accumulators.length === 0) return;
    const outputSize = this.#outputSize;
    const size = outputs.length / outputSize;
    const targets = batch.targets!.data;
    const ordered = { size, predictions: outputs, outputSize, targets, targetSize: targets.length / size };
    let valued: MetricBatch | undefined;
    for (const [i, { reads }] of this.job.metrics.entries()) {
      const byOrder = reads === 'order' && outputSize > 1;
      if (!byOrder) valued ??= { ...ordered, predictions: this.#probabilities(outputs, size) };
      this.#accumulators[i]!.update(byOrder ? ordered : valued!);
    }
  }

  #probabilities(outputs: Float32Array, rows: number): Float32Array {
    if (!this.#lastActivation) return outputs;
    return this.#lastActivation.array(outputs, [rows, outputs.length / rows]);
  }

  logs(): Logs {
    const values: Record<string, number> = { loss: this.#samples > 0 ? this.#lossSum / this.#samples : Number.NaN };
    this.job.metrics.forEach(({ name }, i) => {
      values[name] = this.#accumulators[i]!.result();
    });
    return values;
  }

  state(): MeasuresState {
    return { lossSum: this.#lossSum, samples: this.#samples, metrics: this.#accumulators.map((each) => each.state()) };
  }

  restore(state: MeasuresState): void {
    this.#lossSum = state.lossSum;
    this.#samples = state.samples;
    state.metrics.forEach((sums, i) => {
      this.#accumulators[i]?.restore(sums);
    });
  }
}
