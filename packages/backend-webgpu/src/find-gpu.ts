import { importOptional, isNode } from '@glassbox/backends';

/** The part of the standard's `GPUAdapter` that is used here; tfjs and Dawn declare it in versions that disagree. */
export interface GpuAdapter {
  readonly info: {
    readonly vendor: string;
    readonly architecture: string;
    readonly device: string;
    readonly description: string;
    readonly isFallbackAdapter?: boolean;
  };
  readonly isFallbackAdapter?: boolean;
  readonly features: ReadonlySet<string>;
  readonly limits: Readonly<Record<string, number>>;
  requestDevice(descriptor: { requiredFeatures: string[]; requiredLimits: Record<string, number> }): Promise<object>;
}

/** The part of `navigator.gpu` that is used here. */
export interface Gpu {
  requestAdapter(options: { powerPreference: PowerPreference }): Promise<GpuAdapter | null>;
}

/** Which of several graphics processors to take. */
export type PowerPreference = 'high-performance' | 'low-power';

/** A way to WebGPU; `install` makes it reachable for tfjs, as `navigator.gpu` and the standard's global names. */
export interface FoundGpu {
  readonly gpu: Gpu;
  install(): void;
}

/** Why there is no WebGPU, and what to do. */
export interface NoGpu {
  readonly reason: string;
  readonly remedy: string;
}

interface DawnModule {
  create(flags: string[]): Gpu;
  readonly globals: object;
}

/** `navigator.gpu` where the platform has it, else Dawn in Node. */
export async function findGpu(dawnFlags: readonly string[]): Promise<FoundGpu | NoGpu> {
  const gpu = (globalThis.navigator as { gpu?: Gpu } | undefined)?.gpu;
  if (gpu) return { gpu, install() {} };
  return isNode() ? findDawn(dawnFlags) : missingInBrowser();
}

function missingInBrowser(): NoGpu {
  if (globalThis.isSecureContext === false) {
    return {
      reason: 'This page is not a secure context, and browsers give WebGPU to secure pages only.',
      remedy: 'Serve the page over HTTPS or from localhost.',
    };
  }
  return {
    reason: 'This browser has no navigator.gpu.',
    remedy: 'Use a browser with WebGPU (Chrome or Edge 113+, Safari 26+, Firefox 141+), or choose the wasm backend.',
  };
}

// One instance for each set of flags, and for as long as the process lives: Dawn crashes where it is collected before its devices.
const instances = new Map<string, Gpu>();

async function findDawn(flags: readonly string[]): Promise<FoundGpu | NoGpu> {
  try {
    const dawn = (await importOptional('webgpu', import.meta.url)) as DawnModule | undefined;
    return dawn ? openDawn(dawn, flags) : dawnMissing;
  } catch (error) {
    return dawnBroken(error as Error);
  }
}

function openDawn(dawn: DawnModule, flags: readonly string[]): FoundGpu {
  const key = flags.join(' ');
  const gpu = instances.get(key) ?? dawn.create([...flags]);
  instances.set(key, gpu);
  return { gpu, install: () => installGlobals(gpu, dawn.globals) };
}

const dawnMissing: NoGpu = {
  reason: "Node has no WebGPU of its own, and the package 'webgpu' (Dawn) is not installed.",
  remedy: 'Run `npm install webgpu`.',
};

/** What to say where Dawn is installed but does not load or takes no such flags. */
export function dawnBroken(error: Error): NoGpu {
  return {
    reason: `The package 'webgpu' (Dawn) could not be loaded: ${error.message.split('\n')[0]}.`,
    remedy: 'Install a version of it that supports this system and Node version, or choose the wasm backend.',
  };
}

/** Sets `navigator.gpu` and GPUBufferUsage and its like, which tfjs reads when it is imported and when it computes. */
function installGlobals(gpu: Gpu, globals: object): void {
  Object.assign(globalThis, globals);
  if (!globalThis.navigator) Object.defineProperty(globalThis, 'navigator', { configurable: true, value: {} });
  Object.defineProperty(globalThis.navigator, 'gpu', { configurable: true, value: gpu });
}
