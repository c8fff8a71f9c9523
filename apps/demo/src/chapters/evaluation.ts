import type { Sequential } from '@glassbox/models';
import { confusionMatrix, histogram, imageGrid, weightImages } from '@glassbox/viz';
import { confidences, labelsOf, surestMistakes } from './answers.js';
import { type Answers, type Chapter, type Context, samplesAt, type Verdict } from './chapter.js';

/** Tests the first network, and looks at what it gets wrong and what it looks for. */
export const evaluation: Chapter = {
  id: 'evaluation',
  async run(context) {
    const { facts, signal, say } = context;
    const [model, test] = [facts.get('model'), facts.get('test')];
    const verdict = await evaluate(model, context);
    facts.put('verdict', verdict);
    say(`Test accuracy: ${verdict.accuracy.toFixed(4)}, test loss: ${verdict.loss.toFixed(4)}.`);
    const prediction = await model.predict(test, { signal });
    const answers = { prediction, predicted: prediction.argmax(), labels: labelsOf(test) };
    facts.put('answers', answers);
    showAnswers(answers, context);
    const [kernel] = await model.getWeights();
    context.show('weights', weightImages(kernel!, { imageShape: [28, 28], title: 'What the hidden neurons look for' }));
  },
};

/** Loss and accuracy on the test digits. */
export async function evaluate(model: Sequential, { facts, signal }: Context): Promise<Verdict> {
  const { loss, accuracy } = await model.evaluate(facts.get('test'), { signal });
  return { loss, accuracy: accuracy! };
}

function showAnswers(answers: Answers, { facts, say, show }: Context): void {
  const { labels, predicted } = answers;
  const test = facts.get('test');
  const mistakes = surestMistakes(answers);
  say(`${mistakes.length} of ${labels.length} test digits are read wrongly.`);
  const grid = (positions: readonly number[], title: string) =>
    imageGrid(samplesAt(test, positions).inputs, {
      labels: positions.map((index) => labels[index]!),
      predictions: positions.map((index) => predicted[index]!),
      title,
    });
  show('predictions', grid(someWithMistakes(mistakes, labels.length), 'Predictions of test digits'));
  if (mistakes.length > 0) show('mistakes', grid(mistakes.slice(0, 24), 'The mistakes that it was surest of'));
  show('confusion', confusionMatrix(labels, predicted));
  const sure = confidences(answers);
  show('confidence', histogram(sure, { title: 'How sure it is', xLabel: 'probability of the answer', bins: 20 }));
}

/** The first test digits, and a few mistakes among them in the order of the data. */
function someWithMistakes(mistakes: readonly number[], size: number): number[] {
  const chosen = new Set([...mistakes].sort((a, b) => a - b).slice(0, 6));
  for (let index = 0; index < size && chosen.size < 32; index++) chosen.add(index);
  return [...chosen].sort((a, b) => a - b);
}
