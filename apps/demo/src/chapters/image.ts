import { imageWithPrediction, terminalDigit } from '@glassbox/viz';
import { type Chapter, samplesAt } from './chapter.js';

/** The first test digit as a picture, with the predicted label as its title. */
export const image: Chapter = {
  id: 'image',
  async run({ facts, sketch, show }) {
    const { prediction, predicted, labels } = facts.get('answers');
    const { inputs } = samplesAt(facts.get('test'), [0]);
    sketch(`${terminalDigit(inputs).replace(/^\n+|\n+$/g, '')}\nPredicted label: ${predicted[0]}`);
    show('first-prediction', imageWithPrediction(inputs, { probabilities: prediction.row(0)!, trueLabel: labels[0] }));
  },
};
