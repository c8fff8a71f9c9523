import type { Trial } from '@glassbox/tuning';

/** A function to search: how far a trial is from the least value that there is. */
export interface SearchFunction {
  readonly name: string;
  readonly regret: (trial: Trial) => number;
  /** Standard deviation of what is added to the regret before the study hears of it. Default 0. */
  readonly noise?: number;
}

const { PI, cos, exp, sin, sqrt } = Math;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

const floats = (trial: Trial, count: number, low: number, high: number) =>
  Array.from({ length: count }, (_, i) => trial.float(`x${i}`, low, high));

function branin(trial: Trial): number {
  const [x, y] = [trial.float('x', -5, 10), trial.float('y', 0, 15)];
  const bowl = y - (5.1 / (4 * PI ** 2)) * x ** 2 + (5 / PI) * x - 6;
  return bowl ** 2 + 10 * (1 - 1 / (8 * PI)) * cos(x) + 10 - 0.39788735772973816;
}

interface Hartmann {
  readonly scales: readonly (readonly number[])[];
  readonly centres: readonly (readonly number[])[];
  readonly most: number;
}

const HARTMANN_6: Hartmann = {
  scales: [
    [10, 3, 17, 3.5, 1.7, 8],
    [0.05, 10, 17, 0.1, 8, 14],
    [3, 3.5, 1.7, 10, 17, 8],
    [17, 8, 0.05, 10, 0.1, 14],
  ],
  centres: [
    [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
    [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
    [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.665],
    [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
  ],
  most: 3.322368011391339,
};

const HARTMANN_3: Hartmann = {
  scales: [
    [3, 10, 30],
    [0.1, 10, 35],
    [3, 10, 30],
    [0.1, 10, 35],
  ],
  centres: [
    [0.3689, 0.117, 0.2673],
    [0.4699, 0.4387, 0.747],
    [0.1091, 0.8732, 0.5547],
    [0.0381, 0.5743, 0.8828],
  ],
  most: 3.8627797869493365,
};

const HEIGHTS = [1, 1.2, 3, 3.2];

function hartmann(x: readonly number[], { scales, centres, most }: Hartmann): number {
  const bump = (height: number, i: number) =>
    height * exp(-sum(x.map((value, j) => scales[i]![j]! * (value - centres[i]![j]!) ** 2)));
  return most - sum(HEIGHTS.map(bump));
}

function ackley(x: readonly number[]): number {
  const mean = (values: readonly number[]) => sum(values) / x.length;
  const near = exp(-0.2 * sqrt(mean(x.map((value) => value ** 2))));
  return 20 + Math.E - 20 * near - exp(mean(x.map((value) => cos(2 * PI * value))));
}

const rosenbrock = (x: readonly number[]) =>
  sum(x.slice(1).map((next, i) => 100 * (next - x[i]! ** 2) ** 2 + (1 - x[i]!) ** 2));

function levy(x: readonly number[]): number {
  const w = x.map((value) => 1 + (value - 1) / 4);
  const middle = w.slice(0, -1).map((value) => (value - 1) ** 2 * (1 + 10 * sin(PI * value + 1) ** 2));
  const last = w.at(-1)!;
  return sin(PI * w[0]!) ** 2 + sum(middle) + (last - 1) ** 2 * (1 + sin(2 * PI * last) ** 2);
}

const COSTS = { sgd: 0.1, adam: 0, rmsprop: 0.05, adagrad: 0.2 };

function mixed(trial: Trial): number {
  const rate = trial.float('lr', 1e-5, 0.1, { log: true });
  const units = trial.int('units', 16, 512, { log: true });
  const cost = COSTS[trial.categorical('opt', ['sgd', 'adam', 'rmsprop', 'adagrad'])];
  const dropout = trial.float('drop', 0, 0.5);
  const layers = trial.int('layers', 1, 6);
  const rest = 0.1 * (Math.log2(units) - 7) ** 2 + 2 * (dropout - 0.2) ** 2 + 0.05 * (layers - 3) ** 2;
  return cost + 0.3 * (Math.log10(rate) + 3) ** 2 + rest;
}

function griewank(x: readonly number[]): number {
  const product = x.reduce((all, value, i) => all * cos(value / sqrt(i + 1)), 1);
  return 1 + sum(x.map((value) => value ** 2)) / 4000 - product;
}

const rastrigin = (x: readonly number[]) => sum(x.map((value) => value ** 2 - 10 * cos(2 * PI * value) + 10));

const styblinski = (x: readonly number[]) =>
  sum(x.map((value) => (value ** 4 - 16 * value ** 2 + 5 * value) / 2 + 39.16616570377142));

const michalewicz = (x: readonly number[]) =>
  4.687658179088148 - sum(x.map((value, i) => sin(value) * sin(((i + 1) * value ** 2) / PI) ** 20));

const SHIFTS = [7.3, -11.9, 3.1, -2.6, 15.2];

/** A function of real numbers that share a range, its minimum shifted from where it is commonly put. */
const over =
  (f: (x: readonly number[]) => number, axes: number, low: number, high: number, shift: readonly number[] = []) =>
  (trial: Trial) =>
    f(floats(trial, axes, low, high).map((value, i) => value - (shift[i] ?? 0)));

const hartmann6 = over((x) => hartmann(x, HARTMANN_6), 6, 0, 1);

/**
 * What samplers are compared on; reference/bench_optuna.py has the same, by the same names.
 *
 * Sources: Surjanovic and Bingham, "Virtual library of simulation experiments"; `mixed` is like the tuning of a small network: a logarithmic rate,
 * whole numbers and a choice.
 */
export const FUNCTIONS: readonly SearchFunction[] = [
  { name: 'branin', regret: branin },
  { name: 'hart6', regret: hartmann6 },
  { name: 'ackley5', regret: over(ackley, 5, -32.768, 32.768) },
  { name: 'rosen4', regret: over(rosenbrock, 4, -5, 10) },
  { name: 'levy4', regret: over(levy, 4, -10, 10) },
  { name: 'sphere10', regret: over((x) => sum(x.map((value) => value ** 2)), 10, -5.12, 5.12, Array(10).fill(1)) },
  { name: 'mixed', regret: mixed },
  { name: 'hart3', regret: over((x) => hartmann(x, HARTMANN_3), 3, 0, 1) },
  { name: 'griewank6', regret: over(griewank, 6, -50, 50, Array(6).fill(3)) },
  { name: 'rastrigin4', regret: over(rastrigin, 4, -5.12, 5.12, Array(4).fill(0.7)) },
  { name: 'styblinski5', regret: over(styblinski, 5, -5, 5) },
  { name: 'michalewicz5', regret: over(michalewicz, 5, 0, PI) },
  { name: 'ackley5-off', regret: over(ackley, 5, -32.768, 32.768, SHIFTS) },
  { name: 'hart6-noisy', regret: hartmann6, noise: 0.1 },
];
