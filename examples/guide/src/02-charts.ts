import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { recommendActivation } from '@glassbox/activations';
import { wasm } from '@glassbox/backend-wasm';
import { useBackend } from '@glassbox/backends';
import { mnist } from '@glassbox/datasets';
import { mlp } from '@glassbox/models';
import {
  activationCurve,
  type Chart,
  confusionMatrix,
  htmlReport,
  imageGrid,
  toPng,
  toSvg,
  trainingCurves,
} from '@glassbox/viz';

const folder = process.argv[2] ?? 'glassbox-report';
await mkdir(folder, { recursive: true });

// A short training, to have something to draw.
await useBackend(wasm());
const { train, test } = await mnist.load();
const model = mlp({ inputShape: [28, 28], classes: 10, units: [32], seed: 1 });
model.compile({ optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] });
const history = await model.fit(train.take(2000), { epochs: 4, validationSplit: 0.2 });
const sample = test.take(500);
const predictions = (await model.predict(sample)).argmax();

// A chart is a value: numbers in `chart.info`, and a way to draw them.
const curves = trainingCurves(history);
console.log(`best validation accuracy: ${Math.max(...history.valAccuracy).toFixed(3)}`);
console.log(`panels: ${curves.info.panels.map(({ metric }) => metric).join(', ')}`);

const { activation } = recommendActivation({ layer: 'hidden' });
const charts: Record<string, Chart> = {
  curves,
  digits: imageGrid(sample.take(24).toArrays().inputs, {
    labels: sample.take(24).labels(),
    predictions: predictions.slice(0, 24),
  }),
  confusion: confusionMatrix(sample.labels(), predictions),
};
if (activation.kind === 'elementwise') {
  charts.activation = activationCurve({ ...activation, name: activation.title });
}

for (const [name, chart] of Object.entries(charts)) {
  await writeFile(path.join(folder, `${name}.svg`), toSvg(chart)); // follows the reader's light or dark
  await writeFile(path.join(folder, `${name}.png`), await toPng(chart, { scale: 2, theme: 'dark' }));
}
const sections = Object.values(charts).map((chart) => ({ heading: chart.title, chart }));
await writeFile(path.join(folder, 'charts.html'), htmlReport({ title: 'Charts', sections }));
console.log(`written: ${Object.keys(charts).join(', ')} and charts.html`);
