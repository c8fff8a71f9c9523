// The notebook's run with Glassbox, as its README shows it; ends with the peak of resident memory in MB. First argument: epochs,
// second: images to train and validate on.
import { wasm } from '@glassbox/backend-wasm';
import { useBackend } from '@glassbox/backends';
import { mnist } from '@glassbox/datasets';
import { layers, sequential } from '@glassbox/models';

const [epochs, images] = process.argv.slice(2).map(Number);
await useBackend(wasm());
const { train, test } = await mnist.load();
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
const data = images === undefined ? train : train.take(images);
await model.fit(data, { ...(epochs === undefined ? {} : { epochs }), validationSplit: 0.2, progress: false });
await model.evaluate(test);
console.log(JSON.stringify({ value: process.resourceUsage().maxRSS / 1024 }));
