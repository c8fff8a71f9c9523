import { GlassboxError, type NdArray, sizeOf } from '@glassbox/core';
import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { Loss } from '../losses/loss.js';

const show = (shape: readonly number[]) => `[${shape.join(', ')}]`;

function refuse(message: string, targetShape: readonly number[], outputShape: readonly number[]): never {
  throw new GlassboxError('shape-mismatch', message, { details: { targetShape, outputShape } });
}

/** Refuses targets that cannot belong to the loss and the output, and says what would. */
export function checkTargets(
  targets: NdArray | undefined,
  loss: Loss,
  outputShape: readonly number[],
): asserts targets is NdArray {
  if (targets === undefined) {
    throw new GlassboxError(
      'missing-targets',
      'The data has no targets, so there is nothing to train or evaluate against.',
    );
  }
  const targetShape = targets.shape.slice(1);
  const perSample = sizeOf(targetShape);
  const outputs = sizeOf(outputShape);
  if (loss.targetKind === 'classIndex') {
    const places = sizeOf(outputShape.slice(0, -1));
    if (perSample !== places) {
      const hint = perSample === outputs ? " They look one-hot: use the loss 'categoricalCrossentropy'." : '';
      refuse(
        `${loss.name} takes one class index for each sample, but targets of shape ${show(targetShape)} came.${hint}`,
        targetShape,
        outputShape,
      );
    }
  } else if (perSample !== outputs) {
    const hint = perSample === 1 ? " For class indices use the loss 'sparseCategoricalCrossentropy'." : '';
    refuse(
      `${loss.name} compares outputs ${show(outputShape)} with targets of the same shape, but ${show(targetShape)} came.${hint}`,
      targetShape,
      outputShape,
    );
  }
  loss.checkTargets?.(targets, outputShape);
}

/** The targets as the loss wants them: whole numbers without the class axis, or floats in the shape of the output. */
export function targetsTensor(targets: NdArray, loss: Loss, outputShape: readonly number[]): Tensor {
  const batch = targets.shape[0]!;
  if (loss.targetKind === 'classIndex') {
    return tensor(Int32Array.from(targets.data), [batch, ...outputShape.slice(0, -1)], 'int32');
  }
  return tensor(Float32Array.from(targets.data), [batch, ...outputShape], 'float32');
}
