/** How pixels beyond the edge are made up: `reflect` mirrors at the edge (d c b a | a b c d), `wrap` starts over, `nearest` repeats
 * the edge, `constant` puts one value there. */
export type FillMode = 'reflect' | 'wrap' | 'nearest' | 'constant';

/** How a place between pixels is read: the nearest pixel, or a mean of the four around it. */
export type Interpolation = 'nearest' | 'bilinear';

/** How {@link imageTaps} reads images. */
export interface SamplingOptions {
  /** Default `'bilinear'`. */
  readonly interpolation?: Interpolation;
  /** Default `'reflect'`. */
  readonly fillMode?: FillMode;
  /** What lies beyond the edge where `fillMode` is `'constant'`. Default 0. */
  readonly fillValue?: number;
}

/** One pixel of the input for each pixel of the output, and what it counts. */
export interface ImageTap {
  /** Pixels of the whole batch, counted row by row. */
  readonly indices: Int32Array;
  /** Undefined where all are 1. */
  readonly weights: Float32Array | undefined;
}

/** How every pixel of a batch of images is a weighted sum of pixels of another: what {@link sampleImage} computes. */
export interface ImageTaps {
  readonly outputSize: readonly [height: number, width: number];
  readonly taps: readonly ImageTap[];
  /** Added to each output pixel; undefined for nothing. */
  readonly fill: Float32Array | undefined;
}

/** Which images: how many, and how large before and after. */
export interface ImageBatch {
  readonly batch: number;
  readonly inputSize: readonly [height: number, width: number];
  readonly outputSize: readonly [height: number, width: number];
}

/** Writes the place that an output pixel is read from into `place`: first the row, then the column, whole numbers at pixel centres. */
export type PlaceFunction = (sample: number, row: number, column: number, place: Float64Array) => void;

const clamp = (x: number, low: number, high: number) => Math.min(Math.max(x, low), high);

/** A coordinate folded into [0, length - 1], as TensorFlow does it. */
function folded(x: number, length: number, mode: FillMode): number {
  if (mode === 'constant') return x;
  if (length === 1) return 0;
  if (mode === 'reflect') return clamp(reflected(x, length), 0, length - 1);
  return clamp(mode === 'wrap' ? wrapped(x, length) : x, 0, length - 1);
}

function reflected(x: number, length: number): number {
  const period = 2 * length;
  if (x < 0) {
    const within = period * Math.trunc(-x / period) + x;
    return within < -length ? within + period : -within - 1;
  }
  const within = x - period * Math.trunc(x / period);
  return within >= length ? period - within - 1 : within;
}

function wrapped(x: number, length: number): number {
  if (x < 0) return x + length * (Math.trunc(-x / (length - 1)) + 1);
  return x > length - 1 ? x - length * Math.trunc(x / (length - 1)) : x;
}

/** Rounds halves away from zero. */
const rounded = (x: number) => Math.sign(x) * Math.floor(Math.abs(x) + 0.5);

/** The two pixels that one coordinate is read from, and what each counts: `[first, second, weight of first, weight of second]`. */
type AxisTaps = Float64Array;

/** Writes how a coordinate is read. Pixels beyond the edge count nothing, and stand for the nearest one. */
function readAxis(coordinate: number, length: number, options: Required<SamplingOptions>, taps: AxisTaps): void {
  const x = folded(coordinate, length, options.fillMode);
  const isNearest = options.interpolation === 'nearest';
  const first = isNearest ? rounded(x) : Math.floor(x);
  const share = isNearest ? 0 : x - first;
  taps[0] = clamp(first, 0, length - 1);
  taps[1] = clamp(first + 1, 0, length - 1);
  taps[2] = first >= 0 && first < length ? 1 - share : 0;
  taps[3] = first >= -1 && first < length - 1 ? share : 0;
}

