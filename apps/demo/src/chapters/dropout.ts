import { compareRuns } from '@glassbox/viz';
import { notebookNetwork } from '../notebook-network.js';
import type { Chapter, Context, Verdict } from './chapter.js';
import { evaluate } from './evaluation.js';
import { firstDropout } from './model.js';
import { train } from './train.js';

const moreDropout = 0.5;

/** Trains the network with more dropout, and puts it beside the first. */
export const dropout: Chapter = {
  id: 'dropout',
  async run(context) {
    const network = notebookNetwork(moreDropout, context.settings.seed);
    try {
      const history = await train(network, 'more-dropout', context);
      const verdict = await evaluate(network, context);
      context.facts.put('dropoutVerdict', verdict);
      tell(verdict, context);
      const runs = { [`dropout ${firstDropout}`]: context.facts.get('history'), [`dropout ${moreDropout}`]: history };
      context.show('dropout-compared', compareRuns(runs, { title: `Dropout ${firstDropout} against ${moreDropout}` }));
    } finally {
      network.dispose();
    }
  },
};

function tell(verdict: Verdict, { facts, say }: Context): void {
  const first = facts.get('verdict');
  const result = ({ accuracy, loss }: Verdict) => `test accuracy ${accuracy.toFixed(4)}, test loss ${loss.toFixed(4)}`;
  say(`Dropout ${firstDropout}: ${result(first)}. Dropout ${moreDropout}: ${result(verdict)}.`);
  const helped = verdict.accuracy > first.accuracy;
  say(
    helped
      ? 'Here more dropout helped: the first network had begun to learn its digits by heart.'
      : 'Here more dropout costs some accuracy: in so few epochs this small network hardly overfits. Train it longer to see it pay.',
  );
}
