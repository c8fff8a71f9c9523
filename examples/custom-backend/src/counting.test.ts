import { cpu, currentBackend, useBackend } from '@glassbox/backends';
import { dense } from '@glassbox/backends/ops';
import { backendConformance } from '@glassbox/backends/testing';
import { exp, tensor2d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { counting, kernelCalls } from './index.js';

await backendConformance(counting(), { describe, it }, { other: cpu() });

describe('counting', () => {
  it('computes with its own product and counts what tfjs does', async () => {
    await useBackend(counting());
    expect(currentBackend()).toMatchObject({ name: 'counting', kernels: ['matMul', 'scatterAddRows'] });
    const before = new Map(kernelCalls());
    const y = dense(tensor2d([[1, 2]]), tensor2d([[3], [4]]));
    expect([...y.dataSync()]).toEqual([11]);
    const after = new Map(kernelCalls());
    expect(after.get('BatchMatMul')).toBe(before.get('BatchMatMul'));
    exp(y);
    expect(after.get('Exp') ?? 0).toBe(before.get('Exp') ?? 0);
    expect(new Map(kernelCalls()).get('Exp')).toBe((before.get('Exp') ?? 0) + 1);
  });
});
