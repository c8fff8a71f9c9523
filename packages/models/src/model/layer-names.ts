import { GlassboxError } from '@glassbox/core';
import type { Layer } from '../layers/layer.js';
import { OWN_LAYER } from '../layers/weight-options.js';

/** `BatchNormalization` to `batch_normalization`, `LSTM` to `lstm`, `Conv2D` to `conv2d`, as Keras writes it. */
function snakeCase(className: string): string {
  return className
    .replace(OWN_LAYER, '')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

/** A name for each layer: its own, or its class and a number that makes it unique. Throws `duplicate-name` for two of one name. */
export function nameLayers(layers: readonly Layer[]): string[] {
  const taken = new Set<string>();
  const claim = (name: string) => {
    if (taken.has(name)) {
      throw new GlassboxError('duplicate-name', `Two layers are named '${name}'. Give each a name of its own.`, {
        details: { name },
      });
    }
    taken.add(name);
  };
  for (const { name } of layers) if (name !== undefined) claim(name);
  return layers.map(({ name, className }) => {
    if (name !== undefined) return name;
    const base = snakeCase(className);
    let unique = base;
    for (let i = 1; taken.has(unique); i++) unique = `${base}_${i}`;
    claim(unique);
    return unique;
  });
}
