const STATUS = { SIGINT: 130, SIGTERM: 143 } as const;

type Signal = keyof typeof STATUS;

/** What hears signals: `process`. */
export interface SignalSource {
  on(signal: Signal, listener: (signal: Signal) => void): unknown;
  off(signal: Signal, listener: (signal: Signal) => void): unknown;
}

export interface InterruptOptions {
  /** Called at the first, before the signal fires. */
  readonly onFirst: () => void;
  /** Called at the second: leave at once, with this exit status. */
  readonly onSecond: (status: number) => void;
  /** Milliseconds. */
  readonly now: () => number;
}

/** The end of interrupts. */
export interface Interrupts {
  readonly signal: AbortSignal;
  /** As shells count it, 128 and the number of what came first. */
  status(): number;
  stop(): void;
}

/** One Ctrl-C can arrive twice, from the terminal and passed on by npx; closer than this (in milliseconds) it is the same one. */
const sameKeystroke = 300;

/** Turns the first Ctrl-C (or SIGTERM) into an abort and the second into leaving at once, until `stop` is called. */
export function listenForInterrupts(source: SignalSource, { onFirst, onSecond, now }: InterruptOptions): Interrupts {
  const controller = new AbortController();
  let first: { readonly at: number; readonly status: number } | undefined;
  const listener = (signal: Signal) => {
    if (!first) {
      first = { at: now(), status: STATUS[signal] };
      onFirst();
      controller.abort();
    } else if (now() - first.at >= sameKeystroke) onSecond(first.status);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) source.on(signal, listener);
  return {
    signal: controller.signal,
    status: () => first?.status ?? STATUS.SIGINT,
    stop() {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) source.off(signal, listener);
    },
  };
}
