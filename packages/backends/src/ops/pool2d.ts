import {
  avgPool,
  div,
  mean,
  mul,
  ones,
  reshape,
  type Tensor2D,
  type Tensor4D,
  maxPool as tfMaxPool,
} from '@tensorflow/tfjs-core';
import { activeKernels } from './active-kernels.js';
import { differentiable } from './differentiable.js';
import { pair, type WindowOptions, windowGeometry } from './window-geometry.js';

export interface PoolOptions extends Omit<WindowOptions, 'dilations'> {
  /** Height and width of the window. Default 2. */
  readonly poolSize?: number | readonly [number, number];
}

function resolve(x: Tensor4D, options: PoolOptions) {
  const size = pair(options.poolSize ?? 2);
  const strides = pair(options.strides ?? size);
  const padding = options.padding ?? 'valid';
  return {
    size: size as [number, number],
    strides: strides as [number, number],
    padding,
    geometry: windowGeometry(x.shape, size, x.shape[3], { strides, padding }),
  };
}

/**
 * The largest value of each window and channel: `[batch, height, width, c] -> [batch, outHeight, outWidth, c]`.
 *
 * The gradient of a window goes to its first largest element, whatever its sign. (tfjs's WASM kernel loses it where all are <= 0.)
 */
export function maxPool2d(x: Tensor4D, options: PoolOptions = {}): Tensor4D {
  const { size, strides, padding, geometry } = resolve(x, options);
  return differentiable<Tensor4D>([x], {
    forward(save) {
      const y = activeKernels().maxPool2d?.(x, geometry) ?? tfMaxPool(x, size, strides, padding);
      save([x, y]);
      return y;
    },
    backward(dy, saved) {
      const [image, y] = saved as [Tensor4D, Tensor4D];
      return [activeKernels().maxPool2dGradient(dy, image, y, geometry)];
    },
  });
}

/** The mean of each window and channel; zeros added by padding `'same'` do not count. Shapes as for {@link maxPool2d}. */
export function averagePool2d(x: Tensor4D, options: PoolOptions = {}): Tensor4D {
  const { size, strides, padding, geometry } = resolve(x, options);
  return differentiable<Tensor4D>([x], {
    forward: () => activeKernels().averagePool2d?.(x, geometry) ?? avgPool(x, size, strides, padding),
    backward: (dy) => [activeKernels().averagePool2dGradient(dy, geometry)],
  });
}

/** The mean of each channel over the whole image: `[batch, height, width, c] -> [batch, c]`. */
export function globalAveragePool2d(x: Tensor4D): Tensor2D {
  const [batch, height, width, channels] = x.shape;
  return differentiable<Tensor2D>([x], {
    forward: () => mean(x, [1, 2]),
    backward: (dy) => [mul(div(reshape(dy, [batch, 1, 1, channels]), height * width), ones([1, height, width, 1]))],
  });
}
