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

/** Collects taps pixel by pixel. */
class TapWriter {
  readonly #indices: Int32Array[];
  readonly #weights: Float32Array[];
  readonly #inside: Float32Array;
  #pixel = 0;

  constructor(
    readonly images: ImageBatch,
    readonly options: Required<SamplingOptions>,
  ) {
    const pixels = images.batch * images.outputSize[0] * images.outputSize[1];
    const taps = { length: options.interpolation === 'bilinear' ? 4 : 1 };
    this.#indices = Array.from(taps, () => new Int32Array(pixels));
    this.#weights = Array.from(taps, () => new Float32Array(pixels));
    this.#inside = new Float32Array(pixels);
  }

  add(sample: number, row: number, column: number): void {
    const [height, width] = this.images.inputSize;
    const y = folded(row, height, this.options.fillMode);
    const x = folded(column, width, this.options.fillMode);
    if (this.options.interpolation === 'nearest') this.#tap(0, sample, rounded(y), rounded(x), 1);
    else {
      const [top, left] = [Math.floor(y), Math.floor(x)];
      const [down, right] = [y - top, x - left];
      this.#tap(0, sample, top, left, (1 - down) * (1 - right));
      this.#tap(1, sample, top, left + 1, (1 - down) * right);
      this.#tap(2, sample, top + 1, left, down * (1 - right));
      this.#tap(3, sample, top + 1, left + 1, down * right);
    }
    this.#pixel++;
  }

  #tap(tap: number, sample: number, row: number, column: number, weight: number): void {
    const [height, width] = this.images.inputSize;
    const isInside = row >= 0 && row < height && column >= 0 && column < width;
    const place = clamp(row, 0, height - 1) * width + clamp(column, 0, width - 1);
    this.#indices[tap]![this.#pixel] = sample * height * width + place;
    if (!isInside) return;
    this.#weights[tap]![this.#pixel] = weight;
    this.#inside[this.#pixel]! += weight;
  }

  result(): ImageTaps {
    const all = this.#indices.map((indices, tap) => ({ indices, weights: this.#weights[tap]! }));
    const needed = all.filter(({ weights }) => weights.some((weight) => weight !== 0));
    const isMove = needed.length === 1 && needed[0]!.weights.every((weight) => weight === 1);
    const { fillMode, fillValue } = this.options;
    return {
      outputSize: this.images.outputSize,
      taps: isMove ? [{ indices: needed[0]!.indices, weights: undefined }] : needed.length > 0 ? needed : [all[0]!],
      fill:
        fillMode === 'constant' && fillValue !== 0 ? this.#inside.map((share) => fillValue * (1 - share)) : undefined,
    };
  }
}

/**
 * Works out which pixels a geometric transform of images reads, and with what weights, on the host.
 *
 * Places are folded or filled as TensorFlow's `ImageProjectiveTransformV3` does it. Taps that count nowhere are left out.
 */
export function imageTaps(images: ImageBatch, placeOf: PlaceFunction, options: SamplingOptions = {}): ImageTaps {
  const { interpolation = 'bilinear', fillMode = 'reflect', fillValue = 0 } = options;
  const writer = new TapWriter(images, { interpolation, fillMode, fillValue });
  const [height, width] = images.outputSize;
  const place = new Float64Array(2);
  for (let sample = 0; sample < images.batch; sample++) {
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        placeOf(sample, row, column, place);
        writer.add(sample, place[0]!, place[1]!);
      }
    }
  }
  return writer.result();
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
