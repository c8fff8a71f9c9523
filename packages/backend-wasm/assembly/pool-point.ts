// One window of a pooling, all channels. `planes` by `rows` by `columns` elements lie inside the image, so many bytes apart.

/** Largest element of each channel; NaN where one is. */
export function maxPoint(
  x: usize, y: usize, channels: i32, planes: i32, rows: i32, columns: i32, planeStep: usize, rowStep: usize, columnStep: usize,
): void {
  const end = <usize>channels << 2;
  let at: usize = 0;
  for (; at + 16 <= end; at += 16) {
    let best = f32x4.splat(-Infinity);
    // The maximum that keeps NaN is several instructions; one comparison for all is less.
    let missing = f32x4.splat(0);
    for (let plane = 0; plane < planes; plane++) {
      for (let row = 0; row < rows; row++) {
        let from = x + at + <usize>plane * planeStep + <usize>row * rowStep;
        for (let column = 0; column < columns; column++, from += columnStep) {
          const value = v128.load(from);
          best = f32x4.pmax(best, value);
          missing = v128.or(missing, f32x4.ne(value, value));
        }
      }
    }
    v128.store(y + at, v128.or(best, missing));
  }
  for (; at < end; at += 4) {
    let best: f32 = -Infinity;
    for (let plane = 0; plane < planes; plane++) {
      for (let row = 0; row < rows; row++) {
        let from = x + at + <usize>plane * planeStep + <usize>row * rowStep;
        for (let column = 0; column < columns; column++, from += columnStep) best = max<f32>(best, load<f32>(from));
      }
    }
    store<f32>(y + at, best);
  }
}

/** Adds the gradient of each channel to the window's first element that equals its maximum. */
export function maxGradientPoint(
  x: usize, y: usize, dy: usize, dx: usize, channels: i32, planes: i32, rows: i32, columns: i32,
  planeStep: usize, rowStep: usize, columnStep: usize,
): void {
  const end = <usize>channels << 2;
  let at: usize = 0;
  for (; at + 16 <= end; at += 16) {
    const best = v128.load(y + at);
    const gradient = v128.load(dy + at);
    let open = i32x4.splat(-1);
    for (let plane = 0; plane < planes; plane++) {
      for (let row = 0; row < rows; row++) {
        let offset = at + <usize>plane * planeStep + <usize>row * rowStep;
        for (let column = 0; column < columns; column++, offset += columnStep) {
          const hit = v128.and(f32x4.eq(v128.load(x + offset), best), open);
          open = v128.andnot(open, hit);
          v128.store(dx + offset, f32x4.add(v128.load(dx + offset), v128.and(gradient, hit)));
        }
      }
    }
  }
  for (; at < end; at += 4) maxGradientChannel(x + at, load<f32>(y + at), load<f32>(dy + at), dx + at, planes, rows, columns,
    planeStep, rowStep, columnStep);
}

function maxGradientChannel(
  x: usize, best: f32, gradient: f32, dx: usize, planes: i32, rows: i32, columns: i32,
  planeStep: usize, rowStep: usize, columnStep: usize,
): void {
  for (let plane = 0; plane < planes; plane++) {
    for (let row = 0; row < rows; row++) {
      let offset = <usize>plane * planeStep + <usize>row * rowStep;
      for (let column = 0; column < columns; column++, offset += columnStep) {
        if (load<f32>(x + offset) == best) {
          store<f32>(dx + offset, load<f32>(dx + offset) + gradient);
          return;
        }
      }
    }
  }
}

/** Mean of the elements of each channel that lie inside the image. */
export function averagePoint(
  x: usize, y: usize, channels: i32, planes: i32, rows: i32, columns: i32, planeStep: usize, rowStep: usize, columnStep: usize,
): void {
  const end = <usize>channels << 2;
  const count = <f32>elements(planes, rows, columns);
  const counts = f32x4.splat(count);
  let at: usize = 0;
  for (; at + 16 <= end; at += 16) {
    let sum = f32x4.splat(0);
    for (let plane = 0; plane < planes; plane++) {
      for (let row = 0; row < rows; row++) {
        let from = x + at + <usize>plane * planeStep + <usize>row * rowStep;
        for (let column = 0; column < columns; column++, from += columnStep) sum = f32x4.add(sum, v128.load(from));
      }
    }
    v128.store(y + at, f32x4.div(sum, counts));
  }
  for (; at < end; at += 4) {
    let sum: f32 = 0;
    for (let plane = 0; plane < planes; plane++) {
      for (let row = 0; row < rows; row++) {
        let from = x + at + <usize>plane * planeStep + <usize>row * rowStep;
        for (let column = 0; column < columns; column++, from += columnStep) sum += load<f32>(from);
      }
    }
    store<f32>(y + at, sum / count);
  }
}

/** Adds an equal share of each channel's gradient to the elements of the window. */
export function averageGradientPoint(
  dy: usize, dx: usize, channels: i32, planes: i32, rows: i32, columns: i32,
  planeStep: usize, rowStep: usize, columnStep: usize,
): void {
  const share = <f32>1 / <f32>elements(planes, rows, columns);
  const shares = f32x4.splat(share);
  const end = <usize>channels << 2;
  for (let plane = 0; plane < planes; plane++) {
    for (let row = 0; row < rows; row++) {
      let to = dx + <usize>plane * planeStep + <usize>row * rowStep;
      for (let column = 0; column < columns; column++, to += columnStep) {
        let at: usize = 0;
        for (; at + 16 <= end; at += 16) {
          v128.store(to + at, f32x4.add(v128.load(to + at), f32x4.mul(v128.load(dy + at), shares)));
        }
        for (; at < end; at += 4) store<f32>(to + at, load<f32>(to + at) + load<f32>(dy + at) * share);
      }
    }
  }
}

/** Elements of a window; 1 where none lies inside the image, for the mean of nothing shall be 0. */
@inline
function elements(planes: i32, rows: i32, columns: i32): i32 {
  return max(1, max(0, planes) * max(0, rows) * max(0, columns));
}
