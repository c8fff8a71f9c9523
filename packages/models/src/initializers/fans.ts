/**
 * How many inputs feed one output of a weight, and how many outputs one input feeds.
 *
 * Dense `[in, out]` counts as it stands; a filter `[...window, in, out]` counts each place of its window. A vector counts its length
 * both ways, a scalar 1.
 */
export function fansOf(shape: readonly number[]): { fanIn: number; fanOut: number } {
  if (shape.length < 2) return { fanIn: shape[0] ?? 1, fanOut: shape[0] ?? 1 };
  const window = shape.slice(0, -2).reduce((product, extent) => product * extent, 1);
  return { fanIn: window * shape[shape.length - 2]!, fanOut: window * shape[shape.length - 1]! };
}
