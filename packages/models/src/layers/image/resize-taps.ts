import { type ImageTaps, type Interpolation, imageTaps } from '@glassbox/backends/ops';

type Size = readonly [height: number, width: number];

/** How images are brought to another size. */
export interface ResizeOptions {
  readonly interpolation: Interpolation;
  /** What happens to images of other proportions: they are stretched, cut, or get a border. */
  readonly proportions: 'stretch' | 'crop' | 'pad';
  /** The border's value. */
  readonly fillValue: number;
}

/** What part of an axis is shown: `start` may be negative and `length` longer than the axis where a border is added. */
interface Span {
  readonly start: number;
  readonly length: number;
}

/** The length that gives an axis the proportions of the target, cut to whole pixels as Keras does it. */
const proportional = (other: number, target: number, otherTarget: number) =>
  Math.trunc(Math.fround(Math.fround(other * target) / otherTarget));

function span(length: number, wanted: number, proportions: ResizeOptions['proportions']): Span {
  if (proportions === 'stretch') return { start: 0, length };
  if (proportions === 'crop') {
    const cut = Math.max(1, Math.min(length, wanted));
    return { start: Math.trunc((length - cut) / 2), length: cut };
  }
  const border = Math.trunc((Math.max(length, wanted) - length) / 2);
  return { start: -border, length: length + 2 * border };
}

/** Where each of `count` output pixels lies on the axis, with pixels as little squares whose centres are matched. */
function places({ start, length }: Span, count: number, interpolation: Interpolation): Float64Array {
  const scale = Math.fround(length / count);
  return Float64Array.from({ length: count }, (_, i) => {
    const middle = Math.fround((i + 0.5) * scale);
    const place = interpolation === 'nearest' ? Math.floor(middle) : middle - 0.5;
    return start + Math.min(Math.max(place, 0), length - 1);
  });
}

/** The taps of a resize of every image of a batch. */
export function resizeTaps(batch: number, inputSize: Size, outputSize: Size, options: ResizeOptions): ImageTaps {
  const { interpolation, proportions, fillValue } = options;
  const [height, width] = inputSize;
  const [toHeight, toWidth] = outputSize;
  const rows = places(span(height, proportional(width, toHeight, toWidth), proportions), toHeight, interpolation);
  const columns = places(span(width, proportional(height, toWidth, toHeight), proportions), toWidth, interpolation);
  return imageTaps(
    { batch, inputSize, outputSize },
    (_, row, column, place) => {
      place[0] = rows[row]!;
      place[1] = columns[column]!;
    },
    { interpolation, fillMode: 'constant', fillValue },
  );
}
