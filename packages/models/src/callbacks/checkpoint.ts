import { type Callback, GlassboxError, type Logs, requireArgument, type TrainingControl } from '@glassbox/core';
import { type ModelPlace, storageAt } from '../saving/storage.js';
import { requireWhole } from '../schedules/schedule.js';
import type { ResumableControl } from '../training/training-run.js';
import { type Monitor, type MonitorOptions, monitorOf } from './monitor.js';
import { savedState } from './saved-state.js';

/** Options of {@link checkpoint}. */
export interface CheckpointOptions extends MonitorOptions {
  /** Epochs between two checkpoints, a whole number above 0. Default 1. */
  readonly everyEpochs?: number;
  /** Steps within an epoch between two checkpoints, a whole number above 0. Default none: only at the ends of epochs. */
  readonly everySteps?: number;
  /** Whether only an epoch is saved whose `monitor` (default `valLoss`) is the best so far. Default false. */
  readonly saveBestOnly?: boolean;
  /**
   * How many checkpoints stay, each in a place of its own, `place/epoch-3` or `place/epoch-4-step-100`; older ones are removed. Default: one,
   * in the place itself.
   */
  readonly keep?: number;
}

/** What a checkpoint callback has saved. */
export interface Checkpoint extends Callback {
  /** The places of the checkpoints that there are, the newest last. */
  readonly saved: readonly ModelPlace[];
  /** The best value of the monitor so far, where only the best is saved. */
  readonly best: number | undefined;
}

/**
 * Saves everything that resuming needs, after every epoch and when the run is cancelled: weights, what the optimizer remembers, the
 * history, the step. Go on with `fit(data, { resumeFrom: place })` on a model of the same layers, seed and optimizer: the run ends
 * as the one that was never stopped. Nothing is saved where the loss is not finite.
 *
 * @param place a folder, an address such as `indexeddb://run`, or a storage (not with `keep`). A checkpoint is a saved model too.
 * @throws `bad-argument` for options out of range or that do not go together; `unknown-name` where the logs lack the monitor.
 */
export function checkpoint(place: ModelPlace, options: CheckpointOptions = {}): Checkpoint {
  return new CheckpointCallback(place, options);
}

class CheckpointCallback implements Checkpoint {
  readonly name = 'checkpoint';
  readonly runsLast = true;
  readonly onBatchEnd?: NonNullable<Callback['onBatchEnd']>;
  readonly #everyEpochs: number;
  readonly #monitor: Monitor | undefined;
  readonly #keep: number | undefined;
  #best: number | undefined;
  #saved: ModelPlace[] = [];
  #resumed = false;

  constructor(
    readonly place: ModelPlace,
    options: CheckpointOptions,
  ) {
    const { everyEpochs = 1, everySteps, saveBestOnly = false, keep } = options;
    requireWhole('everyEpochs', everyEpochs);
    requireArgument(
      !(saveBestOnly && everySteps !== undefined),
      'The best epoch is known only at its end. Leave out everySteps or saveBestOnly.',
    );
    if (keep !== undefined) requireKeepable(place, keep);
    this.#everyEpochs = everyEpochs;
    this.#monitor = saveBestOnly ? monitorOf(options) : undefined;
    this.#keep = keep;
    if (everySteps === undefined) return;
    requireWhole('everySteps', everySteps);
    this.onBatchEnd = (step, logs, control) =>
      step % everySteps === 0 ? this.#saveSound(`epoch-${control.epoch}-step-${step}`, logs, control) : undefined;
  }

  get saved(): readonly ModelPlace[] {
    return this.#saved;
  }

  get best(): number | undefined {
    return this.#best;
  }

  onTrainBegin(): void {
    if (!this.#resumed) [this.#saved, this.#best] = [[], undefined];
    this.#resumed = false;
  }

  async onEpochEnd(epoch: number, logs: Logs, control: TrainingControl): Promise<void> {
    if (this.#monitor) {
      const value = this.#monitor.read(logs);
      if (!this.#monitor.improves(value, this.#best)) return;
      this.#best = value;
    } else if (epoch % this.#everyEpochs !== 0) return;
    await this.#saveSound(`epoch-${epoch}`, logs, control);
  }

  async onAbort(control: TrainingControl): Promise<void> {
    if (!this.#monitor) await this.#save(`epoch-${control.epoch}-aborted`, control);
  }

  state(): unknown {
    return { best: this.#best, saved: this.#keep === undefined ? [] : this.#saved, count: this.#saved.length };
  }

  restore(state: unknown): void {
    const saved = savedState<{ count: number; best?: number; saved: ModelPlace[] }>(this.name, state, ['count']);
    this.#best = saved.best;
    this.#saved = [...saved.saved];
    this.#resumed = true;
  }

  async #saveSound(name: string, logs: Logs, control: TrainingControl): Promise<void> {
    if (Number.isFinite(logs.loss)) await this.#save(name, control);
  }

  async #save(name: string, control: TrainingControl): Promise<void> {
    const keep = this.#keep ?? 1;
    const place = this.#keep === undefined ? this.place : `${String(this.place).replace(/\/$/, '')}/${name}`;
    // Listed before it is written, so that a run resumed from it knows that it is there.
    const before = this.#saved.filter((each) => each !== place);
    this.#saved = [...before, place].slice(-keep);
    await storageAt(place).save(await (control as ResumableControl).checkpoint());
    for (const old of before.slice(0, Math.max(0, before.length + 1 - keep))) {
      if (this.#keep !== undefined) await storageAt(old).remove?.();
    }
  }
}

function requireKeepable(place: ModelPlace, keep: number): void {
  requireWhole('keep', keep);
  if (typeof place === 'string' || place instanceof URL) return;
  throw new GlassboxError(
    'bad-argument',
    'keep needs a folder or an address to put several checkpoints in, not a storage.',
  );
}
