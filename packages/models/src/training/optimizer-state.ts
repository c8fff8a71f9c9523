import { fill, type Tensor, tensor, type Variable, variable } from '@tensorflow/tfjs-core';
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
  readonly slots: Variable[];
}

/**
 * What an optimizer remembers about a network, kept by the weights' names: freezing a layer or adding one never mixes moments up.
 */
export class OptimizerState {
  readonly trained: readonly TrainedWeight[];
  /** Updates done so far. */
  step = 0;
  learningRate: number;

  constructor(
    network: Network,
    readonly optimizer: Optimizer,
  ) {
    this.learningRate = optimizer.learningRate;
    const variables = network.variables();
    this.trained = network.weights.flatMap((weight, i) => {
      if (!weight.spec.trainable) return [];
      const slots = optimizer.slots.map(({ initial }) => {
        const start = fill([...weight.spec.shape], initial);
        const slot = variable(start, false);
        start.dispose();
        return slot;
      });
      return [{ weight, variable: variables[i]!, slots }];
    });
  }

  get trainable(): Variable[] {
    return this.trained.map(({ variable: each }) => each);
  }

  /** Changes every weight by its gradient; gradients come in the order of `trained`. Call it inside `tidy`. */
  apply(gradients: readonly Tensor[]): void {
    const { optimizer, learningRate } = this;
    const limited = optimizer.clipping ? optimizer.clipping.clip([...gradients]) : gradients;
    this.step++;
    this.trained.forEach(({ weight, variable: parameter, slots }, i) => {
      const updated = optimizer.update(parameter, limited[i]!, slots, { learningRate, step: this.step });
      const { constraint } = weight.spec;
      parameter.assign(constraint ? constraint.project(updated.parameter) : updated.parameter);
      updated.slots.forEach((value, slot) => {
        slots[slot]!.assign(value);
      });
    });
  }

  async slotValues(): Promise<SlotValue[]> {
    const { optimizer } = this;
    const values = this.trained.flatMap(({ weight, slots }) =>
      slots.map(async (slot, i) => ({
        name: `${weight.name}/${optimizer.slots[i]!.name}`,
        shape: weight.spec.shape,
        data: (await slot.data()) as Float32Array,
      })),
    );
    return Promise.all(values);
  }

  /** Puts saved slots back; names that are not there keep their start. */
  restore(values: readonly SlotValue[], step: number, learningRate: number): void {
    const byName = new Map(values.map((value) => [value.name, value]));
    this.step = step;
    this.learningRate = learningRate;
    for (const { weight, slots } of this.trained) {
      slots.forEach((slot, i) => {
        const saved = byName.get(`${weight.name}/${this.optimizer.slots[i]!.name}`);
        if (!saved) return;
        const value = tensor(saved.data.slice(), [...saved.shape], 'float32');
        slot.assign(value);
        value.dispose();
      });
    }
  }

  dispose(): void {
    for (const { slots } of this.trained) for (const slot of slots) slot.dispose();
  }
}
