import { formatDuration, formatMetric, type ProgressState, progressLine } from './progress-line.js';
import type { Logs, TrainBegin, TrainingEvent } from './training-events.js';

/** The part of `process.stderr` or `process.stdout` that a bar needs. */
export interface TerminalStream {
  write(text: string): unknown;
  /** Whether lines can be rewritten in place. */
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** What `progressBar` takes beside the stream. */
export interface ProgressBarOptions {
  /** What a stream that is no terminal gets: one line an epoch (default), or nothing. */
  readonly plain?: 'epochs' | 'none';
  /** Least milliseconds between two drawings of the line, from 0. Default 80. */
  readonly interval?: number;
  /** The clock, in milliseconds. Default `performance.now`. */
  readonly now?: () => number;
}

/**
 * Makes a listener for a model's training events that shows them on a terminal: one line an epoch, rewritten in place, with the
 * time left, loss and accuracy.
 *
 * On a stream that is no terminal it writes one plain line at each epoch's end.
 *
 * @example
 * await model.fit(train, { epochs: 5, progress: false, onEvent: progressBar(process.stderr) });
 */
export function progressBar(stream: TerminalStream, options: ProgressBarOptions = {}): (event: TrainingEvent) => void {
  const { plain = 'epochs', interval = 80, now = () => performance.now() } = options;
  if (stream.isTTY) return liveBar(stream, interval, now);
  return plain === 'none' ? () => {} : plainLines(stream);
}

function plainLines(stream: TerminalStream): (event: TrainingEvent) => void {
  let epochs: number | undefined;
  return (event) => {
    if (event.type === 'train-begin') epochs = event.epochs;
    if (event.type !== 'epoch-end') return;
    const values = Object.entries(event.logs).map(([name, value]) => `${name} ${formatMetric(value)}`);
    stream.write(`${label(event.epoch, epochs)} ${formatDuration(event.seconds)}  ${values.join('  ')}\n`);
  };
}

function liveBar(stream: TerminalStream, interval: number, now: () => number): (event: TrainingEvent) => void {
  let run: TrainBegin | undefined;
  let steps = 0;
  let [began, drawn, isOpen] = [now(), Number.NEGATIVE_INFINITY, false];
  const draw = (epoch: number, done: number, seconds: number, values: Logs) => {
    const state = { done, total: run?.stepsPerEpoch, seconds, label: label(epoch, run?.epochs), values };
    stream.write(`\r${fit(state, stream.columns)}\x1b[K`);
    [drawn, isOpen] = [now(), true];
  };
  const close = () => {
    if (isOpen) stream.write('\n');
    isOpen = false;
  };
  return (event) => {
    if (event.type === 'train-begin') run = event;
    if (event.type === 'epoch-begin') [began, drawn] = [now(), Number.NEGATIVE_INFINITY];
    if (event.type === 'batch-end') steps = event.step;
    if (event.type === 'batch-end' && now() - drawn >= interval) {
      draw(event.epoch, event.step, (now() - began) / 1000, event.logs);
    }
    if (event.type === 'epoch-end') draw(event.epoch, run?.stepsPerEpoch ?? steps, event.seconds, event.logs);
    if (event.type === 'epoch-end' || event.type === 'train-end') close();
  };
}

const label = (epoch: number, epochs: number | undefined) =>
  `Epoch ${epoch}${epochs === undefined ? '' : `/${epochs}`}`;

/** Shortens the bar, then the line, since a line that wraps cannot be rewritten in place. */
function fit(state: ProgressState, columns = Number.POSITIVE_INFINITY): string {
  const whole = progressLine(state);
  if (whole.length < columns) return whole;
  const narrow = progressLine({ ...state, width: Math.max(4, 24 - (whole.length - columns + 1)) });
  return narrow.length < columns ? narrow : `${narrow.slice(0, Math.max(0, columns - 2))}…`;
}
