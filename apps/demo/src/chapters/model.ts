import { notebookNetwork } from '../notebook-network.js';
import type { Chapter } from './chapter.js';

/** The dropout rate of the first network. */
export const firstDropout = 0.2;

/** Builds and compiles the notebook's network. */
export const model: Chapter = {
  id: 'model',
  async run({ settings: { seed }, facts, say, print }) {
    const network = notebookNetwork(firstDropout, seed);
    facts.put('model', network);
    print(network.summary().trimEnd());
    say(
      `Compiled with the optimizer Adam and the loss sparse categorical cross-entropy; seed ${seed} decides all that is random.`,
    );
  },
};
