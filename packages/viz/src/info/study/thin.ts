/**
 * At most about `limit` of the items, evenly spaced and always the same ones, besides those that must stay.
 *
 * It takes every k-th item, k the least whole number for which no more than `limit` remain.
 */
export function thin<Item>(
  items: readonly Item[],
  limit: number,
  mustStay: (item: Item) => boolean = () => false,
): readonly Item[] {
  if (items.length <= limit) return items;
  const step = Math.ceil(items.length / limit);
  return items.filter((item, index) => index % step === 0 || mustStay(item));
}
