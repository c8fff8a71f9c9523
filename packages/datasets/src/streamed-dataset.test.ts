import { describe, expect, it } from 'vitest';
import { Dataset } from './dataset.js';
import { standardize } from './normalization/standardize.js';
import { StreamedDataset, type StreamSample } from './streamed-dataset.js';

const stream = (size?: number) =>
  new StreamedDataset(
    function* () {
      for (let i = 0; i < 5; i++) yield { input: [i], target: i % 2 };
    },
    { inputShape: [1], classNames: ['even', 'odd'], size },
  );

async function collect(data: StreamedDataset, batchSize = 2): Promise<number[]> {
  const values: number[] = [];
  for await (const { inputs } of data.batches(batchSize)) values.push(...inputs.data);
  return values;
}

describe('StreamedDataset', () => {
  it('starts over for each pass, in batches of which the last is shorter', async () => {
    const data = stream();
    expect(await collect(data)).toEqual([0, 1, 2, 3, 4]);
    const sizes: number[] = [];
    for await (const { size, targets } of data.batches(2)) {
      sizes.push(size);
      expect(targets?.data).toBeInstanceOf(Int32Array);
    }
    expect(sizes).toEqual([2, 2, 1]);
  });

  it('takes, skips and maps', async () => {
    const tenfold = stream(5)
      .skip(1)
      .take(3)
      .map(async ({ input, target }) => ({ input: [input[0]! * 10, 0], target: target! }), { inputShape: [2] });
    expect(await collect(tenfold)).toEqual([10, 0, 20, 0, 30, 0]);
    expect([tenfold.size, tenfold.classNames]).toEqual([3, ['even', 'odd']]);
    expect([stream(5).skip(9).size, stream().take(2).size]).toEqual([0, undefined]);
    expect(await collect(stream().take(0))).toEqual([]);
  });

  it('asks its source for no more than it takes, and closes it', async () => {
    const seen: string[] = [];
    const data = new StreamedDataset(
      async function* () {
        try {
          for (let i = 0; ; i++) {
            seen.push(String(i));
            yield { input: [i], target: 0 };
          }
        } finally {
          seen.push('closed');
        }
      },
      { inputShape: [1] },
    );
    await collect(data.take(2));
    expect(seen).toEqual(['0', '1', 'closed']);
  });

  it('is normalized by what was fitted on other data', async () => {
    const normalizer = standardize(Dataset.from({ inputs: [[1], [3]] }));
    expect(await collect(stream().normalize(normalizer))).toEqual([-2, -1, 0, 1, 2]);
  });

  const of = (sample: StreamSample, options = {}) =>
    new StreamedDataset(() => [sample], { inputShape: [1], classNames: ['even', 'odd'], ...options });
  it.each([
    ['inputs', of({ input: [1, 2], target: 0 }), /Sample 0 of the stream has 2 inputs and 1 targets, but 1 and 1/],
    ['targets', of({ input: [1] }), /1 inputs and 0 targets/],
    ['values', of({ input: [1], target: [1, 2] }, { targetShape: [3] }), /2 targets, but 1 and 3/],
    ['classes', of({ input: [1], target: 2 }), /Sample 0 has the label 2/],
  ])('names the sample whose %s do not fit', async (_, data, message) => {
    await expect(collect(data)).rejects.toThrow(message);
  });

  it('leaves targets out where it has none', async () => {
    const { value } = await of({ input: [1] }, { targetShape: undefined })
      .batches(4)
      .next();
    expect(value).toEqual({ size: 1, inputs: { data: Float32Array.of(1), shape: [1, 1] } });
  });

  it('ends when its signal fires, and refuses batches of no samples', async () => {
    const cancel = new AbortController();
    const batches = stream().batches(2, cancel.signal);
    await batches.next();
    cancel.abort();
    await expect(batches.next()).rejects.toMatchObject({ code: 'aborted' });
    await expect(collect(stream(), 0)).rejects.toMatchObject({ code: 'bad-argument' });
  });
});
