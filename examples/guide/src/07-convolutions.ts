import { wasm } from '@glassbox/backend-wasm';
import { useBackend } from '@glassbox/backends';
import { mnist } from '@glassbox/datasets';
import { cnn, optimizers } from '@glassbox/models';

await useBackend(wasm());
const { train, test } = await mnist.load();

// Two blocks of 3 x 3 convolutions and pooling, then a dense layer. Few filters and few digits, to be done in seconds.
const model = cnn({ inputShape: [28, 28], classes: 10, filters: [4, 8], units: 32, dropout: 0.2, seed: 3 });
console.log(model.summary());
model.compile({
  optimizer: optimizers.adam({ learningRate: 0.005 }),
  loss: 'sparseCategoricalCrossentropy',
  metrics: ['accuracy'],
});
await model.fit(train.take(960), { epochs: 2 });
const { accuracy } = await model.evaluate(test.take(500));
console.log(`test accuracy ${accuracy?.toFixed(3)}`);
