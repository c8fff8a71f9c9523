import { gradientsOf } from '@glassbox/backends/ops';
import { random } from '@glassbox/core';
import { activityPenalty } from '@glassbox/regularization';
import { concat, keep, memory, reshape, type Tensor, type Tensor1D, tensor, tidy } from '@tensorflow/tfjs-core';
import type { BuiltLayer } from '../../src/layers/layer.js';
import { withActivationWidth } from '../../src/model/network.js';
import { type CoverageCase, inputsOf, toTensor, weightsOf } from './coverage-case.js';

/** What a measured vector is: a part of the matrix. */
export type CoveragePart = 'value' | 'input' | 'weights';

/** A vector that a layer gave. */
export interface Measured {
  readonly part: CoveragePart;
  /** Which one, such as `gradient by kernel`. */
  readonly what: string;
  readonly data: readonly number[];
}

/** What each case gave on a backend, or why it gave nothing. */
export type CaseMeasure = readonly Measured[] | { readonly error: string };

/** A layer's output with its activation, the moments that it keeps, and the penalty on its output. */
interface Pass {
  readonly output: Tensor;
  readonly updates: readonly (readonly [name: string, value: Tensor])[];
  readonly penalty: Tensor | undefined;
}

/** Runs a layer as a network does, with the same draws each time. Call it inside `tidy`. */
function pass(built: BuiltLayer, test: CoverageCase, x: Tensor, weights: readonly Tensor[]): Pass {
  const updates: [string, Tensor][] = [];
  const context = {
    training: test.training ?? false,
    random: random(test.seed ?? 1, 'layer'),
    update: (index: number, value: Tensor) => updates.push([built.weights[index]!.name, value]),
  };
  const output = activated(built, x, weights, context);
  const { activityRegularizer } = built;
  return { output, updates, penalty: activityRegularizer && activityPenalty(activityRegularizer, output) };
}

function activated(built: BuiltLayer, ...call: Parameters<BuiltLayer['call']>): Tensor {
  if (!built.activation) return built.call(...call);
  return built.callActivated ? built.callActivated(...call) : built.activation.apply(built.call(...call));
}

/** What is differentiated: the output and, after it, the penalty. */
const judged = ({ output, penalty }: Pass): Tensor1D => {
  const flat = reshape(output, [-1]) as Tensor1D;
  return penalty ? concat([flat, reshape(penalty, [1])]) : flat;
};

/** How much each number that is differentiated counts: from 0.5 to 1.5, either sign. */
export function upstreamOf(count: number): Float32Array {
  const source = random(2, 'upstream');
  return Float32Array.from({ length: count }, () => (source.uniform() < 0.5 ? -1 : 1) * (0.5 + source.uniform()));
}

interface Kept {
  readonly part: CoveragePart;
  readonly what: string;
  readonly tensor: Tensor;
}

/** Value, updates and gradients on the backend in use, as tensors that the caller frees. */
function compute(test: CoverageCase): Kept[] {
  const built = withActivationWidth(test.layer.build(test.inputShape));
  const kept: Kept[] = [];
  const add = (part: CoveragePart, what: string, value: Tensor) => kept.push({ part, what, tensor: keep(value) });
  tidy(() => {
    const [x, weights] = [toTensor(inputsOf(test)), weightsOf(test).map(toTensor)];
    const { output, updates, penalty } = pass(built, test, x, weights);
    requireShape(output, built);
    add('value', 'output', reshape(output, [-1]));
    if (penalty) add('value', 'penalty', reshape(penalty, [-1]));
    for (const [name, value] of updates) add('value', `next ${name}`, reshape(value, [-1]));
    const byInput = test.tokens === undefined ? [x] : [];
    const trained = built.weights.flatMap(({ trainable }, i) => (trainable ? [i] : []));
    const parameters = [...byInput, ...trained.map((i) => weights[i]!)];
    if (parameters.length === 0) return;
    const upstream = tensor(upstreamOf(output.size + Number(penalty !== undefined)));
    const { gradients } = gradientsOf(() => judged(pass(built, test, x, weights)), parameters, upstream);
    gradients.forEach((gradient, i) => {
      const weight = built.weights[trained[i - byInput.length]!];
      if (gradient) add(weight ? 'weights' : 'input', `gradient by ${weight?.name ?? 'the input'}`, gradient);
    });
  });
  return kept;
}

function requireShape({ shape }: Tensor, { outputShape }: BuiltLayer): void {
  if (shape.slice(1).join() === outputShape.join()) return;
  throw new Error(`The layer announced samples of shape [${outputShape}] and gave [${shape.slice(1)}].`);
}

/** Measures a case on the backend in use; fails where a tensor is left behind. */
async function measured(test: CoverageCase): Promise<Measured[]> {
  const before = memory().numTensors;
  const kept = compute(test);
  const vectors: Measured[] = [];
  for (const { part, what, tensor: value } of kept) {
    vectors.push({ part, what, data: [...(await value.data<'float32'>())] });
    value.dispose();
  }
  const left = memory().numTensors - before;
  if (left !== 0) throw new Error(`${left} tensors were left behind.`);
  return vectors;
}

/** Measures a case on the backend in use. */
export async function measure(test: CoverageCase): Promise<CaseMeasure> {
  try {
    return await measured(test);
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** The numbers that are differentiated, for given inputs and weights: once compiled, for central differences on the cpu. */
export function judgedBy(test: CoverageCase): (x: Tensor, weights: readonly Tensor[]) => Float32Array {
  const built = withActivationWidth(test.layer.build(test.inputShape));
  return (x, weights) =>
    tidy(() =>
      judged(pass(built, test, x, weights))
        .dataSync<'float32'>()
        .slice(),
    );
}
