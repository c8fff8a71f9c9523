import { describe, expect, test } from 'vitest';
import { errorCode } from '../../test/error-code.js';
import { gridInfo } from './grid-info.js';
import { imageInfo, imagesInfo } from './image-info.js';
import { predictionInfo } from './prediction-info.js';
import { weightInfo } from './weight-info.js';

const image = (values: number[], shape = [1, values.length]) => ({ data: Float32Array.from(values), shape });
const shares = (values: number[]) => imageInfo(image(values)).shares;

describe('imageInfo', () => {
  test('reads bytes, byte-like floats, shares and standardised pixels', () => {
    expect(imageInfo({ data: Uint8Array.of(0, 1, 255), shape: [1, 3] }).shares).toEqual([0, 1 / 255, 1]);
    expect(shares([0, 51, 255])).toEqual([0, 0.2, 1]);
    expect(shares([0, 0.25, 1])).toEqual([0, 0.25, 1]);
    expect(shares([-1, 0, 3])).toEqual([0, 0.25, 1]);
    expect(shares([Number.NaN, 1])).toEqual([0, 1]);
    expect(shares([-2, -2])).toEqual([0, 0]);
  });

  test('takes axes of one around the picture and refuses other shapes', () => {
    const data = new Float32Array(6);
    for (const shape of [
      [2, 3],
      [1, 2, 3],
      [2, 3, 1],
      [1, 2, 3, 1],
    ]) {
      expect(imageInfo({ data, shape })).toMatchObject({ height: 2, width: 3 });
    }
    for (const shape of [[6], [2, 1, 3], [0, 3]]) expect(errorCode(() => imageInfo({ data, shape }))).toBe('bad-shape');
    expect(errorCode(() => imageInfo({ data, shape: [3, 3] }))).toBe('shape-mismatch');
  });

  test('splits a batch', () => {
    const data = Float32Array.from({ length: 12 }, (_, i) => i / 12);
    const images = imagesInfo({ data, shape: [3, 2, 2, 1] }, 2);
    expect(images).toHaveLength(2);
    expect(images[1]!.shares.map((share) => share.toFixed(2))).toEqual(['0.33', '0.42', '0.50', '0.58']);
  });
});

describe('predictionInfo', () => {
  const picture = image([0, 1]);

  test('takes the likeliest class and its probability', () => {
    const info = predictionInfo(picture, { probabilities: [0.25, 0.75], trueLabel: 0, classNames: ['cat', 'dog'] });
    expect(info).toMatchObject({ predicted: 'dog', confidence: 0.75, trueLabel: 'cat', isRight: false });
    expect(info.classes).toEqual([
      { label: 'cat', probability: 0.25 },
      { label: 'dog', probability: 0.75 },
    ]);
  });

  test('a bare prediction knows neither confidence nor whether it is right', () => {
    const info = predictionInfo(picture, { prediction: 4 });
    expect(info).toMatchObject({ predicted: '4', confidence: undefined, isRight: undefined, classes: [] });
  });

  test('refuses what is no prediction', () => {
    const bad = [
      {},
      { prediction: 1.5 },
      { probabilities: [] },
      { probabilities: [0.5, Number.NaN] },
      { probabilities: [3, -2] },
    ];
    for (const options of bad) expect(errorCode(() => predictionInfo(picture, options))).toBe('bad-argument');
  });
});

describe('gridInfo', () => {
  const images = { data: new Uint8Array(3 * 4), shape: [3, 2, 2] };

  test('marks right and wrong', () => {
    const info = gridInfo(images, { labels: [1, 2, 3], predictions: Int32Array.of(1, 5, 3) });
    expect(info.tiles.map(({ prediction, isRight }) => [prediction, isRight])).toEqual([
      ['1', true],
      ['5', false],
      ['3', true],
    ]);
    expect(info).toMatchObject({ right: 2, columns: 3 });
    expect(gridInfo(images, { limit: 2 })).toMatchObject({ right: undefined, tiles: { length: 2 } });
  });

  test('refuses counts that differ and settings out of range', () => {
    expect(errorCode(() => gridInfo(images, { labels: [1, 2] }))).toBe('length-mismatch');
    expect(errorCode(() => gridInfo(images, { predictions: [1, 2, -3] }))).toBe('bad-argument');
    expect(errorCode(() => gridInfo(images, { columns: 0 }))).toBe('bad-argument');
    expect(errorCode(() => gridInfo(images, { limit: 0 }))).toBe('bad-argument');
  });
});

describe('weightInfo', () => {
  const kernel = { data: Float32Array.of(1, -2, 3, -4, 5, -6, 7, -8), shape: [4, 2] };

  test('takes the weights of each unit over the inputs', () => {
    const info = weightInfo(kernel, {});
    expect(info.units).toEqual([
      { unit: 0, weights: [1, 3, 5, 7] },
      { unit: 1, weights: [-2, -4, -6, -8] },
    ]);
    expect(info).toMatchObject({ height: 2, width: 2, columns: 2 });
    expect(info.limit).toBe(7);
  });

  test('refuses kernels and pictures that do not fit', () => {
    expect(errorCode(() => weightInfo({ data: new Float32Array(4), shape: [4] }, {}))).toBe('bad-shape');
    expect(errorCode(() => weightInfo({ data: new Float32Array(6), shape: [3, 2] }, {}))).toBe('bad-shape');
    expect(errorCode(() => weightInfo(kernel, { imageShape: [3, 1] }))).toBe('bad-shape');
    expect(errorCode(() => weightInfo(kernel, { units: [2] }))).toBe('bad-argument');
    expect(errorCode(() => weightInfo(kernel, { units: [] }))).toBe('bad-argument');
    expect(errorCode(() => weightInfo(kernel, { columns: 99 }))).toBe('bad-argument');
  });
});
