import { readFileSync } from 'node:fs';
import { layers } from '@glassbox/models';
import { describe, expect, it } from 'vitest';
import { measureOnAllBackends, tolerance } from './measured-layers.js';

const measured = await measureOnAllBackends();
const names = Object.keys(measured.wasm);
const table = readFileSync(new URL('../../docs/coverage.md', import.meta.url), 'utf8');

it('the published table has every layer, and none that failed', () => {
  const rows = [...table.matchAll(/^\| `(\w+)` \|(.*)\|$/gm)];
  expect(rows.map(([, name]) => name).sort()).toEqual(
    Object.keys(layers)
      .filter((name) => name !== 'input')
      .sort(),
  );
  for (const [row] of rows) expect(row).not.toContain('FAILED');
});

describe('on WebGPU in Node, layers agree with cpu in value and gradient', () => {
  it.for(names)('%s', (name, context) => {
    if (!measured.webgpu) return context.skip('There is no WebGPU on this machine.');
    const { value, gradient = 0, error } = measured.webgpu[name]!;
    expect(error).toBeUndefined();
    expect(value).toBeLessThan(tolerance);
    expect(gradient).toBeLessThan(tolerance);
  });
});
