import { getKernel, type KernelFunc, registerKernel, type TensorInfo, unregisterKernel } from '@tensorflow/tfjs-core';

type Call = Parameters<KernelFunc>[0];
type Stock = (inputs: Call['inputs'], attributes: Call['attrs']) => TensorInfo;

interface Freeing {
  disposeData(dataId: object): boolean;
}

/** A kernel of tfjs's WebGPU backend that is wrong for some inputs, and what takes its place; undefined leaves a call to tfjs. */
interface Patch {
  readonly kernelName: string;
  readonly reason: string;
  run(call: Call, stock: Stock): TensorInfo | undefined;
}

/** Buffers that a shader may read on every device, less one for its output. */
const READ_AT_ONCE = 7;

function addInGroups({ inputs, backend }: Call, stock: Stock): TensorInfo | undefined {
  const terms = Object.values(inputs) as TensorInfo[];
  if (terms.length <= READ_AT_ONCE) return undefined;
  let sum = stock(terms.slice(0, READ_AT_ONCE) as never, {});
  for (let from = READ_AT_ONCE; from < terms.length; from += READ_AT_ONCE - 1) {
    const next = stock([sum, ...terms.slice(from, from + READ_AT_ONCE - 1)] as never, {});
    (backend as Freeing).disposeData(sum.dataId);
    sum = next;
  }
  return sum;
}

type Paddings = readonly (readonly [number, number])[];

/** Pads one axis after the other, each in a view of three axes. */
function padByAxes({ inputs, attrs, backend }: Call, stock: Stock): TensorInfo | undefined {
  const { paddings, constantValue } = attrs as { paddings?: Paddings; constantValue?: number } & object;
  const x = inputs.x!;
  if (!paddings || x.shape.length <= 4) return undefined;
  const shape = [...x.shape];
  let padded = x;
  for (const [axis, [before, after]] of paddings.entries()) {
    if (before + after === 0) continue;
    const sizeOf = (extents: readonly number[]) => extents.reduce((size, extent) => size * extent, 1);
    const view = [sizeOf(shape.slice(0, axis)), shape[axis]!, sizeOf(shape.slice(axis + 1))];
    const around = [
      [0, 0],
      [before, after],
      [0, 0],
    ];
    const next = stock({ x: { ...padded, shape: view } }, { paddings: around, constantValue } as never);
    if (padded !== x) (backend as Freeing).disposeData(padded.dataId);
    shape[axis]! += before + after;
    padded = next;
  }
  return padded === x ? undefined : { ...padded, shape };
}

/** What is replaced in tfjs 4.22.0. */
const webgpuPatches: readonly Patch[] = [
  {
    kernelName: 'AddN',
    reason:
      'Binds all terms at once, of which a device takes eight with the sum; with more it computes nothing and says so nowhere.',
    run: addInGroups,
  },
  {
    kernelName: 'PadV2',
    reason: 'Computes something else for five axes.',
    run: padByAxes,
  },
];

const patched = new Set<string>();

/** Puts the patches into tfjs's registry; a second call changes nothing. */
export function installWebgpuPatches(backendName: string): void {
  for (const { kernelName, run } of webgpuPatches) {
    const stock = getKernel(kernelName, backendName);
    if (!stock || patched.has(kernelName)) continue;
    patched.add(kernelName);
    const kernelFunc: KernelFunc = (call) => {
      const passOn: Stock = (inputs, attrs) => stock.kernelFunc({ ...call, inputs, attrs: attrs ?? {} }) as TensorInfo;
      return run(call, passOn) ?? stock.kernelFunc(call);
    };
    // Registering over a kernel makes tfjs warn.
    unregisterKernel(kernelName, backendName);
    registerKernel({ ...stock, kernelFunc });
  }
}
