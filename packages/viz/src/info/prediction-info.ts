import { type NdArray, requireArgument } from '@glassbox/core';
import { className, likeliest, requireClasses } from './class-names.js';
import { type ImageInfo, imageInfo } from './image-info.js';

/** What `imageWithPrediction` takes beside the image. */
export interface PredictionOptions {
  /** Probability of each class, one row of a model's output. */
  readonly probabilities?: ArrayLike<number>;
  /** The predicted class. Default: the one with the greatest probability. */
  readonly prediction?: number;
  readonly trueLabel?: number | undefined;
  readonly classNames?: readonly string[] | undefined;
  /** Default `Predicted label: ...`. */
  readonly title?: string;
}

/** The numbers of an image with its prediction. */
export interface PredictionInfo {
  readonly image: ImageInfo;
  readonly predicted: string;
  /** Probability of the predicted class, where probabilities are known. */
  readonly confidence: number | undefined;
  readonly trueLabel: string | undefined;
  readonly isRight: boolean | undefined;
  readonly classes: readonly { readonly label: string; readonly probability: number }[];
}

/** Gathers an image, what a model says of it and what it is. Neither a prediction nor probabilities throws `bad-argument`. */
export function predictionInfo(image: NdArray, options: PredictionOptions): PredictionInfo {
  const { probabilities, trueLabel, classNames } = options;
  const predicted = options.prediction ?? (probabilities && likeliest(probabilities));
  requireArgument(predicted !== undefined, 'Pass `probabilities` (one a class) or `prediction` (a class number).');
  requireClasses(trueLabel === undefined ? [predicted] : [predicted, trueLabel], 'The prediction and the true label');
  const classes = Array.from(probabilities ?? [], (probability, index) => ({
    label: className(index, classNames),
    probability,
  }));
  return {
    image: imageInfo(image),
    predicted: className(predicted, classNames),
    confidence: probabilities?.[predicted],
    trueLabel: trueLabel === undefined ? undefined : className(trueLabel, classNames),
    isRight: trueLabel === undefined ? undefined : trueLabel === predicted,
    classes,
  };
}
