import { afterEach, describe, expect, it } from 'vitest';
import { activationFromConfig } from './activation-from-config.js';
import { builtins } from './builtins.js';
import { defineActivation } from './define-activation.js';
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
import { activationNames, registerActivation } from './registered.js';
import { resolveActivation } from './resolve-activation.js';

const square = defineActivation({ name: 'square', f: (x) => x * x, derivative: (x) => 2 * x });
let forget: () => void = () => undefined;
afterEach(() => forget());

describe('resolveActivation', () => {
  it('takes names, second names and values', () => {
    for (const [name, make] of Object.entries(builtins)) expect(resolveActivation(name).name).toBe(make().name);
    expect(resolveActivation('silu')).toBe(resolveActivation('swish'));
    expect(resolveActivation(square)).toBe(square);
  });

  it('answers an unknown name with the nearest one', () => {
    expect(() => resolveActivation('leaky_relu')).toThrow("Unknown activation 'leaky_relu'. Did you mean 'leakyRelu'?");
    expect(() => resolveActivation('constructor')).toThrow('Unknown activation');
  });
});

describe('registerActivation', () => {
  it('makes a name known until it is forgotten', () => {
    expect(() => resolveActivation('square')).toThrow('Unknown activation');
    forget = registerActivation(square);
    registerActivation(square);
    expect(resolveActivation('square')).toBe(square);
    expect(activationNames()).toContain('square');
    expect(activationFromConfig(square.config())).toBe(square);
    forget();
    expect(() => resolveActivation('square')).toThrow('Unknown activation');
  });

  it('refuses a name that is taken, by a built-in, a second name or another value', () => {
    forget = registerActivation(square);
    for (const name of ['relu', 'silu', 'square']) {
      expect(() => registerActivation({ ...square, name })).toThrow(`There is already an activation named '${name}'`);
    }
    expect(resolveActivation('square')).toBe(square);
  });
});

describe('saved forms', () => {
  const values = [
    ...Object.values(builtins).map((make) => make()),
    leakyRelu({ negativeSlope: 0.2 }),
    prelu({ alpha: 0.1 }),
    elu({ alpha: 0.5 }),
    gelu({ approximate: true }),
    relu({ negativeSlope: 0.1, maxValue: 0.25 }),
    relu({ threshold: 0.75 }),
    celu({ alpha: 0.5 }),
    hardShrink({ threshold: 1 }),
    softShrink({ threshold: 1 }),
    squareplus({ b: 1 }),
    threshold({ threshold: 1, defaultValue: -1 }),
  ];

  it.each(values.map((value) => [JSON.stringify(value.config()), value] as const))('%s reads back', (saved, value) => {
    const back = activationFromConfig(JSON.parse(saved));
    expect(back.title).toBe(value.title);
    expect(back.array([-2, 0.5])).toEqual(value.array([-2, 0.5]));
  });

  it('reads what Keras writes', () => {
    expect(activationFromConfig('hard_sigmoid').name).toBe('hardSigmoid');
    expect(activationFromConfig('silu').name).toBe('swish');
    expect(activationFromConfig('hard_silu').name).toBe('hardSwish');
    expect(activationFromConfig('hard_swish').name).toBe('hardSwish');
    expect(activationFromConfig('log_softmax').name).toBe('logSoftmax');
    expect(activationFromConfig({ class_name: 'ReLU', config: { max_value: 6 } }).array([7])).toEqual([6]);
    expect(activationFromConfig('leaky_relu').array([-1])).toEqual([-0.2]);
    expect(activationFromConfig({ class_name: 'LeakyReLU', config: {} }).array([-1])).toEqual([-0.3]);
    expect(() => activationFromConfig('snake')).toThrow("Unknown activation 'snake'");
    expect(() => activationFromConfig({ class_name: 'ELU', config: { alpha: 'x' } })).toThrow("'alpha' of a saved");
  });
});
