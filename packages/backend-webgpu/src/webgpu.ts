import type { BackendPlugin, BackendProbe } from '@glassbox/backends';
import { type BackendKernels, stockKernels } from '@glassbox/backends/ops';
import { GlassboxError } from '@glassbox/core';
import {
  engine,
  env,
  findBackendFactory,
  type KernelBackend,
  registerBackend,
  removeBackend,
  version_core,
} from '@tensorflow/tfjs-core';
import { type FoundGpu, findGpu, type GpuAdapter, type NoGpu, type PowerPreference } from './find-gpu.js';
import { conv2d } from './kernels/convolutions.js';
import { fusedKernels } from './kernels/fused-kernels.js';
import { Gpu, type TfjsWebgpuBackend } from './kernels/gpu.js';
import { hardwareKernels, softwareKernels } from './kernels/kinds.js';
import { optimizerKernels } from './kernels/optimizers.js';
import { poolingKernels } from './kernels/windows.js';
import { installPatches, patches } from './patches/install-patches.js';
import { type UploadingBackend, uploadByQueue } from './patches/uploads.js';

export interface WebgpuOptions {
  /** Which graphics processor to take where there are several. Default `'high-performance'`. */
  readonly powerPreference?: PowerPreference;
  /** Options for Dawn, in Node only, such as `backend=vulkan`; see the `webgpu` package. Default none. */
  readonly dawnFlags?: readonly string[];
}

const tfjsName = 'webgpu';

/** The version that our shaders and patches were written for. */
const TFJS_VERSION = '4.22.0';

/**
 * Computes on a graphics processor: `navigator.gpu` in a browser, Dawn (the optional package `webgpu`) in Node.
 *
 * Tensors are read with `await tensor.data()`; `dataSync()` is not to be relied upon. A software adapter works, but is not counted
 * as an accelerator. Where there is no WebGPU, the probe says why and what to do.
 *
 * @example
 * await useBackend([webgpu(), wasm()]);
 */
export function webgpu(options: WebgpuOptions = {}): BackendPlugin {
  const { powerPreference = 'high-performance', dawnFlags = [] } = options;
  const find = () => findAdapter(powerPreference, dawnFlags);
  return {
    name: 'webgpu',
    async probe() {
      const found = await find();
      return 'reason' in found ? { available: false, ...found } : describe(found.adapter);
    },
    async activate() {
      if (!(tfjsName in engine().registry)) {
        const found = await find();
        if ('reason' in found) throw new GlassboxError('no-backend', `${found.reason} ${found.remedy}`);
        await register(found);
      }
      return { tfjsName, syncReads: false, kernels: stockKernels, loadKernels: async () => ownKernels(await find()) };
    },
  };
}

/** Our shaders, on the device of tfjs's backend; none on another version of tfjs than they were written for. */
function ownKernels(found: FoundAdapter | NoGpu): BackendKernels {
  if (version_core !== TFJS_VERSION) return {};
  const gpu = new Gpu(engine().findBackend(tfjsName) as KernelBackend & TfjsWebgpuBackend);
  const software = 'adapter' in found && isSoftware(found.adapter);
  return { ...sharedKernels(gpu), ...(software ? softwareKernels(gpu) : hardwareKernels(gpu)) };
}

const sharedKernels = (gpu: Gpu): BackendKernels => ({
  ...fusedKernels(gpu),
  ...optimizerKernels(gpu),
  ...poolingKernels(gpu),
  conv2d,
});

interface FoundAdapter extends FoundGpu {
  readonly adapter: GpuAdapter;
}

async function findAdapter(
  powerPreference: PowerPreference,
  dawnFlags: readonly string[],
): Promise<FoundAdapter | NoGpu> {
  const found = await findGpu(dawnFlags);
  if ('reason' in found) return found;
  try {
    const adapter = await found.gpu.requestAdapter({ powerPreference });
    return adapter ? { ...found, adapter } : noAdapter('no graphics processor answers');
  } catch (error) {
    return noAdapter(`asking for a graphics processor failed (${(error as Error).message})`);
  }
}

function noAdapter(what: string): NoGpu {
  return {
    reason: `WebGPU is here, but ${what}.`,
    remedy:
      'Install the driver of your graphics processor (on Linux a Vulkan driver and libvulkan1; VK_DRIVER_FILES names a driver that ' +
      'lies elsewhere; a browser shows the state under chrome://gpu), or choose the wasm backend.',
  };
}

const isSoftware = ({ info, isFallbackAdapter }: GpuAdapter) => info.isFallbackAdapter ?? isFallbackAdapter ?? false;

function describe(adapter: GpuAdapter): BackendProbe {
  const software = isSoftware(adapter);
  const name = nameOf(adapter.info);
  const { maxBufferSize = Infinity, maxStorageBufferBindingSize = Infinity } = adapter.limits;
  return {
    available: true,
    device: software ? `${name} (software)` : name,
    accelerator: !software,
    precision: 'float32',
    memoryLimit: Math.min(maxBufferSize, maxStorageBufferBindingSize),
  };
}

/**
 * Shaders that are handed over together. tfjs's own number is 15; a submission costs as much time as several of them, and a tensor that is
 * disposed of keeps its memory until the next one.
 */
const DISPATCHES_A_SUBMISSION = 32;

/** Dawn names the device and describes its driver; browsers often tell no more than the vendor and the architecture. */
function nameOf({ vendor, architecture, device, description }: GpuAdapter['info']): string {
  const family = [vendor, architecture].filter(Boolean).join(' ');
  const known = device ? [device.replace(/-+$/, ''), description] : [description || family];
  return known.filter(Boolean).join(', ') || 'unnamed graphics processor';
}

const wantedFeatures = ['timestamp-query', 'bgra8unorm-storage'];
const wantedLimits = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
];

/**
 * Gives tfjs the backend, on a device that we open: tfjs's own factory takes no options, fails without words where there is no
 * adapter, and asks for features in a form that stricter platforms refuse.
 */
async function register({ adapter, install }: FoundAdapter): Promise<void> {
  const device = await adapter.requestDevice({
    requiredFeatures: wantedFeatures.filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(wantedLimits.map((limit) => [limit, adapter.limits[limit]!])),
  });
  install();
  // Imported after navigator.gpu exists, which it looks for, and not above, since the import registers with tfjs.
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  type Arguments = ConstructorParameters<typeof WebGPUBackend>;
  const backend = new WebGPUBackend(device as Arguments[0], adapter.info as Arguments[1]);
  if (findBackendFactory(tfjsName)) removeBackend(tfjsName);
  registerBackend(tfjsName, () => backend, 3);
  if (version_core !== TFJS_VERSION) return;
  installPatches(tfjsName, patches(backend.device.limits.maxStorageBuffersPerShaderStage));
  uploadByQueue(backend as object as UploadingBackend);
  env().set('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE', DISPATCHES_A_SUBMISSION);
}
