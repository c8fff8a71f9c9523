/** A count with separated thousands: `10,000`. */
export const formatCount = (count: number) => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

/** A share as percent; near an end it keeps its distance from it: never `100.0%` where it is not. */
export function formatPercent(share: number): string {
  if (share >= 0.9995 && share < 1) return '> 99.9%';
  if (share > 0 && share < 0.0005) return '< 0.1%';
  return `${(100 * share).toFixed(1)}%`;
}
