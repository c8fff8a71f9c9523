import { expect, it } from 'vitest';
import { recommendActivation } from './recommend-activation.js';

it('gives the usual guidance for outputs, with the loss that belongs to it', () => {
  const output = (task: 'binary' | 'multiclass' | 'multilabel' | 'regression') => {
    const { name, loss, activation } = recommendActivation({ layer: 'output', task });
    expect(activation.name).toBe(name);
    return [name, loss];
  };
  expect(output('binary')).toEqual(['sigmoid', 'binaryCrossentropy']);
  expect(output('multiclass')).toEqual(['softmax', 'sparseCategoricalCrossentropy']);
  expect(output('multilabel')).toEqual(['sigmoid', 'binaryCrossentropy']);
  expect(output('regression')).toEqual(['linear', 'meanSquaredError']);
  expect(recommendActivation({ layer: 'output', task: 'regression', targets: 'positive' }).name).toBe('softplus');
});

it('gives ReLU and its variants to hidden layers, and tanh where outputs are fed back', () => {
  const relu = recommendActivation({ layer: 'hidden' });
  expect(relu).toMatchObject({ name: 'relu', kernelInitializer: 'heUniform', loss: undefined });
  expect(relu.alternatives.map(({ name }) => name)).toEqual(['leakyRelu', 'prelu', 'swish', 'selu']);
  expect(relu.reason).toContain('vanishing');
  expect(recommendActivation({ layer: 'hidden', dyingNeurons: true }).name).toBe('leakyRelu');
  expect(recommendActivation({ layer: 'hidden', architecture: 'recurrent', dyingNeurons: true }).name).toBe('tanh');
  expect(recommendActivation({ layer: 'hidden', architecture: 'transformer' }).name).toBe('gelu');
});

it('answers what it does not know with what it does', () => {
  const ask = (question: object) => () => recommendActivation(question as Parameters<typeof recommendActivation>[0]);
  expect(ask({ layer: 'output', task: 'multi-class' })).toThrow("Did you mean 'multiclass'?");
  expect(ask({ layer: 'hidden', architecture: 'cnn' })).toThrow("Unknown architecture 'cnn'");
  expect(ask({ layer: 'middle' })).toThrow("layer is 'hidden' or 'output', but middle came.");
});
