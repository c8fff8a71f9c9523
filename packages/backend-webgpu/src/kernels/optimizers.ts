import {
  adamaxRate,
  adamRate,
  type BackendKernels,
  decayShare,
  nadamFactors,
  type OptimizerRule,
} from '@glassbox/backends/ops';
import type { Gpu, Shader } from './gpu.js';
import { elementShader, GROUP } from './shader.js';

interface Update {
  readonly learningRate: number;
  readonly step: number;
}

/** A rule as WGSL: what happens to element i of `w`, by the gradient `g` and the slots `s0`, `s1`, `s2`. */
interface RuleShader<Kind extends OptimizerRule['kind']> {
  readonly slots: number;
  /** Names of the numbers that the body takes. */
  readonly numbers: readonly string[];
  readonly body: string;
  values(rule: Extract<OptimizerRule, { readonly kind: Kind }>, update: Update): readonly number[];
}

type Variants<Kind extends OptimizerRule['kind']> = (
  rule: Extract<OptimizerRule, { readonly kind: Kind }>,
) => RuleShader<Kind> | undefined;

/** Every rule first takes the weight decay away. */
const decayed = 'let weight = w[i] - w[i] * p.decay;';
const moments = `
  let m = s0[i] + (g[i] - s0[i]) * p.share1;
  let v = s1[i] + (g[i] * g[i] - s1[i]) * p.share2;
  s0[i] = m;
  s1[i] = v;`;

const plainSgd: RuleShader<'sgd'> = {
  slots: 0,
  numbers: ['rate'],
  body: 'w[i] = weight - g[i] * p.rate;',
  values: (_, { learningRate }) => [learningRate],
};

const momentumSgd: RuleShader<'sgd'> = {
  slots: 1,
  numbers: ['rate', 'momentum', 'nesterov'],
  body: `
  let change = g[i] * p.rate;
  let v = s0[i] * p.momentum - change;
  s0[i] = v;
  w[i] = weight + select(v, v * p.momentum - change, p.nesterov > 0.0);`,
  values: (rule, { learningRate }) => [learningRate, rule.momentum, Number(rule.nesterov)],
};

const adam: RuleShader<'adam'> = {
  slots: 2,
  numbers: ['rate', 'share1', 'share2', 'epsilon'],
  body: `${moments}
  w[i] = weight - m * p.rate / (sqrt(v) + p.epsilon);`,
  values: ({ beta1, beta2, epsilon }, { learningRate, step }) => [
    adamRate(learningRate, beta1, beta2, step),
    1 - beta1,
    1 - beta2,
    epsilon,
  ],
};

const nadam: RuleShader<'nadam'> = {
  slots: 2,
  numbers: ['meanRate', 'gradientRate', 'share1', 'share2', 'variance', 'epsilon'],
  body: `${moments}
  w[i] = weight - (m * p.meanRate + g[i] * p.gradientRate) / (sqrt(v / p.variance) + p.epsilon);`,
  values({ beta1, beta2, epsilon }, { learningRate, step }) {
    const factors = nadamFactors(beta1, beta2, step);
    const rates = [learningRate * factors.mean, learningRate * factors.gradient];
    return [...rates, 1 - beta1, 1 - beta2, factors.variance, epsilon];
  },
};

const adamax: RuleShader<'adamax'> = {
  slots: 2,
  numbers: ['rate', 'share1', 'beta2', 'epsilon'],
  body: `
  let m = s0[i] + (g[i] - s0[i]) * p.share1;
  let u = max(s1[i] * p.beta2, abs(g[i]));
  s0[i] = m;
  s1[i] = u;
  w[i] = weight - m * p.rate / (u + p.epsilon);`,
  values: ({ beta1, beta2, epsilon }, { learningRate, step }) => [
    adamaxRate(learningRate, beta1, step),
    1 - beta1,
    beta2,
    epsilon,
  ],
};

