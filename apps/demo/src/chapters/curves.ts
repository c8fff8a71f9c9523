import { terminalCurve, trainingCurves } from '@glassbox/viz';
import type { Chapter } from './chapter.js';

/** Accuracy and loss of the first network by epoch. */
export const curves: Chapter = {
  id: 'curves',
  async run({ facts, sketch, show }) {
    const history = facts.get('history');
    sketch(terminalCurve(history));
    show('training-curves', trainingCurves(history));
  },
};
