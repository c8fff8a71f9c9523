import type { BackendKernels, RecurrentCell } from '@glassbox/backends/ops';
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Heap } from './heap.js';

type Sizes = readonly [batch: number, steps: number, units: number];

/** How one cell runs on the heap; addresses in, addresses out. */
interface CellKernel {
  /** Extents of what the forward pass leaves for the gradient, besides the outputs. */
  memory(sizes: Sizes): readonly (readonly number[])[];
  scratchBytes(batch: number, units: number): number;
  forward(places: ForwardPlaces, sizes: Sizes, backwards: number): void;
  gradient(places: GradientPlaces, sizes: Sizes, backwards: number): void;
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
    memory: ([batch, steps, units]) => [
      [batch, steps, 3 * units],
      [batch, steps, units],
    ],
    scratchBytes: kernels.gruScratchBytes,
    forward: ({ projected, kernel, bias, memory: [gates, inner], hidden, scratch }, sizes, backwards) =>
      kernels.gruForward(projected, kernel, bias, ...sizes, backwards, after, gates!, inner!, hidden, scratch),
    gradient(
      { dHidden, memory: [gates, inner], hidden, kernel, dProjected, dKernel, dBias, scratch },
      sizes,
      backwards,
    ) {
      const [from, to] = [
        [dHidden, gates!, inner!, hidden, kernel],
        [dProjected, dKernel, dBias, scratch],
      ];
      kernels.gruGradient(...from!, ...sizes, backwards, after, ...to!);
    },
  };
}

const lstm = ({ kernels }: Heap): CellKernel => ({
  memory: ([batch, steps, units]) => [
    [batch, steps, 4 * units],
    [batch, steps, units],
  ],
  scratchBytes: kernels.lstmScratchBytes,
  forward: ({ projected, kernel, memory: [gates, cells], hidden }, sizes, backwards) =>
    kernels.lstmForward(projected, kernel, ...sizes, backwards, gates!, cells!, hidden),
  gradient({ dHidden, memory: [gates, cells], hidden, kernel, dProjected, dKernel, scratch }, sizes, backwards) {
    const from = [dHidden, gates!, cells!, hidden, kernel];
    kernels.lstmGradient(...from, ...sizes, backwards, dProjected, dKernel, scratch);
  },
});

const simpleRnn = ({ kernels }: Heap): CellKernel => ({
  memory: () => [],
  scratchBytes: (_, units) => kernels.simpleRnnScratchBytes(units),
  forward: ({ projected, kernel, hidden }, sizes, backwards) =>
    kernels.simpleRnnForward(projected, kernel, ...sizes, backwards, hidden),
  gradient: ({ dHidden, hidden, kernel, dProjected, dKernel, scratch }, sizes, backwards) =>
    kernels.simpleRnnGradient(dHidden, hidden, kernel, ...sizes, backwards, dProjected, dKernel, scratch),
});

/** Recurrent layers over whole sequences, and their gradients. */
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
      const scratch = heap.scratch(cell.scratchBytes(sizes[0], sizes[2]));
      const hidden = heap.make<Tensor3D>(sizes);
      const memory = cell.memory(sizes).map((shape) => heap.make<Tensor>(shape));
      const places = { projected: place(projected), kernel: place(kernel), bias: place(bias), hidden: place(hidden) };
      cell.forward({ ...places, memory: memory.map(place), scratch }, sizes, Number(backwards));
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
      cell.gradient({ ...from, ...to, scratch }, sizes, Number(backwards));
      return { projected, recurrentKernel, recurrentBias };
    },
  };
}
