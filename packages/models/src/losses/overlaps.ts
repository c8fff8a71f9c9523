import { requireArgument } from '@glassbox/core';
import { add, div, fill, mul, reshape, sub, sum, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';
import { EPSILON } from './class-targets.js';
import type { Loss } from './loss.js';

export interface OverlapOptions {
  /**
   * What is taken together: all elements of the `'batch'` (default, as in Keras; the loss then depends on how samples are batched), or those
   * of each `'sample'`.
   */
  readonly over?: 'batch' | 'sample';
}

function overlap(
  name: string,
  over: 'batch' | 'sample',
  share: (hit: Tensor, outputs: Tensor, targets: Tensor) => Tensor,
): Loss {
  requireArgument(over === 'batch' || over === 'sample', `over is 'batch' or 'sample', but '${over}' came.`);
  return {
    name,
    targetKind: 'outputShape',
    onOutputs(outputs, targets) {
      const size = outputs.shape[0]!;
      const rows = (values: Tensor) => reshape(values, [over === 'batch' ? 1 : size, -1]);
      const [y, t] = [rows(outputs), rows(targets)];
      const losses = sub(1, share(sum(mul(y, t), 1), y, t));
      return (over === 'batch' ? mul(losses, fill([size], 1)) : losses) as Tensor1D;
    },
  };
}

/**
 * `1 - 2 Σ t y / (Σ t + Σ y + 1e-7)`: one less the Dice coefficient, for masks of which little is foreground.
 *
 * Outputs in [0, 1] (end with sigmoid or softmax), targets 0 and 1 in their shape. Source: Milletari et al., 2016, arXiv 1606.04797.
 */
export const dice = ({ over = 'batch' }: OverlapOptions = {}): Loss =>
  overlap('dice', over, (hit, outputs, targets) =>
    div(mul(hit, 2), add(add(sum(targets, 1), sum(outputs, 1)), EPSILON)),
  );

export interface TverskyOptions extends OverlapOptions {
  /** Weight of what the output misses, at least 0. Default 0.5. */
  readonly alpha?: number;
  /** Weight of what the output adds, at least 0. Default 0.5: both at 0.5 are Dice. */
  readonly beta?: number;
}

/**
 * `1 - hit / (hit + alpha Σ t (1 - y) + beta Σ y (1 - t) + 1e-7)` with `hit = Σ t y`: Dice with a price for each kind of mistake.
 *
 * Outputs in [0, 1], targets 0 and 1 in their shape. Source: Salehi et al., 2017, arXiv 1706.05721, with Keras's order of the two weights.
 */
export function tversky({ alpha = 0.5, beta = 0.5, over = 'batch' }: TverskyOptions = {}): Loss {
  requireArgument(
    alpha >= 0 && beta >= 0,
    `alpha and beta are numbers of at least 0, but alpha ${alpha} and beta ${beta} came.`,
  );
  return overlap('tversky', over, (hit, outputs, targets) => {
    const missed = sub(sum(targets, 1), hit);
    const added = sub(sum(outputs, 1), hit);
    return div(hit, add(add(add(hit, mul(missed, alpha)), mul(added, beta)), EPSILON));
  });
}
