import { defineActivation, registerActivation } from '@glassbox/activations';
import { wasm } from '@glassbox/backend-wasm';
import { useBackend } from '@glassbox/backends';
import { moons } from '@glassbox/datasets';
import { layers, optimizers, sequential } from '@glassbox/models';
import { add, div, mul, sqrt, square, sub } from '@tensorflow/tfjs-core';

// A function of one number and its slope are enough. Operations on tensors make it as fast as those that come along.
const bentIdentity = defineActivation({
  name: 'bentIdentity',
  formula: '(sqrt(x^2 + 1) - 1) / 2 + x',
  f: (x) => (Math.sqrt(x * x + 1) - 1) / 2 + x,
  derivative: (x) => x / (2 * Math.sqrt(x * x + 1)) + 1,
  tensor: {
    forward: (x) => add(div(sub(sqrt(add(square(x), 1)), 1), 2), x),
    gradient: (dy, x) => mul(dy, add(div(x, mul(sqrt(add(square(x), 1)), 2)), 1)),
  },
});

// Registered, its name serves like a built-in one, also where a saved model is loaded. A value needs no registering.
registerActivation(bentIdentity);

await useBackend(wasm());
const [train, test] = moons({ size: 800, noise: 0.15, seed: 1 }).shuffle(1).split(0.25);
const model = sequential(
  [
    layers.input([2]),
    layers.dense(16, { activation: 'bentIdentity' }),
    layers.dense(16, { activation: bentIdentity }),
    layers.dense(2, { activation: 'softmax' }),
  ],
  { seed: 1 },
);
model.compile({
  optimizer: optimizers.adam({ learningRate: 0.01 }),
  loss: 'sparseCategoricalCrossentropy',
  metrics: ['accuracy'],
});
await model.fit(train, { epochs: 40 });
const { accuracy } = await model.evaluate(test);
console.log(`${bentIdentity.name}(-1) = ${bentIdentity.f(-1).toFixed(4)}, test accuracy ${accuracy?.toFixed(3)}`);
