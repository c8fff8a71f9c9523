import {
  type Callback,
  GlassboxError,
  type IndexedData,
  isIndexedData,
  requireArgument,
  type TrainingData,
  type TrainingEvent,
} from '@glassbox/core';
import { withSampleWeights } from './sample-weight.js';

/** What `fit` takes besides the data. */
export interface FitOptions {
  /** Passes over the data in all, those of a resumed run included. Default 1. */
  readonly epochs?: number | undefined;
  /** Samples in a step. Default 32. */
  readonly batchSize?: number | undefined;
  /** Last share of the samples, taken before shuffling, that is kept for validation: 0 <= share < 1. Default 0. */
  readonly validationSplit?: number | undefined;
  /** Data for validation; takes precedence over validationSplit. */
  readonly validationData?: TrainingData | undefined;
  /** Whether each epoch takes the samples in another order, which the model's seed decides. Default true; streams keep their order. */
  readonly shuffle?: boolean | undefined;
  /** Factor on the loss of each class's samples, by class index; classes left out count 1. Validation is not weighted. */
  readonly classWeight?: Readonly<Record<number, number>> | undefined;
  /**
   * Factor on each sample's loss, at least 0, in the order of the data; the mean still divides by the number of samples. Samples that
   * validationSplit keeps take theirs with them.
   */
  readonly sampleWeight?: ArrayLike<number> | undefined;
  readonly callbacks?: readonly Callback[] | undefined;
  /** Cancels: a step under way is finished, then `fit` throws `aborted` with the history so far in its details. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Asked before each step: where it gives a promise, training waits for it. So a page pauses a run; an abort ends the pause too.
   */
  readonly pause?: (() => Promise<void> | undefined) | undefined;
  /** Hears of progress as data. */
  readonly onEvent?: ((event: TrainingEvent) => void) | undefined;
  /** `'auto'` (default) draws a progress bar on standard error where that is a terminal; false draws none. */
  readonly progress?: 'auto' | false | undefined;
}

/** What a run trains and validates on. */
export interface FitData {
  readonly training: TrainingData;
  readonly validation: TrainingData | undefined;
}

/** Checks options that are numbers; throws `bad-argument` in words. */
export function requireFitOptions({ epochs = 1, batchSize = 32, validationSplit = 0 }: FitOptions): void {
  const whole = (value: number) => Number.isInteger(value) && value > 0;
  requireArgument(whole(epochs), `epochs is a whole number above 0, but ${epochs} came.`);
  requireArgument(whole(batchSize), `batchSize is a whole number above 0, but ${batchSize} came.`);
  requireArgument(
    validationSplit >= 0 && validationSplit < 1,
    `validationSplit is at least 0 and below 1, but ${validationSplit} came. 0.2 keeps the last fifth for validation.`,
  );
}

/** Splits off the last share of the samples, `floor(size (1 - share))` staying for training, as Keras does. */
export function splitData(
  samples: TrainingData,
  { validationSplit = 0, validationData, sampleWeight }: FitOptions,
): FitData {
  const data = sampleWeight ? withSampleWeights(samples, sampleWeight) : samples;
  if (validationData || validationSplit === 0) return { training: data, validation: validationData };
  if (!isIndexedData(data)) {
    throw new GlassboxError(
      'bad-argument',
      'A stream cannot be split by validationSplit. Pass validationData instead.',
    );
  }
  const kept = Math.floor(data.size * (1 - validationSplit));
  if (kept === 0 || kept === data.size) {
    throw new GlassboxError(
      'bad-argument',
      `validationSplit ${validationSplit} of ${data.size} samples leaves nothing to ${kept === 0 ? 'train on' : 'validate on'}.`,
      { details: { validationSplit, size: data.size } },
    );
  }
  return { training: part(data, 0, kept), validation: part(data, kept, data.size) };
}

/** Samples `start` to `end` of indexed data, as a view. */
function part(data: IndexedData, start: number, end: number): IndexedData {
  const { inputShape, targetShape, classNames } = data;
  return {
    size: end - start,
    inputShape,
    targetShape,
    classNames,
    readBatch: (indices) => data.readBatch(Uint32Array.from(indices, (index) => start + index)),
  };
}
