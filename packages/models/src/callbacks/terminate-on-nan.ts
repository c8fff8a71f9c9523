import type { Callback } from '@glassbox/core';

/**
 * Stops training where a loss is NaN or infinite, instead of letting `fit` throw `loss-not-finite`: the history up to there is returned, the
 * epoch under way with a loss of NaN. Keras: TerminateOnNaN.
 */
export function terminateOnNaN(): Callback {
  return {
    name: 'terminateOnNaN',
    onNotFinite: (loss, { epoch }) => `The loss became ${loss} in epoch ${epoch}.`,
  };
}
