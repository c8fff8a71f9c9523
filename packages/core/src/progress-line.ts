/** What a progress line shows. */
export interface ProgressState {
  readonly done: number;
  /** Undefined where the end is not known: the line then counts without a bar. */
  readonly total: number | undefined;
  /** Seconds since this bar began. */
  readonly seconds: number;
  /** Text before the bar, such as `Epoch 2/5`. */
  readonly label?: string;
  /** Values after the bar, in order, such as `{ loss: 0.31, accuracy: 0.91 }`. */
  readonly values?: Readonly<Record<string, number>>;
  /** Width of the bar in characters. Default 24. */
  readonly width?: number;
}

/** Seconds as a short text: `45s`, `2:05`, `1:02:03`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole}s`;
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}:${two(whole % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}

/** A number with four significant places, as a progress line shows it: `0.3142`, `12.50`, `1.2e-7`. */
export function formatMetric(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e5)) return value.toExponential(2);
  return size >= 10 ? value.toFixed(2) : value.toFixed(4);
}

/**
 * One line of progress: label, bar, count, time left (or taken, once done) and values.
 *
 * @example
 * progressLine({ done: 600, total: 1500, seconds: 4, label: 'Epoch 1/5', values: { loss: 0.31 } });
 * // Epoch 1/5 [=========>              ]  600/1500 ETA 6s  loss 0.3100
 */
export function progressLine(state: ProgressState): string {
  const { done, total, seconds, label = '', values = {}, width = 24 } = state;
  const parts = label ? [label] : [];
  if (total === undefined) parts.push(`${done}`, formatDuration(seconds));
  else {
    const share = total === 0 ? 1 : Math.min(1, done / total);
    const filled = Math.floor(share * width);
    const bar = filled === width ? '='.repeat(width) : `${'='.repeat(filled)}>`.padEnd(width);
    parts.push(`[${bar}]`, `${String(done).padStart(String(total).length)}/${total}`);
    const left = done > 0 ? (seconds * (total - done)) / done : undefined;
    parts.push(share === 1 ? formatDuration(seconds) : `ETA ${left === undefined ? '?' : formatDuration(left)}`);
  }
  const shown = Object.entries(values).map(([name, value]) => `${name} ${formatMetric(value)}`);
  return `${parts.join(' ')}${shown.length ? `  ${shown.join('  ')}` : ''}`;
}
