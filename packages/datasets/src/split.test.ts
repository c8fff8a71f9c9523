import { describe, expect, it } from 'vitest';
import { splitPositions } from './split.js';

describe('splitPositions', () => {
  it.each([
    [60_000, 0.2, 48_000],
    [10, 0.25, 7],
    [7, 0.1, 6],
    [3, 0.34, 1],
  ])('keeps floor(%i * (1 - %d)) = %i samples, as Keras does', (size, fraction, kept) => {
    const [rest, share] = splitPositions(size, fraction, {});
    expect([rest.length, share.length]).toEqual([kept, size - kept]);
    expect([rest[0], rest.at(-1), share[0], share.at(-1)]).toEqual([0, kept - 1, kept, size - 1]);
  });

  it('draws the share by seed, each sample once and in order (seeds 3 and 4)', () => {
    const [rest, share] = splitPositions(100, 0.3, { seed: 3 });
    expect(share).toEqual(share.slice().sort());
    expect([...rest, ...share].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect(splitPositions(100, 0.3, { seed: 3 })[1]).toEqual(share);
    expect(splitPositions(100, 0.3, { seed: 4 })[1]).not.toEqual(share);
  });

  it('gives each class its share, and the whole its size, also for very many samples (seed 1)', () => {
    const labels = Int32Array.from({ length: 400_000 }, (_, i) => (i % 10 === 0 ? 1 : 0));
    const [rest, share] = splitPositions(400_000, 0.25, { stratify: true, seed: 1 }, labels);
    expect([rest.length, share.length]).toEqual([300_000, 100_000]);
    expect(share.filter((position) => labels[position] === 1)).toHaveLength(10_000);
  });

  it.each([0, 1, -0.2, Number.NaN])('refuses the fraction %d', (fraction) => {
    expect(() => splitPositions(10, fraction, {})).toThrow(expect.objectContaining({ code: 'bad-argument' }));
  });

  it('refuses to leave a part empty', () => {
    expect(() => splitPositions(0, 0.5, {})).toThrow(/leaves one part empty/);
    expect(() => splitPositions(1, 0.5, {})).toThrow(/leaves one part empty/);
  });
});
