// Searches for a network of the notebook's kind: learning rate, optimizer, layers, units, dropout and L2, on a part of MNIST. Give a file to keep
// the study in: it goes on where it stopped, several processes may work on it, and Optuna opens it.
import { wasm } from '@glassbox/backend-wasm';
import { useBackend } from '@glassbox/backends';
import { mnist } from '@glassbox/datasets';
import { layers, optimizers, sequential } from '@glassbox/models';
import { l2 } from '@glassbox/regularization';
import { asha, createStudy, journal, memory, type Trial, tpe } from '@glassbox/tuning';

await useBackend(wasm());
const { train } = await mnist.load();
const [data, validation] = train.take(5000).split(0.2, { stratify: true, seed: 1 });
const epochs = 6;

function network(trial: Trial) {
  const units = trial.int('units', 16, 256, { log: true });
  const rate = trial.float('dropout', 0, 0.5);
  const kernelRegularizer = l2(trial.float('l2', 1e-7, 1e-2, { log: true }));
  const depth = trial.int('layers', 1, 3);
  const hidden = Array.from({ length: depth }, () => [
    layers.dense(units, { activation: 'relu', kernelRegularizer }),
    layers.dropout(rate),
  ]);
  const stack = [layers.flatten(), ...hidden.flat(), layers.dense(10, { activation: 'softmax' })];
  return sequential([layers.input([28, 28]), ...stack], { seed: trial.number });
}

function optimizer(trial: Trial) {
  const learningRate = trial.float('learning rate', 1e-4, 1, { log: true });
  const kind = trial.categorical('optimizer', ['adam', 'rmsprop', 'sgd']);
  if (kind === 'sgd') return optimizers.sgd({ learningRate, momentum: trial.float('momentum', 0, 0.99) });
  return kind === 'adam' ? optimizers.adam({ learningRate }) : optimizers.rmsprop({ learningRate });
}

async function objective(trial: Trial): Promise<number> {
  const model = network(trial);
  try {
    model.compile({ optimizer: optimizer(trial), loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] });
    const batchSize = trial.categorical('batch size', [32, 64, 128]);
    let accuracy = 0;
    for (let epoch = 0; epoch < epochs; epoch++) {
      await model.fit(data, { epochs: 1, batchSize, progress: false });
      accuracy = (await model.evaluate(validation)).accuracy!;
      trial.report(accuracy, epoch + 1);
    }
    return accuracy;
  } finally {
    model.dispose();
  }
}

const [file] = process.argv.slice(2);
const study = await createStudy({
  name: 'mnist',
  direction: 'maximize',
  sampler: tpe({ seed: 7, group: true }),
  pruner: asha({ minResource: 1, reductionFactor: 3 }),
  storage: file ? journal(file) : memory(),
});
await study.optimize(objective, {
  trials: 30,
  onTrial: ({ number, state, values }) => console.log(`trial ${number}: ${state} ${values?.[0]?.toFixed(4) ?? ''}`),
});
const spent = study.trials.reduce((sum, { intermediateValues }) => sum + intermediateValues.size, 0);
console.log(`epochs ${spent} of ${epochs * study.trials.length}`);
console.log(`best ${study.best.value.toFixed(4)}, trial ${study.best.number}:`, study.best.params);
