import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { normals } from '../compare.js';
import { type KernelHeap, loadKernels } from '../load-kernels.js';

const heap = loadKernels();
const STEPS = 20;
const { fround } = Math;

/** What an optimizer remembers of one weight, in double precision. */
type Slots = number[];
/** One step of one weight by the formula: the new weight; slots are changed in place. */
type Formula = (w: number, g: number, slots: Slots, step: number) => number;
/** The same step of a whole parameter by the kernel. */
type Kernel = (
  run: KernelHeap['run'],
  at: { w: number; g: number; slots: readonly number[] },
  n: number,
  step: number,
) => void;

interface Case {
  readonly name: string;
  readonly slots: readonly number[];
  readonly kernel: Kernel;
  readonly formula: Formula;
}

const [b1, b2, epsilon, rate] = [0.9, 0.999, 1e-7, 0.01];
const towards = (slots: Slots, i: number, value: number, keep: number) => {
  slots[i] = keep * slots[i]! + (1 - keep) * value;
  return slots[i]!;
};
/** Nadam's momentum at a step, and the product of all up to it. */
const mu = (step: number) => b1 * (1 - 0.5 * 0.96 ** step);
const muProduct = (step: number) => Array.from({ length: step }, (_, i) => mu(i + 1)).reduce((a, b) => a * b, 1);

const momentum = (nesterov: boolean): Case => ({
  name: nesterov ? 'sgd, nesterov' : 'sgd, momentum',
  slots: [0],
  kernel: (run, { w, g, slots }, n) => run('sgdMomentum', w, g, slots[0]!, n, rate, 0.8, Number(nesterov)),
  formula: (w, g, slots) => {
    slots[0] = 0.8 * slots[0]! - rate * g;
    return w + (nesterov ? 0.8 * slots[0] - rate * g : slots[0]);
  },
});

const rmsprop = (centered: boolean, kept: number): Case => ({
  name: `rmsprop, momentum ${kept}, centered ${centered}`,
  slots: [0, 0, 0],
  kernel: (run, { w, g, slots: [a, mean, v] }, n) =>
    run('rmsprop', w, g, a!, centered ? mean! : 0, kept ? v! : 0, n, rate, 0.9, 0.1, kept, 1e-3),
  formula: (w, g, slots) => {
    const squares = towards(slots, 0, g * g, 0.9);
    const spread = centered ? squares - towards(slots, 1, g, 0.9) ** 2 : squares;
    slots[2] = kept * slots[2]! + (rate * g) / Math.sqrt(spread + 1e-3);
    return w - slots[2];
  },
});

const adam = (decay: number): Case => ({
  name: `adam, weight decay ${decay}`,
  slots: [0, 0],
  kernel: (run, { w, g, slots: [m, v] }, n, step) => {
    const corrected = (rate * Math.sqrt(1 - b2 ** step)) / (1 - b1 ** step);
    run('adam', w, g, m!, v!, n, corrected, 1 - b1, 1 - b2, epsilon, rate * decay);
  },
  formula: (w, g, slots, step) => {
    const corrected = (rate * Math.sqrt(1 - b2 ** step)) / (1 - b1 ** step);
    const [m, v] = [towards(slots, 0, g, b1), towards(slots, 1, g * g, b2)];
    return w * (1 - rate * decay) - (corrected * m) / (Math.sqrt(v) + epsilon);
  },
});

const cases: Case[] = [
  {
    name: 'sgd',
    slots: [],
    kernel: (run, { w, g }, n) => run('sgd', w, g, n, rate),
    formula: (w, g) => w - rate * g,
  },
  momentum(false),
  momentum(true),
  rmsprop(false, 0),
  rmsprop(true, 0),
  rmsprop(true, 0.7),
  {
    name: 'adagrad',
    slots: [0.1],
    kernel: (run, { w, g, slots }, n) => run('adagrad', w, g, slots[0]!, n, rate, epsilon),
    formula: (w, g, slots) => {
      slots[0]! += g * g;
      return w - (rate * g) / Math.sqrt(slots[0]! + epsilon);
    },
  },
  {
    name: 'adadelta',
    slots: [0, 0],
    kernel: (run, { w, g, slots: [a, d] }, n) => run('adadelta', w, g, a!, d!, n, 1, 0.95, 0.05, 1e-5),
    formula: (w, g, slots) => {
      const squares = towards(slots, 0, g * g, 0.95);
      const delta = (Math.sqrt(slots[1]! + 1e-5) * g) / Math.sqrt(squares + 1e-5);
      towards(slots, 1, delta * delta, 0.95);
      return w - delta;
    },
  },
  adam(0),
  adam(0.1),
  {
    name: 'adamax',
    slots: [0, 0],
    kernel: (run, { w, g, slots: [m, u] }, n, step) =>
      run('adamax', w, g, m!, u!, n, rate / (1 - b1 ** step), 1 - b1, b2, epsilon),
    formula: (w, g, slots, step) => {
      slots[1] = Math.max(b2 * slots[1]!, Math.abs(g));
      return w - ((rate / (1 - b1 ** step)) * towards(slots, 0, g, b1)) / (slots[1] + epsilon);
    },
  },
  {
    name: 'nadam',
    slots: [0, 0],
    kernel: (run, { w, g, slots: [m, v] }, n, step) => {
      const meanRate = (rate * mu(step + 1)) / (1 - muProduct(step + 1));
      const gradientRate = (rate * (1 - mu(step))) / (1 - muProduct(step));
      run('nadam', w, g, m!, v!, n, meanRate, gradientRate, 1 - b1, 1 - b2, 1 / (1 - b2 ** step), epsilon);
    },
    formula: (w, g, slots, step) => {
      const [m, v] = [towards(slots, 0, g, b1), towards(slots, 1, g * g, b2) / (1 - b2 ** step)];
      const ahead = (mu(step + 1) * m) / (1 - muProduct(step + 1)) + ((1 - mu(step)) * g) / (1 - muProduct(step));
      return w - (rate * ahead) / (Math.sqrt(v) + epsilon);
    },
  },
  {
    name: 'lion',
    slots: [0],
    kernel: (run, { w, g, slots }, n) => run('lion', w, g, slots[0]!, n, rate, 0.9, 0.1, 0.99, 0.01, 0.001),
    formula: (w, g, slots) => {
      const direction = Math.sign(0.9 * slots[0]! + 0.1 * g);
      towards(slots, 0, g, 0.99);
      return w * 0.999 - rate * direction;
    },
  },
];

