/** Round numbers from low to high, about so many, and only whole ones where that is asked. */
export function linearTicks([low, high]: readonly [number, number], count: number, isWhole = false): number[] {
  if (low === high) return [low];
  const exact = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(exact));
  const rounded = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= exact * 0.999)!;
  const step = isWhole ? Math.max(1, Math.ceil(rounded)) : rounded;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** Powers of ten from low to high, or 1, 2 and 5 times them where there are fewer than three; at most about so many. */
export function logTicks([low, high]: readonly [number, number], count: number): number[] {
  const powers = multiples(low, high, [1]);
  const shown = powers.length > 2 ? powers : multiples(low, high, [1, 2, 5]);
  const step = Math.ceil(shown.length / count);
  const ticks = shown.filter((_, i) => i % step === 0);
  return ticks.length > 1 ? ticks : [low, high];
}

function multiples(low: number, high: number, factors: readonly number[]): number[] {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const all = Array.from({ length: last - first + 1 }, (_, i) =>
    factors.map((factor) => Number(`${factor}e${first + i}`)),
  ).flat();
  return all.filter((value) => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9));
}

/** A number as short as its four significant places allow: `0.25`, `1e-5`, `2.5e6`. */
export function formatTick(value: number): string {
  const size = Math.abs(value);
  const short = Number(value.toPrecision(4));
  if (size !== 0 && (size < 1e-3 || size >= 1e5)) return short.toExponential().replace('e+', 'e');
  return String(short);
}
