/** Three seconds in all, for a server that was never reached. */
const FIRST = [100, 200, 400, 800, 1600];
/** Half a minute in all: a server that was reached comes back once it has started anew, which takes as long as it has to recover. */
const AGAIN = [...FIRST, ...new Array<number>(13).fill(2000)];

/**
 * Milliseconds until a server is asked again; undefined where that was tried often enough.
 *
 * @param attempt that failed, counted from 0.
 */
export const backoffAfter = (attempt: number, wasReached: boolean): number | undefined =>
  (wasReached ? AGAIN : FIRST)[attempt];
