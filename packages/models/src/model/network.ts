import type { Activation } from '@glassbox/activations';
import { asConstant, isConstant } from '@glassbox/backends/ops';
import { GlassboxError, type NdArray, random, sameShape, sizeOf } from '@glassbox/core';
import { activityPenalty } from '@glassbox/regularization';
import { type Tensor, tensor, type Variable, variable } from '@tensorflow/tfjs-core';
import { isInput } from '../layers/input.js';
import type { BuiltLayer, CallContext, Layer, Shape, WeightSpec } from '../layers/layer.js';
import { nameLayers } from './layer-names.js';

/** A layer in its place in a network. */
export interface PlacedLayer extends BuiltLayer {
  readonly layer: Layer;
  readonly name: string;
  readonly inputShape: Shape;
}

/** A weight in a network: `name` is `layer/weight`. */
export interface NetworkWeight {
  readonly name: string;
  readonly spec: WeightSpec;
  readonly layer: PlacedLayer;
  /** Position among the layer's own weights. */
  readonly index: number;
}

/** What one pass through the network may do. */
export interface ForwardOptions {
  readonly training: boolean;
  /** Counts passes while fitting, so that each draws its own masks. */
  readonly step: number;
  /** Whether a gradient by the input will be asked for, as explanations do. Default false. */
  readonly inputGradient?: boolean;
  /** Stops before the last activation, for a loss on logits. */
  readonly logits?: boolean;
  /** Collects new values of weights that are not trained. */
  readonly onUpdate?: (weight: NetworkWeight, value: Tensor) => void;
  /** Collects penalties on outputs, scalars, averaged over the batch. */
  readonly onActivityPenalty?: (penalty: Tensor) => void;
}

/**
 * A stack of layers with known shapes, and the variables that hold its weights.
 *
 * Shapes are worked out at once and need no backend; variables are made when they are first asked for.
 */
export class Network {
  readonly layers: readonly PlacedLayer[];
  readonly weights: readonly NetworkWeight[];
  readonly inputShape: Shape;
  #variables: readonly Variable[] | undefined;
  #byLayer = new Map<PlacedLayer, Variable[]>();

  constructor(
    layers: readonly Layer[],
    inputShape: Shape,
    readonly seed: number,
  ) {
    const stack = layers.filter((layer) => !isInput(layer));
    this.inputShape = inputShape;
    this.layers = placeLayers(stack, inputShape);
    this.weights = this.layers.flatMap((layer) =>
      layer.weights.map((spec, index) => ({ name: `${layer.name}/${spec.name}`, spec, layer, index })),
    );
  }

  get outputShape(): Shape {
    return this.layers.at(-1)?.outputShape ?? this.inputShape;
  }

  /** Whether any weight or output is penalised, so that a batch has a penalty beside its losses. */
  get isPenalized(): boolean {
    return (
      this.weights.some(({ spec }) => spec.regularizer) ||
      this.layers.some(({ activityRegularizer }) => activityRegularizer)
    );
  }

  /** What the last layer ends with. */
  get lastActivation(): Activation | undefined {
    return this.layers.at(-1)?.activation;
  }

  /** The variables, in the order of `weights`. The first call makes them and needs a backend. */
  variables(): readonly Variable[] {
    this.#variables ??= this.#makeVariables(this.weights.map((weight) => this.#initialValue(weight)));
    return this.#variables;
  }

