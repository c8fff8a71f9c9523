import { GlassboxError, type Random, Registry, requireArgument, sizeOf } from '@glassbox/core';
import { identity } from './identity.js';
import { orthogonalMatrix } from './orthogonal.js';
import { truncatedNormal, uniformValues } from './random-values.js';
import { type VarianceScalingOptions, varianceScaling, varianceScalingFromKeras } from './variance-scaling.js';

/** How a weight starts: a plain function of its shape and a random stream, so that it needs no backend. */
export interface Initializer {
  readonly name: string;
  /** Fresh values, row-major, for a weight of this shape. */
  generate(shape: readonly number[], random: Random): Float32Array;
  /** Keras's class name and configuration, for saved models. */
  readonly keras: { readonly className: string; readonly config: Readonly<Record<string, unknown>> };
}

const filled = (value: number) => (shape: readonly number[]) => new Float32Array(sizeOf(shape)).fill(value);

/** All weights 0; what biases start with. */
export const zeros = (): Initializer => ({
  name: 'zeros',
  generate: filled(0),
  keras: { className: 'Zeros', config: {} },
});

/** All weights 1; what scales start with. */
export const ones = (): Initializer => ({
  name: 'ones',
  generate: filled(1),
  keras: { className: 'Ones', config: {} },
});

/** All weights the same finite value. */
export function constant(value: number): Initializer {
  requireArgument(Number.isFinite(value), `constant(value) takes a finite number, but ${value} came.`);
  return { name: 'constant', generate: filled(value), keras: { className: 'Constant', config: { value } } };
}

export interface RandomUniformOptions {
  /** Smallest value. Default -0.05. */
  readonly minimum?: number;
  /** Largest value. Default 0.05. */
  readonly maximum?: number;
}

/** Evenly distributed in [minimum, maximum). */
export function randomUniform({ minimum = -0.05, maximum = 0.05 }: RandomUniformOptions = {}): Initializer {
  requireArgument(minimum <= maximum, `randomUniform takes minimum <= maximum, but ${minimum} and ${maximum} came.`);
  return {
    name: 'randomUniform',
    generate: (shape, random) => uniformValues(shape, random, minimum, maximum),
    keras: { className: 'RandomUniform', config: { minval: minimum, maxval: maximum, seed: null } },
  };
}

export interface RandomNormalOptions {
  /** Default 0. */
  readonly mean?: number;
  /** Default 0.05. */
  readonly standardDeviation?: number;
}

/** Normally distributed. */
export function randomNormal({ mean = 0, standardDeviation = 0.05 }: RandomNormalOptions = {}): Initializer {
  return {
    name: 'randomNormal',
    generate: (shape, random) =>
      Float32Array.from({ length: sizeOf(shape) }, () => mean + standardDeviation * random.normal()),
    keras: { className: 'RandomNormal', config: { mean, stddev: standardDeviation, seed: null } },
  };
}

/** {@link varianceScaling} under a name of its own. */
const scaled = (name: string, options: VarianceScalingOptions): Initializer => ({ ...varianceScaling(options), name });

/** Uniform in ±sqrt(6 / (fanIn + fanOut)), for sigmoid and tanh. Source: Glorot and Bengio, AISTATS 2010. */
export const glorotUniform = (): Initializer =>
  scaled('glorotUniform', { scale: 1, mode: 'fanAverage', distribution: 'uniform' });
/** Truncated normal of variance 2 / (fanIn + fanOut). Source: Glorot and Bengio, AISTATS 2010. */
export const glorotNormal = (): Initializer =>
  scaled('glorotNormal', { scale: 1, mode: 'fanAverage', distribution: 'truncatedNormal' });
/** Uniform in ±sqrt(6 / fanIn), for the ReLU family. Source: He et al., 2015, arXiv 1502.01852. */
export const heUniform = (): Initializer => scaled('heUniform', { scale: 2, mode: 'fanIn', distribution: 'uniform' });
/** Truncated normal of variance 2 / fanIn, for the ReLU family. Source: He et al., 2015, arXiv 1502.01852. */
export const heNormal = (): Initializer =>
  scaled('heNormal', { scale: 2, mode: 'fanIn', distribution: 'truncatedNormal' });
