import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cpu, useBackend } from '@glassbox/backends';
import { beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/temporary-folder.js';
import { layers } from '../layers/index.js';
import { sequential } from '../model/sequential.js';
import { loadModel } from './load-model.js';

async function saved() {
  const place = await temporaryFolder();
  await sequential([layers.input([3]), layers.dense(2)]).save(place);
  const file = join(place, 'model.json');
  const json = JSON.parse(await readFile(file, 'utf8'));
  return { place, json, rewrite: () => writeFile(file, JSON.stringify(json)) };
}

beforeAll(() => useBackend(cpu()));

it('names the folder that cannot be read', async () => {
  await expect(loadModel('/nowhere/at-all')).rejects.toMatchObject({
    code: 'storage-failed',
    details: { folder: '/nowhere/at-all' },
  });
});

it('says how to address a model where the scheme is unknown', async () => {
  await expect(loadModel('ftp://somewhere/model')).rejects.toThrow(
    /Use a folder in Node, indexeddb:\/\/name in a browser/,
  );
});

it('lists every layer that it does not know, with the nearest one', async () => {
  const { place, json, rewrite } = await saved();
  json.modelTopology.config.layers.push({ class_name: 'Dence', config: {} }, { class_name: 'Lambda', config: {} });
  await rewrite();
  await expect(loadModel(place)).rejects.toThrow(/does not know: Dence, Lambda\..*Did you mean 'Dense'/);
});

it('finds weights that are cut short, too long, quantized or of another shape', async () => {
  for (const [change, message] of [
    [(spec: { shape: number[] }) => spec.shape.splice(0, 1, 300), /end at byte 32/],
    [(spec: { shape: number[] }) => spec.shape.splice(0, 1, 1), /take 16 bytes, but the file has 32/],
    [(spec: { quantization?: object }) => Object.assign(spec, { quantization: { dtype: 'uint8' } }), /is quantized/],
    [
      (spec: { shape: number[] }) => spec.shape.splice(0, 2, 2, 3),
      /dense\/kernel has the shape \[3, 2\], but \[2, 3\] came/,
    ],
    [(spec: { name: string }) => Object.assign(spec, { name: 'other/kernel' }), /lacks the weights dense\/kernel/],
  ] as const) {
    const { place, json, rewrite } = await saved();
    change(json.weightsManifest[0].weights[0]);
    await rewrite();
    const loading = loadModel(place);
    await expect(loading).rejects.toMatchObject({ code: 'bad-model-file' });
    await expect(loading).rejects.toThrow(message);
  }
});

it('opens no functional model, and says so', async () => {
  const { place, json, rewrite } = await saved();
  json.modelTopology.class_name = 'Functional';
  await rewrite();
  await expect(loadModel(place)).rejects.toThrow(/The model is a Functional, but only Sequential models can be read/);
});
