import { getBackend, type Tensor2D } from '@tensorflow/tfjs-core';
import * as ops from '../../ops/index.js';
import { useBackend } from '../../use-backend.js';
import { check, checkTensor } from '../check.js';
import type { ConformanceCase } from '../conformance-case.js';
import { valueTolerance, withoutLeak } from '../op-case.js';
import { matMul } from '../reference/products.js';
import { randomValues, toTensor } from '../values.js';

const a = randomValues('left', [7, 5]);
const b = randomValues('right', [5, 6]);

/** What the interface of plugins promises, and moving between backends. */
export const houseCases: readonly ConformanceCase[] = [
  {
    group: 'contract',
    name: 'the probe gives the same answer twice, with a device and a precision',
    async run({ plugin }) {
      const [first, second] = [await plugin.probe(), await plugin.probe()];
      check(JSON.stringify(first) === JSON.stringify(second), () => 'Two probes gave different answers.');
      check(first.available, () => 'The backend is in use, but its probe says that it is not available.');
      check(first.device.length > 0, () => 'The probe names no device.');
      check(['float32', 'float16'].includes(first.precision), () => `The precision '${first.precision}' is not known.`);
    },
  },
  {
    group: 'contract',
    name: 'activating again gives the same answer, and the name has no underscore',
    async run({ plugin }) {
      const [first, second] = [await plugin.activate(), await plugin.activate()];
      check(first.tfjsName === second.tfjsName, () => `It became '${second.tfjsName}' after '${first.tfjsName}'.`);
      check(!first.tfjsName.includes('_'), () => `'${first.tfjsName}' has an underscore.`);
      check(getBackend() === first.tfjsName, () => `tfjs computes on '${getBackend()}', not on '${first.tfjsName}'.`);
    },
  },
  {
    group: 'contract',
    name: 'tensors can be read at once',
    async skip({ plugin }) {
      const { syncReads } = await plugin.activate();
      return syncReads ? undefined : 'The backend says that reading at once is not for it (syncReads is false).';
    },
    run: () =>
      withoutLeak(async () => {
        const tensor = toTensor(a);
        const data = tensor.dataSync();
        check(data.length === 35 && data[34] === a.data[34], () => 'dataSync() gave other numbers than were put in.');
        tensor.dispose();
      }),
  },
  {
    group: 'switching',
    name: 'works after another backend was used, on tensors from before too',
    skip: async ({ plugin, other }) =>
      other.name === plugin.name ? 'There is no other backend to switch to; pass one as `other`.' : undefined,
    run: ({ plugin, other }) =>
      withoutLeak(async () => {
        const left = toTensor(a) as Tensor2D;
        await useBackend(other);
        await onceMore();
        await useBackend(plugin);
        const right = toTensor(b) as Tensor2D;
        const product = ops.matMul(left, right);
        await checkTensor(product, matMul(a, b), valueTolerance, 'The product after coming back');
        for (const tensor of [left, right, product]) tensor.dispose();
      }),
  },
];

/** One product on the backend in use, checked and thrown away. */
async function onceMore(): Promise<void> {
  const [left, right] = [toTensor(a) as Tensor2D, toTensor(b) as Tensor2D];
  const product = ops.matMul(left, right);
  await checkTensor(product, matMul(a, b), valueTolerance, 'The product on the other backend');
  for (const tensor of [left, right, product]) tensor.dispose();
}
