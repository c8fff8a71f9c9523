import { GlassboxError } from '@glassbox/core';
import { getGradient, version_core } from '@tensorflow/tfjs-core';

/**
 * Makes sure that tfjs knows the gradients of its own operations, which layers and losses made of them need.
 *
 * Only tfjs-layers registers them, when it is imported; that takes a tenth of a second, so it is done when training begins. Using a
 * value of it here keeps a bundler from dropping that import, which an import for its effect alone would not survive in a package that
 * says it has none.
 *
 * @throws `tfjs-mismatch` where tfjs-core and tfjs-layers are of two versions, or there are two copies of tfjs-core.
 */
export async function requireGradients(): Promise<void> {
  const { version_layers } = await import('@tensorflow/tfjs-layers');
  if (version_core === version_layers && getGradient('Mean')) return;
  throw new GlassboxError(
    'tfjs-mismatch',
    `@tensorflow/tfjs-core is ${version_core} and @tensorflow/tfjs-layers ${version_layers}, or one of them is loaded twice. ` +
      'Install the same version of both, once.',
    { details: { core: version_core, layers: version_layers } },
  );
}
