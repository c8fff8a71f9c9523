import type { Tensor } from '@tensorflow/tfjs-core';

/** An interval of numbers; `text` is how it is written, such as `[0, ∞)`. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  /** Whether `low` itself is reached. */
  readonly lowIncluded: boolean;
  readonly highIncluded: boolean;
  readonly text: string;
}

/** How the weights before an activation should start so that signals keep their size through depth. */
export type InitializerHint = 'heUniform' | 'glorotUniform' | 'lecunNormal';

/** Keras's form of an activation in saved models: its name, or its class with parameters. */
export type ActivationConfig =
  | string
  | { readonly class_name: string; readonly config: Readonly<Record<string, number | string | boolean>> };

/** What is known of an activation, as data. */
export interface ActivationFacts {
  /** Camel-case name, such as `leakyRelu`. */
  readonly name: string;
  /** Name in running text, such as `Leaky ReLU`. */
  readonly title: string;
  /** The formula in plain text. */
  readonly formula: string;
  readonly latex: string;
  /** The values it takes for finite x. */
  readonly range: Interval;
  /** Whether it never decreases. */
  readonly monotonic: boolean;
  /** Whether its values lie on both sides of 0 evenly: f(-x) = -f(x). */
  readonly zeroCentred: boolean;
  /** What it is good for, in whole sentences. */
  readonly properties: readonly string[];
  /** What to look out for, in whole sentences. */
  readonly cautions: readonly string[];
  /** Paper or page that introduced or describes it. */
  readonly source: string;
  /** What a layer's kernel starts with where nobody said. */
  readonly kernelInitializer: InitializerHint;
  /** What tfjs-layers 4.22 calls the same function; undefined where it has none of that name or computes another one. */
  readonly tfjsName: string | undefined;
}

/** Computes an activation on plain numbers and gives an array of the same type; `shape` counts only for vector activations. */
export interface ArrayFunction {
  (x: Float32Array, shape?: readonly number[]): Float32Array;
  (x: Float64Array, shape?: readonly number[]): Float64Array;
  (x: readonly number[], shape?: readonly number[]): number[];
}

/** Activations that operations have a pass of their own for. */
export type FusedActivation = 'relu' | 'sigmoid' | 'tanh';

interface ActivationCore extends ActivationFacts {
  /** On plain arrays. A vector activation works along the last axis of `shape`, by default the whole array. */
  readonly array: ArrayFunction;
  /** On a tensor of any shape, differentiable; a new tensor. NaN stays NaN on cpu and WASM; WebGPU's sigmoid kernel makes it 0. */
  apply(x: Tensor): Tensor;
  /** Keras's form of it for saved models. */
  config(): ActivationConfig;
  /** The name under which operations can apply it in the pass that computes their values; undefined where none can. */
  readonly fused?: FusedActivation | undefined;
}

/** An activation that maps each number by itself. */
export interface ElementwiseActivation extends ActivationCore {
  readonly kind: 'elementwise';
  /** The value at x in float64, right at the infinities too; NaN gives NaN. */
  f(x: number): number;
  /** The slope at x. At a kink, the slope that training uses. */
  derivative(x: number): number;
}

/** An activation that maps a row of numbers together, such as softmax. */
export interface VectorActivation extends ActivationCore {
  readonly kind: 'vector';
  /** The derivatives of a row's outputs: `jacobian(x)[i][j]` is ∂y_i / ∂x_j. */
  jacobian(x: ArrayLike<number>): number[][];
  /** How long a row of this many numbers comes out; throws `bad-argument` where it cannot be taken. Absent: as long as it was. */
  outputWidth?(width: number): number;
}

/**
 * An activation function as a value: what is known of it, and its value on numbers, arrays and tensors.
 *
 * @example
 * const act = leakyRelu({ negativeSlope: 0.2 });
 * act.f(-1); // -0.2
 */
export type Activation = ElementwiseActivation | VectorActivation;
