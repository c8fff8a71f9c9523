import type { BackendRow } from '@glassbox/backends';
import type { History, TrainingEvent } from '@glassbox/core';

/** What a person can choose before training. */
export interface TrainingSettings {
  /** Name of a backend plugin: `wasm`, `webgpu` or `cpu`. */
  readonly backend: string;
  /** Training images in all; the last fifth of them validates. */
  readonly samples: number;
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly units: number;
  readonly dropout: number;
  readonly activation: string;
  readonly seed: number;
}

/** A test image and what the network said of it. */
export interface Judged {
  /** 784 values in [0, 1]. */
  readonly pixels: Float32Array;
  readonly label: number;
  readonly prediction: number;
  /** Ten probabilities. */
  readonly probabilities: Float32Array;
}

/** What a finished or stopped run gives. */
export interface TrainingResult {
  readonly outcome: 'completed' | 'stopped';
  readonly history: History;
  readonly device: string;
  readonly summary: string;
  readonly testLoss: number;
  readonly testAccuracy: number;
  /** Labels and predictions of all test images, in order. */
  readonly labels: Int32Array;
  readonly predictions: Int32Array;
  /** The first test images, then some that were judged wrong. */
  readonly first: readonly Judged[];
  readonly mistakes: readonly Judged[];
}

/** Every call to the worker: what goes in and what comes back. Later chapters add theirs here. */
export interface Calls {
  'describe-backends': { request: Record<never, never>; response: readonly BackendRow[] };
  train: { request: { readonly settings: TrainingSettings }; response: TrainingResult };
  pause: { request: Record<never, never>; response: undefined };
  resume: { request: Record<never, never>; response: undefined };
  stop: { request: Record<never, never>; response: undefined };
  /** Ten probabilities for an image of 784 values in [0, 1]. */
  recognise: { request: { readonly pixels: Float32Array }; response: Float32Array };
}

export type CallName = keyof Calls;

/** What happens between a call and its answer. */
export type WorkerEvent =
  | { readonly type: 'training'; readonly event: TrainingEvent }
  | { readonly type: 'status'; readonly text: string };

export type ToWorker = { [K in CallName]: { readonly id: number; readonly call: K } & Calls[K]['request'] }[CallName];

/** An error as data: classes do not survive the way between threads. */
export interface Failure {
  readonly code: string;
  readonly message: string;
}

export type FromWorker =
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly failure: Failure }
  | { readonly kind: 'event'; readonly event: WorkerEvent };
