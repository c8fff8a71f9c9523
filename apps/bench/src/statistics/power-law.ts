/** `y = factor x^exponent`, and the share of the spread of `log y` that it explains. */
export interface PowerLaw {
  readonly exponent: number;
  readonly factor: number;
  readonly rSquared: number;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Fits a power law by least squares on the logarithms of both.
 *
 * @param points `[x, y]`, all above 0, at least two with different x; else the exponent is NaN.
 */
export function fitPowerLaw(points: readonly (readonly [x: number, y: number])[]): PowerLaw {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const [meanX, meanY] = [mean(logs.map(([x]) => x)), mean(logs.map(([, y]) => y))];
  const sum = (of: (x: number, y: number) => number) =>
    logs.reduce((total, [x, y]) => total + of(x - meanX, y - meanY), 0);
  const [xx, xy, yy] = [sum((x) => x * x), sum((x, y) => x * y), sum((_, y) => y * y)];
  const exponent = xy / xx;
  return { exponent, factor: Math.exp(meanY - exponent * meanX), rSquared: yy === 0 ? 1 : (xy * xy) / (xx * yy) };
}