describe.each(cases)('$name', ({ slots, kernel, formula }) => {
  it.each([1, 4, 7, 64])(`follows its formula for ${STEPS} steps of %i weights`, (n) => {
    heap.reset();
    const start = normals(n, n);
    const at = {
      w: heap.put(start),
      g: heap.reserve(4 * n),
      slots: slots.map((v) => heap.put(new Float32Array(n).fill(v))),
    };
    const expected = Float64Array.from(start);
    const memory = Array.from({ length: n }, () => [...slots]);
    for (let step = 1; step <= STEPS; step++) {
      const g = normals(n, 100 + step);
      new Float32Array(heap.memory.buffer, at.g, n).set(g);
      kernel(heap.run.bind(heap), at, n, step);
      expected.forEach((w, i) => {
        expected[i] = formula(w, g[i]!, memory[i]!, step);
      });
    }
    heap.take(at.w, n).forEach((w, i) => {
      expect(Math.abs(w - expected[i]!)).toBeLessThanOrEqual(3e-6 * Math.max(1, Math.abs(expected[i]!)));
    });
  });

  it('leaves a weight without a gradient where it is, but for its decay', () => {
    heap.reset();
    const at = { w: heap.put([2]), g: heap.put([0]), slots: slots.map((v) => heap.put([v])) };
    kernel(heap.run.bind(heap), at, 1, 1);
    expect(heap.take(at.w, 1)[0]).toBe(fround(formula(2, 0, [...slots], 1)));
  });

  it('lets a NaN through, and leaves no subnormal number behind', () => {
    heap.reset();
    const at = {
      w: heap.put([1, 1]),
      g: heap.put([Number.NaN, 0]),
      slots: slots.map(() => heap.put([1e-38, 1.2e-38])),
    };
    kernel(heap.run.bind(heap), at, 2, 1);
    expect(heap.take(at.w, 2)[0]).toBeNaN();
    const kept = at.slots.flatMap((slot) => [heap.take(slot, 2)[1]!]);
    for (const value of kept) expect(value === 0 || Math.abs(value) >= 1.17e-38).toBe(true);
  });
});

interface GoldenCase {
  readonly name: string;
  readonly options: {
    readonly learningRate?: number;
    readonly beta1?: number;
    readonly beta2?: number;
    readonly epsilon?: number;
    readonly amsgrad?: boolean;
    readonly weightDecay?: number;
  };
  readonly path: readonly (readonly number[])[];
}

it("walks Adam's path of Keras", () => {
  const file = new URL('../../../models/src/optimizers/golden/optimizers.json', import.meta.url);
  const golden = JSON.parse(readFileSync(file, 'utf8')) as GoldenCase[];
  const plain = golden.filter(({ name, options }) => name === 'adam' && !options.amsgrad && !options.weightDecay);
  expect(plain.length).toBeGreaterThan(1);
  for (const { options, path } of plain) {
    const { learningRate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 } = options;
    heap.reset();
    const [w, m, v, g] = [
      heap.put([0.1, 0.2, 0.3, 0.4, 0.5]),
      heap.put([0, 0, 0, 0, 0]),
      heap.put([0, 0, 0, 0, 0]),
      heap.reserve(20),
    ];
    path.forEach((expected, i) => {
      const step = i + 1;
      new Float32Array(heap.memory.buffer, g, 5).set(
        [1, 2, 3, 4, 5].map((j) => Math.sin((step * (j + 1)) / 3) * 0.5 ** (j - 1)),
      );
      const unbias = (beta: number) => fround(1 - fround(fround(beta) ** step));
      const corrected = (learningRate * Math.sqrt(unbias(beta2))) / unbias(beta1);
      heap.run('adam', w, g, m, v, 5, corrected, 1 - beta1, 1 - beta2, epsilon, 0);
      heap.take(w, 5).forEach((value, j) => {
        expect(Math.abs(value - expected[j]!)).toBeLessThan(2e-7);
      });
    });
  }
});
