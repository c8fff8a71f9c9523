import { type IndexedData, random } from '@glassbox/core';

/** Three overlapping clouds in the plane, `size` samples, class i mod 3; the same seed gives the same points. */
export function blobs(
  size: number,
  seed = 1,
): IndexedData & { readonly points: Float32Array; readonly labels: Int32Array } {
  const source = random(seed, 'blobs');
  const centres = [
    [0, 2],
    [2, -1],
    [-2, -1],
  ] as const;
  const labels = Int32Array.from({ length: size }, (_, i) => i % 3);
  const points = new Float32Array(2 * size);
  for (let i = 0; i < size; i++) {
    const centre = centres[labels[i]!]!;
    points[2 * i] = centre[0] + source.normal();
    points[2 * i + 1] = centre[1] + source.normal();
  }
  return {
    size,
    inputShape: [2],
    targetShape: [],
    points,
    labels,
    readBatch(indices) {
      const count = indices.length;
      const inputs = new Float32Array(2 * count);
      const targets = new Int32Array(count);
      for (let i = 0; i < count; i++) {
        inputs.set(points.subarray(2 * indices[i]!, 2 * indices[i]! + 2), 2 * i);
        targets[i] = labels[indices[i]!]!;
      }
      return { size: count, inputs: { data: inputs, shape: [count, 2] }, targets: { data: targets, shape: [count] } };
    },
  };
}
