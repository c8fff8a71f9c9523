import type { TextStream } from '../cli/surroundings.js';
import type { ProgressState } from './progress-state.js';
import { progressText } from './progress-text.js';

/** Shows progress. */
export interface Reporter {
  /** Something has changed. */
  update(): void;
  /** Writes what an objective prints. */
  print(text: string): void;
  /** Ends the line. */
  close(): void;
}

/** Milliseconds between two drawings of the line, and between two plain lines. */
const REDRAW = 100;
const TICK = 1000;
const PLAIN = 10_000;

const lines = (text: string) => (text.endsWith('\n') ? text : `${text}\n`);

/** No progress. */
export const silentOn = (stream: TextStream): Reporter => ({
  update() {},
  print: (text) => void stream.write(lines(text)),
  close() {},
});

/**
 * Progress on a stream: on a terminal a line that is rewritten in place, elsewhere plain lines, for a better value and otherwise ten seconds
 * apart.
 */
export function reporterOn(stream: TextStream, state: () => ProgressState, now: () => number): Reporter {
  return stream.isTTY ? liveLine(stream, state, now) : plainLines(stream, state, now);
}

function liveLine(stream: TextStream, state: () => ProgressState, now: () => number): Reporter {
  let drawn = Number.NEGATIVE_INFINITY;
  const draw = () => {
    drawn = now();
    stream.write(`\r${progressText(state(), stream.columns)}\x1b[K`);
  };
  // The time left runs down also while nothing happens.
  const timer = setInterval(draw, TICK);
  timer.unref();
  return {
    update() {
      if (now() - drawn >= REDRAW) draw();
    },
    print(text) {
      // Above the line.
      stream.write(`\r\x1b[K${lines(text)}`);
      draw();
    },
    close() {
      clearInterval(timer);
      draw();
      stream.write('\n');
    },
  };
}

function plainLines(stream: TextStream, state: () => ProgressState, now: () => number): Reporter {
  let [told, best, done] = [now(), undefined as number | undefined, 0];
  const tell = (current: ProgressState) => {
    [told, best, done] = [now(), current.best?.number, current.done];
    stream.write(`${progressText(current)}\n`);
  };
  return {
    update() {
      const current = state();
      const isNews = current.best?.number !== best || now() - told >= PLAIN;
      if (current.done !== done && isNews) tell(current);
    },
    print: (text) => void stream.write(lines(text)),
    close() {
      const current = state();
      if (current.done !== done) tell(current);
    },
  };
}
