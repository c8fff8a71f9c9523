import { arrangementCases } from './cases/arrangement.js';
import { attentionCases } from './cases/attention.js';
import { convolutionCases } from './cases/convolutions.js';
import { elementwiseCases } from './cases/elementwise.js';
import { houseCases } from './cases/house.js';
import { imageOpCases } from './cases/images.js';
import { stockCases, trainingOpCases } from './cases/operations.js';
import { optimizerCases } from './cases/optimizers.js';
import { poolingCases } from './cases/pooling.js';
import { trainingCases } from './cases/training.js';
import type { ConformanceCase } from './conformance-case.js';
import { checkGradient, checkValue, type OpCase } from './op-case.js';

const valueCase = (op: OpCase): ConformanceCase => ({ group: 'value', name: op.name, run: () => checkValue(op) });
const gradientCase = (op: OpCase): ConformanceCase => ({
  group: 'gradient',
  name: op.name,
  run: () => checkGradient(op),
});

/** The operations of `@glassbox/backends/ops`. */
const opCases = [...trainingOpCases, ...convolutionCases, ...poolingCases, ...imageOpCases, ...attentionCases];

/** Everything that a backend must do, as data. */
export const conformanceCases: readonly ConformanceCase[] = [
  ...houseCases,
  ...[...elementwiseCases, ...arrangementCases, ...stockCases, ...opCases].map(valueCase),
  ...opCases.map(gradientCase),
  ...trainingCases,
  ...optimizerCases,
];
