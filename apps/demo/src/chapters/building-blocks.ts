import type { Chapter } from './chapter.js';

/** Words only: what a network is made of, and which kinds there are. */
export const buildingBlocks: Chapter = {
  id: 'building-blocks',
  async run({ say }) {
    say(
      'The first layer takes the picture in, hidden layers turn pixels into features, and the last layer gives the answer. ' +
        'This network is dense: each neuron is wired to all of the layer before.',
    );
    say(
      'Convolutional networks (the preset cnn) slide small filters over an image; recurrent ones (the preset rnn) read text or ' +
        'a time series step by step. The same loop trains them all.',
    );
  },
};
