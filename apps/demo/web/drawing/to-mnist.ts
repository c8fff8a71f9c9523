/** Ink on a pad, row by row, 0 (paper) to 1 (ink). */
export interface Ink {
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function boundingBox({ data, width, height }: Ink): Box | undefined {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (data[y * width + x]! < 0.05) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  return right < 0 ? undefined : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** How much of cell [from, to) each whole place covers, as pairs of place and share. */
function coverage(from: number, to: number): [place: number, share: number][] {
  const places: [number, number][] = [];
  for (let place = Math.floor(from); place < to; place++)
    places.push([place, Math.min(to, place + 1) - Math.max(from, place)]);
  return places;
}

/** The box shrunk (or grown) to columns x rows; each new pixel is the mean of the area it covers. */
function resample(ink: Ink, box: Box, columns: number, rows: number): Float32Array {
  const out = new Float32Array(columns * rows);
  const [stepX, stepY] = [box.width / columns, box.height / rows];
  for (let y = 0; y < rows; y++) {
    const down = coverage(box.top + y * stepY, box.top + (y + 1) * stepY);
    for (let x = 0; x < columns; x++) {
      let sum = 0;
      for (const [row, high] of down) {
        for (const [column, wide] of coverage(box.left + x * stepX, box.left + (x + 1) * stepX)) {
          sum += high * wide * (ink.data[row * ink.width + column] ?? 0);
        }
      }
      out[y * columns + x] = sum / (stepX * stepY);
    }
  }
  return out;
}

/** Centre of mass of an image, in pixels. */
function centre(image: Float32Array, columns: number): { x: number; y: number } {
  let [mass, x, y] = [0, 0, 0];
  image.forEach((value, i) => {
    mass += value;
    x += value * ((i % columns) + 0.5);
    y += value * (Math.floor(i / columns) + 0.5);
  });
  return { x: x / mass, y: y / mass };
}

/**
 * Brings a drawing into the form of MNIST: scaled into 20 x 20 with its proportions kept, grey at the edges, and set into 28 x 28 so
 * that its centre of mass is in the middle. Undefined for an empty pad. Source: the MNIST page of LeCun, Cortes and Burges.
 */
export function toMnist(ink: Ink): Float32Array | undefined {
  const box = boundingBox(ink);
  if (!box) return undefined;
  const scale = 20 / Math.max(box.width, box.height);
  const columns = Math.max(1, Math.round(box.width * scale));
  const rows = Math.max(1, Math.round(box.height * scale));
  const small = resample(ink, box, columns, rows);
  const { x, y } = centre(small, columns);
  const left = Math.min(28 - columns, Math.max(0, Math.round(14 - x)));
  const top = Math.min(28 - rows, Math.max(0, Math.round(14 - y)));
  const out = new Float32Array(784);
  for (let row = 0; row < rows; row++) {
    out.set(small.subarray(row * columns, (row + 1) * columns), (top + row) * 28 + left);
  }
  return out;
}
