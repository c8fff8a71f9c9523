import { type NdArray, sizeOf, type TrainingData, throwIfAborted } from '@glassbox/core';
import { tidy } from '@tensorflow/tfjs-core';
import { argmaxAt } from '../metrics/classes.js';
import type { Network } from '../model/network.js';
import { batchesOf } from './batches.js';
import { checkInputs, DEFAULT_INFERENCE_BATCH, type InferenceOptions, READ_EVERY } from './evaluate.js';
import { ReadQueue } from './read-queue.js';
import { inputsTensor } from './train-step.js';
import { Turn } from './turn.js';

/** What a network puts out for some samples: `[samples, ...outputShape]`, row-major. */
export class Prediction implements NdArray<Float32Array> {
  constructor(
    readonly data: Float32Array,
    readonly shape: readonly number[],
  ) {}

  /** Number of samples. */
  get size(): number {
    return this.shape[0]!;
  }

  /** The outputs of one sample, as a view. Negative positions count from the end; others outside give undefined. */
  row(index: number): Float32Array | undefined {
    const width = sizeOf(this.shape.slice(1));
    const position = index < 0 ? index + this.size : index;
    if (!(Number.isInteger(position) && position >= 0 && position < this.size)) return undefined;
    return this.data.subarray(position * width, (position + 1) * width);
  }

  /** The outputs of each sample in order, as views. */
  *rows(): Generator<Float32Array> {
    for (let i = 0; i < this.size; i++) yield this.row(i)!;
  }

  /** The position of the largest output along the last axis: `[7]` for one digit; the first of equals. */
  argmax(): Int32Array {
    const classes = this.shape[this.shape.length - 1]!;
    return Int32Array.from({ length: this.data.length / classes }, (_, i) => argmaxAt(this.data, i * classes, classes));
  }
}

/** Puts every sample through the network, a batch at a time: linear in the number of samples. */
export async function predictData(
  network: Network,
  data: TrainingData,
  options: InferenceOptions = {},
): Promise<Prediction> {
  const { batchSize = DEFAULT_INFERENCE_BATCH, signal } = options;
  const parts: Float32Array[] = [];
  let samples = 0;
  const turn = new Turn();
  const queue = new ReadQueue<undefined>(([values]) => parts.push(values!), { every: READ_EVERY });
  try {
    for await (const batch of batchesOf(data, batchSize, signal)) {
      throwIfAborted(signal);
      checkInputs(network, batch);
      samples += batch.size;
      const outputs = tidy(() => network.forward(inputsTensor(batch), { training: false, step: 0 }));
      await queue.push([outputs], undefined);
      await turn.next();
    }
    await queue.flush();
  } finally {
    queue.drop();
  }
  return new Prediction(joined(parts), [samples, ...network.outputShape]);
}

function joined(parts: readonly Float32Array[]): Float32Array {
  if (parts.length === 1) return parts[0]!.slice();
  const all = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}
