import { readFile } from 'node:fs/promises';
import { wasm } from '@glassbox/backend-wasm';
import { useBackend } from '@glassbox/backends';
import { readCsv, standardize } from '@glassbox/datasets';
import { layers, optimizers, sequential } from '@glassbox/models';

// Euro coins: the sizes that the mint gives, with the errors of a household scale and caliper added. diameter, thickness, weight, coin.
const coins = await readCsv(await readFile(new URL('./coins.csv', import.meta.url)), { target: 'coin' });
console.log(`${coins.size} coins of ${coins.classNames?.length} kinds: ${coins.classNames?.join(', ')}`);

const [train, test] = coins.split(0.25, { seed: 2, stratify: true });
const normalizer = standardize(train); // fitted on the training set alone, applied to both

await useBackend(wasm());
const model = sequential(
  [layers.input([3]), layers.dense(32, { activation: 'relu' }), layers.dense(8, { activation: 'softmax' })],
  { seed: 2 },
);
model.compile({
  optimizer: optimizers.adam({ learningRate: 0.01 }),
  loss: 'sparseCategoricalCrossentropy',
  metrics: ['accuracy'],
});
await model.fit(train.normalize(normalizer), { epochs: 80, batchSize: 16 });
const { accuracy } = await model.evaluate(test.normalize(normalizer));
console.log(`test accuracy ${accuracy?.toFixed(3)}`);

// One more coin, from plain numbers.
const coin = Float32Array.of(23.3, 2.3, 7.5);
normalizer.transform(coin);
const answer = await model.predict({ inputs: { data: coin, shape: [1, 3] } });
console.log(`23.3 mm, 2.3 mm, 7.5 g: ${coins.classNames?.[answer.argmax()[0]!]}`);
