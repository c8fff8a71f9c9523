import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { wasm } from '@glassbox/backend-wasm';
import { useBackend } from '@glassbox/backends';
import { isGlassboxError } from '@glassbox/core';
import { moons, normalizerFromJSON, standardize } from '@glassbox/datasets';
import { checkpoint, loadModel, mlp } from '@glassbox/models';

await useBackend(wasm());
const folder = await mkdtemp(path.join(tmpdir(), 'glassbox-example-'));
const data = moons({ size: 320, seed: 4 });
const normalizer = standardize(data);
const train = data.normalize(normalizer);
const network = () =>
  mlp({ inputShape: [2], classes: 2, units: [16], dropout: 0.1, seed: 9 }).compile({
    optimizer: 'adam',
    loss: 'sparseCategoricalCrossentropy',
    metrics: ['accuracy'],
  });

// A model and the normalizer that it needs, in one folder: the LayersModel format, which plain TensorFlow.js opens too.
const model = network();
await model.fit(train, { epochs: 20 });
await model.save(path.join(folder, 'model'), { metadata: { normalizer: normalizer.toJSON() } });

const loaded = await loadModel(path.join(folder, 'model'));
const saved = loaded.metadata.normalizer as ReturnType<typeof normalizer.toJSON>;
const samples = data.normalize(normalizerFromJSON(saved)).take(5);
const [before, after] = [await model.predict(samples), await loaded.predict(samples)];
console.log(`the loaded model answers the same: ${before.data.every((value, i) => value === after.data[i])}`);

// A training that is cut short leaves a checkpoint, and goes on from it as if nothing had happened.
const place = path.join(folder, 'checkpoint');
const controller = new AbortController();
const stopped = network();
await stopped
  .fit(train, {
    epochs: 20,
    callbacks: [checkpoint(place)],
    signal: controller.signal,
    onEvent: (event) => {
      if (event.type === 'batch-end' && event.epoch === 8 && event.step === 3) controller.abort();
    },
  })
  .catch((error: unknown) => {
    if (!isGlassboxError(error, 'aborted')) throw error;
    console.log(error.message);
  });
const resumed = network();
await resumed.fit(train, { epochs: 20, resumeFrom: place });
const gone = await resumed.predict(samples);
console.log(
  `the resumed run ends as the one never stopped: ${before.data.every((value, i) => value === gone.data[i])}`,
);

await rm(folder, { recursive: true });
