import { customGrad, engine, type Tensor, tidy, Variable } from '@tensorflow/tfjs-core';

/** A gradient, or a function that computes it if it is wanted. */
export type Gradient = Tensor | (() => Tensor);

/** One operation: its value, and how a gradient of the value becomes gradients of the inputs. */
export interface Differentiable<T extends Tensor> {
  /** Computes the value. What `save` is given stays alive until the gradient ran. */
  forward(save: (tensors: Tensor[]) => void): T;
  /** One gradient for each input, in order. `saved` holds what forward saved, in order. */
  backward(dy: T, saved: Tensor[]): Gradient[];
}

const constants = new WeakSet<Tensor>();

/**
 * Says that no gradient of this tensor will be asked for, so that operations need not compute one: the first layer of a network then
 * saves a product as large as its forward one. Returns the tensor.
 */
export function asConstant<T extends Tensor>(tensor: T): T {
  constants.add(tensor);
  return tensor;
}

/** Whether {@link asConstant} was said of a tensor. */
export const isConstant = (tensor: Tensor): boolean => constants.has(tensor);

/**
 * Runs an operation with a gradient of its own, which tfjs's tape then uses.
 *
 * This is `tf.customGrad` with types that hold (tfjs passes the saver as one more argument of the type of the inputs) and without the
 * gradients of constants.
 */
export function differentiable<T extends Tensor>(inputs: readonly Tensor[], operation: Differentiable<T>): T {
  const wanted = inputs.map((_, i) => i).filter((i) => !isConstant(inputs[i]!));
  if (wanted.length === 0) return tidy(() => operation.forward(() => undefined));
  const run = customGrad<T>((...args) => {
    const save = args[args.length - 1] as (tensors: Tensor[]) => void;
    let own: Tensor[] | undefined;
    return {
      value: operation.forward((tensors) => {
        if (held) own = hold(tensors);
        else save(tensors);
      }),
      gradFunc(dy, saved) {
        const gradients = operation.backward(dy, own ?? saved);
        return wanted.map((i) => evaluate(gradients[i]!));
      },
    };
  });
  return run(...wanted.map((i) => inputs[i]!));
}

const evaluate = (gradient: Gradient): Tensor => (typeof gradient === 'function' ? gradient() : gradient);

/** What the operations under way in {@link gradientsOf} need for their gradients, to be freed after them. */
let held: Tensor[] | undefined;

/** Keeps tensors as they are: tfjs's own saving makes a copy of each, by a call through its engine. */
function hold(tensors: Tensor[]): Tensor[] {
  for (const tensor of tensors) {
    // Variables, and what somebody else keeps, are theirs to free.
    if (tensor.kept || tensor instanceof Variable) continue;
    tensor.kept = true;
    held!.push(tensor);
  }
  return tensors;
}

/** What {@link gradientsOf} gives. */
export interface ValueAndGradients<T extends Tensor> {
  readonly value: T;
  /** One for each of the parameters, in order; undefined where the value does not depend on it. */
  readonly gradients: readonly (Tensor | undefined)[];
}

/**
 * The value of `f` and its gradients by some parameters, each output weighed by `upstream`: `Σ upstream_i ∂f_i / ∂parameter`.
 *
 * As tfjs's own `grads`, but operations of this module keep what they need without copies. Call it inside `tidy`.
 *
 * @param upstream of the shape of what f returns.
 * @param spared what f made that must outlive it, such as the outputs of a network; asked for once f has run.
 */
export function gradientsOf<T extends Tensor>(
  f: () => T,
  parameters: readonly Tensor[],
  upstream: Tensor,
  spared: () => readonly Tensor[] = () => [],
): ValueAndGradients<T> {
  const outer = held;
  const mine: Tensor[] = [];
  held = mine;
  let value: Tensor | undefined;
  try {
    const result = engine().gradients(f, [...parameters], upstream as never, true);
    value = result.value;
    return { value: result.value as T, gradients: result.grads };
  } finally {
    held = outer;
    release(mine, [...spared(), ...(value ? [value] : [])]);
  }
}

function release(tensors: readonly Tensor[], spared: readonly Tensor[]): void {
  for (const tensor of tensors) {
    if (spared.includes(tensor)) continue;
    tensor.kept = false;
    tensor.dispose();
  }
}
