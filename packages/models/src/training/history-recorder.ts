import type { History, Logs } from '@glassbox/core';

/** An empty history. */
export function emptyHistory(): History {
  const metrics: Record<string, number[]> = { loss: [], accuracy: [], valLoss: [], valAccuracy: [] };
  return historyOver(metrics, [], [], []);
}

function historyOver(
  metrics: Record<string, number[]>,
  epochs: number[],
  seconds: number[],
  learningRate: number[],
): History {
  return {
    epochs,
    loss: metrics.loss!,
    accuracy: metrics.accuracy!,
    valLoss: metrics.valLoss!,
    valAccuracy: metrics.valAccuracy!,
    seconds,
    learningRate,
    metrics,
  };
}

/** A copy that later epochs do not change; also restores one that was read from JSON, which writes NaN as null. */
export function copyHistory(history: Pick<History, 'metrics' | 'epochs' | 'seconds' | 'learningRate'>): History {
  const series = (values: readonly (number | null)[]) => values.map((value) => value ?? Number.NaN);
  const metrics = Object.fromEntries(Object.entries(history.metrics).map(([name, values]) => [name, series(values)]));
  return historyOver(metrics, [...history.epochs], [...history.seconds], [...history.learningRate]);
}

/** Adds an epoch. A series that begins late is filled with NaN before, so that every series has an entry for every epoch or none. */
export function recordEpoch(history: History, epoch: number, logs: Logs, seconds: number, learningRate: number): void {
  const metrics = history.metrics as Record<string, number[]>;
  for (const [name, value] of Object.entries(logs)) {
    metrics[name] ??= [];
    const series = metrics[name];
    while (series.length < history.epochs.length) series.push(Number.NaN);
    series.push(value);
  }
  history.epochs.push(epoch);
  history.seconds.push(seconds);
  history.learningRate.push(learningRate);
}
