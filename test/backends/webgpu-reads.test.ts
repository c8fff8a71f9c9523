import { describe, expect, it } from 'vitest';
import { runWithWebgpu } from '../support/webgpu-in-node.js';
import type { Reads } from './webgpu-reads.program.js';

const read = (output: string) => JSON.parse(output) as Reads[];
const program = new URL('webgpu-reads.program.ts', import.meta.url);
const rows = read(await runWithWebgpu(program, (output) => read(output).length === 0));

/** Milliseconds between reads. */
const every = { fit: 1000, predict: 100, evaluate: 100 };

describe.skipIf(rows.length === 0)('what is read back from WebGPU', () => {
  it('goes by the clock, not by the batch', () => {
    expect(rows.map(({ what, batches }) => [what, batches])).toEqual([
      ...[1, 40, 200].map((steps) => ['fit', steps]),
      ...[
        ['predict', 30],
        ['evaluate', 30],
      ],
    ]);
    for (const { what, batches, reads, milliseconds } of rows) {
      expect(reads, `${what} of ${batches} batches in ${milliseconds} ms`).toBeGreaterThan(0);
      expect(reads, `${what} of ${batches} batches in ${milliseconds} ms`).toBeLessThanOrEqual(
        1 + Math.floor(milliseconds / every[what]),
      );
    }
  });
});
