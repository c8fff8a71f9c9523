import type { NdArray } from '@glassbox/core';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';

/** What a loss expects a target to be: the index of a class, or numbers in the shape of the output. */
export type TargetKind = 'classIndex' | 'outputShape';

/**
 * What training makes small: one number for each sample, differentiable by the outputs.
 *
 * A loss that has an exact form on logits names the activation it absorbs. Where the network ends with that activation, the
 * trainer leaves it out and calls `onLogits`: the gradient of a confident mistake then does not round to 0.
 */
export interface Loss {
  readonly name: string;
  readonly targetKind: TargetKind;
  /** From what the network puts out. `outputs` is `[batch, ...]`; returns `[batch]`. */
  onOutputs(outputs: Tensor, targets: Tensor): Tensor1D;
  readonly logits?: {
    readonly activation: 'softmax' | 'sigmoid';
    /** Whether the outputs are already logits (`fromLogits: true`). */
    readonly always: boolean;
    onLogits(logits: Tensor, targets: Tensor): Tensor1D;
  };
  /** Throws a typed error where a batch's targets cannot be right, such as a class that the output does not have. */
  checkTargets?(targets: NdArray, outputShape: readonly number[]): void;
  /** Throws `bad-model` where the output cannot serve this loss. */
  checkOutput?(outputShape: readonly number[], activation: string | undefined): void;
}
