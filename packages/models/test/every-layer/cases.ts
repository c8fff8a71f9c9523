import type { layers } from '../../src/layers/index.js';
import { attentionCases } from './attention-cases.js';
import { convolutionCases } from './convolution-cases.js';
import { coreCases } from './core-cases.js';
import type { CoverageCase } from './coverage-case.js';
import { imageCases } from './image-cases.js';

/**
 * In which settings each layer is measured. A new layer is added to one of the lists that make this up, with at least one
 * `{ layer, inputShape }`; it does not compile without.
 */
export const coverageCases: Readonly<Record<keyof typeof layers, readonly CoverageCase[]>> = {
  ...coreCases,
  ...convolutionCases,
  ...imageCases,
  ...attentionCases,
};
