import { formatDuration, formatMetric, progressLine, type TrainingEvent } from '@glassbox/core';

/** What a terminal bar needs of a stream. */
export interface TerminalStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Redraws at most this often, in milliseconds. */
const REDRAW_EVERY = 100;

/** Draws training in a terminal, a line an epoch as it goes; quiet where the stream is no terminal. */
export function terminalProgress(stream: TerminalStream | undefined): ((event: TrainingEvent) => void) | undefined {
  if (!stream?.isTTY) return undefined;
  let epochs = 0;
  let steps: number | undefined;
  let epochStart = 0;
  let lastDraw = 0;
  const draw = (text: string) => stream.write(`\r\u001b[2K${text.slice(0, (stream.columns ?? 100) - 1)}`);
  return (event) => {
    if (event.type === 'train-begin') ({ epochs, stepsPerEpoch: steps } = event);
    if (event.type === 'epoch-begin') epochStart = performance.now();
    if (event.type === 'batch-end' && performance.now() - lastDraw >= REDRAW_EVERY) {
      lastDraw = performance.now();
      const seconds = (lastDraw - epochStart) / 1000;
      draw(
        progressLine({
          done: event.step,
          total: steps,
          seconds,
          label: `Epoch ${event.epoch}/${epochs}`,
          values: event.logs,
        }),
      );
    }
    if (event.type === 'epoch-end') {
      const values = Object.entries(event.logs).map(([name, value]) => `${name} ${formatMetric(value)}`);
      draw(`Epoch ${event.epoch}/${epochs} ${formatDuration(event.seconds)}  ${values.join('  ')}`);
      stream.write('\n');
    }
    if (event.type === 'train-end' && event.reason === 'aborted') stream.write('\n');
  };
}
