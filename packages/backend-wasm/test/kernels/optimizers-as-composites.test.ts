import { cpu, useBackend } from '@glassbox/backends';
import { type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { optimizers } from '../../../models/src/optimizers/index.js';
import type { Optimizer } from '../../../models/src/optimizers/optimizer.js';
import { normals } from '../compare.js';
import { loadKernels } from '../load-kernels.js';

const heap = loadKernels();
const { fround } = Math;
const N = 37;

interface Places {
  readonly w: number;
  readonly g: number;
  readonly slots: readonly number[];
}

interface Case {
  readonly name: string;
  readonly optimizer: Optimizer;
  readonly step: (at: Places, rate: number, step: number) => void;
}

/** As the composite rounds it. */
function correctedRate(rate: number, step: number): number {
  const unbias = (beta: number) => fround(1 - fround(fround(beta) ** step));
  return fround(fround(fround(rate) * fround(Math.sqrt(unbias(0.999)))) / unbias(0.9));
}

const adam =
  (decay: number): Case['step'] =>
  ({ w, g, slots: [m, v] }, rate, step) =>
    heap.run(
      'adam',
      w,
      g,
      m!,
      v!,
      N,
      correctedRate(rate, step),
      1 - 0.9,
      1 - 0.999,
      1e-7,
      Math.fround(rate) * Math.fround(decay),
    );

const momentum =
  (nesterov: number): Case['step'] =>
  ({ w, g, slots: [v] }, rate) =>
    heap.run('sgdMomentum', w, g, v!, N, rate, 0.9, nesterov);

const rmsprop =
  (kept: number): Case['step'] =>
  ({ w, g, slots: [a, v] }, rate) =>
    heap.run('rmsprop', w, g, a!, 0, v ?? 0, N, rate, 0.9, 1 - 0.9, kept, 1e-7);

const cases: Case[] = [
  { name: 'sgd', optimizer: optimizers.sgd(), step: ({ w, g }, rate) => heap.run('sgd', w, g, N, rate) },
  { name: 'momentum', optimizer: optimizers.sgd({ momentum: 0.9 }), step: momentum(0) },
  { name: 'nesterov', optimizer: optimizers.sgd({ momentum: 0.9, nesterov: true }), step: momentum(1) },
  { name: 'rmsprop', optimizer: optimizers.rmsprop(), step: rmsprop(0) },
  { name: 'rmsprop with momentum', optimizer: optimizers.rmsprop({ momentum: 0.5 }), step: rmsprop(0.5) },
  {
    name: 'adagrad',
    optimizer: optimizers.adagrad(),
    step: ({ w, g, slots: [a] }, rate) => heap.run('adagrad', w, g, a!, N, rate, 1e-7),
  },
  { name: 'adam', optimizer: optimizers.adam(), step: adam(0) },
  { name: 'adamW', optimizer: optimizers.adamW({ weightDecay: 0.1 }), step: adam(0.1) },
];

beforeAll(() => useBackend(cpu()));

it.each(cases)('$name has the bits of its composite on the reference backend', ({ optimizer, step }) => {
  heap.reset();
  const start = normals(N, 1);
  let parameter: Tensor = tensor1d(start);
  let slots: readonly Tensor[] = optimizer.slots.map(({ initial }) => tensor1d(new Float32Array(N).fill(initial)));
  const at: Places = {
    w: heap.put(start),
    g: heap.reserve(4 * N),
    slots: optimizer.slots.map(({ initial }) => heap.put(new Float32Array(N).fill(initial))),
  };
  const { learningRate } = optimizer;
  for (let i = 1; i <= 20; i++) {
    const gradient = normals(N, 100 + i, 0.1);
    ({ parameter, slots } = optimizer.update(parameter, tensor1d(gradient), slots, { learningRate, step: i }));
    new Float32Array(heap.memory.buffer, at.g, N).set(gradient);
    step(at, learningRate, i);
    expect([...heap.take(at.w, N)]).toEqual([...parameter.dataSync()]);
    at.slots.forEach((slot, j) => {
      expect([...heap.take(slot, N)]).toEqual([...slots[j]!.dataSync()]);
    });
  }
});
