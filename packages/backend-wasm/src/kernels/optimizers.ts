import {
  adamaxRate,
  adamRate,
  type BackendKernels,
  decayShare,
  nadamFactors,
  type OptimizerRule,
} from '@glassbox/backends/ops';
import type { Heap } from './heap.js';

interface Update {
  readonly learningRate: number;
  readonly step: number;
}

/** Runs a rule on the addresses of a parameter, its gradient and its slots; false where it has no pass of its own. */
type RuleKernel<Kind extends OptimizerRule['kind']> = (
  heap: Heap,
  rule: Extract<OptimizerRule, { readonly kind: Kind }>,
  places: readonly number[],
  size: number,
  update: Update,
) => boolean;

const complement = (value: number) => Math.fround(1 - value);
const decayOf = (rule: OptimizerRule, { learningRate }: Update) => decayShare(learningRate, rule.weightDecay);

/** Rules whose pass does not take weight decay leave one with decay to the composed operations. */
const ruleKernels: { readonly [Kind in OptimizerRule['kind']]: RuleKernel<Kind> } = {
  sgd({ kernels }, rule, [w, g, v], n, { learningRate }) {
    if (rule.weightDecay !== 0) return false;
    if (v === undefined) kernels.sgd(w!, g!, n, learningRate);
    else kernels.sgdMomentum(w!, g!, v, n, learningRate, rule.momentum, Number(rule.nesterov));
    return true;
  },

  rmsprop({ kernels }, rule, [w, g, a, ...rest], n, { learningRate }) {
    if (rule.weightDecay !== 0) return false;
    const velocity = rule.momentum > 0 ? rest.shift()! : 0;
    const mean = rule.centered ? rest.shift()! : 0;
    const numbers = [learningRate, rule.rho, complement(rule.rho), rule.momentum, rule.epsilon];
    kernels.rmsprop(w!, g!, a!, mean, velocity, n, ...numbers);
    return true;
  },

  adagrad({ kernels }, rule, [w, g, a], n, { learningRate }) {
    if (rule.weightDecay !== 0) return false;
    kernels.adagrad(w!, g!, a!, n, learningRate, rule.epsilon);
    return true;
  },

  adadelta({ kernels }, rule, [w, g, a, d], n, { learningRate }) {
    if (rule.weightDecay !== 0) return false;
    kernels.adadelta(w!, g!, a!, d!, n, learningRate, rule.rho, complement(rule.rho), rule.epsilon);
    return true;
  },

  adam({ kernels }, rule, [w, g, m, v], n, update) {
    if (rule.amsgrad) return false;
    const rate = adamRate(update.learningRate, rule.beta1, rule.beta2, update.step);
    const shares = [complement(rule.beta1), complement(rule.beta2)];
    kernels.adam(w!, g!, m!, v!, n, rate, ...shares, rule.epsilon, decayOf(rule, update));
    return true;
  },

  adamax({ kernels }, rule, [w, g, m, u], n, { learningRate, step }) {
    if (rule.weightDecay !== 0) return false;
    const rate = adamaxRate(learningRate, rule.beta1, step);
    kernels.adamax(w!, g!, m!, u!, n, rate, complement(rule.beta1), rule.beta2, rule.epsilon);
    return true;
  },

  nadam({ kernels }, rule, [w, g, m, v], n, { learningRate, step }) {
    if (rule.weightDecay !== 0) return false;
    const factors = nadamFactors(rule.beta1, rule.beta2, step);
    const rates = [learningRate * factors.mean, learningRate * factors.gradient];
    const shares = [complement(rule.beta1), complement(rule.beta2)];
    kernels.nadam(w!, g!, m!, v!, n, ...rates, ...shares, 1 / factors.variance, rule.epsilon);
    return true;
  },

  lion({ kernels }, rule, [w, g, m], n, update) {
    const [one, two] = [rule.beta1, rule.beta2];
    const betas = [one, complement(one), two, complement(two)];
    kernels.lion(w!, g!, m!, n, update.learningRate, ...betas, decayOf(rule, update));
    return true;
  },
};

/** Optimizer steps, each in one pass over a parameter, its gradient and what is remembered of it. */
export function optimizerKernels(heap: Heap): BackendKernels {
  return {
    optimizerUpdate(rule, parameter, gradient, slots, update) {
      const places = [parameter, gradient, ...slots].map((tensor) => heap.address(tensor));
      const run = ruleKernels[rule.kind] as RuleKernel<OptimizerRule['kind']>;
      if (!run(heap, rule, places, parameter.size, update)) return false;
      heap.forgetDerived(parameter);
      return true;
    },
  };
}
