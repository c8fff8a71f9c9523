import { type Random, random } from '@glassbox/core';
import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { Layer, Shape } from '../../src/layers/layer.js';

/** A layer in a setting in which its value and gradients are measured. */
export interface CoverageCase {
  readonly layer: Layer;
  /** One sample's shape; a batch has three. */
  readonly inputShape: Shape;
  /** Default: as while predicting. */
  readonly training?: boolean;
  /** Inputs are whole numbers from 0 to below this. Default: numbers that lie about 0, or in `range`. */
  readonly tokens?: number;
  /** Inputs lie here, none near an end. Default: from -1 to 1, or as far as keeps them apart. */
  readonly range?: readonly [low: number, high: number];
  /** Chooses inputs and weights, where the usual ones put a value beside a kink. Default 1. */
  readonly seed?: number;
  /** Why central differences are not taken: too many numbers for a reference of this speed. */
  readonly withoutDifferences?: string;
}

/** Numbers of a tensor. */
export interface Numbers {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

const BATCH = 3;

/** Least distance of two inputs by default: more than central differences move one, so that none passes another. */
const SPACING = 0.05;

/** Evenly spread numbers in an order drawn by chance: no two are close, and none is close to an end or the middle. */
function spread(count: number, { range }: CoverageCase, source: Random): Float32Array {
  const reach = Math.max(1, (SPACING / 2) * count);
  const [low, high] = range ?? [-reach, reach];
  const order = source.permutation(count);
  return Float32Array.from({ length: count }, (_, i) => low + ((high - low) * (order[i]! + 0.5)) / count);
}

/** The batch that a case is measured on. */
export function inputsOf(test: CoverageCase): Numbers {
  const { tokens, seed = 1 } = test;
  const shape = [BATCH, ...test.inputShape];
  const count = shape.reduce((product, extent) => product * extent, 1);
  const source = random(seed, 'inputs');
  if (tokens === undefined) return { data: spread(count, test, source), shape };
  return { data: Float32Array.from({ length: count }, () => source.integer(tokens)), shape };
}

/** Values for each weight: trained ones about 0, so that biases count too; others a little above where they start. */
export function weightsOf(test: CoverageCase): readonly Numbers[] {
  const { seed = 1 } = test;
  return test.layer.build(test.inputShape).weights.map(({ name, shape, trainable, initializer }) => {
    const source = random(seed, 'weights', name);
    const start = initializer.generate(shape, source.fork('start'));
    const value = (first: number) => (trainable ? 1.4 * source.uniform() - 0.7 : first + 0.5 * source.uniform());
    return { data: start.map(value), shape };
  });
}

export const toTensor = ({ data, shape }: Numbers): Tensor => tensor(data, [...shape], 'float32');
