import { describe, expect, it } from 'vitest';
import { convolutionReaders } from './convolution-readers.js';

const read = (className: string, config: Record<string, unknown>) =>
  convolutionReaders[className]!({ name: 'mine', ...config });

describe('what Keras saved of convolution and pooling layers', () => {
  it('is read with one number or one for each axis, and with defaults where it says nothing', () => {
    expect(read('Conv1D', { filters: 2, kernel_size: 5, padding: 'causal' }).config).toMatchObject({
      kernel_size: [5],
      strides: [1],
      padding: 'causal',
      dilation_rate: [1],
    });
    expect(read('Conv3D', { filters: 2, kernel_size: [1, 2, 3], strides: [2, 1, 1] }).config).toMatchObject({
      kernel_size: [1, 2, 3],
      strides: [2, 1, 1],
    });
    expect(read('AveragePooling3D', { pool_size: 3, strides: null }).config).toMatchObject({
      pool_size: [3, 3, 3],
      strides: [3, 3, 3],
    });
  });

  it('keeps what depthwise and pointwise kernels start from', () => {
    const initializer = { class_name: 'Ones', config: {} };
    const layer = read('SeparableConv2D', { filters: 2, kernel_size: 3, depthwise_initializer: initializer });
    expect(layer.build([5, 5, 1]).weights.map(({ initializer: { name } }) => name)).toEqual([
      'ones',
      'glorotUniform',
      'zeros',
    ]);
  });

  it.each([
    ['Conv1D', { filters: 4, kernel_size: 3, groups: 2 }, /'mine' has 2 groups of channels/],
    ['MaxPooling3D', { pool_size: 2, data_format: 'channels_first' }, /'mine' has channels first/],
    ['ZeroPadding2D', { padding: 1, data_format: 'channels_first' }, /Save the model with channels last/],
  ])('is refused where Glassbox would compute something else: %s', (className, config, message) => {
    expect(() => read(className, config)).toThrow(message);
  });
});
