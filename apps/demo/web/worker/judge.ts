import type { Dataset } from '@glassbox/datasets';
import type { Sequential } from '@glassbox/models';
import type { Judged, TrainingResult } from '../protocol.js';

/** Images shown of each kind. */
const SHOWN = 24;

/** Measures the network on the test images, and picks the first and some wrong ones to show. */
export async function judge(
  model: Sequential,
  test: Dataset,
): Promise<Pick<TrainingResult, 'testLoss' | 'testAccuracy' | 'labels' | 'predictions' | 'first' | 'mistakes'>> {
  const { loss, accuracy } = await model.evaluate(test);
  const answers = await model.predict(test);
  const predictions = answers.argmax();
  const labels = test.labels();
  const show = (positions: readonly number[]): Judged[] =>
    positions.map((position) => ({
      pixels: test.readBatch([position]).inputs.data.slice(),
      label: labels[position]!,
      prediction: predictions[position]!,
      probabilities: answers.row(position)!.slice(),
    }));
  const wrong = [...labels.keys()].filter((position) => labels[position] !== predictions[position]);
  return {
    testLoss: loss,
    testAccuracy: accuracy!,
    labels,
    predictions,
    first: show(Array.from({ length: SHOWN }, (_, i) => i)),
    mistakes: show(wrong.slice(0, SHOWN)),
  };
}
