import type { Dataset } from '@glassbox/datasets';
import { type Layer, layers, optimizers, sequential } from '@glassbox/models';

/** A network to train on MNIST's first digits. */
export interface Job {
  readonly stack: () => readonly Layer[];
  readonly digits: number;
  readonly epochs: number;
}

const softmax = () => layers.dense(10, { activation: 'softmax' });
const mlp = (units: number) => () => [
  layers.flatten(),
  layers.dense(units, { activation: 'relu' }),
  layers.dropout(0.2),
  softmax(),
];
const cnn = (filters: number) => () => [
  layers.reshape([28, 28, 1]),
  layers.conv2d(filters, { activation: 'relu' }),
  layers.maxPooling2d(),
  layers.conv2d(filters, { activation: 'relu', padding: 'same' }),
  layers.batchNormalization(),
  layers.flatten(),
  softmax(),
];
const lstm = (units: number) => () => [layers.lstm(units), softmax()];

/** Jobs by name, as large as the WASM backend likes them. */
export const jobs = {
  'MLP with dropout': { stack: mlp(128), digits: 2000, epochs: 2 },
  CNN: { stack: cnn(8), digits: 512, epochs: 1 },
  LSTM: { stack: lstm(32), digits: 512, epochs: 1 },
} satisfies Readonly<Record<string, Job>>;

/** The same in a size for the slowest backend: one epoch of eight or four steps. */
export const smallJobs = {
  'MLP with dropout': { stack: mlp(32), digits: 256, epochs: 1 },
  CNN: { stack: cnn(2), digits: 128, epochs: 1 },
  LSTM: { stack: lstm(8), digits: 128, epochs: 1 },
} satisfies Readonly<Record<keyof typeof jobs, Job>>;

export const jobNames = Object.keys(jobs) as (keyof typeof jobs)[];

/** What a run left, each number to its last bit. */
export interface JobRun {
  /** The loss of each step by itself. */
  readonly losses: readonly number[];
  /** The bits of each weight's numbers, by name; as integers, since JSON does not tell 0 from -0. */
  readonly weights: Readonly<Record<string, readonly number[]>>;
}

/** Trains with Adam and batches of 32 on the backend in use. */
export async function runJob({ stack, digits, epochs }: Job, data: Dataset, seed = 42): Promise<JobRun> {
  const model = sequential([layers.input([28, 28]), ...stack()], { seed });
  model.compile({ optimizer: optimizers.adam(), loss: 'sparseCategoricalCrossentropy' });
  const losses: number[] = [];
  await model.fit(data.take(digits), {
    epochs,
    onEvent: (event) => event.type === 'batch-end' && losses.push(event.batchLoss!),
  });
  const weights = (await model.getWeights()).map(({ name, data: values }) => {
    return [name, [...new Uint32Array(Float32Array.from(values).buffer)]] as const;
  });
  model.dispose();
  return { losses, weights: Object.fromEntries(weights) };
}

/** Runs several jobs, by name. */
export async function runJobs(list: Readonly<Record<string, Job>>, data: Dataset): Promise<Record<string, JobRun>> {
  const runs: Record<string, JobRun> = {};
  for (const [name, job] of Object.entries(list)) runs[name] = await runJob(job, data);
  return runs;
}