/** Collects taps pixel by pixel: the four pairs of two rows and two columns. */
class TapWriter {
  readonly indices: readonly Int32Array[];
  readonly weights: readonly Float32Array[];
  readonly row: AxisTaps = new Float64Array(4);
  readonly column: AxisTaps = new Float64Array(4);

  constructor(
    readonly pixels: number,
    readonly width: number,
    readonly count: 1 | 4,
  ) {
    this.indices = Array.from({ length: count }, () => new Int32Array(pixels));
    this.weights = Array.from({ length: count }, () => new Float32Array(pixels));
  }

  /** Writes the taps of a pixel from `row` and `column`; `origin` is the first pixel of its image. */
  write(pixel: number, origin: number): void {
    const { row, column } = this;
    for (let tap = 0; tap < this.count; tap++) {
      const down = tap >> 1;
      const right = tap & 1;
      this.indices[tap]![pixel] = origin + row[down]! * this.width + column[right]!;
      this.weights[tap]![pixel] = row[2 + down]! * column[2 + right]!;
    }
  }

  /** What of each pixel lies inside of the image. */
  inside(pixel: number): number {
    return this.weights.reduce((sum, weights) => sum + weights[pixel]!, 0);
  }

  taps(): readonly ImageTap[] {
    const all = this.indices.map((indices, tap) => ({ indices, weights: this.weights[tap]! }));
    const needed = all.filter(({ weights }) => weights.some((weight) => weight !== 0));
    const [only] = needed;
    if (!only) return all.slice(0, 1);
    const isMove = needed.length === 1 && only.weights.every((weight) => weight === 1);
    return isMove ? [{ indices: only.indices, weights: undefined }] : needed;
  }
}

/**
 * Works out which pixels a geometric transform of images reads, and with what weights, on the host.
 *
 * Places are folded or filled as TensorFlow's `ImageProjectiveTransformV3` does it. Taps that count nowhere are left out.
 */
export function imageTaps(images: ImageBatch, placeOf: PlaceFunction, options: SamplingOptions = {}): ImageTaps {
  const { interpolation = 'bilinear', fillMode = 'reflect', fillValue = 0 } = options;
  const resolved = { interpolation, fillMode, fillValue };
  const [height, width] = images.outputSize;
  const [fromHeight, fromWidth] = images.inputSize;
  const writer = new TapWriter(images.batch * height * width, fromWidth, interpolation === 'nearest' ? 1 : 4);
  const place = new Float64Array(2);
  for (let line = 0, pixel = 0; line < images.batch * height; line++) {
    const sample = Math.floor(line / height);
    for (let column = 0; column < width; column++, pixel++) {
      placeOf(sample, line % height, column, place);
      readAxis(place[0]!, fromHeight, resolved, writer.row);
      readAxis(place[1]!, fromWidth, resolved, writer.column);
      writer.write(pixel, sample * fromHeight * fromWidth);
    }
  }
  const isFilled = fillMode === 'constant' && fillValue !== 0;
  const fill = isFilled
    ? Float32Array.from({ length: writer.pixels }, (_, pixel) => fillValue * (1 - writer.inside(pixel)))
    : undefined;
  return { outputSize: images.outputSize, taps: writer.taps(), fill };
}

/** `(x, y)` of the output is read at `(a0 x + a1 y + a2, b0 x + b1 y + b2)` of the input; x counts columns. */
export type AffineTransform = readonly [a0: number, a1: number, a2: number, b0: number, b1: number, b2: number];

/** {@link imageTaps} of an affine transform for each sample; images keep their size. */
export function affineTaps(
  transforms: readonly AffineTransform[],
  size: readonly [height: number, width: number],
  options: SamplingOptions = {},
): ImageTaps {
  const images = { batch: transforms.length, inputSize: size, outputSize: size };
  return imageTaps(
    images,
    (sample, y, x, place) => {
      const [a0, a1, a2, b0, b1, b2] = transforms[sample]!;
      place[0] = b0 * x + b1 * y + b2;
      place[1] = a0 * x + a1 * y + a2;
    },
    options,
  );
}
