import type { Activation } from '@glassbox/activations';
import type { Batch, Logs } from '@glassbox/core';
import type { MetricAccumulator } from '../metrics/metric.js';
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

  constructor(
    readonly job: TrainingJob,
    network: Network,
  ) {
    this.#accumulators = job.metrics.map((metric) => metric.create());
    this.#lastActivation = job.onLogits ? network.lastActivation : undefined;
  }

  /** Adds a batch: its mean loss, and its outputs (logits where the job works on them). */
  add(loss: number, outputs: Float32Array, batch: Pick<Batch, 'size' | 'targets'>): void {
    this.#lossSum += loss * batch.size;
    this.#samples += batch.size;
    if (this.#accumulators.length === 0) return;
    const predictions = this.#probabilities(outputs, batch.size);
    const targets = batch.targets!.data;
    const measured = {
      size: batch.size,
      predictions,
      outputSize: outputs.length / batch.size,
      targets,
      targetSize: targets.length / batch.size,
    };
    for (const accumulator of this.#accumulators) accumulator.update(measured);
  }

  #probabilities(outputs: Float32Array, size: number): Float32Array {
    if (!this.#lastActivation) return outputs;
    return this.#lastActivation.array(outputs, [size, outputs.length / size]);
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
