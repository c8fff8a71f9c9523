import type { DataId } from '@tensorflow/tfjs-core';

/** What of tfjs's WebGPU backend an upload takes; none of it is documented, and all as version 4.22.0 has it. */
export interface UploadingBackend {
  readonly tensorMap: { get(dataId: DataId): HostData | undefined };
  readonly bufferManager: { acquireBuffer(size: number, usage: number): object };
  readonly queue: { writeBuffer(buffer: object, offset: number, data: ArrayBufferView): void };
  uploadToGPU(dataId: DataId): void;
}

interface HostData {
  readonly dtype: string;
  values: ArrayLike<number> | null;
  resource?: object | null;
}

/** `STORAGE | COPY_SRC | COPY_DST`, as tfjs has for every tensor. */
const USAGE = 0x80 | 0x04 | 0x08;

/**
 * Hands the values of tensors to the device's queue. tfjs makes and destroys a mapped buffer for each upload and ends the pass under way to
 * copy from it, which costs more than a shader.
 *
 * What is written so comes before what is submitted later; a buffer that is acquired is in no command that has yet to be submitted.
 */
export function uploadByQueue(backend: UploadingBackend): void {
  const stock = backend.uploadToGPU.bind(backend);
  backend.uploadToGPU = (dataId) => {
    const data = backend.tensorMap.get(dataId);
    const words = data && !data.resource && wordsOf(data);
    if (!data || !words) return stock(dataId);
    const buffer = backend.bufferManager.acquireBuffer(words.byteLength, USAGE);
    backend.queue.writeBuffer(buffer, 0, words);
    data.values = null;
    data.resource = buffer;
  };
}

/** Values in the form in which shaders read them; undefined for what tfjs is left to do. */
function wordsOf({ dtype, values }: HostData): Float32Array | Int32Array | undefined {
  if (!values?.length) return undefined;
  if (dtype === 'float32') return values instanceof Float32Array ? values : Float32Array.from(values);
  if (dtype === 'int32' || dtype === 'bool') return values instanceof Int32Array ? values : Int32Array.from(values);
  return undefined;
}
