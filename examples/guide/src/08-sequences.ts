import { wasm } from '@glassbox/backend-wasm';
import { useBackend } from '@glassbox/backends';
import { random } from '@glassbox/core';
import { optimizers, rnn } from '@glassbox/models';

// Six tokens of four kinds; the class is the kind of the first. The network has to keep it in mind to the end.
const [size, steps, kinds] = [512, 6, 4];
const source = random(11, 'tokens');
const tokens = Float32Array.from({ length: size * steps }, () => source.integer(kinds));
const labels = Int32Array.from({ length: size }, (_, i) => tokens[i * steps]!);
const data = { inputs: { data: tokens, shape: [size, steps] }, targets: { data: labels, shape: [size] } };

await useBackend(wasm());
const model = rnn({
  inputShape: [steps],
  classes: kinds,
  vocabulary: kinds,
  embedding: 8,
  cell: 'gru',
  units: [16],
  seed: 11,
});
model.compile({
  optimizer: optimizers.adam({ learningRate: 0.01 }),
  loss: 'sparseCategoricalCrossentropy',
  metrics: ['accuracy'],
});
const history = await model.fit(data, { epochs: 15, batchSize: 16, validationSplit: 0.25 });
console.log(
  `validation accuracy: first epoch ${history.valAccuracy[0]?.toFixed(3)}, last ${history.valAccuracy.at(-1)?.toFixed(3)}`,
);
