import { activeKernels, type OptimizerRule } from '@glassbox/backends/ops';
import { requireArgument } from '@glassbox/core';
import {
  add,
  div,
  fill,
  mul,
  type Tensor,
  tensor,
  tidy,
  type Variable,
  variable,
  zerosLike,
} from '@tensorflow/tfjs-core';
import type { Network, NetworkWeight } from '../model/network.js';
import type { Optimizer } from '../optimizers/optimizer.js';

/** A saved slot of the optimizer: `name` is `layer/weight/slot`. */
export interface SlotValue {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** A trainable weight with its variable and what the optimizer remembers for it. */
interface TrainedWeight {
  readonly weight: NetworkWeight;
  readonly variable: Variable;
  readonly slots: readonly Variable[];
  /** The average of its values, where the optimizer keeps one. */
  readonly average: Variable | undefined;
  /** The sum of its gradients since the last update, where the optimizer accumulates. */
  readonly gradientSum: Variable | undefined;
  readonly decays: boolean;
  readonly rule: OptimizerRule | undefined;
}

/**
 * What an optimizer remembers about a network, kept by the weights' names: freezing a layer or adding one never mixes moments up.
 */
export class OptimizerState {
  readonly trained: readonly TrainedWeight[];
  /** Steps done so far; where gradients are accumulated, several make one update. */
  step = 0;
  #learningRate: number;

  constructor(
    network: Network,
    readonly optimizer: Optimizer,
  ) {
    this.#learningRate = optimizer.learningRate;
    const variables = network.variables();
    this.trained = network.weights.flatMap((weight, i) =>
      weight.spec.trainable ? [trainedWeight(weight, variables[i]!, optimizer)] : [],
    );
  }

  get trainable(): Variable[] {
    return this.trained.map(({ variable: each }) => each);
  }

  /** The rate of the next step. */
  get learningRate(): number {
    return this.optimizer.schedule?.rate(this.step) ?? this.#learningRate;
  }

  /** Throws `bad-argument` for a rate below 0 or not finite, and where the optimizer follows a schedule. */
  set learningRate(rate: number) {
    const { schedule } = this.optimizer;
    requireArgument(
      !schedule,
      `The learning rate follows the schedule ${schedule?.name} and cannot be set. Give the optimizer a number to change it by a callback.`,
    );
    requireArgument(
      rate >= 0 && Number.isFinite(rate),
      `A learning rate is a finite number of at least 0, but ${rate} came.`,
    );
    this.#learningRate = rate;
  }

  /** Changes every weight by its gradient; gradients come in the order of `trained`. Call it inside `tidy`. */
  apply(gradients: readonly Tensor[]): void {
    const { learningRate } = this;
    const { accumulateSteps = 1 } = this.optimizer;
    this.step++;
    const update = Math.ceil(this.step / accumulateSteps);
    if (accumulateSteps === 1) this.#update(gradients, learningRate, update);
    else if (this.step % accumulateSteps === 0) this.#update(this.#takeMeans(gradients), learningRate, update);
    else this.#addUp(gradients);
    this.#average(update);
    for (const { weight, variable: parameter } of this.trained) {
      if (weight.spec.constraint) parameter.assign(weight.spec.constraint.project(parameter));
    }
  }

  #update(gradients: readonly Tensor[], learningRate: number, step: number): void {
    const { optimizer } = this;
    const limited = optimizer.clipping ? optimizer.clipping.clip([...gradients]) : gradients;
    const kernels = activeKernels();
    this.trained.forEach(({ variable: parameter, slots, rule, decays }, i) => {
      const gradient = limited[i]!;
      if (rule && kernels.optimizerUpdate?.(rule, parameter, gradient, slots, { learningRate, step })) return;
      const updated = optimizer.update(parameter, gradient, slots, { learningRate, step, decays });
      parameter.assign(updated.parameter);
      updated.slots.forEach((value, slot) => {
        slots[slot]!.assign(value);
      });
    });
  }