  #initialValue({ name, spec }: NetworkWeight): Float32Array {
    return spec.initializer.generate(spec.shape, random(this.seed, 'weights', name));
  }

  #makeVariables(values: readonly Float32Array[]): readonly Variable[] {
    return this.weights.map(({ spec, layer }, i) => {
      const initial = tensor(values[i]!, [...spec.shape], 'float32');
      const made = variable(initial, spec.trainable);
      initial.dispose();
      this.#byLayer.set(layer, [...(this.#byLayer.get(layer) ?? []), made]);
      return made;
    });
  }

  /** Runs a batch `[batch, ...inputShape]` through the layers. Call it inside `tidy`. */
  forward(x: Tensor, options: ForwardOptions): Tensor {
    this.variables();
    if (!options.inputGradient) asConstant(x);
    return this.layers.reduce((value, layer, i) => this.#callLayer(value, layer, i, options), x);
  }

  #callLayer(x: Tensor, layer: PlacedLayer, position: number, options: ForwardOptions): Tensor {
    const { seed } = this;
    const context: CallContext = {
      training: options.training,
      // Opened where a layer draws from it: naming a stream costs as much as a small kernel.
      get random() {
        return random(seed, 'layer', position, options.step);
      },
      update: (index, updated) => options.onUpdate?.(this.#weightOf(layer, index), updated),
    };
    const isLast = position === this.layers.length - 1;
    const output = callPlaced(layer, x, this.#byLayer.get(layer) ?? [], context, isLast && options.logits === true);
    // Nothing before the first weight needs a gradient: training asks for none by the input.
    if (!options.inputGradient && layer.weights.length === 0 && isConstant(x)) asConstant(output);
    if (layer.activityRegularizer) options.onActivityPenalty?.(activityPenalty(layer.activityRegularizer, output));
    return output;
  }

  #weightOf(layer: PlacedLayer, index: number): NetworkWeight {
    return this.weights.find((weight) => weight.layer === layer && weight.index === index)!;
  }

  /** Replaces values; the number, order and shapes must be those of `weights`, or `shape-mismatch` is thrown and nothing changes. */
  assign(values: readonly NdArray[]): void {
    requireMatching(this.weights, values);
    const variables = this.variables();
    values.forEach(({ data, shape }, i) => {
      const value = tensor(Float32Array.from(data), [...shape], 'float32');
      variables[i]!.assign(value);
      value.dispose();
    });
  }

  dispose(): void {
    for (const each of this.#variables ?? []) each.dispose();
    this.#variables = undefined;
    this.#byLayer = new Map();
  }
}

/** A layer's output with its activation, in one pass where the layer can. */
function callPlaced(
  layer: PlacedLayer,
  x: Tensor,
  weights: readonly Tensor[],
  context: CallContext,
  logits: boolean,
): Tensor {
  if (logits || !layer.activation) return layer.call(x, weights, context);
  if (layer.callActivated) return layer.callActivated(x, weights, context);
  return layer.activation.apply(layer.call(x, weights, context));
}

function placeLayers(layers: readonly Layer[], inputShape: Shape): PlacedLayer[] {
  const names = nameLayers(layers);
  let shape = inputShape;
  return layers.map((layer, i) => {
    const built = withActivationWidth(layer.build(shape));
    const placed = { ...built, layer, name: names[i]!, inputShape: shape };
    shape = built.outputShape;
    return placed;
  });
}

/** The output's shape after the activation: a gated linear unit halves the last axis. */
export function withActivationWidth(built: BuiltLayer): BuiltLayer {
  const { activation, outputShape } = built;
  if (activation?.kind !== 'vector' || activation.outputWidth === undefined) return built;
  return { ...built, outputShape: [...outputShape.slice(0, -1), activation.outputWidth(outputShape.at(-1) ?? 1)] };
}

function requireMatching(weights: readonly NetworkWeight[], values: readonly NdArray[]): void {
  if (weights.length !== values.length) {
    throw new GlassboxError('shape-mismatch', `The network has ${weights.length} weights, but ${values.length} came.`);
  }
  weights.forEach(({ name, spec }, i) => {
    const { shape, data } = values[i]!;
    if (sameShape(spec.shape, shape) && sizeOf(shape) === data.length) return;
    throw new GlassboxError(
      'shape-mismatch',
      `The weight ${name} has the shape [${spec.shape.join(', ')}], but [${shape.join(', ')}] came.`,
      { details: { name, expected: spec.shape, received: shape } },
    );
  });
}
