/** A time as Optuna 5 writes it: UTC, with microseconds and its offset, which Python 3.10 can read too. */
export function timeToText(time: number): string {
  const microseconds = Math.round(time * 1000);
  const milliseconds = Math.floor(microseconds / 1000);
  const rest = String(microseconds - 1000 * milliseconds).padStart(3, '0');
  return new Date(milliseconds).toISOString().replace('Z', `${rest}+00:00`);
}

/**
 * Milliseconds since 1970 of such a text, with its microseconds as a fraction; one without an offset, as Optuna wrote before 5.0, is in local
 * time.
 */
export function timeFromText(text: string | null | undefined): number | undefined {
  if (!text) return undefined;
  const fraction = /\.(\d{1,6})/.exec(text)?.[1] ?? '';
  return Date.parse(text.replace(/\.\d+/, '')) + Number(fraction.padEnd(6, '0')) / 1000;
}
