import { wasm } from '@glassbox/backend-wasm';
import { webgpu } from '@glassbox/backend-webgpu';
import { useBackend } from '@glassbox/backends';
import { mnist } from '@glassbox/datasets';
import { layers, sequential } from '@glassbox/models';

await useBackend([webgpu(), wasm()]); // the first that this machine can run; or useBackend(wasm())
const { train, test } = await mnist.load(); // 60,000 + 10,000 images, pixels scaled to [0, 1]

const model = sequential(
  [
    layers.input([28, 28]),
    layers.flatten(),
    layers.dense(128, { activation: 'relu' }),
    layers.dropout(0.2),
    layers.dense(10, { activation: 'softmax' }),
  ],
  { seed: 42 },
);
model.compile({ optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] });

const history = await model.fit(train, { epochs: 5, validationSplit: 0.2 }); // a progress bar in a terminal
const { loss, accuracy } = await model.evaluate(test);
const probabilities = await model.predict(test.take(1)); // Float32 [1, 10]; probabilities.argmax() -> [7]

console.log({ epochs: history.epochs.length, loss, accuracy, first: probabilities.argmax() });
