import { GlassboxError } from '@glassbox/core';

/** The error for a loss that is NaN or infinite: where it happened, and what to try. */
export function notFinite(loss: number, epoch: number, step: number, learningRate: number): GlassboxError {
  const early = epoch === 1 && step <= 2;
  const advice = early
    ? 'So early it often means that the data holds NaN or infinite values, or was not scaled: check the inputs first.'
    : 'Weights that grow without bound do this.';
  return new GlassboxError(
    'loss-not-finite',
    `The loss is ${loss} at batch ${step} of epoch ${epoch}. ${advice} Try a learning rate below ${learningRate}, ` +
      'gradient clipping (clipping: clipByGlobalNorm(1)), or inputs scaled to [0, 1].',
    { details: { loss, epoch, step, learningRate } },
  );
}
