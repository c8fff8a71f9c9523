import type { Logs } from './training-events.js';

/** The numbers of one named weight, copied out of the model: `data.length` is the product of `shape`. */
export interface NamedWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** All weights of a model at one moment, in the model's order; later training does not change it. */
export type WeightSnapshot = readonly NamedWeight[];

/** What a callback may see and do while a model trains. The training loop makes one and passes it to every call. */
export interface TrainingControl {
  /** The epoch under way, counted from 1; 0 before the first. */
  readonly epoch: number;
  /** The optimizer's learning rate; setting it takes effect at the next step. */
  learningRate: number;
  /** Ends training after the epoch under way. The reason is a whole sentence for people; a second call changes nothing. */
  stop(reason: string): void;
  /** Copies the weights as they are now. */
  getWeights(): Promise<WeightSnapshot>;
  /** Puts a snapshot of this model back; one of another model is refused with `shape-mismatch`. */
  setWeights(snapshot: WeightSnapshot): Promise<void>;
}

/**
 * Something that watches and steers training, such as early stopping. Every method is optional; the loop awaits each.
 *
 * Epochs and steps are counted from 1, as in {@link TrainingEvent}. One callback value serves one `fit` at a time; `onTrainBegin`
 * forgets the run before, unless `restore` was called since, which is how a resumed run goes on with the state it had.
 *
 * @example
 * const decay: Callback = { name: 'decay', onEpochEnd: (_epoch, _logs, control) => { control.learningRate *= 0.9; } };
 */
export interface Callback {
  /** What messages call it, and under which a checkpoint keeps its state. */
  readonly name: string;
  /** Whether it is called after all others, so that what it saves has their state of the same epoch. */
  readonly runsLast?: boolean;
  onTrainBegin?(control: TrainingControl): void | Promise<void>;
  onEpochBegin?(epoch: number, control: TrainingControl): void | Promise<void>;
  /** After an optimizer step; `logs` are running means over the epoch. */
  onBatchEnd?(step: number, logs: Logs, control: TrainingControl): void | Promise<void>;
  /** After an epoch and its validation; `logs` has every measured value by its camel-case name. */
  onEpochEnd?(epoch: number, logs: Logs, control: TrainingControl): void | Promise<void>;
  /**
   * When a loss is NaN or infinite. A reason, a whole sentence, ends the run after that step: its epoch is closed with what was measured.
   * Where no callback gives one, `fit` throws `loss-not-finite`.
   */
  onNotFinite?(loss: number, control: TrainingControl): string | undefined;
  /** When training ends, completed or stopped; `logs` are those of the last epoch. */
  onTrainEnd?(logs: Logs, control: TrainingControl): void | Promise<void>;
  /** When the run is cancelled by its AbortSignal, before `fit` throws; `onTrainEnd` is not called then. */
  onAbort?(control: TrainingControl): void | Promise<void>;
  /** What a checkpoint must keep for a resumed run to go on as if it had not stopped; plain JSON. */
  state?(): unknown;
  /** Takes back what `state` gave, before `onTrainBegin`; anything else is refused with `bad-argument`. */
  restore?(state: unknown): void;
}
