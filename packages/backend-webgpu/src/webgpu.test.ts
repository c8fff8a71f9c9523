import { afterEach, expect, it, vi } from 'vitest';
import type { Gpu, GpuAdapter } from './find-gpu.js';
import { webgpu } from './webgpu.js';

const chip: GpuAdapter = {
  info: { vendor: 'acme', architecture: 'x1', device: '', description: 'Acme X1' },
  features: new Set(),
  limits: { maxBufferSize: 4096, maxStorageBufferBindingSize: 2048 },
  requestDevice: () => Promise.reject(new Error('out of devices')),
};

const withGpu = (requestAdapter: Gpu['requestAdapter']) => vi.stubGlobal('navigator', { gpu: { requestAdapter } });

afterEach(() => vi.unstubAllGlobals());

it('reports the adapter, asked for with the wanted power preference', async () => {
  const requestAdapter = vi.fn(async () => chip);
  withGpu(requestAdapter);
  expect(await webgpu({ powerPreference: 'low-power' }).probe()).toEqual({
    available: true,
    device: 'Acme X1',
    accelerator: true,
    precision: 'float32',
    memoryLimit: 2048,
  });
  expect(requestAdapter).toHaveBeenCalledWith({ powerPreference: 'low-power' });
});

it.each([
  [{ device: 'acme-x1', description: 'Acme: 580.1' }, 'acme-x1, Acme: 580.1'],
  [{ device: 'soft-device-', description: '' }, 'soft-device'],
  [{ device: '', description: '' }, 'acme x1'],
  [{ device: '', description: '', vendor: '', architecture: '' }, 'unnamed graphics processor'],
])('names a device from what its adapter tells: %j', async (info, device) => {
  withGpu(async () => ({ ...chip, info: { ...chip.info, ...info } }));
  expect(await webgpu().probe()).toMatchObject({ device });
});

it('does not count a software adapter as an accelerator', async () => {
  withGpu(async () => ({
    ...chip,
    info: { vendor: 'google', architecture: 'swiftshader', device: '', description: '', isFallbackAdapter: true },
  }));
  expect(await webgpu().probe()).toMatchObject({ device: 'google swiftshader (software)', accelerator: false });
});

it('says what to install where no adapter answers', async () => {
  withGpu(async () => null);
  expect(await webgpu().probe()).toMatchObject({
    available: false,
    reason: 'WebGPU is here, but no graphics processor answers.',
    remedy: expect.stringMatching(/Vulkan.*VK_DRIVER_FILES/),
  });
  await expect(webgpu().activate()).rejects.toMatchObject({ code: 'no-backend' });
});

it('gives the reason where asking for an adapter fails', async () => {
  withGpu(() => Promise.reject(new Error('blocked')));
  expect(await webgpu().probe()).toMatchObject({ available: false, reason: expect.stringContaining('(blocked)') });
});

it('passes on why no device could be opened', async () => {
  withGpu(async () => chip);
  await expect(webgpu().activate()).rejects.toThrow('out of devices');
});

it('tells a browser without WebGPU from an insecure page', async () => {
  vi.stubGlobal('process', undefined);
  vi.stubGlobal('navigator', {});
  expect(await webgpu().probe()).toMatchObject({ available: false, reason: 'This browser has no navigator.gpu.' });
  vi.stubGlobal('isSecureContext', false);
  expect(await webgpu().probe()).toMatchObject({ available: false, remedy: expect.stringContaining('HTTPS') });
});
