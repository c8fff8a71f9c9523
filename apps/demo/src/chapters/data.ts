import { mnist } from '@glassbox/datasets';
import { imageGrid } from '@glassbox/viz';
import { classCounts } from '../report/class-counts.js';
import { labelsOf } from './answers.js';
import { type Chapter, samplesAt } from './chapter.js';

/** Loads MNIST, and takes a part of it for a short run. */
export const data: Chapter = {
  id: 'data',
  async run({ sizes, facts, say, show }) {
    const digits = await mnist.load();
    const train = sizes.train === undefined ? digits.train : digits.train.take(sizes.train);
    const test = sizes.test === undefined ? digits.test : digits.test.take(sizes.test);
    facts.put('train', train);
    facts.put('test', test);
    const part =
      sizes.train === undefined ? '' : ` (a part, since this is a short run: MNIST has ${count(digits.train.size)})`;
    say(`${count(train.size)} digits to learn from${part}, ${count(test.size)} to test with.`);
    const first = samplesAt(train, range(32));
    show(
      'training-digits',
      imageGrid(first.inputs, { labels: first.targets!.data, title: 'The first training digits' }),
    );
    show('class-counts', classCounts(labelsOf(train), { title: 'Training digits of each class' }));
  },
};

const count = (value: number) => value.toLocaleString('en-US');
const range = (length: number) => Array.from({ length }, (_, index) => index);
