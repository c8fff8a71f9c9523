import {
  GlassboxError,
  type History,
  type Logs,
  ndArray,
  progressBar,
  requireArgument,
  type TrainingData,
  type WeightSnapshot,
} from '@glassbox/core';
import { backupPlace } from '../callbacks/backup-and-restore.js';
import { isInput } from '../layers/input.js';
import type { Layer, Shape } from '../layers/layer.js';
import { artifactsOf } from '../saving/model-artifacts.js';
import { type ModelPlace, storageAt } from '../saving/storage.js';
import { evaluateData, type InferenceOptions } from '../training/evaluate.js';
import type { FitOptions } from '../training/fit-options.js';
import { type Compiled, type CompileOptions, compileOptions, jobFor, type TrainingJob } from '../training/job.js';
import { type LearningRateCurve, type LearningRateRange, rangeTest } from '../training/learning-rate-finder.js';
import { OptimizerState } from '../training/optimizer-state.js';
import { type Prediction, predictData } from '../training/predict.js';
import { requireGradients } from '../training/require-gradients.js';
import { restoreCheckpoint } from '../training/resume.js';
import { type RunState, TrainingRun } from '../training/training-run.js';
import { type ModelData, toTrainingData } from './array-data.js';
import { Network, type PlacedLayer } from './network.js';
import { formatSummary, type Summary, summaryOf } from './summary.js';
import { readWeights } from './weight-values.js';

/** Options of {@link sequential}. */
export interface SequentialOptions {
  /** Decides the initial weights, the order of samples and every mask: one seed, one run. A whole number. Default 0. */
  readonly seed?: number;
  /** Name in the summary and in saved models. Default `sequential`. */
  readonly name?: string;
}

/** What `save` writes besides the network. */
export interface SaveOptions {
  /** Data of your own that travels with the model, such as a normalizer's JSON; `loadModel` gives it back as `metadata`. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** What `fit` takes; see the fields. */
export interface SequentialFitOptions extends FitOptions {
  /** Goes on from a checkpoint that `checkpoint(place)` wrote, up to `epochs` in all. */
  readonly resumeFrom?: ModelPlace;
}

/** A stack of layers that can be trained, evaluated, asked and saved. Made by {@link sequential}. */
export class Sequential {
  readonly name: string;
  readonly seed: number;
  /** What `save` was given as metadata, where the model was loaded. */
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly #layers: readonly Layer[];
  #network: Network | undefined;
  #compiled: Compiled | undefined;
  #job: TrainingJob | undefined;
  #optimizer: OptimizerState | undefined;
  #training = false;

  constructor(
    layers: readonly Layer[],
    options: SequentialOptions = {},
    metadata: Readonly<Record<string, unknown>> = {},
  ) {
    const { seed = 0, name = 'sequential' } = options;
    requireArgument(Number.isSafeInteger(seed), `A seed must be a whole number, but ${seed} came.`);
    requireArgument(
      layers.some((layer) => !isInput(layer)),
      'sequential(layers) takes at least one layer besides the input.',
    );
    requireArgument(!layers.slice(1).some(isInput), 'layers.input(shape) comes first and only once.');
    this.#layers = layers;
    this.seed = seed;
    this.name = name;
    this.metadata = metadata;
    const [first] = layers;
    if (isInput(first)) this.#build(first.inputShape);
  }

  #build(inputShape: Shape): Network {
    this.#network ??= new Network(this.#layers, inputShape, this.seed);
    return this.#network;
  }

