import { activationNames } from '@glassbox/activations';
import { describe, expect, it } from 'vitest';
import { runWithWebgpu } from '../support/webgpu-in-node.js';
import type { ActivationRow } from './activations-webgpu.program.js';

const read = (output: string) => JSON.parse(output) as ActivationRow[];
const program = new URL('activations-webgpu.program.ts', import.meta.url);
const rows = read(await runWithWebgpu(program, (output) => read(output).length === 0));

/** tfjs's own WebGPU kernels of these turn NaN into a number. */
const losing = ['sigmoid', 'elu', 'selu', 'softplus'];

describe.skipIf(rows.length === 0)('activations on WebGPU', () => {
  it('agree with Keras to 1e-6', () => {
    for (const { name, worst } of rows) expect(worst ?? 0, name).toBeLessThan(1e-6);
    expect(rows.filter(({ worst }) => worst !== undefined)).toHaveLength(activationNames().length - 4);
  });

  it('keep NaN, but for four whose kernels do not', () => {
    expect(rows.filter(({ keepsNaN }) => !keepsNaN).map(({ name }) => name)).toEqual(losing);
    expect(rows).toHaveLength(activationNames().length);
  });
});
