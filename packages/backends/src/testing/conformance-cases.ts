import { arrangementCases } from './cases/arrangement.js';
import { elementwiseCases } from './cases/elementwise.js';
import { houseCases } from './cases/house.js';
import { imageOpCases } from './cases/images.js';
import { stockCases, trainingOpCases } from './cases/operations.js';
import { trainingCases } from './cases/training.js';
import type { ConformanceCase } from './conformance-case.js';
import { checkGradient, checkValue, type OpCase } from './op-case.js';

const valueCase = (op: OpCase): ConformanceCase => ({ group: 'value', name: op.name, run: () => checkValue(op) });
const gradientCase = (op: OpCase): ConformanceCase => ({
  group: 'gradient',
  name: op.name,
  run: () => checkGradient(op),
});

/** Everything that a backend must do, as data. */
export const conformanceCases: readonly ConformanceCase[] = [
  ...houseCases,
  ...[...elementwiseCases, ...arrangementCases, ...stockCases, ...trainingOpCases, ...imageOpCases].map(valueCase),
  ...[...trainingOpCases, ...imageOpCases].map(gradientCase),
  ...trainingCases,
];
