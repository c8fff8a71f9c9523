import { describe, expect, it } from 'vitest';
import { GlassboxError, isGlassboxError } from './errors.js';
import { nearestName } from './nearest-name.js';
import { Registry } from './registry.js';

describe('Registry', () => {
  const registry = new Registry<number>('activation', { relu: 1, leakyRelu: 2, sigmoid: 3 });

  it('finds what was registered', () => {
    expect(registry.get('relu')).toBe(1);
    expect(registry.names()).toEqual(['relu', 'leakyRelu', 'sigmoid']);
  });

  it('answers an unknown name with what exists and the nearest name', () => {
    expect(() => registry.get('leaky_relu')).toThrow(
      "Unknown activation 'leaky_relu'. Did you mean 'leakyRelu'? Known: leakyRelu, relu, sigmoid.",
    );
    expect(() => registry.get('banana')).toThrow(/^Unknown activation 'banana'\. Known:/);
  });

  it('refuses a second entry of one name', () => {
    expect(() => registry.register('relu', 9)).toThrow(GlassboxError);
    expect(registry.get('relu')).toBe(1);
  });
});

describe('nearestName', () => {
  it('forgives swaps, case and separators, and only small mistakes', () => {
    expect(nearestName('sigmiod', ['sigmoid', 'softmax'])).toBe('sigmoid');
    expect(nearestName('Soft-Max', ['sigmoid', 'softmax'])).toBe('softmax');
    expect(nearestName('xyz', ['sigmoid', 'softmax'])).toBeUndefined();
  });
});

describe('GlassboxError', () => {
  it('carries a code and details, and is known by both', () => {
    const error = new GlassboxError('idx-truncated', 'Too short.', { details: { offset: 16 } });
    expect(isGlassboxError(error, 'idx-truncated')).toBe(true);
    expect(isGlassboxError(error, 'other')).toBe(false);
    expect(error.details.offset).toBe(16);
  });
});
