import { GlassboxError, requireArgument } from '@glassbox/core';
import { mul, type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { ActivationFacts, ElementwiseActivation } from './activation.js';
import { elementwise } from './elementwise.js';
import { interval } from './interval.js';

/** An activation on tensors, by operations of tfjs, and its gradient. */
export interface TensorForm {
  /** The value, of the shape of x. */
  forward(x: Tensor): Tensor;
  /** The gradient by x, from the gradient `dy` by the value `y`: usually `dy` times the slope. */
  gradient(dy: Tensor, x: Tensor, y: Tensor): Tensor;
}

export interface ActivationDefinition extends Partial<Omit<ActivationFacts, 'name' | 'tfjsName'>> {
  /** A name that no other activation has: letters and digits, a letter first. */
  readonly name: string;
  /** The value at x. */
  readonly f: (x: number) => number;
  /** The slope at x. Default: a central difference of f, good to about 1e-9 where f is smooth. */
  readonly derivative?: (x: number) => number;
  /** How to compute it where the tensor is. Default: f and derivative run over the numbers in JavaScript, which is slow. */
  readonly tensor?: TensorForm;
}

function centralDifference(f: (x: number) => number): (x: number) => number {
  return (x) => {
    const h = 6e-6 * Math.max(1, Math.abs(x));
    return (f(x + h) - f(x - h)) / (2 * h);
  };
}

function numbersOf(name: string, x: Tensor): ArrayLike<number> {
  try {
    return x.dataSync();
  } catch (cause) {
    throw new GlassboxError(
      'tensor-form-needed',
      `The activation '${name}' is defined on plain numbers only, which the backend in use cannot read during training. ` +
        'Give defineActivation its `tensor` form: { forward, gradient } in operations of tfjs.',
      { details: { name }, cause },
    );
  }
}

/** Runs a function over a tensor's numbers in JavaScript. */
const overNumbers = (name: string, x: Tensor, f: (x: number) => number): Tensor =>
  tensor(Float32Array.from(numbersOf(name, x), f), x.shape, 'float32');

const numberForm = (name: string, f: (x: number) => number, derivative: (x: number) => number): TensorForm => ({
  forward: (x) => overNumbers(name, x, f),
  gradient: (dy, x) => mul(dy, overNumbers(name, x, derivative)),
});

/**
 * Makes an elementwise activation of your own from a function of one number.
 *
 * With `tensor` it runs as fast as the built-in ones. Without, it works on every backend whose tensors can be read at once (cpu, WASM),
 * and elsewhere applying it throws `tensor-form-needed`.
 *
 * @throws `bad-argument` for a name that is not letters and digits.
 * @example
 * const cube = defineActivation({ name: 'cube', f: (x) => x ** 3, derivative: (x) => 3 * x * x });
 * cube.array([1, 2]); // [1, 8]
 */
export function defineActivation(definition: ActivationDefinition): ElementwiseActivation {
  const { name, f, derivative = centralDifference(f), tensor: form = numberForm(name, f, derivative) } = definition;
  requireArgument(
    /^[A-Za-z][A-Za-z0-9]*$/.test(name),
    `The name of an activation is letters and digits, a letter first, but '${name}' came.`,
  );
  return elementwise({
    ...factsOf(definition),
    f,
    derivative,
    config: name,
    forward: (x, save) => {
      const y = form.forward(x);
      save([x, y]);
      return y;
    },
    gradient: (dy, [x, y]) => form.gradient(dy, x!, y!),
  });
}

function factsOf(definition: ActivationDefinition): ActivationFacts {
  const { name, title = name, formula = `${name}(x)` } = definition;
  return {
    name,
    title,
    formula,
    latex: definition.latex ?? `\\mathrm{${name}}(x)`,
    range: definition.range ?? interval(-Infinity, Infinity, '()'),
    monotonic: definition.monotonic ?? false,
    zeroCentred: definition.zeroCentred ?? false,
    properties: definition.properties ?? [],
    cautions: definition.cautions ?? [],
    source: definition.source ?? 'defined by the user',
    kernelInitializer: definition.kernelInitializer ?? 'glorotUniform',
    tfjsName: undefined,
  };
}
