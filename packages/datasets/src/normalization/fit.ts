import { GlassboxError, type IndexedData, requireArgument, sizeOf } from '@glassbox/core';

/** Samples read at once. */
const BLOCK = 1024;

/**
 * Reads all inputs once and hands over each row, in memory that is valid during the call.
 *
 * @throws `bad-argument` where there is no sample, `not-finite` where a value is NaN or infinite.
 */
export function forEachRow(data: IndexedData, visit: (row: Float32Array) => void): void {
  requireArgument(data.size > 0, 'A normalizer is fitted on at least one sample, but the data is empty.');
  const width = sizeOf(data.inputShape);
  for (let start = 0; start < data.size; start += BLOCK) {
    const rows = Math.min(BLOCK, data.size - start);
    const { data: values } = data.readBatch(Uint32Array.from({ length: rows }, (_, i) => start + i)).inputs;
    for (let i = 0; i < rows; i++) {
      const row = values.subarray(i * width, (i + 1) * width);
      requireFinite(row, start + i);
      visit(row);
    }
  }
}

function requireFinite(row: Float32Array, sample: number): void {
  for (let feature = 0; feature < row.length; feature++) {
    if (Number.isFinite(row[feature])) continue;
    throw new GlassboxError(
      'not-finite',
      `Feature ${feature} of sample ${sample} is ${row[feature]}, and nothing can be fitted on that. Leave the sample out or fill it in.`,
      { details: { sample, feature } },
    );
  }
}