  /**
   * The network behind the model: layers, weights, forward passes. For explanations and tools.
   * @throws `not-built` where neither `layers.input(shape)` nor data has said the shape of the input.
   */
  get network(): Network {
    if (this.#network) return this.#network;
    throw new GlassboxError(
      'not-built',
      'The shape of the input is not known yet. Begin the layers with layers.input(shape), or fit or predict first.',
    );
  }

  /** The layers in order, with names and shapes. */
  get layers(): readonly PlacedLayer[] {
    return this.network.layers;
  }

  get inputShape(): Shape {
    return this.network.inputShape;
  }

  get outputShape(): Shape {
    return this.network.outputShape;
  }

  /**
   * Says what to train for. Mistakes are found here, or at the first batch where the input's shape was not known.
   *
   * @throws `unknown-name` for a name that does not exist, `bad-model` where the last layer cannot serve the loss.
   */
  compile(options: CompileOptions): this {
    const compiled = compileOptions(options);
    if (this.#network) this.#job = jobFor(this.#network, compiled);
    this.#compiled = compiled;
    this.#optimizer?.dispose();
    this.#optimizer = undefined;
    return this;
  }

  #jobFor(data: TrainingData): TrainingJob {
    if (!this.#compiled) {
      throw new GlassboxError(
        'not-compiled',
        "Say what to train for first: model.compile({ optimizer: 'adam', loss: ... }).",
      );
    }
    const network = this.#build(data.inputShape);
    this.#job ??= jobFor(network, this.#compiled);
    return this.#job;
  }

  /**
   * Trains on data. A second call goes on with the weights and the optimizer's memory of the first.
   *
   * @returns what was measured, one entry an epoch.
   * @throws `loss-not-finite` at a NaN or infinite loss, `aborted` when the signal fires, `shape-mismatch`, `label-out-of-range`,
   * `missing-targets`, `empty-data`, `bad-argument`.
   */
  async fit(data: ModelData, { resumeFrom, ...options }: SequentialFitOptions = {}): Promise<History> {
    const training = toTrainingData(data);
    const job = this.#jobFor(training);
    return this.#alone(async () => {
      this.#optimizer ??= new OptimizerState(this.network, job.optimizer);
      const state = this.#optimizer;
      const resume = await this.#resume(resumeFrom, options.callbacks, state);
      const save = (run: RunState) =>
        artifactsOf(this.network, { name: this.name, metadata: this.metadata, optimizer: state, run });
      return new TrainingRun(this.network, job, state, training, withProgress(options), save, resume).run();
    });
  }

  /** Does work that changes the weights, one such work at a time. */
  async #alone<T>(work: () => Promise<T>): Promise<T> {
    if (this.#training) throw new GlassboxError('busy', 'This model is being trained. Await that fit before the next.');
    this.#training = true;
    try {
      await requireGradients();
      return await work();
    } finally {
      this.#training = false;
    }
  }

  /**
   * Looks for a good learning rate: trains some steps with rates that grow from very small to large, and gives the losses on the way and
   * the rate at which they fall fastest. Weights and the optimizer's memory are afterwards as they were.
   *
   * @throws `bad-argument` for a range that is none, `aborted`, and what `fit` throws of data.
   * Source: Smith, 2015, arXiv 1506.01186.
   * @example
   * const { suggestion } = await model.findLearningRate(train);
   */
  async findLearningRate(data: ModelData, options: LearningRateRange = {}): Promise<LearningRateCurve> {
    const training = toTrainingData(data);
    const job = this.#jobFor(training);
    return this.#alone(() => rangeTest(this.network, job, training, options));
  }

  /** Puts back the checkpoint that was asked for, or the one that a crashed run left behind. */
  async #resume(from: ModelPlace | undefined, callbacks: FitOptions['callbacks'], state: OptimizerState) {
    const place = from ?? (await backupPlace(callbacks));
    if (place === undefined) return undefined;
    const run = await restoreCheckpoint(place, this.network, state);
    // Who names a checkpoint wants to go on from it; a crashed run only ends what it had begun, a stop included.
    return from === undefined ? run : { ...run, stopReason: undefined };
  }

  /** Loss (penalties included) and metrics over all samples, by name: `{ loss, accuracy }`. */
  async evaluate(data: ModelData, options: InferenceOptions = {}): Promise<Logs & { readonly loss: number }> {
    const samples = toTrainingData(data);
    const job = this.#jobFor(samples);
    return (await evaluateData(this.network, job, samples, options)) as Logs & { readonly loss: number };
  }

  /** What the network puts out for each sample. Time grows linearly with the number of samples. */
  async predict(data: ModelData, options: InferenceOptions = {}): Promise<Prediction> {
    const samples = toTrainingData(data);
    return predictData(this.#build(samples.inputShape), samples, options);
  }

  /**
   * Predicts from plain numbers: `count` rows of the input's size, one after the other; returns `count` rows of outputs.
   * It is what explainers call: `(rows, count) => model.predictArray(rows, count)`.
   */
  async predictArray(rows: Float32Array, count: number, options: InferenceOptions = {}): Promise<Float32Array> {
    const prediction = await this.predict({ inputs: ndArray(rows, [count, ...this.inputShape]) }, options);
    return prediction.data;
  }

  /** Keras's table of layers, shapes and numbers of weights, for a terminal. */
  summary(): string {
    return formatSummary(this.summaryData());
  }

  /** The numbers of {@link summary}. */
  summaryData(): Summary {
    return summaryOf(this.network, this.name);
  }

  /** Copies all weights to the host. */
  getWeights(): Promise<WeightSnapshot> {
    return readWeights(this.network);
  }

  /** Replaces all weights; `shape-mismatch` where number or shapes differ, and nothing changes. */
  async setWeights(weights: WeightSnapshot): Promise<void> {
    this.network.assign(weights);
  }

  /**
   * The weights with every trained one replaced by its average; they go into `setWeights` of this model or a copy.
   *
   * @throws `bad-argument` where the optimizer has no `ema`, `not-built` before the first fit.
   */
  async averagedWeights(): Promise<WeightSnapshot> {
    const averages = await this.#optimizer?.averages();
    if (!averages) {
      throw new GlassboxError(
        this.#optimizer ? 'bad-argument' : 'not-built',
        'There are no averaged weights. Compile with an optimizer such as optimizers.adam({ ema: { momentum: 0.99 } }) and fit.',
      );
    }
    const weights = await this.getWeights();
    return weights.map((weight) => ({ ...weight, data: averages.get(weight.name) ?? weight.data }));
  }

  /**
   * A second model of the same layers, seed, weights and metadata, compiled alike where this one is; what the optimizer remembers is not
   * copied. Training the one leaves the other alone.
   *
   * @param changes what to compile it with instead.
   */
  async clone(changes: Partial<CompileOptions> = {}): Promise<Sequential> {
    const copy = new Sequential(this.#layers, { seed: this.seed, name: this.name }, this.metadata);
    if (this.#network) {
      copy.#build(this.#network.inputShape);
      copy.network.assign(await this.getWeights());
    }
    return this.#compiled ? copy.compile({ ...this.#compiled, ...changes }) : copy;
  }

  /** What the model was compiled with, names turned into values; undefined before. */
  get compiled(): Compiled | undefined {
    return this.#compiled;
  }

  /** Saves the model in tfjs's LayersModel format, which plain tfjs opens: into a folder in Node, or `indexeddb://name` in a browser. */
  async save(place: ModelPlace, { metadata = this.metadata }: SaveOptions = {}): Promise<void> {
    await storageAt(place).save(await artifactsOf(this.network, { name: this.name, metadata }));
  }

  /** Frees every tensor the model holds. Used again, it starts from its initial weights. */
  dispose(): void {
    this.#optimizer?.dispose();
    this.#optimizer = undefined;
    this.#network?.dispose();
  }
}

/** Adds the terminal bar to the listeners, where there is a terminal. */
function withProgress(options: FitOptions): FitOptions {
  if (options.progress === false || typeof process === 'undefined' || !process.stderr?.isTTY) return options;
  const draw = progressBar(process.stderr, { plain: 'none' });
  return {
    ...options,
    onEvent(event) {
      draw(event);
      options.onEvent?.(event);
    },
  };
}

/**
 * Stacks layers into a model.
 *
 * @param layers begin with `layers.input(shape)`, or let the first data say the shape.
 * @example
 * const model = sequential([layers.input([28, 28]), layers.flatten(), layers.dense(10, { activation: 'softmax' })], { seed: 42 });
 */
export function sequential(layers: readonly Layer[], options: SequentialOptions = {}): Sequential {
  return new Sequential(layers, options);
}
