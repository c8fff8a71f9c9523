import type { Chapter } from './chapter.js';
import { secondsPerEpoch, train } from './train.js';

/** Trains the first network. */
export const training: Chapter = {
  id: 'training',
  async run(context) {
    const history = await train(context.facts.get('model'), 'first', context);
    context.facts.put('history', history);
    context.say(
      `${history.epochs.length} epochs, ${secondsPerEpoch(history).toFixed(1)} seconds each, validation included.`,
    );
  },
};
