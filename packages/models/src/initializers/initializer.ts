import { GlassboxError, type Random, Registry, requireArgument, sizeOf } from '@glassbox/core';
import { fansOf } from './fans.js';
import { orthogonalMatrix } from './orthogonal.js';

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

function uniformValues(shape: readonly number[], random: Random, low: number, high: number): Float32Array {
  return Float32Array.from({ length: sizeOf(shape) }, () => low + (high - low) * random.uniform());
}

/** Standard deviation of a standard normal cut off at two of its own. */
const TRUNCATED_DEVIATION = 0.87962566103423978;

function truncatedNormal(shape: readonly number[], random: Random, variance: number): Float32Array {
  const scale = Math.sqrt(variance) / TRUNCATED_DEVIATION;
  return Float32Array.from({ length: sizeOf(shape) }, () => {
    let deviate = random.normal();
    while (Math.abs(deviate) > 2) deviate = random.normal();
    return scale * deviate;
  });
}

type FanMode = 'fanIn' | 'fanAverage';
type Distribution = 'uniform' | 'normal';

/** Weights with variance `scale / fan`: uniform in ±sqrt(3 scale / fan), or a normal cut off at two deviations. */
function varianceScaling(family: string, scale: number, mode: FanMode, distribution: Distribution): Initializer {
  const suffix = distribution === 'uniform' ? 'Uniform' : 'Normal';
  return {
    name: `${family}${suffix}`,
    generate(shape, random) {
      const { fanIn, fanOut } = fansOf(shape);
      const variance = scale / Math.max(1, mode === 'fanIn' ? fanIn : (fanIn + fanOut) / 2);
      const limit = Math.sqrt(3 * variance);
      return distribution === 'uniform'
        ? uniformValues(shape, random, -limit, limit)
        : truncatedNormal(shape, random, variance);
    },
    keras: {
      className: 'VarianceScaling',
      config: { scale, mode: mode === 'fanIn' ? 'fan_in' : 'fan_avg', distribution, seed: null },
    },
  };
}

/** Uniform in ±sqrt(6 / (fanIn + fanOut)), for sigmoid and tanh. Source: Glorot and Bengio, AISTATS 2010. */
export const glorotUniform = (): Initializer => varianceScaling('glorot', 1, 'fanAverage', 'uniform');
/** Truncated normal of variance 2 / (fanIn + fanOut). Source: Glorot and Bengio, AISTATS 2010. */
export const glorotNormal = (): Initializer => varianceScaling('glorot', 1, 'fanAverage', 'normal');
/** Uniform in ±sqrt(6 / fanIn), for the ReLU family. Source: He et al., 2015, arXiv 1502.01852. */
export const heUniform = (): Initializer => varianceScaling('he', 2, 'fanIn', 'uniform');
/** Truncated normal of variance 2 / fanIn, for the ReLU family. Source: He et al., 2015, arXiv 1502.01852. */
export const heNormal = (): Initializer => varianceScaling('he', 2, 'fanIn', 'normal');
/** Uniform in ±sqrt(3 / fanIn), for SELU. Source: LeCun et al., Efficient BackProp, 1998. */
export const lecunUniform = (): Initializer => varianceScaling('lecun', 1, 'fanIn', 'uniform');
/** Truncated normal of variance 1 / fanIn, for SELU. Source: LeCun et al., Efficient BackProp, 1998. */
export const lecunNormal = (): Initializer => varianceScaling('lecun', 1, 'fanIn', 'normal');

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
      return varianceScalingFromKeras(config);
    case 'Constant':
      return constant(number('value', 0));
    case 'RandomUniform':
      return randomUniform({ minimum: number('minval', -0.05), maximum: number('maxval', 0.05) });
    case 'RandomNormal':
      return randomNormal({ mean: number('mean', 0), standardDeviation: number('stddev', 0.05) });
    case 'Orthogonal':
      return orthogonal({ gain: number('gain', 1) });
    default:
      return simpleFromKeras(className);
  }
}

function varianceScalingFromKeras(config: Record<string, unknown>): Initializer {
  const scale = Number(config.scale ?? 1);
  const mode = config.mode === 'fan_avg' ? 'fanAverage' : 'fanIn';
  const distribution = config.distribution === 'uniform' ? 'uniform' : 'normal';
  const family = mode === 'fanAverage' ? 'glorot' : scale === 2 ? 'he' : 'lecun';
  return varianceScaling(family, scale, mode, distribution);
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
