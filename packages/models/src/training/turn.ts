import { yieldToEventLoop } from '@glassbox/core';

/**
 * How long work may go on before other tasks get a turn, in milliseconds: under one frame of a screen, since the work of a step and what the
 * page itself does come on top.
 */
const LONGEST = 12;

/** Work in pieces, between which other tasks (a page's input, timers, signals) now and then get their turn. */
export class Turn {
  #began = performance.now();

  /** Gives a promise where it is time to let others run; await it. */
  next(): Promise<void> | undefined {
    return performance.now() - this.#began > LONGEST ? this.#pass() : undefined;
  }

  async #pass(): Promise<void> {
    await yieldToEventLoop();
    this.#began = performance.now();
  }
}
