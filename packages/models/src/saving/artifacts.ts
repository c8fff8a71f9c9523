import { GlassboxError, type NdArray, sizeOf } from '@glassbox/core';

/** One weight in a saved model, as tfjs's LayersModel format lists it. */
export interface WeightEntry {
  readonly name: string;
  readonly shape: number[];
  readonly dtype: 'float32' | 'int32' | 'bool' | 'string' | 'complex64';
  /** `'optimizer'` for what an optimizer remembers; plain tfjs skips those where there is no training configuration. */
  readonly group?: 'model' | 'optimizer';
}

/**
 * A model as data: tfjs's `ModelArtifacts`, the part of it that Glassbox reads and writes.
 * Format: tensorflow/tfjs, tfjs-core/src/io/types.ts.
 */
export interface ModelArtifacts {
  readonly modelTopology: object;
  readonly format?: string;
  readonly generatedBy?: string;
  readonly convertedBy?: string | null;
  readonly weightSpecs: readonly WeightEntry[];
  readonly weightData: ArrayBuffer;
  readonly userDefinedMetadata?: Readonly<Record<string, unknown>>;
}

/** A named array to be saved. */
export interface NamedArray extends NdArray<Float32Array> {
  readonly name: string;
}

/** Lays arrays one after the other, little-endian, as the format wants it. */
export function packWeights(weights: readonly NamedArray[], slots: readonly NamedArray[] = []) {
  const all = [...weights, ...slots];
  const bytes = new Uint8Array(all.reduce((length, { data }) => length + data.byteLength, 0));
  const view = new DataView(bytes.buffer);
  let offset = 0;
  for (const { data } of all) {
    for (const value of data) {
      view.setFloat32(offset, value, true);
      offset += 4;
    }
  }
  const entry =
    (group?: 'optimizer') =>
    (array: NamedArray): WeightEntry => ({
      name: array.name,
      shape: [...array.shape],
      dtype: 'float32',
      ...(group ? { group } : {}),
    });
  return { weightSpecs: [...weights.map(entry()), ...slots.map(entry('optimizer'))], weightData: bytes.buffer };
}

/** Reads arrays back; throws `bad-model-file` where the bytes do not match the list. */
export function unpackWeights(artifacts: ModelArtifacts): { weights: NamedArray[]; slots: NamedArray[] } {
  const view = new DataView(artifacts.weightData);
  const weights: NamedArray[] = [];
  const slots: NamedArray[] = [];
  let offset = 0;
  for (const spec of artifacts.weightSpecs) {
    requireFloat(spec);
    const data = new Float32Array(sizeOf(spec.shape));
    if (offset + data.byteLength > view.byteLength) throw truncated(spec.name, view.byteLength);
    for (let i = 0; i < data.length; i++, offset += 4) data[i] = view.getFloat32(offset, true);
    (spec.group === 'optimizer' ? slots : weights).push({ name: spec.name, shape: spec.shape, data });
  }
  if (offset !== view.byteLength) {
    throw new GlassboxError(
      'bad-model-file',
      `The weights take ${offset} bytes, but the file has ${view.byteLength}. It is damaged.`,
    );
  }
  return { weights, slots };
}

function requireFloat(spec: WeightEntry): void {
  const quantized = 'quantization' in spec;
  if (spec.dtype === 'float32' && !quantized) return;
  throw new GlassboxError(
    'bad-model-file',
    `The weight ${spec.name} is ${quantized ? 'quantized' : spec.dtype}; only float32 weights can be read. Save the model without quantization.`,
    { details: { name: spec.name } },
  );
}

function truncated(name: string, length: number): GlassboxError {
  return new GlassboxError(
    'bad-model-file',
    `The weights end at byte ${length}, within ${name}. The file is cut short.`,
    {
      details: { name, length },
    },
  );
}
