import { einsum } from '@glassbox/backends/ops';
import { GlassboxError, requireArgument } from '@glassbox/core';
import { add, reshape, type Tensor } from '@tensorflow/tfjs-core';
import type { Layer, Shape } from './layer.js';
import { kernelSpec, OWN_LAYER, resolveWeightOptions, type WeightOptions, weightConfig } from './weight-options.js';

/** Options of {@link einsumDense}. */
export interface EinsumDenseOptions extends Omit<WeightOptions, 'useBias'> {
  /** Letters of the output's axes that have a bias. Default: none. */
  readonly biasAxes?: string;
}

interface Shapes {
  readonly equation: string;
  readonly kernel: Shape;
  readonly output: Shape;
  readonly bias: Shape | undefined;
  /** The bias with the axes that it lacks as 1, so that it broadcasts over a batch. */
  readonly placedBias: Shape | undefined;
}

/** Letters for the axes that `...` stands for; a batch's first axis is one of them or has its own letter. */
const SPARE = 'ZYXWVUTSRQ';

/**
 * A dense layer over any axes, named by an equation: `einsumDense('abc,cd->abd', [steps, units])` is a dense layer over sequences.
 *
 * @param equation input axes, kernel axes and output axes, the batch first; `...` stands for axes that are kept.
 * @param outputShape extents of the output's axes after the batch; null where the input tells.
 * @throws `bad-argument` for an equation that is none, `shape-mismatch` where extents cannot be told or do not fit.
 */
export function einsumDense(
  equation: string,
  outputShape: number | readonly (number | null)[],
  options: EinsumDenseOptions = {},
): Layer {
  const { biasAxes, name } = options;
  const resolved = resolveWeightOptions({ ...options, useBias: biasAxes !== undefined });
  const { use_bias: _, ...config } = weightConfig(resolved);
  return {
    className: `${OWN_LAYER}EinsumDense`,
    name,
    config: { equation, output_shape: [outputShape].flat(), bias_axes: biasAxes ?? null, ...config },
    build(inputShape) {
      const shapes = resolveShapes(equation, inputShape, [outputShape].flat(), biasAxes);
      return {
        outputShape: shapes.output,
        weights: [
          kernelSpec(resolved, shapes.kernel),
          ...(shapes.bias
            ? [{ name: 'bias', shape: shapes.bias, initializer: resolved.biasInitializer, trainable: true }]
            : []),
        ],
        activation: resolved.activation,
        activityRegularizer: resolved.activityRegularizer,
        call(x, [kernel, bias]) {
          const product = einsum(shapes.equation, x, kernel as Tensor);
          return bias ? add(product, reshape(bias, [...shapes.placedBias!])) : product;
        },
      };
    },
  };
}

function resolveShapes(
  equation: string,
  inputShape: Shape,
  outputShape: readonly (number | null)[],
  biasAxes: string | undefined,
): Shapes {
  const parts = /^([^,>]+),([^,>]+)->([^,>]+)$/.exec(equation.replaceAll(' ', ''));
  requireArgument(parts !== null, `einsumDense takes an equation such as 'ab,bc->ac', but '${equation}' came.`);
  const [, left = '', kernelAxes = '', right = ''] = parts ?? [];
  const rest = inputShape.length + 1 - left.replace('...', '').length;
  const dots = SPARE.slice(0, Math.max(0, rest));
  const [inputAxes, outputAxes] = [left.replace('...', dots), right.replace('...', dots)];
  const extents = new Map<string, number>();
  for (const [i, axis] of [...inputAxes.slice(1)].entries()) extents.set(axis, inputShape[i]!);
  const given = outputShape.slice(-(outputAxes.length - 1));
  const offset = outputAxes.length - given.length;
  given.forEach((extent, i) => {
    if (extent !== null && extent !== undefined) extents.set(outputAxes[offset + i]!, extent);
  });
  const shapeOf = (axes: string) => [...axes].map((axis) => extents.get(axis) ?? unknownAxis(equation, axis));
  const output = outputAxes.slice(1);
  return {
    equation: `${inputAxes},${kernelAxes}->${outputAxes}`,
    kernel: shapeOf(kernelAxes),
    output: shapeOf(output),
    bias: biasAxes === undefined ? undefined : shapeOf([...output].filter((axis) => biasAxes.includes(axis)).join('')),
    placedBias:
      biasAxes === undefined
        ? undefined
        : [1, ...[...output].map((axis) => (biasAxes.includes(axis) ? extents.get(axis)! : 1))],
  };
}

function unknownAxis(equation: string, axis: string): never {
  throw new GlassboxError(
    'shape-mismatch',
    `Nothing tells the extent of the axis '${axis}' in '${equation}'. Give it in outputShape.`,
    { details: { equation, axis } },
  );
}
