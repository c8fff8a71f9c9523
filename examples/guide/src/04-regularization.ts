import { wasm } from '@glassbox/backend-wasm';
import { useBackend } from '@glassbox/backends';
import { moons } from '@glassbox/datasets';
import { layers, optimizers, sequential } from '@glassbox/models';
import { clipByGlobalNorm, earlyStopping, l2, maxNorm } from '@glassbox/regularization';

await useBackend(wasm());
// Few, noisy points: a large network learns them by heart.
const train = moons({ size: 120, noise: 0.35, seed: 5 });
const validation = moons({ size: 400, noise: 0.35, seed: 6 });
const test = moons({ size: 400, noise: 0.35, seed: 7 });

const plain = sequential(
  [
    layers.input([2]),
    layers.dense(128, { activation: 'relu' }),
    layers.dense(128, { activation: 'relu' }),
    layers.dense(2, { activation: 'softmax' }),
  ],
  { seed: 3 },
);
plain.compile({
  optimizer: optimizers.adam({ learningRate: 0.01 }),
  loss: 'sparseCategoricalCrossentropy',
  metrics: ['accuracy'],
});
await plain.fit(train, { epochs: 120, validationData: validation });

const hidden = { activation: 'relu', kernelRegularizer: l2(0.001), kernelConstraint: maxNorm({ max: 3 }) } as const;
const guarded = sequential(
  [
    layers.input([2]),
    layers.dense(128, hidden),
    layers.dropout(0.3),
    layers.dense(128, hidden),
    layers.dense(2, { activation: 'softmax' }),
  ],
  { seed: 3 },
);
guarded.compile({
  optimizer: optimizers.adam({ learningRate: 0.01, clipping: clipByGlobalNorm(1) }),
  loss: 'sparseCategoricalCrossentropy',
  metrics: ['accuracy'],
});
const stopper = earlyStopping({ monitor: 'valLoss', patience: 15 }); // ends with the weights of its best epoch
await guarded.fit(train, { epochs: 120, validationData: validation, callbacks: [stopper] });

const results = { plain: await plain.evaluate(test), guarded: await guarded.evaluate(test) };
console.log(`plain:   test loss ${results.plain.loss.toFixed(3)} after 120 epochs`);
console.log(
  `guarded: test loss ${results.guarded.loss.toFixed(3)}, best epoch ${stopper.bestEpoch}, stopped after ${stopper.stoppedEpoch}`,
);
