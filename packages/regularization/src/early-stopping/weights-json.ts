import { requireArgument, sizeOf, type WeightSnapshot } from '@glassbox/core';

/** A weight whose numbers are base64 of their little-endian bytes: exact, and half as long as decimals. */
export interface WeightJson {
  readonly name: string;
  readonly shape: readonly number[];
  readonly float32: string;
}

function toBase64(data: Float32Array): string {
  const bytes = new Uint8Array(4 * data.length);
  const view = new DataView(bytes.buffer);
  data.forEach((value, i) => {
    view.setFloat32(4 * i, value, true);
  });
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
}

function fromBase64(text: string): Float32Array {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: bytes.length >> 2 }, (_, i) => view.getFloat32(4 * i, true));
}

export const weightsToJson = (weights: WeightSnapshot): WeightJson[] =>
  weights.map(({ name, shape, data }) => ({ name, shape: [...shape], float32: toBase64(data) }));

export const weightsFromJson = (weights: readonly WeightJson[]): WeightSnapshot =>
  weights.map(({ name, shape, float32 }) => {
    const data = fromBase64(float32);
    requireArgument(
      data.length === sizeOf(shape),
      `The saved weight ${name} has ${data.length} numbers, not its shape's.`,
    );
    return { name, shape: [...shape], data };
  });
