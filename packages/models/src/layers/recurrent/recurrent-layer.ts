import type { Activation } from '@glassbox/activations';
import {
  dense,
  hasRecurrentSequence,
  type RecurrentCell,
  type RecurrentSequence,
  recurrentSequence,
} from '@glassbox/backends/ops';
import {
  reshape,
  reverse,
  slice,
  split,
  squeeze,
  stack,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  zeros,
} from '@tensorflow/tfjs-core';
import type { Layer, Shape } from '../layer.js';
import { requireSequence } from '../require-shape.js';
import {
  type RecurrentOptions,
  type ResolvedRecurrentOptions,
  recurrentConfig,
  recurrentWeights,
  resolveRecurrentOptions,
} from './recurrent-options.js';

/** The gates of a cell at every step, computed from the inputs at once: `[steps][batch, gates * units]`. */
export type StepInputs = readonly Tensor2D[];

/** What a cell remembers between steps; the first is its output. */
export type CellState = readonly Tensor2D[];

/** One recurrent cell: how many gates and states it has, and how it steps. */
export interface Cell {
  readonly gates: number;
  readonly states: number;
  /** The pass over whole sequences that some backends have for the cell, with its usual activations. */
  readonly fused?: RecurrentCell;
  /** @param projected the inputs' part of the gates at this step. @param weights recurrent kernel, then the recurrent bias if any. */
  step(projected: Tensor2D, state: CellState, weights: CellWeights): CellState;
}

export interface CellWeights {
  readonly recurrentKernel: Tensor2D;
  readonly recurrentBias: Tensor1D | undefined;
  readonly activation: Activation;
  readonly recurrentActivation: Activation;
  readonly units: number;
}

/** Takes the inputs of all steps through the kernel in one product, then cuts the steps apart. */
function projectInputs(x: Tensor, kernel: Tensor2D, bias: Tensor1D | undefined): Tensor2D[] {
  const steps = x.shape[1]!;
  const projected = dense(x, kernel, bias);
  return split(projected, steps, 1).map((step) => squeeze(step, [1]) as Tensor2D);
}

/** Runs a cell over a sequence, in reverse where asked; returns all outputs in the order they were made. */
function unroll(cell: Cell, inputs: StepInputs, weights: CellWeights, backwards: boolean): Tensor2D[] {
  const batch = inputs[0]!.shape[0];
  let state: CellState = Array.from({ length: cell.states }, () => zeros([batch, weights.units]) as Tensor2D);
  const outputs: Tensor2D[] = [];
  for (const projected of backwards ? [...inputs].reverse() : inputs) {
    state = cell.step(projected, state, weights);
    outputs.push(state[0]!);
  }
  return outputs;
}

/** The bias of the inputs and that of the recurrence: one vector, or the two rows of `[2, gates * units]`. */
function splitBias(bias: Tensor | undefined): [Tensor1D | undefined, Tensor1D | undefined] {
  if (!bias || bias.rank === 1) return [bias as Tensor1D | undefined, undefined];
  const width = bias.shape[1]!;
  const row = (index: number) => reshape(slice(bias, [index, 0], [1, width]), [width]) as Tensor1D;
  return [row(0), row(1)];
}

/** Builds a recurrent layer from its cell: `[steps, features] -> [units]`, or `[steps, units]` with returnSequences. */
export function recurrentLayer(
  className: string,
  title: string,
  cell: Cell,
  units: number,
  options: RecurrentOptions,
): Layer {
  const resolved = resolveRecurrentOptions(title, units, options);
  return {
    className,
    name: options.name,
    config: recurrentConfig(units, resolved),
    build(inputShape: Shape) {
      requireSequence(title, inputShape);
      const [steps, features] = inputShape;
      return {
        outputShape: resolved.returnSequences ? [steps, units] : [units],
        weights: recurrentWeights(features, units, cell.gates, resolved),
        call: (x, weights) => callCell(cell, x, weights, units, resolved),
      };
    },
  };
}

function canFuse(cell: Cell, { activation, recurrentActivation }: ResolvedRecurrentOptions): boolean {
  const gated = cell.gates === 1 || recurrentActivation.fused === 'sigmoid';
  return cell.fused !== undefined && activation.fused === 'tanh' && gated && hasRecurrentSequence();
}

/** All outputs, in the order they are made; or the last one. */
function runFused(sequence: RecurrentSequence, { returnSequences, goBackwards }: ResolvedRecurrentOptions): Tensor {
  const hidden = recurrentSequence(sequence);
  if (returnSequences) return goBackwards ? reverse(hidden, 1) : hidden;
  const [batch, steps, units] = hidden.shape;
  return reshape(slice(hidden, [0, goBackwards ? 0 : steps - 1, 0], [batch, 1, units]), [batch, units]);
}

function callCell(
  cell: Cell,
  x: Tensor,
  tensors: readonly Tensor[],
  units: number,
  options: ResolvedRecurrentOptions,
): Tensor {
  const [kernel, recurrentKernel, bias] = tensors;
  const [inputBias, recurrentBias] = splitBias(bias);
  if (canFuse(cell, options)) {
    const projected = dense(x, kernel as Tensor2D, inputBias) as Tensor3D;
    const weights = { recurrentKernel: recurrentKernel as Tensor2D, recurrentBias };
    return runFused({ cell: cell.fused!, projected, ...weights, backwards: options.goBackwards }, options);
  }
  const outputs = unroll(
    cell,
    projectInputs(x, kernel as Tensor2D, inputBias),
    {
      recurrentKernel: recurrentKernel as Tensor2D,
      recurrentBias,
      activation: options.activation,
      recurrentActivation: options.recurrentActivation,
      units,
    },
    options.goBackwards,
  );
  return options.returnSequences ? stack(outputs, 1) : outputs[outputs.length - 1]!;
}
