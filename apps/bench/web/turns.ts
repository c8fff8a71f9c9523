/** A running measurement of a page's turns. */
export interface TurnWatch {
  /** Ends it and answers the longest time between two turns, in milliseconds. */
  stop(): number;
}

/**
 * Sends the page a message as soon as the last has come, and notes how long each took: the longest is how long a click would have
 * waited.
 *
 * @param now a clock in milliseconds.
 */
export function watchTurns(now: () => number = () => performance.now()): TurnWatch {
  const { port1, port2 } = new MessageChannel();
  let [last, longest] = [now(), 0];
  const turn = () => {
    const time = now();
    longest = Math.max(longest, time - last);
    last = time;
  };
  port1.onmessage = () => {
    turn();
    port2.postMessage(null);
  };
  port2.postMessage(null);
  return {
    stop() {
      turn();
      port1.close();
      return longest;
    },
  };
}
