import type { BackendKernels, FusedKernels, RecurrentCell, TrainingKernels } from '@glassbox/backends/ops';
import {
  concat,
  reshape,
  slice,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';
import type { Gpu, Shader } from './gpu.js';
import { cellShaders } from './recurrent-cells.js';
import { elementShader, GROUP } from './shader.js';

type MatMul = TrainingKernels['matMul'];

type Parts = Pick<TrainingKernels & FusedKernels, 'matMul' | 'columnSums'>;

/** The state that each step began with: that of the step before, zeros at the first. */
const statesBefore = elementShader(
  'statesBefore',
  [
    { name: 'hidden', access: 'in' },
    { name: 'states', access: 'out' },
  ],
  { steps: 'u32', units: 'u32', backwards: 'u32' },
  `  let step = (i / parameters.units) % parameters.steps;
  let backwards = parameters.backwards == 1u;
  let first = select(0u, parameters.steps - 1u, backwards);
  let neighbour = select(i - parameters.units, i + parameters.units, backwards);
  var state = 0.0;
  if (step != first) { state = hidden[neighbour]; }
  states[i] = state;`,
);

/** Recurrent layers over whole sequences, a group of threads for each; and their gradients, whose products are left to others. */
export function recurrentKernels(gpu: Gpu, { matMul, columnSums }: Parts): BackendKernels {
  return {
    recurrentSequence(name, projected, kernel, bias, backwards) {
      const { memory, forward } = cellShaders[name];
      const [batch, steps] = projected.shape;
      const units = kernel.shape[0];
      const made = [...memory, 1].map((width) => gpu.make<Tensor>([batch, steps, width * units]));
      walk(gpu, forward(bias !== undefined), [projected, kernel, ...(bias ? [bias] : []), ...made], {
        batch,
        steps,
        units,
        backwards,
      });
      return { hidden: made.at(-1) as Tensor3D, memory: made.slice(0, -1) };
    },

    recurrentSequenceGradient(name, dHidden, { hidden, memory }, kernel, hasBias, backwards) {
      const { gates, scratch, gradient } = cellShaders[name];
      const [batch, steps, units] = hidden.shape;
      const projected = gpu.make<Tensor3D>([batch, steps, gates * units]);
      const rest = scratch.map(({ width, ofEachStep }) => {
        return gpu.make<Tensor>([batch, ofEachStep ? steps : 1, width * units]);
      });
      const turned = transpose(kernel);
      const buffers = [dHidden, turned, hidden, ...memory, projected, ...rest];
      walk(gpu, gradient, buffers, { batch, steps, units, backwards });
      // What the recurrent part has for slopes is the gates' but for the cell that resets after it.
      const recurrent = name === 'gruResetAfter' ? rest[0]! : projected;
      const before = stateBefore(gpu, hidden, backwards);
      const recurrentKernel = kernelGradient(matMul, name, before, asRows(recurrent), memory);
      const recurrentBias = hasBias ? columnSums(asRows(recurrent)) : undefined;
      for (const tensor of [turned, before, ...rest]) tensor.dispose();
      return { projected, recurrentKernel, recurrentBias };
    },
  };
}

interface Walk {
  readonly batch: number;
  readonly steps: number;
  readonly units: number;
  readonly backwards: boolean;
}

function walk(gpu: Gpu, shader: Shader, tensors: readonly Tensor[], { batch, steps, units, backwards }: Walk): void {
  const uniforms = [batch, steps, units, Number(backwards)].map((value) => ['u32', value] as const);
  gpu.run(shader, { tensors, uniforms, groups: batch });
}

const asRows = (x: Tensor) => reshape(x, [-1, x.shape.at(-1)!]) as Tensor2D;

function stateBefore(gpu: Gpu, hidden: Tensor3D, backwards: boolean): Tensor2D {
  const [batch, steps, units] = hidden.shape;
  const states = gpu.make<Tensor2D>([batch * steps, units]);
  gpu.run(statesBefore, {
    tensors: [hidden, states],
    uniforms: [states.size, steps, units, Number(backwards)].map((value) => ['u32', value] as const),
    groups: gpu.groups(states.size, GROUP),
  });
  return states;
}

/** `Σ stateᵀ slopes`; the candidate of the GRU that resets before takes the state times r, which the forward pass left. */
function kernelGradient(
  matMul: MatMul,
  name: RecurrentCell,
  before: Tensor2D,
  slopes: Tensor2D,
  memory: readonly Tensor[],
): Tensor2D {
  if (name !== 'gru') return matMul(before, slopes, true, false);
  return tidy(() => {
    const [rows, width] = slopes.shape;
    const units = width / 3;
    const gates = matMul(before, slice(slopes, [0, 0], [rows, 2 * units]), true, false);
    const candidate = matMul(asRows(memory[1]!), slice(slopes, [0, 2 * units], [rows, units]), true, false);
    return concat([gates, candidate], 1);
  });
}
