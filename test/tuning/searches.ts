import {
  asha,
  bayesian,
  cmaEs,
  createStudy,
  nop,
  nsga2,
  quasiRandom,
  randomSampler,
  type Sampler,
  type Trial,
  tpe,
} from '@glassbox/tuning';

/** Samplers by name, each with a seed. */
const samplers: Readonly<Record<string, () => Sampler>> = {
  random: () => randomSampler({ seed: 3 }),
  'quasi-random': () => quasiRandom({ seed: 3 }),
  halton: () => quasiRandom({ seed: 3, sequence: 'halton' }),
  tpe: () => tpe({ seed: 3 }),
  'tpe, grouped': () => tpe({ seed: 3, group: true }),
  'tpe as Optuna': () => tpe({ seed: 3, compat: 'optuna' }),
};

/** Samplers that learn from whole trials alone. */
const unpruned: Readonly<Record<string, () => Sampler>> = {
  gp: () => bayesian({ seed: 3 }),
  'cma-es': () => cmaEs({ seed: 3 }),
  nsga2: () => nsga2({ seed: 3, populationSize: 8 }),
};

function objective(trial: Trial): number {
  const rate = trial.float('rate', 1e-5, 1, { log: true });
  const units = trial.int('units', 16, 512, { log: true });
  const kind = trial.categorical('kind', ['sgd', 'adam', 'rmsprop']);
  const momentum = kind === 'sgd' ? trial.float('momentum', 0, 0.99, { step: 0.01 }) : 0.9;
  // No function whose last bit is the engine's choice.
  const loss = (rate - 0.1) * (rate - 0.1) + ((units - 100) / 100) * ((units - 100) / 100) + Math.abs(momentum - 0.9);
  for (let step = 1; step <= 9; step++) trial.report(loss + 1 / step, step);
  return loss;
}

/** The parameters and ends of fifty trials of each sampler. */
export async function searches(): Promise<Record<string, object[]>> {
  const found: Record<string, object[]> = {};
  for (const [name, sampler] of Object.entries({ ...samplers, ...unpruned })) {
    const pruner = name in unpruned ? nop() : asha({ minResource: 1, reductionFactor: 3 });
    const study = await createStudy({ sampler: sampler(), pruner });
    await study.optimize(objective, { trials: 50 });
    found[name] = study.trials.map(({ params, state, values }) => ({ params, state, values }));
  }
  return found;
}
