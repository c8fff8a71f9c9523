import type { History } from '@glassbox/core';

type Series = Pick<History, 'loss' | 'accuracy' | 'valLoss' | 'valAccuracy'>;

export function historyOf(series: Partial<Series> & { loss: number[] }): History {
  const full = { accuracy: [], valLoss: [], valAccuracy: [], ...series };
  const epochs = series.loss.map((_, index) => index + 1);
  const metrics = Object.fromEntries(Object.entries(full).filter(([, values]) => values.length > 0));
  return { epochs, ...full, seconds: epochs.map(() => 1.3), learningRate: epochs.map(() => 0.001), metrics };
}

/** The notebook's network, as it learns with dropout 0.2. */
export const dropout02 = historyOf({
  loss: [0.3371, 0.1629, 0.1208, 0.0976, 0.083],
  accuracy: [0.9024, 0.9519, 0.9642, 0.9705, 0.9742],
  valLoss: [0.1653, 0.1218, 0.1021, 0.0939, 0.0896],
  valAccuracy: [0.9532, 0.9648, 0.9697, 0.9718, 0.9739],
});

export const dropout05 = historyOf({
  loss: [0.4692, 0.2609, 0.2135, 0.1893, 0.1734],
  accuracy: [0.8597, 0.9234, 0.9371, 0.9439, 0.9475],
  valLoss: [0.1921, 0.1475, 0.1248, 0.1136, 0.1062],
  valAccuracy: [0.9458, 0.9574, 0.9635, 0.9667, 0.9689],
});

/** Forty epochs of a network that overfits: the validation loss turns. One epoch's validation failed. */
export const overfitting = historyOf({
  loss: Array.from({ length: 40 }, (_, i) => 0.42 * Math.exp(-i / 9) + 0.004),
  accuracy: Array.from({ length: 40 }, (_, i) => 0.999 - 0.11 * Math.exp(-i / 7)),
  valLoss: Array.from({ length: 40 }, (_, i) =>
    i === 17 ? Number.NaN : 0.26 * Math.exp(-i / 5) + 0.08 + 0.0016 * i + 0.006 * Math.sin(i * 2.1),
  ),
  valAccuracy: Array.from({ length: 40 }, (_, i) =>
    i === 17 ? Number.NaN : 0.978 - 0.04 * Math.exp(-i / 4) - 0.0015 * Math.cos(i * 1.7),
  ),
});
