import {
  type Callback,
  type Logs,
  requireArgument,
  type TrainingControl,
  unknownName,
  type WeightSnapshot,
} from '@glassbox/core';
import { type Direction, metricDirection } from './metric-direction.js';
import { type WeightJson, weightsFromJson, weightsToJson } from './weights-json.js';

export interface EarlyStoppingOptions {
  /** The measure to watch, by its name in the logs. Default `valLoss`. */
  readonly monitor?: string;
  /** Epochs without improvement before training stops. Default 0: the first such epoch stops it. */
  readonly patience?: number;
  /** Smallest change that counts as improvement, at least 0. Default 0. */
  readonly minDelta?: number;
  /** Whether smaller (`min`) or larger (`max`) values are better. Default `auto`: known from the name of the measure. */
  readonly mode?: Direction | 'auto';
  /** A value that must be beaten as well before patience starts anew. Default none. */
  readonly baseline?: number;
  /** Whether the model ends with the weights of its best epoch, also where it was not stopped. Default true (Keras: false). */
  readonly restoreBestWeights?: boolean;
  /** Epochs at the start that are not watched. Default 0. */
  readonly startFromEpoch?: number;
}

/** What early stopping found; before the first watched epoch all of it is undefined. */
export interface EarlyStopping extends Callback {
  /** The best value so far. */
  readonly best: number | undefined;
  /** The epoch of the best value, counted from 1. */
  readonly bestEpoch: number | undefined;
  /** The epoch after which training was stopped, counted from 1. */
  readonly stoppedEpoch: number | undefined;
}

interface Progress {
  readonly wait: number;
  readonly best?: number | undefined;
  readonly bestEpoch?: number | undefined;
  readonly stoppedEpoch?: number | undefined;
}

type Settings = Required<Omit<EarlyStoppingOptions, 'mode' | 'baseline'>> & {
  readonly direction: Direction;
  readonly baseline: number | undefined;
};

/**
 * Stops training when a measure no longer improves, and gives the model the weights of its best epoch back.
 *
 * An epoch improves on another where its value is better by more than `minDelta`. After `patience` epochs in a row without improvement on
 * the best one (and on `baseline`, where there is one) training stops. A value that is not finite never improves.
 *
 * @throws `bad-argument` for options out of range or a measure whose direction is not known and not given; `unknown-name` at the end of
 * an epoch whose logs lack the measure. Source: Prechelt, "Early stopping - but when?" (1998); behaviour as `keras.callbacks.EarlyStopping`.
 * @example
 * await model.fit(train, { epochs: 50, validationSplit: 0.2, callbacks: [earlyStopping({ patience: 3 })] });
 */
export function earlyStopping(options: EarlyStoppingOptions = {}): EarlyStopping {
  return new EarlyStoppingCallback(settingsOf(options));
}

class EarlyStoppingCallback implements EarlyStopping {
  readonly name = 'earlyStopping';
  #progress: Progress = { wait: 0 };
  #bestWeights: WeightSnapshot | undefined;
  #resumed = false;

  constructor(readonly settings: Settings) {}

  get best(): number | undefined {
    return this.#progress.best;
  }

  get bestEpoch(): number | undefined {
    return this.#progress.bestEpoch;
  }

  get stoppedEpoch(): number | undefined {
    return this.#progress.stoppedEpoch;
  }

  onTrainBegin(): void {
    if (!this.#resumed) {
      this.#progress = { wait: 0 };
      this.#bestWeights = undefined;
    }
    this.#resumed = false;
  }

  async onEpochEnd(epoch: number, logs: Logs, control: TrainingControl): Promise<void> {
    const value = monitored(logs, this.settings.monitor);
    if (epoch <= this.settings.startFromEpoch) return;
    const wait = this.#progress.wait + 1;
    if (this.#improves(value, this.#progress.best)) {
      const settled = this.#improves(value, this.settings.baseline);
      this.#progress = { wait: settled ? 0 : wait, best: value, bestEpoch: epoch };
      if (this.settings.restoreBestWeights) this.#bestWeights = await control.getWeights();
      return;
    }
    this.#progress = { ...this.#progress, wait };
    // As in Keras, the very first epoch never stops a run.
    if (wait >= this.settings.patience && epoch > 1) this.#stop(epoch, control);
  }

  async onTrainEnd(_logs: Logs, control: TrainingControl): Promise<void> {
    if (this.#bestWeights) await control.setWeights(this.#bestWeights);
    this.#bestWeights = undefined;
  }

  state(): unknown {
    return { ...this.#progress, weights: this.#bestWeights && weightsToJson(this.#bestWeights) };
  }

  restore(state: unknown): void {
    const { weights, ...progress } = readState(state);
    this.#bestWeights = weights && weightsFromJson(weights);
    this.#progress = progress;
    this.#resumed = true;
  }

  #improves(value: number, reference: number | undefined): boolean {
    if (!Number.isFinite(value)) return false;
    if (reference === undefined) return true;
    const { direction, minDelta } = this.settings;
    return direction === 'min' ? value + minDelta < reference : value - minDelta > reference;
  }

  #stop(epoch: number, control: TrainingControl): void {
    const { wait, best, bestEpoch } = this.#progress;
    this.#progress = { ...this.#progress, stoppedEpoch: epoch };
    const { monitor } = this.settings;
    const since = best === undefined ? 'never had a finite value' : `has not improved on ${best} of epoch ${bestEpoch}`;
    control.stop(`${monitor} ${since} for ${wait} ${wait === 1 ? 'epoch' : 'epochs'}.`);
  }
}

function settingsOf(options: EarlyStoppingOptions): Settings {
  const { monitor = 'valLoss', patience = 0, minDelta = 0, mode = 'auto', startFromEpoch = 0 } = options;
  const wholeCounts = { patience, startFromEpoch };
  for (const [name, count] of Object.entries(wholeCounts)) {
    requireArgument(Number.isInteger(count) && count >= 0, `${name} is a whole number of epochs, but ${count} came.`);
  }
  requireArgument(
    minDelta >= 0 && Number.isFinite(minDelta),
    `minDelta is a finite number of at least 0, but ${minDelta} came.`,
  );
  requireArgument(
    options.baseline === undefined || Number.isFinite(options.baseline),
    `baseline is a finite number, but ${options.baseline} came.`,
  );
  return {
    monitor,
    patience,
    minDelta,
    startFromEpoch,
    direction: directionOf(monitor, mode),
    baseline: options.baseline,
    restoreBestWeights: options.restoreBestWeights ?? true,
  };
}

function directionOf(monitor: string, mode: Direction | 'auto'): Direction {
  if (mode === 'min' || mode === 'max') return mode;
  requireArgument(mode === 'auto', `mode is 'min', 'max' or 'auto', but '${mode}' came.`);
  const direction = metricDirection(monitor);
  requireArgument(
    direction,
    `Whether a larger or a smaller '${monitor}' is better is not known. Say it: mode: 'max' or mode: 'min'.`,
  );
  return direction;
}

function monitored(logs: Logs, monitor: string): number {
  const value = logs[monitor];
  if (value === undefined) throw unknownName('measure to stop early on', monitor, Object.keys(logs));
  return value;
}

function readState(state: unknown): Progress & { readonly weights?: readonly WeightJson[] } {
  const isState = typeof state === 'object' && state !== null && 'wait' in state && typeof state.wait === 'number';
  requireArgument(isState, 'The saved state of earlyStopping does not have its form. Start the run anew.');
  return state as Progress & { readonly weights?: readonly WeightJson[] };
}
