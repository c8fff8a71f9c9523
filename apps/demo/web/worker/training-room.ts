import { type BackendPlugin, currentBackend, useBackend } from '@glassbox/backends';
import { GlassboxError, type History, isGlassboxError } from '@glassbox/core';
import { type Dataset, mnist } from '@glassbox/datasets';
import { layers, optimizers, type Sequential, sequential } from '@glassbox/models';
import type { TrainingResult, TrainingSettings, WorkerEvent } from '../protocol.js';
import { judge } from './judge.js';

/** Holds the data, the model and the run under way. All computing of the page happens here, in the worker. */
export class TrainingRoom {
  #data: Promise<{ train: Dataset; test: Dataset }> | undefined;
  #model: Sequential | undefined;
  #cancel: AbortController | undefined;
  #paused: { readonly wait: Promise<void>; readonly release: () => void } | undefined;

  constructor(
    readonly plugins: readonly BackendPlugin[],
    readonly tell: (event: WorkerEvent) => void,
  ) {}

  /** Trains from the start with these settings, then asks the network about every test image. */
  async train(settings: TrainingSettings): Promise<TrainingResult> {
    if (this.#cancel) throw new GlassboxError('busy', 'A network is being trained. Stop it before the next.');
    const cancel = new AbortController();
    this.#cancel = cancel;
    try {
      await this.#prepare(settings);
      const { train, test } = await this.#load();
      const { history, outcome } = await this.#fit(train.take(settings.samples), settings, cancel.signal);
      this.tell({ type: 'status', text: 'Judging the 10,000 test images' });
      const model = this.#model!;
      const judged = await judge(model, test);
      return { outcome, history, device: currentBackend().device, summary: model.summary(), ...judged };
    } finally {
      this.#cancel = undefined;
      this.resume();
    }
  }

  async #prepare(settings: TrainingSettings): Promise<void> {
    const plugin = this.plugins.find(({ name }) => name === settings.backend);
    if (!plugin) throw new GlassboxError('unknown-name', `There is no backend '${settings.backend}' on this page.`);
    this.#model?.dispose();
    this.#model = undefined;
    this.tell({ type: 'status', text: `Starting ${plugin.name}` });
    await useBackend(plugin);
    this.#model = networkFor(settings);
  }

  #load(): Promise<{ train: Dataset; test: Dataset }> {
    this.tell({ type: 'status', text: 'Loading the digits' });
    this.#data ??= mnist.load({ baseUrl: new URL('mnist/', pageAddress()), offline: true }).catch((error: unknown) => {
      this.#data = undefined;
      throw error;
    });
    return this.#data;
  }

  async #fit(
    data: Dataset,
    settings: TrainingSettings,
    signal: AbortSignal,
  ): Promise<{ history: History; outcome: TrainingResult['outcome'] }> {
    const { epochs, batchSize } = settings;
    try {
      const history = await this.#model!.fit(data, {
        epochs,
        batchSize,
        validationSplit: 0.2,
        signal,
        pause: () => this.#paused?.wait,
        onEvent: (event) => this.tell({ type: 'training', event }),
      });
      return { history, outcome: 'completed' };
    } catch (error) {
      if (!isGlassboxError(error, 'aborted')) throw error;
      return { history: error.details.history as History, outcome: 'stopped' };
    }
  }

  pause(): undefined {
    if (this.#paused || !this.#cancel) return;
    let release = () => {};
    const wait = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.#paused = { wait, release };
  }

  resume(): undefined {
    this.#paused?.release();
    this.#paused = undefined;
  }

  /** Ends the run after the step under way; the network stays as far as it came. */
  stop(): undefined {
    this.#cancel?.abort();
  }

  /** Ten probabilities for one image. */
  async recognise(pixels: Float32Array): Promise<Float32Array> {
    if (!this.#model) throw new GlassboxError('not-trained', 'Train a network first; then it can read what you draw.');
    return this.#model.predictArray(pixels, 1);
  }
}

/** Where the page lies, which it tells by the worker's name. */
const pageAddress = () => self.name || self.location.href;

function networkFor({ units, dropout, activation, learningRate, seed }: TrainingSettings): Sequential {
  const model = sequential(
    [
      layers.input([28, 28]),
      layers.flatten(),
      layers.dense(units, { activation }),
      layers.dropout(dropout),
      layers.dense(10, { activation: 'softmax' }),
    ],
    { seed },
  );
  const optimizer = optimizers.adam({ learningRate });
  return model.compile({ optimizer, loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] });
}