/** Uniform in ±sqrt(3 / fanIn), for SELU. Source: LeCun et al., Efficient BackProp, 1998. */
export const lecunUniform = (): Initializer =>
  scaled('lecunUniform', { scale: 1, mode: 'fanIn', distribution: 'uniform' });
/** Truncated normal of variance 1 / fanIn, for SELU. Source: LeCun et al., Efficient BackProp, 1998. */
export const lecunNormal = (): Initializer =>
  scaled('lecunNormal', { scale: 1, mode: 'fanIn', distribution: 'truncatedNormal' });

export interface OrthogonalOptions {
  /** Factor on the matrix. Default 1. */
  readonly gain?: number;
}

/**
 * A matrix with orthonormal columns (or rows, where there are more columns than rows), for recurrent weights.
 *
 * A shape of more than two axes is filled as `[product of all but the last, last]`. Fewer than two axes throw `bad-argument`.
 * Source: Saxe et al., 2013, arXiv 1312.6120.
 */
export function orthogonal({ gain = 1 }: OrthogonalOptions = {}): Initializer {
  return {
    name: 'orthogonal',
    generate(shape, random) {
      requireArgument(
        shape.length >= 2,
        `orthogonal() takes a shape of two axes or more, but [${shape.join(', ')}] came.`,
      );
      const columns = shape[shape.length - 1]!;
      return orthogonalMatrix(sizeOf(shape) / columns, columns, random).map((value) => gain * value);
    },
    keras: { className: 'Orthogonal', config: { gain, seed: null } },
  };
}

const BUILT_IN = {
  zeros,
  ones,
  randomUniform,
  randomNormal,
  glorotUniform,
  glorotNormal,
  heUniform,
  heNormal,
  lecunUniform,
  lecunNormal,
  orthogonal,
  identity,
  truncatedNormal,
  varianceScaling,
} satisfies Record<string, () => Initializer>;

/** Names of the initializers that need no argument. */
export type InitializerName = keyof typeof BUILT_IN;

const registry = new Registry<() => Initializer>('initializer', BUILT_IN);

/** The initializer that a name or a value means; `unknown-name` for any other string. */
export function resolveInitializer(initializer: InitializerName | Initializer): Initializer {
  return typeof initializer === 'string' ? registry.get(initializer)() : initializer;
}

/** Reads an initializer from a saved model; throws `bad-model-file` for a class that is not known. */
export function initializerFromKeras(className: string, config: Record<string, unknown>): Initializer {
  const number = (key: string, fallback: number) =>
    typeof config[key] === 'number' ? (config[key] as number) : fallback;
  switch (className) {
    case 'VarianceScaling':
      return namedScaling(config);
    case 'Constant':
      return constant(number('value', 0));
    case 'RandomUniform':
      return randomUniform({ minimum: number('minval', -0.05), maximum: number('maxval', 0.05) });
    case 'RandomNormal':
      return randomNormal({ mean: number('mean', 0), standardDeviation: number('stddev', 0.05) });
    case 'TruncatedNormal':
      return truncatedNormal({ mean: number('mean', 0), standardDeviation: number('stddev', 0.05) });
    case 'Identity':
      return identity({ gain: number('gain', 1) });
    case 'Orthogonal':
      return orthogonal({ gain: number('gain', 1) });
    default:
      return simpleFromKeras(className);
  }
}

/** The scaled initializers that have a name. */
const SCALED = [glorotUniform, glorotNormal, heUniform, heNormal, lecunUniform, lecunNormal];

/** The one of {@link SCALED} that a configuration describes, else the general form. */
function namedScaling(config: Record<string, unknown>): Initializer {
  const general = varianceScalingFromKeras(config);
  const written = JSON.stringify(general.keras);
  return SCALED.map((make) => make()).find(({ keras }) => JSON.stringify(keras) === written) ?? general;
}

function simpleFromKeras(className: string): Initializer {
  const name = (className.charAt(0).toLowerCase() + className.slice(1)) as InitializerName;
  if (name in BUILT_IN) return BUILT_IN[name]();
  throw new GlassboxError(
    'bad-model-file',
    `The model uses the initializer ${className}, which Glassbox does not know.`,
    {
      details: { className },
    },
  );
}
