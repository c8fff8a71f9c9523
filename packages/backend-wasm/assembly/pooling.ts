import { endInside, firstInside } from './axis';
import { averageGradientPoint, averagePoint, maxGradientPoint, maxPoint } from './pool-point';

// Pooling over images [batch, height, width, channels] and volumes [batch, depth, height, width, channels]. An image is a volume
// of depth 1. Windows may overlap; elements outside the image count as if they were not there.

const MAX = 0;
const MAX_GRADIENT = 1;
const AVERAGE = 2;
const AVERAGE_GRADIENT = 3;

/** Walks over the windows of a volume; `kind` says what is done with each. */
function pool(
  kind: i32, x: usize, y: usize, dy: usize, dx: usize,
  batch: i32, depth: i32, height: i32, width: i32, channels: i32, outDepth: i32, outHeight: i32, outWidth: i32,
  kernelDepth: i32, kernelHeight: i32, kernelWidth: i32, strideZ: i32, strideY: i32, strideX: i32,
  dilationZ: i32, dilationY: i32, dilationX: i32, padFront: i32, padTop: i32, padLeft: i32,
): void {
  const pixel = <usize>channels << 2;
  const row = <usize>width * pixel;
  const plane = <usize>height * row;
  for (let b = 0; b < batch; b++) {
    for (let z = 0; z < outDepth; z++) {
      const startZ = z * strideZ - padFront;
      const tapZ = firstInside(startZ, dilationZ);
      const planes = endInside(startZ, dilationZ, kernelDepth, depth) - tapZ;
      for (let v = 0; v < outHeight; v++) {
        const startY = v * strideY - padTop;
        const tapY = firstInside(startY, dilationY);
        const rows = endInside(startY, dilationY, kernelHeight, height) - tapY;
        const start = <usize>(startZ + tapZ * dilationZ) * plane + <usize>(startY + tapY * dilationY) * row;
        for (let u = 0; u < outWidth; u++) {
          const startX = u * strideX - padLeft;
          const tapX = firstInside(startX, dilationX);
          const columns = endInside(startX, dilationX, kernelWidth, width) - tapX;
          const at = start + <usize>(startX + tapX * dilationX) * pixel;
          poolPoint(kind, x + at, y, dy, dx + at, channels, planes, rows, columns, <usize>dilationZ * plane,
            <usize>dilationY * row, <usize>dilationX * pixel);
          y += pixel;
          dy += pixel;
        }
      }
    }
    x += <usize>depth * plane;
    dx += <usize>depth * plane;
  }
}

@inline
function poolPoint(
  kind: i32, x: usize, y: usize, dy: usize, dx: usize, channels: i32, planes: i32, rows: i32, columns: i32,
  planeStep: usize, rowStep: usize, columnStep: usize,
): void {
  if (kind == MAX) maxPoint(x, y, channels, planes, rows, columns, planeStep, rowStep, columnStep);
  else if (kind == AVERAGE) averagePoint(x, y, channels, planes, rows, columns, planeStep, rowStep, columnStep);
  else if (kind == AVERAGE_GRADIENT) {
    averageGradientPoint(dy, dx, channels, planes, rows, columns, planeStep, rowStep, columnStep);
  } else maxGradientPoint(x, y, dy, dx, channels, planes, rows, columns, planeStep, rowStep, columnStep);
}

/** Largest element of each window; NaN where the window holds one. */
export function maxPool2dForward(
  x: usize, y: usize,
  batch: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, kernelHeight: i32, kernelWidth: i32,
  strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, padTop: i32, padLeft: i32,
): void {
  pool(MAX, x, y, 0, 0, batch, 1, height, width, channels, 1, outHeight, outWidth, 1, kernelHeight,
    kernelWidth, 1, strideY, strideX, 1, dilationY, dilationX, 0, padTop, padLeft);
}

/** Largest element of each window; NaN where the window holds one over volumes. */
export function maxPool3dForward(
  x: usize, y: usize,
  batch: i32, depth: i32, height: i32, width: i32, channels: i32, outDepth: i32, outHeight: i32, outWidth: i32,
  kernelDepth: i32, kernelHeight: i32, kernelWidth: i32, strideZ: i32, strideY: i32, strideX: i32,
  dilationZ: i32, dilationY: i32, dilationX: i32, padFront: i32, padTop: i32, padLeft: i32,
): void {
  pool(MAX, x, y, 0, 0, batch, depth, height, width, channels, outDepth, outHeight, outWidth,
    kernelDepth, kernelHeight, kernelWidth, strideZ, strideY, strideX, dilationZ, dilationY, dilationX, padFront, padTop,
    padLeft);
}

