import { activations } from './activations.js';
import { backends } from './backends.js';
import { buildingBlocks } from './building-blocks.js';
import { challengesChapter } from './challenges.js';
import type { Chapter } from './chapter.js';
import { curves } from './curves.js';
import { data } from './data.js';
import { dropout } from './dropout.js';
import { evaluation } from './evaluation.js';
import { image } from './image.js';
import { model } from './model.js';
import { prediction } from './prediction.js';
import { training } from './training.js';

/** The chapters that the command line runs, in the order of the frame. */
export const chapters: readonly Chapter[] = [
  backends,
  buildingBlocks,
  activations,
  data,
  model,
  training,
  evaluation,
  prediction,
  image,
  curves,
  dropout,
  challengesChapter,
];
