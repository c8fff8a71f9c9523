import { describe, expect, it } from 'vitest';
import { runWithWebgpu } from '../../../test/support/webgpu-in-node.js';
import type { DeviceTime } from '../src/device-time/main.js';

const program = new URL('../src/device-time/main.ts', import.meta.url);
const output = await runWithWebgpu(program, (text) => text === '', ['mlp:16:3', 'wide:8:2']);
const rows = output
  .split('\n')
  .filter((line) => line.startsWith('{'))
  .map((line) => JSON.parse(line) as DeviceTime);

describe.skipIf(rows.length === 0)('the time of a device', () => {
  it('is a part of the time of a step', () => {
    expect(rows.map(({ network, batch }) => [network, batch])).toEqual([
      ['mlp', 16],
      ['wide', 8],
    ]);
    for (const { step, device, calls } of rows) {
      expect(device).toBeGreaterThan(0);
      expect(device).toBeLessThan(step);
      expect(calls).toMatchObject({ dispatches: expect.any(Number) });
    }
  });
});
