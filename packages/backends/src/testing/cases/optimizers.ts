import { type Tensor, type Tensor1D, tensor1d, variable } from '@tensorflow/tfjs-core';
import { activeKernels, type OptimizerRule } from '../../ops/index.js';
import { checkTensor } from '../check.js';
import type { ConformanceCase } from '../conformance-case.js';
import { withoutLeak } from '../op-case.js';
import { randomValues, toTensor, valuesOf } from '../values.js';

const SIZE = 37;
const STEPS = 3;
const LEARNING_RATE = 0.05;

/** One weight and its slots after a step, in double precision; `t` counts steps from 1. */
type Reference = (w: number, g: number, slots: number[], t: number) => number;

interface RuleCase {
  readonly rule: OptimizerRule;
  readonly slots: number;
  readonly step: Reference;
}

const [beta1, beta2, epsilon, rho] = [0.9, 0.999, 1e-3, 0.8];
const toward = (old: number, fresh: number, share: number) => old + (fresh - old) * share;
const decayed = (w: number, weightDecay: number) => w * (1 - LEARNING_RATE * weightDecay);

const adam =
  (weightDecay: number): Reference =>
  (w, g, slots, t) => {
    slots[0] = toward(slots[0]!, g, 1 - beta1);
    slots[1] = toward(slots[1]!, g * g, 1 - beta2);
    const rate = (LEARNING_RATE * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t);
    return decayed(w, weightDecay) - (rate * slots[0]!) / (Math.sqrt(slots[1]!) + epsilon);
  };

const cases: readonly RuleCase[] = [
  {
    rule: { kind: 'sgd', momentum: 0, nesterov: false, weightDecay: 0 },
    slots: 0,
    step: (w, g) => w - LEARNING_RATE * g,
  },
  ...[false, true].map(
    (nesterov): RuleCase => ({
      rule: { kind: 'sgd', momentum: 0.9, nesterov, weightDecay: 0 },
      slots: 1,
      step(w, g, slots) {
        slots[0] = 0.9 * slots[0]! - LEARNING_RATE * g;
        return w + (nesterov ? 0.9 * slots[0]! - LEARNING_RATE * g : slots[0]!);
      },
    }),
  ),
  ...[0, 0.1].map(
    (weightDecay): RuleCase => ({
      rule: { kind: 'adam', beta1, beta2, epsilon, amsgrad: false, weightDecay },
      slots: 2,
      step: adam(weightDecay),
    }),
  ),
  {
    rule: { kind: 'adamax', beta1, beta2, epsilon, weightDecay: 0 },
    slots: 2,
    step(w, g, slots, t) {
      slots[0] = toward(slots[0]!, g, 1 - beta1);
      slots[1] = Math.max(beta2 * slots[1]!, Math.abs(g));
      return w - ((LEARNING_RATE / (1 - beta1 ** t)) * slots[0]!) / (slots[1]! + epsilon);
    },
  },
  {
    rule: { kind: 'rmsprop', rho, momentum: 0, epsilon, centered: false, weightDecay: 0 },
    slots: 1,
    step(w, g, slots) {
      slots[0] = toward(slots[0]!, g * g, 1 - rho);
      return w - (LEARNING_RATE * g) / Math.sqrt(slots[0]! + epsilon);
    },
  },
  {
    rule: { kind: 'adagrad', epsilon, weightDecay: 0 },
    slots: 1,
    step(w, g, slots) {
      slots[0]! += g * g;
      return w - (LEARNING_RATE * g) / Math.sqrt(slots[0]! + epsilon);
    },
  },
  {
    rule: { kind: 'adadelta', rho, epsilon, weightDecay: 0 },
    slots: 2,
    step(w, g, slots) {
      slots[0] = toward(slots[0]!, g * g, 1 - rho);
      const change = (Math.sqrt(slots[1]! + epsilon) * g) / Math.sqrt(slots[0]! + epsilon);
      slots[1] = toward(slots[1]!, change * change, 1 - rho);
      return w - LEARNING_RATE * change;
    },
  },
  {
    rule: { kind: 'lion', beta1, beta2, weightDecay: 0.1 },
    slots: 1,
    step(w, g, slots) {
      const direction = Math.sign(toward(slots[0]!, g, 1 - beta1));
      slots[0] = toward(slots[0]!, g, 1 - beta2);
      return decayed(w, 0.1) - LEARNING_RATE * direction;
    },
  },
];

async function checkRule({ rule, slots, step }: RuleCase): Promise<void> {
  const start = randomValues('weight', [SIZE]);
  const [parameter, ...remembered] = [start, ...Array.from({ length: slots }, () => valuesOf([SIZE], () => 0))].map(
    (values) => variableOf(toTensor(values)),
  );
  const expected = Array.from(start.data, (w) => ({ w, slots: new Array<number>(slots).fill(0) }));
  for (let t = 1; t <= STEPS; t++) {
    const { data } = randomValues(`gradient ${t}`, [SIZE]);
    const gradient = tensor1d(Float32Array.from(data));
    activeKernels().optimizerUpdate?.(rule, parameter!, gradient, remembered, { learningRate: LEARNING_RATE, step: t });
    gradient.dispose();
    expected.forEach((each, i) => {
      each.w = step(each.w, Math.fround(data[i]!), each.slots, t);
    });
  }
  await checkTensor(
    parameter!,
    valuesOf([SIZE], (i) => expected[i]!.w),
    2e-5,
    'The weight',
  );
  for (const each of [parameter!, ...remembered]) each.dispose();
}

function variableOf(tensor: Tensor) {
  const made = variable(tensor as Tensor1D);
  tensor.dispose();
  return made;
}

const title = ({ kind, ...numbers }: OptimizerRule) =>
  `${kind}${'nesterov' in numbers && numbers.nesterov ? ', Nesterov' : ''}${'momentum' in numbers && numbers.momentum ? ', momentum' : ''}${numbers.weightDecay ? ', weight decay' : ''}`;

/** Optimizer steps in one pass, on backends that have them. */
export const optimizerCases: readonly ConformanceCase[] = cases.map((each) => ({
  group: 'training',
  name: `optimizer step in one pass: ${title(each.rule)}`,
  skip: async () =>
    activeKernels().optimizerUpdate ? undefined : 'It has no pass of its own; composed operations take the step.',
  run: () => withoutLeak(() => checkRule(each)),
}));
