// A trial of a worker that may be cut off in its middle: says that it runs, and waits first where it is told to.
import type { Trial } from '@glassbox/tuning';
import run from './kills.objective.js';

const pause = Number(process.env.GLASSBOX_TEST_PAUSE ?? 0);

export default async (trial: Trial) => {
  console.log(`runs ${trial.number}`);
  await new Promise((resolve) => setTimeout(resolve, pause));
  return run(trial);
};
