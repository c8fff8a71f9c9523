import { expect, it } from 'vitest';
import { type UploadingBackend, uploadByQueue } from './uploads.js';

interface Data {
  dtype: string;
  values: ArrayLike<number> | null;
  resource?: object;
}

/** A backend that holds one tensor, and tells what was written where and what tfjs was left to do. */
function backendWith(data: Data | undefined) {
  const written: ArrayBufferView[] = [];
  const acquired: number[] = [];
  const stock: object[] = [];
  const backend: UploadingBackend = {
    tensorMap: { get: () => data },
    bufferManager: {
      acquireBuffer(size) {
        acquired.push(size);
        return { size };
      },
    },
    queue: { writeBuffer: (_buffer, _offset, values) => written.push(values) },
    uploadToGPU: (dataId) => stock.push(dataId),
  };
  uploadByQueue(backend);
  const dataId = {};
  backend.uploadToGPU(dataId);
  return { written, acquired, left: stock.includes(dataId) };
}

it.each([
  ['float32', Float32Array.of(1, 2.5), Float32Array.of(1, 2.5)],
  ['float32', [1, 2.5], Float32Array.of(1, 2.5)],
  ['int32', Int32Array.of(-1, 2), Int32Array.of(-1, 2)],
  ['bool', Uint8Array.of(1, 0), Int32Array.of(1, 0)],
])('hands values of %s to the queue, %o', (dtype, values, expected) => {
  const data: Data = { dtype, values };
  expect(backendWith(data)).toEqual({ written: [expected], acquired: [8], left: false });
  expect(data).toEqual({ dtype, values: null, resource: { size: 8 } });
});

it.each<[string, Data | undefined]>([
  ['is on the device already', { dtype: 'float32', values: null, resource: {} }],
  ['has no values yet', { dtype: 'float32', values: null }],
  ['is empty', { dtype: 'float32', values: [] }],
  ['has another type', { dtype: 'complex64', values: [1] }],
  ['is not known', undefined],
])('leaves to tfjs what %s', (_, data) => {
  expect(backendWith(data)).toEqual({ written: [], acquired: [], left: true });
});
