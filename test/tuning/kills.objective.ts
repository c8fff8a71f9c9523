// A trial that takes a while and reports on its way.
import type { Trial } from '@glassbox/tuning';

export default async (trial: Trial) => {
  const x = trial.float('x', -5, 5);
  const depth = trial.int('depth', 1, 4);
  for (let step = 0; step < 3; step++) {
    await new Promise((resolve) => setTimeout(resolve, 60));
    trial.report(x * x + depth + 1 / (step + 1), step);
  }
  return x * x + depth;
};