  #addUp(gradients: readonly Tensor[]): void {
    this.trained.forEach(({ gradientSum }, i) => {
      gradientSum!.assign(add(gradients[i]!, gradientSum!));
    });
  }

  /** The means over the steps since the last update, this one included; the sums begin anew. */
  #takeMeans(gradients: readonly Tensor[]): Tensor[] {
    return this.trained.map(({ gradientSum }, i) => {
      const mean: Tensor = div(add(gradients[i]!, gradientSum!), this.optimizer.accumulateSteps!);
      gradientSum!.assign(zerosLike(gradientSum!));
      return mean;
    });
  }

  /** As in Keras, steps without an update count too, and those before the second update set the average to the weights. */
  #average(update: number): void {
    const { ema } = this.optimizer;
    if (!ema) return;
    const momentum = update === 1 ? 0 : ema.momentum;
    for (const { variable: parameter, average } of this.trained)
      average!.assign(add(mul(average!, momentum), mul(parameter, 1 - momentum)));
    if (ema.overwriteEvery !== undefined && update % ema.overwriteEvery === 0) this.useAverages();
  }

  /** Gives every weight its average, where the optimizer keeps one. */
  useAverages(): void {
    tidy(() => {
      // Multiplied by 1 rather than cloned: a clone would share its memory, which an update in place would then change for both.
      for (const { variable: parameter, average } of this.trained) if (average) parameter.assign(mul(average, 1));
    });
  }

  /** Averages by the weights' names; undefined where the optimizer keeps none. */
  async averages(): Promise<ReadonlyMap<string, Float32Array> | undefined> {
    if (!this.optimizer.ema) return undefined;
    const read = this.trained.map(
      async ({ weight, average }) => [weight.name, Float32Array.from(await average!.data())] as const,
    );
    return new Map(await Promise.all(read));
  }

  /** Everything that is remembered for each weight, under its saved name. */
  #remembered(): { readonly name: string; readonly memory: Variable }[] {
    const slotNames = this.optimizer.slots.map(({ name }) => name);
    return this.trained.flatMap(({ weight, slots, average, gradientSum }) => [
      ...slots.map((memory, i) => ({ name: `${weight.name}/${slotNames[i]}`, memory })),
      ...(average ? [{ name: averageName(weight), memory: average }] : []),
      ...(gradientSum ? [{ name: `${weight.name}/gradientSum`, memory: gradientSum }] : []),
    ]);
  }

  async slotValues(): Promise<SlotValue[]> {
    const values = this.#remembered().map(async ({ name, memory }) => ({
      name,
      shape: memory.shape,
      data: (await memory.data()) as Float32Array,
    }));
    return Promise.all(values);
  }

  /** Puts saved slots back; names that are not there keep their start, and averages start from the weights as they are. */
  restore(values: readonly SlotValue[], step: number, learningRate: number): void {
    const byName = new Map(values.map((value) => [value.name, value]));
    this.step = step;
    this.#learningRate = learningRate;
    for (const { name, memory } of this.#remembered()) {
      const saved = byName.get(name);
      if (saved) assignCopy(memory, saved);
    }
    tidy(() => {
      for (const { weight, variable: parameter, average } of this.trained)
        if (average && !byName.has(averageName(weight))) average.assign(mul(parameter, 1));
    });
  }

  dispose(): void {
    for (const { memory } of this.#remembered()) memory.dispose();
  }
}

const averageName = (weight: NetworkWeight) => `${weight.name}/ema`;

function assignCopy(memory: Variable, { data, shape }: SlotValue): void {
  const value = tensor(data.slice(), [...shape], 'float32');
  memory.assign(value);
  value.dispose();
}

function trainedWeight(weight: NetworkWeight, parameter: Variable, optimizer: Optimizer): TrainedWeight {
  const filled = (initial: number) => {
    const start = fill([...weight.spec.shape], initial);
    const memory = variable(start, false);
    start.dispose();
    return memory;
  };
  const decays = !optimizer.excludeFromWeightDecay?.some((word) => weight.name.includes(word));
  return {
    weight,
    variable: parameter,
    slots: optimizer.slots.map(({ initial }) => filled(initial)),
    average: optimizer.ema && filled(0),
    gradientSum: (optimizer.accumulateSteps ?? 1) > 1 ? filled(0) : undefined,
    decays,
    rule: decays ? optimizer.rule : optimizer.rule && { ...optimizer.rule, weightDecay: 0 },
  };
}
