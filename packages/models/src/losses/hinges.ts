import { add, cast, equal, max, mul, relu, square, sub, sum, type Tensor } from '@tensorflow/tfjs-core';
import type { Loss } from './loss.js';
import { perSample } from './per-sample.js';

/** Targets -1 and 1, as they are or from 0 and 1. */
const asSigns = (targets: Tensor) => sub(targets, cast(equal(targets, 0), 'float32'));

/** How far the output falls short of 1 on the side of the target. */
const shortfall = (outputs: Tensor, targets: Tensor) => relu(sub(1, mul(asSigns(targets), outputs)));

/** Mean of `max(1 - t y, 0)`, for a linear or tanh output. Targets -1 and 1, or 0 and 1; a 0 means -1. */
export const hinge = (): Loss => ({
  name: 'hinge',
  targetKind: 'outputShape',
  onOutputs: (outputs, targets) => perSample(shortfall(outputs, targets)),
});

/** Mean of `max(1 - t y, 0)²`. Targets -1 and 1, or 0 and 1; a 0 means -1. */
export const squaredHinge = (): Loss => ({
  name: 'squaredHinge',
  targetKind: 'outputShape',
  onOutputs: (outputs, targets) => perSample(square(shortfall(outputs, targets))),
});

/** `max(0, 1 + max_wrong y - y_right)` over classes: the right output should lead by 1. Targets are one-hot, shaped as the output. */
export const categoricalHinge = (): Loss => ({
  name: 'categoricalHinge',
  targetKind: 'outputShape',
  onOutputs(outputs, targets) {
    const right = sum(mul(targets, outputs), -1);
    const wrong = max(mul(sub(1, targets), outputs), -1);
    return perSample(relu(add(sub(wrong, right), 1)));
  },
});
