import {
  type Activation,
  leakyRelu,
  type Question,
  recommendActivation,
  relu,
  sigmoid,
  softmax,
  swish,
  tanh,
} from '@glassbox/activations';
import { type ActivationSpec, activationCurve } from '@glassbox/viz';
import type { Chapter } from './chapter.js';

const shown: readonly Activation[] = [sigmoid(), tanh(), relu(), leakyRelu(), softmax(), swish()];

const questions: readonly (readonly [string, Question])[] = [
  ['For hidden layers', { layer: 'hidden' }],
  ['Where neurons die', { layer: 'hidden', dyingNeurons: true }],
  ['To tell two classes apart', { layer: 'output', task: 'binary' }],
  ['To choose one of many classes', { layer: 'output', task: 'multiclass' }],
  ['To predict a number', { layer: 'output', task: 'regression' }],
];

/** The notebook's six activation functions, and which to take where. */
export const activations: Chapter = {
  id: 'activations',
  async run({ say, sketch, tabulate, show }) {
    const rows = shown.map(({ title, formula, range }) => [title, formula, range.text]);
    sketch(aligned(rows));
    tabulate({ caption: 'The functions', columns: ['function', 'formula', 'range'], rows });
    for (const [place, question] of questions) {
      const { activation, reason } = recommendActivation(question);
      say(`${place}: ${activation.title}. ${reason}`);
    }
    for (const activation of shown) show(`activation-${activation.name}`, activationCurve(curveOf(activation)));
  },
};

/** Columns of one width each. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ');
  return rows.map((row) => `  ${line(row)}`.trimEnd()).join('\n');
}

const classes = 10;

/** Softmax maps a row of scores; its curve is the probability of one of ten classes, the scores of the others being 0. */
function curveOf(activation: Activation): ActivationSpec {
  const { title, formula } = activation;
  if (activation.kind === 'elementwise') {
    return { name: title, formula, f: activation.f, derivative: activation.derivative };
  }
  const share = (x: number) => activation.array([x, ...new Array<number>(classes - 1).fill(0)])[0]!;
  return {
    name: `${title} (one of ${classes} scores, the others 0)`,
    formula,
    f: share,
    derivative: (x) => share(x) * (1 - share(x)),
  };
}
