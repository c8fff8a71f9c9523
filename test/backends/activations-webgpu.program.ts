// Run in a process of its own by activations-webgpu.test.ts: writes what each activation makes of Keras's points and of NaN on WebGPU.
import { readFileSync } from 'node:fs';
import { activationNames } from '@glassbox/activations';
import { webgpu } from '@glassbox/backend-webgpu';
import { useBackend } from '@glassbox/backends';
import { layers, sequential } from '@glassbox/models';

interface Golden {
  readonly points: number[];
  readonly functions: Record<string, { value: number[]; points?: number[] }>;
}

/** What one activation came to; `worst` is the largest |a - b| / max(1, |b|), undefined for functions of rows. */
export interface ActivationRow {
  readonly name: string;
  readonly keepsNaN: boolean;
  readonly worst?: number;
}

const file = new URL('../../packages/activations/src/golden/activations.json', import.meta.url);
const golden = JSON.parse(readFileSync(file, 'utf8')) as Golden;

async function applied(name: string, row: readonly number[]): Promise<Float32Array> {
  const model = sequential([layers.input([row.length]), layers.activation(name)], { seed: 1 });
  return (await model.predict({ inputs: { data: Float32Array.from(row), shape: [1, row.length] } })).data;
}

async function measure(name: string): Promise<ActivationRow> {
  const keepsNaN = Number.isNaN((await applied(name, [Number.NaN, 1, 2, 3]))[0]);
  const expected = golden.functions[name];
  if (!expected) return { name, keepsNaN };
  const found = await applied(name, expected.points ?? golden.points);
  const errors = expected.value.map((value, i) => Math.abs(found[i]! - value) / Math.max(1, Math.abs(value)));
  return { name, keepsNaN, worst: Math.max(...errors) };
}

const plugin = webgpu();
const rows: ActivationRow[] = [];
if ((await plugin.probe()).available) {
  await useBackend(plugin);
  for (const name of activationNames()) rows.push(await measure(name));
}
console.log(JSON.stringify(rows));
