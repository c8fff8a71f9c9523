import { type BackendPlugin, hostCpu, isNode } from '@glassbox/backends';
import type { BackendKernels } from '@glassbox/backends/ops';
import { requireArgument } from '@glassbox/core';
import { engine, env } from '@tensorflow/tfjs-core';
import type { BinaryName } from './binaries.js';
import { hasRelaxedSimd, hasSimd, hasThreads } from './features.js';
import { loadKernels, TFJS_VERSION } from './kernels/load-kernels.js';
import { locateBinaries } from './locate-binaries.js';
import { patches } from './patches/index.js';
import { installPatches } from './patches/patch.js';

export interface WasmOptions {
  /** Folder of the `.wasm` files, a URL or in Node a path. Default: found without help in Node, Vite and from a CDN. */
  readonly wasmPath?: string;
  /**
   * Threads that our kernels compute in, where the platform has any: Node, and cross-origin isolated pages. The numbers are the same to
   * the last bit in any number of them. Default: in a browser half the cores, at most 4; in Node 1, since there a program often runs
   * in several processes.
   */
  readonly threads?: number;
  /** `false` turns vector instructions off. Default: used where the platform has them. */
  readonly simd?: boolean;
  /**
   * `true` lets products round once instead of twice (relaxed SIMD's fused multiply-add), where the platform can: faster on some
   * processors, but the same seed then gives another run than on a platform without. Default false.
   */
  readonly relaxedSimd?: boolean;
  /**
   * `false` leaves tfjs's own kernels as they are where they are wrong or slow, and does not add the missing ones. The layers of Glassbox do
   * not need them; what is written in operations of tfjs does. Default true.
   */
  readonly patches?: boolean;
}

const tfjsName = 'wasm';

/** What the module lets its memory grow to: a 32-bit address space less one page. */
const memoryLimit = 2 ** 32 - 2 ** 16;

/**
 * Computes in WebAssembly, with SIMD where the platform has it: the backend that runs nearly everywhere and at a good speed.
 *
 * The first `wasm()` that becomes active decides path, threads and SIMD for the process or page; later ones get the same backend.
 *
 * @throws `bad-argument` where `threads` is not a whole number of at least 1.
 * @example
 * await useBackend(wasm());
 */
export function wasm(options: WasmOptions = {}): BackendPlugin {
  const { threads } = options;
  requireArgument(
    threads === undefined || (Number.isInteger(threads) && threads >= 1),
    `threads is a whole number of at least 1, but ${threads} came. Leave it out for the default.`,
  );
  return {
    name: 'wasm',
    async probe() {
      if (typeof WebAssembly !== 'object') {
        const reason = 'This platform has no WebAssembly.';
        return { available: false, reason, remedy: 'Use a current browser or Node, or choose the cpu backend.' };
      }
      return {
        available: true,
        device: hostCpu(),
        accelerator: false,
        precision: 'float32',
        ...plan(options),
        memoryLimit,
      };
    },
    async activate() {
      if (!(tfjsName in engine().registry)) await prepare(options);
      return { tfjsName, syncReads: true, loadKernels: () => ownKernels(options) };
    },
  };
}

interface Plan {
  readonly simd: boolean;
  readonly threads: number;
}

/** What will be used: kernels that run in threads have vector instructions. */
function plan({ simd = true, threads }: WasmOptions): Plan {
  const useSimd = simd && hasSimd();
  if (!useSimd || !hasThreads()) return { simd: useSimd, threads: 1 };
  return { simd: useSimd, threads: threads ?? defaultThreads() };
}

function defaultThreads(): number {
  const cores = isNode() ? 1 : (globalThis.navigator?.hardwareConcurrency ?? 2);
  return Math.min(4, Math.max(1, Math.floor(cores / 2)));
}

async function prepare(options: WasmOptions): Promise<void> {
  // Imported here and not above, since the import registers the backend with tfjs.
  const { setWasmPaths, version_wasm: version } = await import('@tensorflow/tfjs-backend-wasm');
  const { simd, threads } = plan(options);
  env().set('WASM_HAS_SIMD_SUPPORT', simd);
  // tfjs's own build with threads starts eight workers, none of which runs where a bundler shortened the names in its code: the first
  // product then waits for them forever.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const urls = await locateBinaries(neededBinary({ simd, threads }), options.wasmPath, version);
  // tfjs wants an address for the build that it will not use, too.
  if (urls) setWasmPaths({ ...urls, 'tfjs-backend-wasm-threaded-simd.wasm': urls['tfjs-backend-wasm-simd.wasm'] });
}

/**
 * Our kernels, and what they mend of tfjs. They are vector instructions throughout: without those, and on another version of tfjs than
 * they were written for, tfjs's own run.
 */
async function ownKernels(options: WasmOptions): Promise<BackendKernels> {
  if (!env().getBool('WASM_HAS_SIMD_SUPPORT')) return {};
  const { relaxedSimd = false, patches: patched = true } = options;
  const { version_wasm: version } = await import('@tensorflow/tfjs-backend-wasm');
  if (version !== TFJS_VERSION) {
    console.warn(
      `The WASM kernels of Glassbox were written for tfjs ${TFJS_VERSION}; this is ${version}, so they are left out.`,
    );
    return {};
  }
  const build = { threads: plan(options).threads, relaxed: relaxedSimd && hasRelaxedSimd() };
  const { heap, kernels } = await loadKernels(tfjsName, build);
  if (patched) installPatches(heap, tfjsName, patches);
  return kernels;
}

function neededBinary({ simd, threads }: Plan): BinaryName {
  if (!simd) return 'tfjs-backend-wasm.wasm';
  return threads > 1 ? 'tfjs-backend-wasm-simd-shared.wasm' : 'tfjs-backend-wasm-simd.wasm';
}
