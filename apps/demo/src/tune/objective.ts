// The objective of the sweep, as a module: each worker process loads it once, and with it the digits.
import { wasm } from '@glassbox/backend-wasm';
import { useBackend } from '@glassbox/backends';
import { mnist } from '@glassbox/datasets';
import { layers, optimizers, type Sequential, sequential } from '@glassbox/models';
import { l2 } from '@glassbox/regularization';
import type { Trial } from '@glassbox/tuning';

const settings = new URL(import.meta.url).searchParams;
const epochs = Number(settings.get('epochs'));
const digits = Number(settings.get('digits'));
await useBackend(wasm());
const [all, validation] = (await mnist.load()).train.split(0.2, { stratify: true, seed: 42 });
const train = digits < all.size ? all.take(digits) : all;

function network({ params, number }: Trial): Sequential {
  const hidden = Array.from({ length: Number(params.layers) }, () => [
    layers.dense(Number(params.units), { activation: 'relu', kernelRegularizer: l2(Number(params.l2)) }),
    layers.dropout(Number(params.dropout)),
  ]);
  const stack = [layers.flatten(), ...hidden.flat(), layers.dense(10, { activation: 'softmax' })];
  return sequential([layers.input([28, 28]), ...stack], { seed: number });
}

function optimizer({ params }: Trial) {
  const learningRate = Number(params['learning rate']);
  if (params.optimizer === 'sgd') return optimizers.sgd({ learningRate, momentum: 0.9 });
  return params.optimizer === 'adam' ? optimizers.adam({ learningRate }) : optimizers.rmsprop({ learningRate });
}

/** The accuracy on the validation digits after the last epoch; each epoch's is reported. */
export default async function objective(trial: Trial): Promise<number> {
  const model = network(trial);
  try {
    model.compile({ optimizer: optimizer(trial), loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] });
    let accuracy = 0;
    for (let epoch = 1; epoch <= epochs; epoch++) {
      await model.fit(train, { epochs: 1, batchSize: Number(trial.params['batch size']), progress: false });
      accuracy = (await model.evaluate(validation)).accuracy!;
      trial.report(accuracy, epoch);
    }
    return accuracy;
  } finally {
    model.dispose();
  }
}
