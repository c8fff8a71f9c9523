/** What hears signals: `process`. */
export interface SignalSource {
  on(signal: 'SIGINT', listener: () => void): unknown;
  off(signal: 'SIGINT', listener: () => void): unknown;
}

export interface InterruptOptions {
  /** Called at the first Ctrl-C, before the signal fires. */
  readonly onFirst: () => void;
  /** Called at the second: leave at once. */
  readonly onSecond: () => void;
  /** Milliseconds that only go forward. Default `performance.now`. */
  readonly now?: () => number;
}

/** One Ctrl-C can arrive twice, from the terminal and passed on by npm; closer than this (in milliseconds) it is the same one. */
const sameKeystroke = 300;

/** Turns the first Ctrl-C into an abort and the second into leaving at once, until `stop` is called. */
export function listenForInterrupts(
  source: SignalSource,
  options: InterruptOptions,
): { signal: AbortSignal; stop(): void } {
  const { onFirst, onSecond, now = () => performance.now() } = options;
  const controller = new AbortController();
  let first: number | undefined;
  const listener = () => {
    if (first === undefined) {
      first = now();
      onFirst();
      controller.abort();
    } else if (now() - first >= sameKeystroke) onSecond();
  };
  source.on('SIGINT', listener);
  return { signal: controller.signal, stop: () => void source.off('SIGINT', listener) };
}
