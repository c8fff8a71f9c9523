import {
  adamaxRate,
  adamRate,
  type BackendKernels,
  decayShare,
  nadamFactors,
  type OptimizerRule,
} from '@glassbox/backends/ops';
import type { KernelExports } from './exports.js';
import type { Heap } from './heap.js';

interface Update {
  readonly learningRate: number;
  readonly step: number;
}

/** A pass over a parameter, its gradient and its slots. */
interface Pass {
  readonly kernel: keyof KernelExports;
  /** Their addresses, in the kernel's order; 0 for one that the rule does without. */
  readonly places: readonly number[];
  readonly numbers: readonly number[];
}

/** The pass of a rule, given the addresses of a parameter, its gradient and its slots; undefined where it has none of its own. */
type RulePass<Kind extends OptimizerRule['kind']> = (
  rule: Extract<OptimizerRule, { readonly kind: Kind }>,
  places: readonly number[],
  update: Update,
) => Pass | undefined;

const complement = (value: number) => Math.fround(1 - value);
const decayOf = (rule: OptimizerRule, { learningRate }: Update) => decayShare(learningRate, rule.weightDecay);

/** Rules whose pass does not take weight decay leave one with decay to the composed operations. */
const rulePasses: { readonly [Kind in OptimizerRule['kind']]: RulePass<Kind> } = {
  sgd(rule, places, { learningRate }) {
    if (rule.weightDecay !== 0) return undefined;
    if (places.length === 2) return { kernel: 'sgd', places, numbers: [learningRate] };
    return { kernel: 'sgdMomentum', places, numbers: [learningRate, rule.momentum, Number(rule.nesterov)] };
  },

  rmsprop(rule, [w, g, a, ...rest], { learningRate }) {
    if (rule.weightDecay !== 0) return undefined;
    const velocity = rule.momentum > 0 ? rest.shift()! : 0;
    const mean = rule.centered ? rest.shift()! : 0;
    const numbers = [learningRate, rule.rho, complement(rule.rho), rule.momentum, rule.epsilon];
    return { kernel: 'rmsprop', places: [w!, g!, a!, mean, velocity], numbers };
  },

  adagrad(rule, places, { learningRate }) {
    if (rule.weightDecay !== 0) return undefined;
    return { kernel: 'adagrad', places, numbers: [learningRate, rule.epsilon] };
  },

  adadelta(rule, places, { learningRate }) {
    if (rule.weightDecay !== 0) return undefined;
    return { kernel: 'adadelta', places, numbers: [learningRate, rule.rho, complement(rule.rho), rule.epsilon] };
  },

  adam(rule, places, update) {
    if (rule.amsgrad) return undefined;
    const rate = adamRate(update.learningRate, rule.beta1, rule.beta2, update.step);
    const shares = [complement(rule.beta1), complement(rule.beta2)];
    return { kernel: 'adam', places, numbers: [rate, ...shares, rule.epsilon, decayOf(rule, update)] };
  },

  adamax(rule, places, { learningRate, step }) {
    if (rule.weightDecay !== 0) return undefined;
    const rate = adamaxRate(learningRate, rule.beta1, step);
    return { kernel: 'adamax', places, numbers: [rate, complement(rule.beta1), rule.beta2, rule.epsilon] };
  },

  nadam(rule, places, { learningRate, step }) {
    if (rule.weightDecay !== 0) return undefined;
    const factors = nadamFactors(rule.beta1, rule.beta2, step);
    const rates = [learningRate * factors.mean, learningRate * factors.gradient];
    const shares = [complement(rule.beta1), complement(rule.beta2)];
    return { kernel: 'nadam', places, numbers: [...rates, ...shares, 1 / factors.variance, rule.epsilon] };
  },

  lion(rule, places, update) {
    const [one, two] = [rule.beta1, rule.beta2];
    const betas = [one, complement(one), two, complement(two)];
    return { kernel: 'lion', places, numbers: [update.learningRate, ...betas, decayOf(rule, update)] };
  },
};

/** What an element of a parameter costs, in multiply-adds: it waits for memory. */
const ELEMENT = 8;

/** Optimizer steps, each in one pass over a parameter, its gradient and what is remembered of it. Threads take stretches of them. */
export function optimizerKernels(heap: Heap): BackendKernels {
  return {
    optimizerUpdate(rule, parameter, gradient, slots, update) {
      const addresses = [parameter, gradient, ...slots].map((tensor) => heap.address(tensor));
      const pass = (rulePasses[rule.kind] as RulePass<OptimizerRule['kind']>)(rule, addresses, update);
      if (!pass) return false;
      const { kernel, places, numbers } = pass;
      const { size } = parameter;
      heap.run(kernel, { extent: size, unit: 4, cost: ELEMENT * size }, ({ start, count }) => {
        return [...places.map((place) => place && place + 4 * start), count, ...numbers];
      });
      heap.forgetDerived(parameter);
      return true;
    },
  };
}