/** Gradient of max pooling: that of each window goes to its first largest element; `y` is the forward result. */
export function maxPool2dGradient(
  dy: usize, x: usize, y: usize, dx: usize,
  batch: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, kernelHeight: i32, kernelWidth: i32,
  strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, padTop: i32, padLeft: i32,
): void {
  memory.fill(dx, 0, (<usize>batch * <usize>height * <usize>width * <usize>channels) << 2);
  pool(MAX_GRADIENT, x, y, dy, dx, batch, 1, height, width, channels, 1, outHeight, outWidth, 1, kernelHeight,
    kernelWidth, 1, strideY, strideX, 1, dilationY, dilationX, 0, padTop, padLeft);
}

/** Gradient of max pooling: that of each window goes to its first largest element; `y` is the forward result over volumes. */
export function maxPool3dGradient(
  dy: usize, x: usize, y: usize, dx: usize,
  batch: i32, depth: i32, height: i32, width: i32, channels: i32, outDepth: i32, outHeight: i32, outWidth: i32,
  kernelDepth: i32, kernelHeight: i32, kernelWidth: i32, strideZ: i32, strideY: i32, strideX: i32,
  dilationZ: i32, dilationY: i32, dilationX: i32, padFront: i32, padTop: i32, padLeft: i32,
): void {
  memory.fill(dx, 0, (<usize>depth * <usize>batch * <usize>height * <usize>width * <usize>channels) << 2);
  pool(MAX_GRADIENT, x, y, dy, dx, batch, depth, height, width, channels, outDepth, outHeight, outWidth,
    kernelDepth, kernelHeight, kernelWidth, strideZ, strideY, strideX, dilationZ, dilationY, dilationX, padFront, padTop,
    padLeft);
}

/** Mean of each window; padding does not count. */
export function averagePool2dForward(
  x: usize, y: usize,
  batch: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, kernelHeight: i32, kernelWidth: i32,
  strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, padTop: i32, padLeft: i32,
): void {
  pool(AVERAGE, x, y, 0, 0, batch, 1, height, width, channels, 1, outHeight, outWidth, 1, kernelHeight,
    kernelWidth, 1, strideY, strideX, 1, dilationY, dilationX, 0, padTop, padLeft);
}

/** Mean of each window; padding does not count over volumes. */
export function averagePool3dForward(
  x: usize, y: usize,
  batch: i32, depth: i32, height: i32, width: i32, channels: i32, outDepth: i32, outHeight: i32, outWidth: i32,
  kernelDepth: i32, kernelHeight: i32, kernelWidth: i32, strideZ: i32, strideY: i32, strideX: i32,
  dilationZ: i32, dilationY: i32, dilationX: i32, padFront: i32, padTop: i32, padLeft: i32,
): void {
  pool(AVERAGE, x, y, 0, 0, batch, depth, height, width, channels, outDepth, outHeight, outWidth,
    kernelDepth, kernelHeight, kernelWidth, strideZ, strideY, strideX, dilationZ, dilationY, dilationX, padFront, padTop,
    padLeft);
}

/** Gradient of average pooling: that of each window is shared by its elements. */
export function averagePool2dGradient(
  dy: usize, dx: usize,
  batch: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, kernelHeight: i32, kernelWidth: i32,
  strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, padTop: i32, padLeft: i32,
): void {
  memory.fill(dx, 0, (<usize>batch * <usize>height * <usize>width * <usize>channels) << 2);
  pool(AVERAGE_GRADIENT, 0, 0, dy, dx, batch, 1, height, width, channels, 1, outHeight, outWidth, 1, kernelHeight,
    kernelWidth, 1, strideY, strideX, 1, dilationY, dilationX, 0, padTop, padLeft);
}

/** Gradient of average pooling: that of each window is shared by its elements over volumes. */
export function averagePool3dGradient(
  dy: usize, dx: usize,
  batch: i32, depth: i32, height: i32, width: i32, channels: i32, outDepth: i32, outHeight: i32, outWidth: i32,
  kernelDepth: i32, kernelHeight: i32, kernelWidth: i32, strideZ: i32, strideY: i32, strideX: i32,
  dilationZ: i32, dilationY: i32, dilationX: i32, padFront: i32, padTop: i32, padLeft: i32,
): void {
  memory.fill(dx, 0, (<usize>depth * <usize>batch * <usize>height * <usize>width * <usize>channels) << 2);
  pool(AVERAGE_GRADIENT, 0, 0, dy, dx, batch, depth, height, width, channels, outDepth, outHeight, outWidth,
    kernelDepth, kernelHeight, kernelWidth, strideZ, strideY, strideX, dilationZ, dilationY, dilationX, padFront, padTop,
    padLeft);
}
