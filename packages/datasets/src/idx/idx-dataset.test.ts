import { describe, expect, it } from 'vitest';
import { readIdxDataset } from './idx-dataset.js';
import { writeIdx } from './write-idx.js';

const images = writeIdx({ data: Uint8Array.of(0, 51, 102, 255), shape: [2, 1, 2] }, { gzip: true });
const labels = (...data: number[]) => writeIdx({ data: Uint8Array.from(data), shape: [data.length] });

describe('readIdxDataset', () => {
  it('pairs images with labels, bytes scaled to [0, 1]', async () => {
    const data = await readIdxDataset(images, labels(1, 0), { classNames: ['no', 'yes'] });
    expect(data.toArrays()).toEqual({
      inputs: { data: Float32Array.of(0, 0.2, 0.4, 1), shape: [2, 1, 2] },
      targets: { data: Int32Array.of(1, 0), shape: [2] },
    });
    const raw = await readIdxDataset(images, labels(1, 0), { scale: 1 });
    expect([...raw.toArrays().inputs.data]).toEqual([0, 51, 102, 255]);
  });

  it.each([
    ['another number of labels', labels(0, 1, 0), 'idx-count-mismatch'],
    ['labels in rows', writeIdx({ data: Uint8Array.of(0, 1), shape: [2, 1] }), 'idx-count-mismatch'],
    ['a label without a name', labels(0, 2), 'label-out-of-range'],
    ['labels that are cut', labels(0, 1).subarray(0, 9), 'idx-truncated'],
  ])('refuses %s', async (_, bytes, code) => {
    await expect(readIdxDataset(images, bytes, { classNames: ['no', 'yes'] })).rejects.toMatchObject({ code });
  });

  it('refuses a pair of empty files', async () => {
    const none = writeIdx({ data: new Uint8Array(0), shape: [0, 28, 28] });
    await expect(readIdxDataset(none, labels())).rejects.toMatchObject({ code: 'empty-data' });
  });
});
