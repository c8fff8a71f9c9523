import type { Chapter } from './chapter.js';

const barWidth = 40;

/** The ten probabilities for the first test digit. */
export const prediction: Chapter = {
  id: 'prediction',
  async run({ facts, say, sketch, tabulate }) {
    const { prediction, predicted, labels } = facts.get('answers');
    const probabilities = [...prediction.row(0)!];
    sketch(probabilities.map(line).join('\n'));
    tabulate({
      caption: 'The first test digit',
      columns: ['class', 'probability'],
      rows: [...probabilities.entries()],
    });
    say(
      `argmax: ${predicted[0]}. The digit is a ${labels[0]}, so that is ${predicted[0] === labels[0] ? 'right' : 'wrong'}.`,
    );
  },
};

function line(probability: number, digit: number): string {
  return `  ${digit}  ${probability.toFixed(6)}  ${'#'.repeat(Math.round(probability * barWidth))}`.trimEnd();
}
