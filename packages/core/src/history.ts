/**
 * What a training run measured, one entry an epoch.
 *
 * `metrics` has every series by its camel-case name (`loss`, `accuracy`, `valLoss`, ...); the common ones stand beside it.
 * Arrays that were not measured (no validation data, no accuracy metric) are empty.
 */
export interface History {
  /** Epoch numbers, counted from 1; a resumed run goes on where it stopped. */
  readonly epochs: number[];
  /** Mean training loss of the epoch, penalties included, measured while the weights were changing. */
  readonly loss: number[];
  readonly accuracy: number[];
  readonly valLoss: number[];
  readonly valAccuracy: number[];
  /** Wall-clock seconds of each epoch, validation included. */
  readonly seconds: number[];
  /** Learning rate at the end of each epoch. */
  readonly learningRate: number[];
  readonly metrics: Readonly<Record<string, number[]>>;
}
