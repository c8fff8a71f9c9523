import { describe, expect, it } from 'vitest';
import type { KernelRow } from '../../packages/backend-webgpu/test/kernels/measure.js';
import { runWithWebgpu } from '../support/webgpu-in-node.js';

// What a device has to complain of comes first, on the same stream.
const read = (output: string) => JSON.parse(output.trimEnd().split('\n').at(-1)!) as KernelRow[];
const program = new URL('webgpu-kernels.program.ts', import.meta.url);
const rows = read(await runWithWebgpu(program, (output) => read(output).length === 0));

describe.skipIf(rows.length === 0)('the shaders for graphics processors', () => {
  it.each(rows)('$name', ({ worst, repeats, left }) => {
    expect(worst).toBeLessThan(1e-5);
    expect(repeats).toBe(true);
    expect(left).toBe(0);
  });
});
