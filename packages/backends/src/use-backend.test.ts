import {
  engine,
  getBackend,
  KernelBackend,
  registerBackend,
  removeBackend,
  Tensor,
  tensor1d,
} from '@tensorflow/tfjs-core';
import { afterEach, expect, it, vi } from 'vitest';
import { cpu } from './cpu.js';
import type { BackendPlugin } from './plugin.js';
import { activeBackend, setActiveBackend } from './state.js';
import { currentBackend, useBackend } from './use-backend.js';

const device = { available: true, device: 'test chip', accelerator: false, precision: 'float32' } as const;

function plugin(name: string, changes: Partial<BackendPlugin> = {}): BackendPlugin {
  return {
    name,
    probe: async () => device,
    activate: async () => ({ tfjsName: 'cpu', syncReads: true }),
    ...changes,
  };
}

const absent = plugin('absent', {
  probe: async () => ({ available: false, reason: 'There is no such chip.', remedy: 'Buy one.' }),
});

afterEach(() => setActiveBackend(undefined));

it('says what to call before a backend was chosen', () => {
  expect(() => currentBackend()).toThrow(/Call `await useBackend\(wasm\(\)\)`/);
});

it('takes the first plugin that can run and tells about it', async () => {
  const current = await useBackend([absent, cpu()]);
  expect(current).toMatchObject({ name: 'cpu', tfjsName: 'cpu', accelerator: false, precision: 'float32', threads: 1 });
  expect(current.device).toMatch(/^CPU/);
  expect(current.kernels).toContain('matMul');
  expect(getBackend()).toBe('cpu');
  expect(currentBackend()).toEqual(current);
});

it('gives each reason and remedy where none can run, and leaves the backend in use', async () => {
  await useBackend(cpu());
  const broken = plugin('broken', { activate: () => Promise.reject(new Error('the fan stopped')) });
  await expect(useBackend([absent, broken])).rejects.toMatchObject({
    code: 'no-backend',
    message: expect.stringMatching(
      /absent: There is no such chip\. Buy one\.\n {2}broken: Starting it failed: the fan stopped\./,
    ),
    details: { failures: [{ name: 'absent' }, { name: 'broken' }] },
  });
  expect(activeBackend()?.name).toBe('cpu');
  expect(getBackend()).toBe('cpu');
});

it('counts a backend whose tfjs factory fails as unavailable, with the reason', async () => {
  await useBackend(cpu());
  registerBackend('cracked', async () => {
    throw new Error('no silicon');
  });
  const cracked = plugin('cracked', { activate: async () => ({ tfjsName: 'cracked', syncReads: true }) });
  await expect(useBackend(cracked)).rejects.toThrow(/no silicon/);
  expect((await useBackend([cracked, cpu()])).name).toBe('cpu');
  removeBackend('cracked');
});

it('goes back to the backend before where tfjs cannot select the new one', async () => {
  await useBackend(cpu());
  registerBackend('shy', () => new KernelBackend());
  const select = vi.spyOn(engine(), 'setBackend').mockResolvedValueOnce(false);
  const shy = plugin('shy', { activate: async () => ({ tfjsName: 'shy', syncReads: true }) });
  await expect(useBackend(shy)).rejects.toThrow(/could not start its backend 'shy'/);
  expect(select).toHaveBeenLastCalledWith('cpu');
  expect(currentBackend().name).toBe('cpu');
});

it.each([
  ['under_score', /underscore/],
  ['nowhere', /knows no backend 'nowhere'/],
])('refuses the tfjs name %s', async (tfjsName, message) => {
  const named = plugin('named', { activate: async () => ({ tfjsName, syncReads: true }) });
  await expect(useBackend(named)).rejects.toThrow(message);
});

it('refuses an empty list', async () => {
  await expect(useBackend([])).rejects.toMatchObject({ code: 'bad-argument' });
});

it('notices that tfjs was switched past it', async () => {
  await useBackend(cpu());
  vi.spyOn(engine(), 'backendName', 'get').mockReturnValue('webgl');
  expect(() => currentBackend()).toThrow(/chose 'cpu', but tfjs was since switched/);
});

it('gives tensors the methods that tfjs-layers calls, and leaves those that exist', async () => {
  const own = vi.fn();
  Object.defineProperty(Tensor.prototype, 'square', { configurable: true, value: own });
  await useBackend(cpu());
  const x = tensor1d([1, -2, 3]) as Tensor & Record<'flatten' | 'sign' | 'square', () => Tensor>;
  expect([...x.sign().dataSync()]).toEqual([1, -1, 1]);
  expect(x.flatten().shape).toEqual([3]);
  x.square();
  expect(own).toHaveBeenCalledOnce();
});
