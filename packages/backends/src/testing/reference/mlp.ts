import type { Values } from '../check.js';
import { valuesOf } from '../values.js';
import { dense, matMul, transpose } from './products.js';
import { logSoftmax, mean, rowsOf, sum } from './rows.js';

/** Inputs `[batch, features]` and one-hot targets `[batch, classes]`. */
export interface LabelledBatch {
  readonly inputs: Values;
  readonly targets: Values;
}

const columnSums = (x: Values) => valuesOf([x.shape[1]!], (i) => sum(rowsOf(transpose(x))[i]!));

/**
 * Trains dense, tanh, dense with softmax cross-entropy by gradient descent, in double precision, by formulas written out here.
 *
 * @returns the mean loss before each step.
 */
export function trainMlp(
  start: readonly Values[],
  batchOf: (step: number) => LabelledBatch,
  learningRate: number,
  steps: number,
): number[] {
  let weights = [...start] as [Values, Values, Values, Values];
  return Array.from({ length: steps }, (_, step) => {
    const { loss, gradients } = lossAndGradients(weights, batchOf(step));
    weights = weights.map((weight, k) =>
      valuesOf(weight.shape, (i) => weight.data[i]! - learningRate * gradients[k]!.data[i]!),
    ) as typeof weights;
    return loss;
  });
}

function lossAndGradients([w1, b1, w2, b2]: [Values, Values, Values, Values], { inputs, targets }: LabelledBatch) {
  const batch = inputs.shape[0]!;
  const summed = dense(inputs, w1, b1);
  const hidden = valuesOf(summed.shape, (i) => Math.tanh(summed.data[i]!));
  const logits = dense(hidden, w2, b2);
  const logs = rowsOf(logits).flatMap(logSoftmax);
  const loss = mean(rowsOf(valuesOf(logits.shape, (i) => -targets.data[i]! * logs[i]!)).map(sum));
  const dLogits = valuesOf(logits.shape, (i) => (Math.exp(logs[i]!) - targets.data[i]!) / batch);
  const back = matMul(dLogits, transpose(w2));
  const dSummed = valuesOf(hidden.shape, (i) => back.data[i]! * (1 - hidden.data[i]! ** 2));
  const gradients = [
    matMul(transpose(inputs), dSummed),
    columnSums(dSummed),
    matMul(transpose(hidden), dLogits),
    columnSums(dLogits),
  ];
  return { loss, gradients };
}
