import { describe, expect, it } from 'vitest';
import { Dataset } from './dataset.js';

const ten = () =>
  Dataset.from({
    inputs: { data: Uint8Array.from({ length: 20 }, (_, i) => i), shape: [10, 2] },
    targets: { data: Uint8Array.of(0, 0, 0, 0, 0, 0, 1, 1, 1, 2), shape: [10] },
    classNames: ['a', 'b', 'c'],
    scale: 0.5,
  });

const firsts = (data: Dataset) => [...data].map(({ input }) => input[0]! / 1);

describe('Dataset', () => {
  it('turns bytes into scaled floats only when a batch is read, and reuses its arrays', () => {
    const data = ten();
    const batch = data.readBatch([3, 0]);
    expect(batch.inputs).toEqual({ data: Float32Array.of(3, 3.5, 0, 0.5), shape: [2, 2] });
    expect(batch.targets).toEqual({ data: Int32Array.of(0, 0), shape: [2] });
    expect(data.readBatch([1, 2]).inputs.data.buffer).toBe(batch.inputs.data.buffer);
  });

  it('gives bytes beside the floats that they stand for, through views, until something changes the values', () => {
    const bytes = Uint8Array.from({ length: 20 }, (_, i) => 13 * i);
    const data = Dataset.from({ inputs: { data: bytes, shape: [10, 2] }, scale: 1 / 255 });
    const batch = data.skip(2).readBatch([3, 0]);
    expect(batch.bytes).toEqual({ data: Uint8Array.of(130, 143, 52, 65), scale: 1 / 255 });
    expect([...batch.inputs.data]).toEqual([...batch.bytes!.data].map((byte) => Math.fround(byte / 255)));
    const changed = [data.normalize({ transform: () => {} }), data.map(({ input }) => ({ input })), data.concat(data)];
    expect(changed.map((each) => each.readBatch([0]).bytes)).toEqual([undefined, undefined, undefined]);
  });

  it('keeps the batch of one view when another is read', () => {
    const [first, second] = [ten().take(5), ten().skip(5)];
    const batch = first.readBatch([0, 1]);
    second.readBatch([0, 1]);
    first.normalize({ transform: (values) => values.fill(-1) }).readBatch([0]);
    expect([...batch.inputs.data]).toEqual([0, 0.5, 1, 1.5]);
    const all = first.toArrays().inputs.data;
    first.readBatch([3]);
    expect(all[0]).toBe(0);
  });

  it('reads more than a block at once, through views of views', () => {
    const many = Dataset.from({
      inputs: { data: Int32Array.from({ length: 5000 }, (_, i) => i), shape: [5000, 1] },
      targets: { data: Int32Array.from({ length: 5000 }, (_, i) => i % 7), shape: [5000] },
    });
    const view = many.skip(100).map(({ input }) => ({ input: [input[0]! + 1] }));
    const { inputs, targets } = view.toArrays();
    expect([inputs.data[4899], targets?.data[4899]]).toEqual([5000, 4999 % 7]);
    expect(view.labels()).toEqual(targets?.data);
    expect(view.labels()).toEqual(many.labels().slice(100));
  });

  it('takes, skips, slices and selects', () => {
    expect(firsts(ten().take(2))).toEqual([0, 1]);
    expect(firsts(ten().skip(8))).toEqual([8, 9]);
    expect(firsts(ten().skip(2).take(3).slice(-2))).toEqual([3, 4]);
    expect(firsts(ten().select([9, 0, 9]))).toEqual([9, 0, 9]);
    expect(ten().take(99).size).toBe(10);
    expect(ten().take(0).size).toBe(0);
  });

  it('shuffles by seed without loss (seeds 1 and 2)', () => {
    const order = firsts(ten().shuffle(1));
    expect(order).toEqual(firsts(ten().shuffle(1)));
    expect(order).not.toEqual(firsts(ten().shuffle(2)));
    expect([...order].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('splits off the last samples, as Keras does', () => {
    const [rest, share] = ten().split(0.25);
    expect([rest.size, share.size]).toEqual([7, 3]); // floor(10 * 0.75)
    expect(firsts(share)).toEqual([7, 8, 9]);
  });

  it('splits by seed, and evenly over classes where asked (seed 5)', () => {
    const [rest, share] = ten().split(0.3, { seed: 5 });
    expect([...firsts(rest), ...firsts(share)].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(firsts(share)).not.toEqual([7, 8, 9]);
    const [, even] = ten().split(1 / 3, { stratify: true, seed: 5 });
    expect(even.classCounts()).toEqual([2, 1, 1]);
  });

  it('counts classes and gives labels', () => {
    expect(ten().classCounts()).toEqual([6, 3, 1]);
    expect(
      ten()
        .filterByLabel((label) => label > 0)
        .labels(),
    ).toEqual(Int32Array.of(1, 1, 1, 2));
    const regression = Dataset.from({
      inputs: { data: new Float32Array(2), shape: [2, 1] },
      targets: { data: new Float32Array(2), shape: [2, 1] },
    });
    expect(() => regression.classCounts()).toThrow(/no class indices/);
  });

  it('maps when read, concatenates, and batches', () => {
    const doubled = ten().map(({ input, target }) => ({ input: [input[0]! * 2], target: [target![0]! + 1] }), {
      inputShape: [1],
    });
    expect(doubled.take(2).toArrays()).toEqual({
      inputs: { data: Float32Array.of(0, 2), shape: [2, 1] },
      targets: { data: Int32Array.of(1, 1), shape: [2] },
    });
    const both = ten().skip(9).concat(ten().take(1));
    expect(firsts(both)).toEqual([9, 0]);
    expect([...ten().batch(4)].map(({ size }) => size)).toEqual([4, 4, 2]);
    expect(() => ten().concat(doubled)).toThrow(/cannot be joined/);
  });

  it('refuses in words', () => {
    expect(() => ten().readBatch([10])).toThrow(/no sample 10 among 10/);
    expect(() => ten().select([-1])).toThrow(/no sample -1/);
    expect(() => ten().split(1)).toThrow(/between 0 and 1, but 1/);
    expect(() => ten().take(1).split(0.5)).toThrow(/leaves one part empty/);
    expect(() => ten().readBatch([0.5])).toThrow(/no sample 0.5/);
    expect(() => ten().take(0).readBatch([0])).toThrow(expect.objectContaining({ code: 'index-out-of-range' }));
    expect(() => ten().take(-1)).toThrow(/whole number of at least 0/);
    expect(() => ten().slice(0.5)).toThrow(/takes whole numbers/);
    expect(() => [...ten().batch(0)]).toThrow(/whole number above 0/);
  });
});
