import { describe, expect, it } from 'vitest';
import { runWithWebgpu } from '../support/webgpu-in-node.js';
import type { EpochReads } from './webgpu-reads.program.js';

const read = (output: string) => JSON.parse(output) as EpochReads[];
const program = new URL('webgpu-reads.program.ts', import.meta.url);
const rows = read(await runWithWebgpu(program, (output) => read(output).length === 0));

describe.skipIf(rows.length === 0)('what fit reads back from WebGPU', () => {
  it('goes by the epoch and the second, not by the step', () => {
    expect(rows.map(({ steps }) => steps)).toEqual([1, 40, 200]);
    for (const { steps, reads, milliseconds } of rows) {
      expect(reads, `${steps} steps in ${milliseconds} ms`).toBeGreaterThan(0);
      expect(reads, `${steps} steps in ${milliseconds} ms`).toBeLessThanOrEqual(1 + Math.floor(milliseconds / 1000));
    }
  });
});