const rmsprop: RuleShader<'rmsprop'> = {
  slots: 1,
  numbers: ['rate', 'rho', 'share', 'epsilon'],
  body: `
  let a = s0[i] * p.rho + g[i] * g[i] * p.share;
  s0[i] = a;
  w[i] = weight - g[i] * p.rate / sqrt(a + p.epsilon);`,
  values: ({ rho, epsilon }, { learningRate }) => [learningRate, rho, 1 - rho, epsilon],
};

const adagrad: RuleShader<'adagrad'> = {
  slots: 1,
  numbers: ['rate', 'epsilon'],
  body: `
  let a = s0[i] + g[i] * g[i];
  s0[i] = a;
  w[i] = weight - g[i] * p.rate / sqrt(a + p.epsilon);`,
  values: ({ epsilon }, { learningRate }) => [learningRate, epsilon],
};

const adadelta: RuleShader<'adadelta'> = {
  slots: 2,
  numbers: ['rate', 'rho', 'share', 'epsilon'],
  body: `
  let a = s0[i] * p.rho + g[i] * g[i] * p.share;
  let change = sqrt(s1[i] + p.epsilon) * g[i] / sqrt(a + p.epsilon);
  s0[i] = a;
  s1[i] = s1[i] * p.rho + change * change * p.share;
  w[i] = weight - change * p.rate;`,
  values: ({ rho, epsilon }, { learningRate }) => [learningRate, rho, 1 - rho, epsilon],
};

const lion: RuleShader<'lion'> = {
  slots: 1,
  numbers: ['rate', 'beta1', 'beta2'],
  body: `
  let m = s0[i];
  s0[i] = m * p.beta2 + g[i] * (1.0 - p.beta2);
  w[i] = weight - sign(m * p.beta1 + g[i] * (1.0 - p.beta1)) * p.rate;`,
  values: ({ beta1, beta2 }, { learningRate }) => [learningRate, beta1, beta2],
};

/** The shader of each rule; what has none (AMSGrad, RMSprop with momentum or centred) is left to the composed operations. */
const ruleShaders: { readonly [Kind in OptimizerRule['kind']]: Variants<Kind> } = {
  sgd: ({ momentum }) => (momentum === 0 ? plainSgd : momentumSgd),
  adam: ({ amsgrad }) => (amsgrad ? undefined : adam),
  nadam: () => nadam,
  adamax: () => adamax,
  rmsprop: ({ momentum, centered }) => (momentum === 0 && !centered ? rmsprop : undefined),
  adagrad: () => adagrad,
  adadelta: () => adadelta,
  lion: () => lion,
};

const shaders = new Map<string, Shader>();

function shaderOf(name: string, { slots, numbers, body }: RuleShader<OptimizerRule['kind']>): Shader {
  const known = shaders.get(name);
  if (known) return known;
  const slotBuffers = Array.from({ length: slots }, (_, i) => ({ name: `s${i}`, access: 'inout' as const }));
  const buffers = [{ name: 'w', access: 'inout' as const }, { name: 'g', access: 'in' as const }, ...slotBuffers];
  const uniforms = Object.fromEntries(['decay', ...numbers].map((number) => [number, 'f32' as const]));
  const shader = elementShader(name, buffers, uniforms, `  let p = parameters;\n  ${decayed}\n  ${body}`);
  shaders.set(name, shader);
  return shader;
}

/** Optimizer steps in place, one dispatch for each weight. */
export function optimizerKernels(gpu: Gpu): BackendKernels {
  return {
    optimizerUpdate(rule, parameter, gradient, slots, update) {
      const variants = ruleShaders[rule.kind] as Variants<OptimizerRule['kind']>;
      const shader = variants(rule);
      if (!shader) return false;
      const numbers = [decayShare(update.learningRate, rule.weightDecay), ...shader.values(rule, update)];
      gpu.run(shaderOf(`${rule.kind} ${slots.length}`, shader), {
        tensors: [parameter, gradient, ...slots],
        uniforms: [['u32', parameter.size], ...numbers.map((value) => ['f32', value] as const)],
        groups: gpu.groups(parameter.size, GROUP),
      });
      return true;
    },
  };
}
