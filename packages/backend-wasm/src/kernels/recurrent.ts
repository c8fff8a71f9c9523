import type { BackendKernels, RecurrentCell } from '@glassbox/backends/ops';
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { KernelExports } from './exports.js';
import type { Heap } from './heap.js';

type Sizes = readonly [batch: number, steps: number, units: number];

/** How one cell runs on the heap: the arguments of its kernels. */
interface CellKernel {
  readonly forward: keyof KernelExports;
  readonly gradient: 'lstmGradient' | 'gruGradient' | 'simpleRnnGradient';
  /** Extents of what the forward pass leaves for the gradient, besides the outputs. */
  memory(sizes: Sizes): readonly (readonly number[])[];
  scratchBytes(batch: number, units: number): number;
  forwardArguments(places: ForwardPlaces, sizes: Sizes, backwards: number): number[];
  gradientArguments(places: GradientPlaces, sizes: Sizes, backwards: number): number[];
}

interface ForwardPlaces {
  readonly projected: number;
  readonly kernel: number;
  readonly bias: number;
  readonly memory: readonly number[];
  readonly hidden: number;
  readonly scratch: number;
}

interface GradientPlaces extends Omit<ForwardPlaces, 'projected' | 'bias'> {
  readonly dHidden: number;
  readonly dProjected: number;
  readonly dKernel: number;
  readonly dBias: number;
}

function gru({ kernels }: Heap, resetAfter: boolean): CellKernel {
  const after = Number(resetAfter);
  return {
    forward: 'gruForward',
    gradient: 'gruGradient',
    memory: ([batch, steps, units]) => [
      [batch, steps, 3 * units],
      [batch, steps, units],
    ],
    scratchBytes: kernels.gruScratchBytes,
    forwardArguments({ projected, kernel, bias, memory: [gates, inner], hidden, scratch }, sizes, backwards) {
      return [projected, kernel, bias, ...sizes, backwards, after, gates!, inner!, hidden, scratch];
    },
    gradientArguments(
      { dHidden, memory: [gates, inner], hidden, kernel, dProjected, dKernel, dBias, scratch },
      sizes,
      backwards,
    ) {
      const from = [dHidden, gates!, inner!, hidden, kernel];
      return [...from, ...sizes, backwards, after, dProjected, dKernel, dBias, scratch];
    },
  };
}

const lstm = ({ kernels }: Heap): CellKernel => ({
  forward: 'lstmForward',
  gradient: 'lstmGradient',
  memory: ([batch, steps, units]) => [
    [batch, steps, 4 * units],
    [batch, steps, units],
  ],
  scratchBytes: kernels.lstmScratchBytes,
  forwardArguments: ({ projected, kernel, memory: [gates, cells], hidden }, sizes, backwards) => [
    ...[projected, kernel, ...sizes, backwards],
    ...[gates!, cells!, hidden],
  ],
  gradientArguments(
    { dHidden, memory: [gates, cells], hidden, kernel, dProjected, dKernel, scratch },
    sizes,
    backwards,
  ) {
    const from = [dHidden, gates!, cells!, hidden, kernel];
    return [...from, ...sizes, backwards, dProjected, dKernel, scratch];
  },
});

const simpleRnn = ({ kernels }: Heap): CellKernel => ({
  forward: 'simpleRnnForward',
  gradient: 'simpleRnnGradient',
  memory: () => [],
  scratchBytes: (_, units) => kernels.simpleRnnScratchBytes(units),
  forwardArguments: ({ projected, kernel, hidden }, sizes, backwards) => [
    ...[projected, kernel, ...sizes, backwards],
    hidden,
  ],
  gradientArguments: ({ dHidden, hidden, kernel, dProjected, dKernel, scratch }, sizes, backwards) => [
    ...[dHidden, hidden, kernel, ...sizes, backwards],
    ...[dProjected, dKernel, scratch],
  ],
});

/** The address of what belongs to a sample in a tensor `[batch, steps, ...]`. */
const sampleAddress = (heap: Heap, tensor: Tensor, sample: number) =>
  heap.address(tensor) + (4 * sample * tensor.size) / tensor.shape[0]!;

/** Recurrent layers over whole sequences, and their gradients. Threads take samples on the way forward. */
export function recurrentKernels(heap: Heap): BackendKernels {
  const cells: Readonly<Record<RecurrentCell, CellKernel>> = {
    lstm: lstm(heap),
    gru: gru(heap, false),
    gruResetAfter: gru(heap, true),
    simpleRnn: simpleRnn(heap),
  };
  const place = (tensor: Tensor | undefined) => (tensor ? heap.address(tensor) : 0);
  return {
    recurrentSequence(name, projected, kernel, bias, backwards) {
      const cell = cells[name];
      const sizes: Sizes = [projected.shape[0], projected.shape[1], kernel.shape[0]];
      const [batch, steps, units] = sizes;
      const hidden = heap.make<Tensor3D>(sizes);
      const memory = cell.memory(sizes).map((shape) => heap.make<Tensor>(shape));
      const given = { kernel: place(kernel), bias: place(bias) };
      const scratchBytes = (count: number) => cell.scratchBytes(count, units);
      const work = { extent: batch, unit: 4, cost: steps * kernel.size * batch, scratchBytes };
      heap.run(cell.forward, work, ({ start, count, scratch }) => {
        const at = (tensor: Tensor) => sampleAddress(heap, tensor, start);
        const places = { ...given, projected: at(projected), hidden: at(hidden), memory: memory.map(at), scratch };
        return cell.forwardArguments(places, [count, steps, units], Number(backwards));
      });
      return { hidden, memory };
    },

    recurrentSequenceGradient(name, dHidden, { hidden, memory }, kernel, hasBias, backwards) {
      const cell = cells[name];
      const [units, width] = kernel.shape;
      const sizes: Sizes = [hidden.shape[0], hidden.shape[1], units];
      const scratch = heap.scratch(cell.scratchBytes(sizes[0], units));
      const projected = heap.make<Tensor3D>([sizes[0], sizes[1], width]);
      const recurrentKernel = heap.make<Tensor2D>(kernel.shape);
      const recurrentBias = hasBias ? heap.make<Tensor1D>([width]) : undefined;
      const from = { dHidden: place(dHidden), hidden: place(hidden), kernel: place(kernel), memory: memory.map(place) };
      const to = { dProjected: place(projected), dKernel: place(recurrentKernel), dBias: place(recurrentBias) };
      heap.kernels[cell.gradient](...cell.gradientArguments({ ...from, ...to, scratch }, sizes, Number(backwards)));
      return { projected, recurrentKernel, recurrentBias };
    },
  };
}
