import { calls } from './calls.js';
import { epoch } from './epoch.js';
import { memory } from './memory.js';
import type { Part } from './part.js';
import { predict } from './predict.js';
import { products } from './products.js';
import { scaling } from './scaling.js';
import { startup } from './startup.js';
import { cnn, lstm, step } from './steps.js';
import { threads } from './threads.js';
import { webgpu } from './webgpu.js';
import { yielding } from './yielding.js';

/** Every part, in the order of the table. */
export const parts: readonly Part[] = [
  epoch,
  step,
  cnn,
  lstm,
  predict,
  products,
  startup,
  memory,
  webgpu,
  threads,
  calls,
  yielding,
  scaling,
];
