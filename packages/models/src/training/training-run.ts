import {
  type Batch,
  type Callback,
  GlassboxError,
  type History,
  isIndexedData,
  type Logs,
  random,
  type TrainingControl,
  type TrainingData,
  type TrainingEvent,
  throwIfAborted,
} from '@glassbox/core';
import type { Network } from '../model/network.js';
import { readWeights } from '../model/weight-values.js';
import type { ModelArtifacts } from '../saving/artifacts.js';
import { batchesOf, indexedBatches, range, requireSamples } from './batches.js';
import { lossWeights, requireClassWeight } from './class-weight.js';
import { checkInputs, evaluateData } from './evaluate.js';
import { type FitData, type FitOptions, requireFitOptions, splitData } from './fit-options.js';
import { copyHistory, emptyHistory, recordEpoch } from './history-recorder.js';
import type { TrainingJob } from './job.js';
import { Measures, type MeasuresState, validationName } from './measures.js';
import { notFinite } from './not-finite.js';
import type { OptimizerState } from './optimizer-state.js';
import { ReadQueue } from './read-queue.js';
import { checkTargets } from './targets.js';
import { batchLoss, trainStep } from './train-step.js';
import { Turn } from './turn.js';

/** Milliseconds after which results are read from a device whose reads take time: for events of steps, and to see a loss that is not finite. */
const EVENTS_EVERY = 100;
const CHECK_EVERY = 1000;

/** Where a run stands, as plain data; with the weights and the optimizer's slots it is all that resuming needs. */
export interface RunState {
  /** Epochs that are complete. */
  readonly epochsDone: number;
  /** Steps done in the epoch under way. */
  readonly stepsDone: number;
  /** Sums over those steps. */
  readonly measures: MeasuresState | undefined;
  /** Seconds spent on the epoch under way. */
  readonly elapsed: number;
  readonly history: Pick<History, 'metrics' | 'epochs' | 'seconds' | 'learningRate'>;
  /** State of the callbacks that have one, by name; a second one of a name is `name#2`. */
  readonly callbacks: Readonly<Record<string, unknown>>;
  /** Why the run is to end, where a callback has said so. */
  readonly stopReason?: string | undefined;
}

/** What the checkpoint callback may also ask of the loop. */
export interface ResumableControl extends TrainingControl {
  /** The model, what the optimizer remembers and where the run stands, ready to be saved. */
  checkpoint(): Promise<ModelArtifacts>;
  /** The averaged weights by name, where the optimizer keeps them. */
  averages(): Promise<ReadonlyMap<string, Float32Array> | undefined>;
}

/** One call of `fit`: the loop over epochs and steps. */
export class TrainingRun {
  readonly #data: FitData;
  readonly #history: History;
  readonly #callbacks: readonly Callback[];
  #measures: Measures;
  #epoch: number;
  #step: number;
  #resumed: boolean;
  #epochStart = 0;
  readonly #turn = new Turn();
  #stopReason: string | undefined;
  /** Set where a loss is not finite and a callback would rather stop than have that thrown. */
  #halted = false;

  constructor(
    readonly network: Network,
    readonly job: TrainingJob,
    readonly state: OptimizerState,
    data: TrainingData,
    readonly options: FitOptions,
    readonly save: (run: RunState) => Promise<ModelArtifacts>,
    resume?: RunState,
  ) {
    requireFitOptions(options);
    requireSamples(data, 'The training data');
    requireClassWeight(options.classWeight, job.loss);
    this.#data = splitData(data, options);
    const callbacks = options.callbacks ?? [];
    this.#callbacks = [...callbacks.filter((each) => !each.runsLast), ...callbacks.filter((each) => each.runsLast)];
    this.#history = resume ? copyHistory(resume.history) : emptyHistory();
    this.#epoch = resume?.epochsDone ?? 0;
    this.#step = resume?.stepsDone ?? 0;
    this.#resumed = this.#step > 0;
    this.#measures = new Measures(job, network);
    if (resume) this.#restore(resume);
  }

  #restore(resume: RunState): void {
    if (resume.measures) this.#measures.restore(resume.measures);
    this.#epochStart = -1000 * resume.elapsed;
    this.#stopReason = resume.stopReason;
    for (const [name, callback] of named(this.#callbacks)) {
      if (name in resume.callbacks) callback.restore?.(resume.callbacks[name]);
    }
  }

  readonly #control: ResumableControl = this.#makeControl();

