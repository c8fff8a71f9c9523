import { GlassboxError, type NdArray, requireArgument, sizeOf } from '@glassbox/core';
import { idxTypeFor } from './idx-type.js';

/**
 * Writes an array as an IDX file; {@link readIdx} gives it back exactly. Pass the bytes to `gzip` for the packed form.
 *
 * @throws `bad-argument` for elements that IDX has no type for (unsigned 16 and 32 bits), more than 255 axes, or data that does not fill
 * the shape.
 */
export function writeIdx({ data, shape }: NdArray): Uint8Array {
  const type = idxTypeFor(data);
  if (!type) {
    throw new GlassboxError(
      'bad-argument',
      'IDX has no unsigned 16- or 32-bit elements. Convert the array, for example to Int32Array.',
    );
  }
  requireArgument(shape.length <= 255, `IDX holds at most 255 axes, but ${shape.length} came.`);
  requireArgument(
    sizeOf(shape) === data.length,
    `${data.length} elements do not fill the shape [${shape.join(', ')}].`,
  );
  const headerBytes = 4 + 4 * shape.length;
  const bytes = new Uint8Array(headerBytes + data.length * type.size);
  const view = new DataView(bytes.buffer);
  bytes.set([0, 0, type.code, shape.length]);
  shape.forEach((extent, axis) => {
    view.setUint32(4 + 4 * axis, extent);
  });
  for (let i = 0; i < data.length; i++) type.write(view, headerBytes + i * type.size, data[i]!);
  return bytes;
}
