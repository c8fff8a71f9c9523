import type { Chapter } from './chapter.js';

const challenges: readonly (readonly [problem: string, remedy: string])[] = [
  ['Overfitting', 'dropout, l1 and l2 penalties, maxNorm, earlyStopping (@glassbox/regularization), or more data.'],
  ['Underfitting', 'more units or layers, more epochs, better features.'],
  [
    'Gradients that vanish or explode',
    'ReLU with He weights (the default), clipByGlobalNorm; a NaN loss stops the run and says where.',
  ],
  ['Slow training', 'another backend in one line, larger batches, batchNormalization.'],
  ['Unequal classes', 'classWeight in fit; count the classes first, as above.'],
  ['Settings to choose', 'vary one, keep the seed, and put the runs side by side with compareRuns.'],
  ['Trust', 'look: at the mistakes, at the confusion matrix, at the weights. Nothing here is closed.'],
];

/** Words only: common problems, and what of this toolkit helps. */
export const challengesChapter: Chapter = {
  id: 'challenges',
  async run({ say }) {
    for (const [problem, remedy] of challenges) say(`${problem}: ${remedy}`);
  },
};
