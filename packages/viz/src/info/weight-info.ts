import { GlassboxError, type NdArray, requireArgument, sizeOf } from '@glassbox/core';

/** What `weightImages` takes beside the kernel. */
export interface WeightOptions {
  /** Height and width of the inputs as a picture. Default: a square, where the number of inputs is one. */
  readonly imageShape?: readonly [height: number, width: number];
  /** Which units to show. Default the first 32. */
  readonly units?: readonly number[];
  /** Units in a row, 1 to 20. Default 8. */
  readonly columns?: number;
  readonly title?: string;
}

/** The weights from every input to one unit, laid out as a picture, row by row. */
export interface UnitWeights {
  readonly unit: number;
  readonly weights: readonly number[];
}

/** The numbers of weight pictures. */
export interface WeightInfo {
  readonly height: number;
  readonly width: number;
  readonly columns: number;
  readonly units: readonly UnitWeights[];
  /** All pictures share the scale from `-limit` to `limit`: the 99.9th percentile of the weights' sizes. */
  readonly limit: number;
}

/**
 * Takes the incoming weights of units out of a dense layer's kernel, `[inputs, units]`.
 *
 * A kernel of another rank, or a picture of another size than the inputs, throws `bad-shape`; a unit that does not exist throws
 * `bad-argument`.
 */
export function weightInfo(kernel: NdArray, options: WeightOptions): WeightInfo {
  const [inputs, count] = kernel.shape;
  if (kernel.shape.length !== 2 || !inputs || !count || kernel.data.length !== inputs * count) {
    throw badKernel(`A dense kernel has the shape [inputs, units], but [${kernel.shape.join(', ')}] came.`, kernel);
  }
  const [height, width] = options.imageShape ?? square(inputs, kernel);
  if (sizeOf([height, width]) !== inputs) {
    throw badKernel(`A picture of ${height} x ${width} has not the ${inputs} inputs of the kernel.`, kernel);
  }
  const shown = options.units ?? Array.from({ length: Math.min(32, count) }, (_, unit) => unit);
  const columns = options.columns ?? 8;
  requireArgument(Number.isInteger(columns) && columns >= 1 && columns <= 20, `Columns are 1 to 20, not ${columns}.`);
  requireUnits(shown, count);
  const units = shown.map((unit) => ({
    unit,
    weights: Array.from({ length: inputs }, (_, input) => kernel.data[input * count + unit]!),
  }));
  return { height, width, columns: Math.min(columns, units.length), units, limit: percentile(units) };
}

function requireUnits(units: readonly number[], count: number): void {
  requireArgument(units.length > 0, 'Pass at least one unit to show.');
  for (const unit of units) {
    const exists = Number.isInteger(unit) && unit >= 0 && unit < count;
    requireArgument(exists, `The kernel has units 0 to ${count - 1}, but unit ${unit} was asked for.`, { unit, count });
  }
}

function square(inputs: number, kernel: NdArray): [number, number] {
  const side = Math.round(Math.sqrt(inputs));
  if (side * side === inputs) return [side, side];
  throw badKernel(`${inputs} inputs are no square picture; pass imageShape: [height, width].`, kernel);
}

function percentile(units: readonly UnitWeights[]): number {
  const sizes = Float64Array.from(units.flatMap(({ weights }) => weights.map(Math.abs)).filter(Number.isFinite)).sort();
  return sizes[Math.floor(0.999 * (sizes.length - 1))] ?? 0;
}

function badKernel(message: string, kernel: NdArray): GlassboxError {
  return new GlassboxError('bad-shape', message, { details: { shape: kernel.shape } });
}
