import type { BackendName, Job, NetworkName } from '../peers/job.js';
import type { PythonJob } from './contestants.js';

/** One line of the table of a graphics processor: the same work for everyone. */
export interface GpuWork {
  readonly title: string;
  job(backend: BackendName): Job;
  readonly python: Omit<PythonJob, 'threads'>;
  /** Rounds at most, for what takes long. */
  readonly atMost?: number;
}

const steps = (title: string, network: NetworkName, count: number, batch: number): GpuWork => ({
  title: `${title}, batch ${batch}`,
  job: (backend) => ({ kind: 'steps', network, backend, steps: count, batch }),
  python: { job: 'steps', network, steps: count, batch },
});

function epoch(rows: number, validationRows: number): GpuWork {
  const size = { rows, validationRows };
  return {
    title: 'notebook epoch, batch 32, validation included',
    job: (backend) => ({ kind: 'epoch', backend, ...size }),
    python: { job: 'epoch', ...size },
    atMost: 3,
  };
}

const predict = (rows: number): GpuWork => ({
  title: `predict, ${rows} rows`,
  job: (backend) => ({ kind: 'predict', backend, rows }),
  python: { job: 'predict', rows },
});

const cnn = 'CNN step (conv 16, pool, conv 32, pool, dense)';

/** What is measured on a graphics processor; more steps than on a processor, since the device runs behind the program. */
export const gpuWork = (quick: boolean): readonly GpuWork[] => [
  steps('notebook step', 'mlp', quick ? 2 : 200, 32),
  steps(cnn, 'cnn', quick ? 2 : 50, 32),
  steps(cnn, 'cnn', quick ? 2 : 30, 128),
  steps('LSTM 64 step over 28x28 rows', 'lstm', quick ? 2 : 20, 32),
  steps('step of two layers of 512 units', 'wide', quick ? 2 : 60, 32),
  steps('step of two layers of 2048 units', 'wider', quick ? 2 : 12, 256),
  predict(quick ? 1000 : 10_000),
  epoch(quick ? 3200 : 48_000, quick ? 800 : 12_000),
];
