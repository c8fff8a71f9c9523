/** A time as Optuna 5 writes it: UTC, with microseconds and its offset, which Python 3.10 can read too. */
export function timeToText(time: number): string {
  return new Date(time).toISOString().replace('Z', '000+00:00');
}

/** Milliseconds since 1970 of such a text; one without an offset, as Optuna wrote before 5.0, is in local time. */
export function timeFromText(text: string | null | undefined): number | undefined {
  return text ? Date.parse(text.replace(/(\.\d{3})\d+/, '$1')) : undefined;
}
