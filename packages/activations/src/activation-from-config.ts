import { GlassboxError, unknownName } from '@glassbox/core';
import type { Activation, ActivationConfig } from './activation.js';
import { aliases } from './builtins.js';
import { celu } from './functions/celu.js';
import { elu } from './functions/elu.js';
import { gelu } from './functions/gelu.js';
import { hardShrink } from './functions/hard-shrink.js';
import { leakyRelu } from './functions/leaky-relu.js';
import { prelu } from './functions/prelu.js';
import { relu } from './functions/relu.js';
import { softShrink } from './functions/soft-shrink.js';
import { squareplus } from './functions/squareplus.js';
import { threshold } from './functions/threshold.js';
import { activationNames } from './registered.js';
import { resolveActivation } from './resolve-activation.js';

type Parameters = Readonly<Record<string, unknown>>;

function numberAt(config: Parameters, key: string, otherwise: number): number {
  const value = config[key] ?? otherwise;
  if (typeof value === 'number') return value;
  throw new GlassboxError(
    'bad-argument',
    `'${key}' of a saved activation must be a number, but ${String(value)} came.`,
  );
}

/** Saved forms that are more than a name of ours in Keras's spelling. */
const readers: Readonly<Record<string, (config: Parameters) => Activation>> = {
  LeakyReLU: (config) => leakyRelu({ negativeSlope: numberAt(config, 'negative_slope', 0.3) }),
  // By bare name, Keras means its function, whose slope is 0.2.
  leaky_relu: (config) => leakyRelu({ negativeSlope: numberAt(config, 'negative_slope', 0.2) }),
  PReLU: (config) => prelu({ alpha: numberAt(config, 'alpha', 0.25) }),
  ELU: (config) => elu({ alpha: numberAt(config, 'alpha', 1) }),
  ReLU: (config) =>
    relu({
      negativeSlope: numberAt(config, 'negative_slope', 0),
      maxValue: numberAt(config, 'max_value', Infinity),
      threshold: numberAt(config, 'threshold', 0),
    }),
  celu: (config) => celu({ alpha: numberAt(config, 'alpha', 1) }),
  hard_shrink: (config) => hardShrink({ threshold: numberAt(config, 'threshold', 0.5) }),
  soft_shrink: (config) => softShrink({ threshold: numberAt(config, 'threshold', 0.5) }),
  squareplus: (config) => squareplus({ b: numberAt(config, 'b', 4) }),
  threshold: (config) =>
    threshold({ threshold: numberAt(config, 'threshold', 0), defaultValue: numberAt(config, 'default_value', 0) }),
  gelu_new: () => gelu({ approximate: true }),
  gelu: (config) => gelu({ approximate: config.approximate === true }),
};

const camelCase = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/**
 * Reads back what `config()` of an activation gave, and what Keras writes for the same function.
 *
 * Note that Keras's bare `leaky_relu` has slope 0.2, while `leakyRelu` here has 0.01; files say which, and are read so.
 *
 * @throws `unknown-name` where no activation fits; register your own ones first.
 */
export function activationFromConfig(saved: ActivationConfig): Activation {
  const [name, config] = typeof saved === 'string' ? [saved, {}] : [saved.class_name, saved.config];
  const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
  if (reader) return reader(config);
  const known = [...activationNames(), ...Object.keys(aliases)];
  const found = [name, camelCase(name)].find((candidate) => known.includes(candidate));
  if (found === undefined) throw unknownName('activation', name, known);
  return resolveActivation(found);
}