  #makeControl(): ResumableControl {
    const run = this;
    return {
      get epoch() {
        return run.#epoch + 1;
      },
      get learningRate() {
        return run.state.learningRate;
      },
      set learningRate(rate: number) {
        run.state.learningRate = rate;
      },
      stop(reason) {
        run.#stopReason ??= reason;
      },
      getWeights: () => readWeights(run.network),
      setWeights: async (snapshot) => run.network.assign(snapshot),
      checkpoint: () => run.save(run.#runState()),
      averages: () => run.state.averages(),
    };
  }

  #runState(): RunState {
    const midEpoch = this.#step > 0;
    const states = named(this.#callbacks).flatMap(([name, callback]) =>
      callback.state ? [[name, callback.state()]] : [],
    );
    return {
      epochsDone: this.#epoch,
      stepsDone: this.#step,
      measures: midEpoch ? this.#measures.state() : undefined,
      elapsed: midEpoch ? (performance.now() - this.#epochStart) / 1000 : 0,
      history: copyHistory(this.#history),
      callbacks: Object.fromEntries(states) as Record<string, unknown>,
      stopReason: this.#stopReason,
    };
  }

  /** Trains to the end, to a stop or to an abort (which throws). */
  async run(): Promise<History> {
    const { epochs = 1, signal } = this.options;
    throwIfAborted(signal);
    this.#emit(this.#trainBegin());
    await this.#call((callback) => callback.onTrainBegin?.(this.#control));
    let logs: Logs = {};
    // A resumed run that is to end still finishes the epoch it was in.
    while (this.#epoch < epochs && (this.#resumed || this.#stopReason === undefined)) logs = await this.#runEpoch();
    this.state.useAverages();
    await this.#call((callback) => callback.onTrainEnd?.(logs, this.#control));
    this.#emit({ type: 'train-end', reason: this.#stopReason ? 'stopped' : 'completed', epochsDone: this.#epoch });
    return this.#history;
  }

  async #runEpoch(): Promise<Logs> {
    const epoch = this.#epoch + 1;
    this.#beginEpoch();
    this.#emit({ type: 'epoch-begin', epoch });
    await this.#call((callback) => callback.onEpochBegin?.(epoch, this.#control));
    await this.#runSteps();
    const logs = { ...this.#measures.logs(), ...(await this.#validate()) };
    const seconds = (performance.now() - this.#epochStart) / 1000;
    recordEpoch(this.#history, epoch, logs, seconds, this.state.learningRate);
    this.#epoch = epoch;
    this.#step = 0;
    await this.#call((callback) => callback.onEpochEnd?.(epoch, logs, this.#control));
    this.#emit({ type: 'epoch-end', epoch, logs, seconds, learningRate: this.state.learningRate });
    return logs;
  }

  #beginEpoch(): void {
    if (this.#resumed) this.#epochStart += performance.now();
    else {
      this.#epochStart = performance.now();
      this.#measures = new Measures(this.job, this.network);
    }
    this.#resumed = false;
  }

  async #runSteps(): Promise<void> {
    const every = this.#listens ? EVENTS_EVERY : CHECK_EVERY;
    const queue = new ReadQueue<StepRecord>((values, about) => this.#receive(values, about), { every });
    try {
      for await (const batch of this.#batches()) {
        await this.#runStep(batch, queue);
        if (this.#halted) break;
        await this.#breathe(queue);
      }
      await queue.flush();
    } finally {
      queue.drop();
    }
  }

  async #runStep(batch: Batch, queue: ReadQueue<StepRecord>): Promise<void> {
    checkInputs(this.network, batch);
    checkTargets(batch.targets, this.job.loss, this.network.outputShape);
    const weights = lossWeights(this.options.classWeight, batch);
    const targets = { shape: batch.targets.shape, data: batch.targets.data.slice() };
    const { learningRate } = this.state;
    const { judged, outputs } = trainStep(this.network, this.job, this.state, batch, weights);
    this.#step++;
    const about = { step: this.#step, size: batch.size, targets, weights, learningRate };
    await queue.push([judged, outputs], about);
    if (this.#callbacks.some(({ onBatchEnd }) => onBatchEnd)) {
      await queue.flush();
      const logs = this.#measures.logs();
      await this.#call((callback) => callback.onBatchEnd?.(this.#step, logs, this.#control));
    }
  }

  #receive([judged, outputs]: Float32Array[], { step, size, targets, weights, learningRate }: StepRecord): void {
    // Where reads take time, steps after the one that was not finite have been made; they are not told of.
    if (this.#halted) return;
    const loss = batchLoss(judged!, size, weights);
    if (!Number.isFinite(loss)) this.#halt(loss, step, learningRate);
    this.#measures.add(loss, outputs!, { size, targets });
    if (!this.#listens) return;
    const logs = this.#measures.logs();
    this.#emit({ type: 'batch-end', epoch: this.#epoch + 1, step, logs, batchLoss: loss, learningRate });
  }

  /** Ends the run where a callback has a reason to, and throws where none has. */
  #halt(loss: number, step: number, learningRate: number): void {
    const reasons = this.#callbacks.flatMap((callback) => callback.onNotFinite?.(loss, this.#control) ?? []);
    if (reasons[0] === undefined) throw notFinite(loss, this.#epoch + 1, step, learningRate);
    this.#stopReason ??= reasons[0];
    this.#halted = true;
  }

  /** Lets other tasks run now and then, and ends an aborted run. */
  async #breathe(queue: ReadQueue<StepRecord>): Promise<void> {
    await this.#turn.next();
    await this.#pause(queue);
    if (this.options.signal?.aborted) {
      await queue.flush();
      await this.#abort();
    }
  }

  async #pause(queue: ReadQueue<StepRecord>): Promise<void> {
    const pause = this.options.pause?.();
    if (!pause) return;
    await queue.flush();
    const started = performance.now();
    await Promise.race([pause, aborted(this.options.signal)]);
    this.#epochStart += performance.now() - started;
  }

  async #abort(): Promise<never> {
    await this.#call((callback) => callback.onAbort?.(this.#control));
    this.#emit({ type: 'train-end', reason: 'aborted', epochsDone: this.#epoch });
    throw new GlassboxError(
      'aborted',
      `Training was cancelled in epoch ${this.#epoch + 1}, after step ${this.#step}.`,
      {
        details: { history: this.#history, epochsDone: this.#epoch, stepsDone: this.#step },
        cause: this.options.signal?.reason,
      },
    );
  }

  #batches(): AsyncIterable<Batch> | Iterable<Batch> {
    const { batchSize = 32, shuffle = true, signal } = this.options;
    const data = this.#data.training;
    if (!isIndexedData(data)) return skipBatches(batchesOf(data, batchSize, signal), this.#step);
    const order = shuffle
      ? random(this.network.seed, 'shuffle', this.#epoch).permutation(data.size)
      : range(0, data.size);
    return indexedBatches(data, order, batchSize, this.#step);
  }

  async #validate(): Promise<Logs> {
    if (!this.#data.validation) return {};
    const logs = await evaluateData(this.network, this.job, this.#data.validation);
    return Object.fromEntries(Object.entries(logs).map(([name, value]) => [validationName(name), value]));
  }

  #trainBegin(): TrainingEvent {
    const { epochs = 1, batchSize = 32 } = this.options;
    const samples = this.#data.training.size;
    return {
      type: 'train-begin',
      epochs,
      initialEpoch: this.#epoch,
      samples,
      validationSamples: this.#data.validation?.size,
      stepsPerEpoch: samples === undefined ? undefined : Math.ceil(samples / batchSize),
      batchSize,
    };
  }

  get #listens(): boolean {
    return this.options.onEvent !== undefined;
  }

  #emit(event: TrainingEvent): void {
    this.options.onEvent?.(event);
  }

  async #call(f: (callback: Callback) => void | Promise<void>): Promise<void> {
    for (const callback of this.#callbacks) await f(callback);
  }
}

/** Callbacks with names that are theirs alone: the second of a name is `name#2`. */
function named(callbacks: readonly Callback[]): readonly (readonly [string, Callback])[] {
  return callbacks.map((callback, i) => {
    const before = callbacks.slice(0, i).filter(({ name }) => name === callback.name).length;
    return [before === 0 ? callback.name : `${callback.name}#${before + 1}`, callback];
  });
}

interface StepRecord {
  readonly learningRate: number;
  readonly size: number;
  readonly targets: NonNullable<Batch['targets']>;
  readonly step: number;
  readonly weights: Float32Array | undefined;
}

/** Settles when the signal fires; never without one. */
function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve();
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Leaves out the first batches, which a resumed epoch has seen. */
async function* skipBatches(batches: AsyncIterable<Batch> | Iterable<Batch>, count: number): AsyncGenerator<Batch> {
  let position = 0;
  for await (const batch of batches) if (position++ >= count) yield batch;
}
