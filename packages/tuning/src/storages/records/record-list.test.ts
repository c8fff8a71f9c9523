import { expect, it } from 'vitest';
import { type ComparingList, comparing } from './record-list.js';

/** A list in memory, with something that happens at each append before it, and after. */
function list(before: (texts: string[]) => void, after: () => void = () => undefined) {
  const texts: string[] = [];
  const keeper: ComparingList = {
    read: async (from) => texts.slice(from),
    async append(place, records) {
      before(texts);
      if (texts.length !== place) return false;
      texts.push(...records);
      after();
      return true;
    },
  };
  return { texts, list: comparing(keeper) };
}

it('decides again, told only what is new, where another was quicker', async () => {
  const others = [['a', 'b'], ['c'], []];
  const { texts, list: raced } = list((kept) => kept.push(...others.shift()!));
  const told: (readonly unknown[])[] = [];
  const end = await raced.update(0, (fresh, from) => {
    told.push([from, ...fresh]);
    return [`mine ${from + fresh.length}`];
  });
  expect(told).toEqual([[0], [0, 'a', 'b'], [2, 'c']]);
  expect(texts).toEqual(['a', 'b', 'c', 'mine 3']);
  expect(end).toBe(4);
});

it('appends nothing where nothing is decided', async () => {
  const { texts, list: idle } = list(() => expect.unreachable());
  texts.push('a');
  expect(await idle.update(0, () => [])).toBe(1);
});

it('knows that its records were kept where the connection broke only after that', async () => {
  const broken = () => {
    throw new Error('The connection is closed.');
  };
  const late = list(() => undefined, broken);
  expect(await late.list.update(0, () => ['mine'])).toBe(1);
  expect(late.texts).toEqual(['mine']);
  const early = list(broken);
  await expect(early.list.update(0, () => ['mine'])).rejects.toThrow('The connection is closed.');
  expect(early.texts).toEqual([]);
});
