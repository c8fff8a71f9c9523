import { fileURLToPath } from 'node:url';
import { mnistFolder } from '../peers/digits.js';
import type { Job, NetworkName } from '../peers/job.js';
import type { Contestant } from '../processes/interleave.js';
import { openPeer } from '../processes/open-peer.js';

const peersMain = fileURLToPath(new URL('../peers/main.ts', import.meta.url));

/** A peer in JavaScript, under the same Node as the bench. */
export const nodePeer = (name: string, peer: string, job: Job, env: NodeJS.ProcessEnv = process.env): Contestant => ({
  name,
  open: () =>
    openPeer({
      program: process.execPath,
      args: [...process.execArgv, peersMain, JSON.stringify({ peer, job })],
      env,
    }),
});

/** Glassbox itself. */
export const glassbox = (job: Job, env?: NodeJS.ProcessEnv) => nodePeer('Glassbox', 'glassbox', job, env);

/** What a Python peer is asked; see the scripts in `reference/`. */
export interface PythonJob {
  readonly job: 'epoch' | 'steps' | 'predict';
  readonly network?: NetworkName;
  readonly rows?: number;
  readonly validationRows?: number;
  readonly steps?: number;
  readonly batch?: number;
  /** Default the processor; PyTorch only. */
  readonly device?: 'cuda';
  /** 0 leaves the library's own number. */
  readonly threads: number;
}

const python = (name: string, script: string, program: string, job: PythonJob): Contestant => ({
  name,
  open: () =>
    openPeer({
      program,
      args: [
        fileURLToPath(new URL(`../../../../reference/${script}`, import.meta.url)),
        JSON.stringify({ ...job, folder: mnistFolder() }),
      ],
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
    }),
});

const { GLASSBOX_PYTHON = 'python3', GLASSBOX_TORCH_PYTHON = GLASSBOX_PYTHON } = process.env;

/** PyTorch's eager mode, by the interpreter that GLASSBOX_TORCH_PYTHON names. */
export const torch = (name: string, job: PythonJob) => python(name, 'bench_torch.py', GLASSBOX_TORCH_PYTHON, job);

/** Keras 3 on TensorFlow, by the interpreter that GLASSBOX_PYTHON names. */
export const keras = (name: string, job: PythonJob) => python(name, 'bench_keras.py', GLASSBOX_PYTHON, job);
