import type { IndexedData } from '@glassbox/core';
import type { Answers } from './chapter.js';

const chunk = 1000;

/** The class of every sample. */
export function labelsOf(data: IndexedData): Int32Array {
  const labels = new Int32Array(data.size);
  for (let start = 0; start < data.size; start += chunk) {
    const positions = Array.from({ length: Math.min(chunk, data.size - start) }, (_, i) => start + i);
    labels.set(data.readBatch(positions).targets!.data, start);
  }
  return labels;
}

/** How sure the network is of its answer for each sample. */
export function confidences({ prediction, predicted }: Answers): Float32Array {
  return Float32Array.from(predicted, (answer, index) => prediction.row(index)![answer]!);
}

/** Positions of wrong answers, those first that the network was surest of. */
export function surestMistakes(answers: Answers): number[] {
  const sure = confidences(answers);
  const wrong = [...answers.predicted.keys()].filter((index) => answers.predicted[index] !== answers.labels[index]);
  return wrong.sort((a, b) => sure[b]! - sure[a]!);
}
