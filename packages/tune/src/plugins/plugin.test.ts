import { createStudy } from '@glassbox/tuning';
import { expect, it } from 'vitest';
import { pluginFrom } from './plugin.js';
import { pruners } from './pruners.js';
import { samplers } from './samplers.js';

const context = { seed: 1, space: { units: [32, 64] } };

/** How each plugin of a table may be written: alone, and with each of its options. */
function texts(table: Readonly<Record<string, { readonly options: object }>>): string[] {
  return Object.entries(table).flatMap(([name, { options }]) => {
    const bound = name === 'threshold' ? ['upper=1'] : [];
    const written = Object.entries(options).map(([option, example]) => [`${option}=${[example].flat()[0]}`, ...bound]);
    return [bound, ...written].map((pairs) => (pairs.length === 0 ? name : `${name}:${pairs.join(',')}`));
  });
}

it('every sampler and pruner is made by its name and with each of its options', () => {
  const made = new Set(texts(samplers.table).map((text) => pluginFrom(samplers, text, context).name));
  expect(made.size).toBe(Object.keys(samplers.table).length);
  const judges = new Set(texts(pruners.table).map((text) => pluginFrom(pruners, text, undefined).name));
  expect(judges.size).toBe(Object.keys(pruners.table).length);
});

it('other names of the field are known', () => {
  expect(pluginFrom(samplers, 'qmc', context).name).toBe(pluginFrom(samplers, 'quasi-random', context).name);
  for (const name of Object.values(samplers.aliases)) expect(Object.keys(samplers.table)).toContain(name);
  for (const name of Object.values(pruners.aliases)) expect(Object.keys(pruners.table)).toContain(name);
});

it('patient asks another pruner, which comes last with options of its own', async () => {
  /** At which step a trial is ended whose reports get worse: 0, 1, 2, ... */
  const endOf = async (text: string) => {
    const study = await createStudy({ pruner: pluginFrom(pruners, text, undefined) });
    const objective = (trial: { report(value: number, step: number): void }) => {
      for (let step = 0; step < 9; step++) trial.report(step, step);
      return 9;
    };
    await study.optimize(objective, { trials: 1 });
    const [{ state, intermediateValues }] = study.trials as [(typeof study.trials)[number]];
    return state === 'pruned' ? intermediateValues.size - 1 : undefined;
  };
  expect(await endOf('patient:patience=1')).toBe(2);
  expect(await endOf('patient:patience=1,pruner=nop')).toBeUndefined();
  expect(await endOf('patient:pruner=threshold:upper=6')).toBe(7);
  expect(await endOf('patient:patience=2,pruner=threshold:upper=6,warmupSteps=8')).toBe(8);
  expect(await endOf('patient:patience=1,pruner=patient:patience=3,pruner=threshold:upper=1')).toBe(4);
  expect(() => pluginFrom(pruners, 'patient:pruner=medain', undefined)).toThrow(/Did you mean 'median'/);
  expect(() => pluginFrom(pruners, 'patient:pruner=nop,patience=3', undefined)).toThrow(
    /Unknown pruner 'nop,patience=3'/,
  );
  expect(() => pluginFrom(pruners, 'asha:pruner=nop', undefined)).toThrow(/has no option 'pruner'/);
});

it('what there is not is answered with what there is', () => {
  const sampler = (text: string) => () => pluginFrom(samplers, text, context);
  const pruner = (text: string) => () => pluginFrom(pruners, text, undefined);
  expect(sampler('tpee')).toThrow(/Did you mean 'tpe'\? Known: .*grid/);
  expect(pruner('constructor')).toThrow(/Unknown pruner/);
  expect(pruner('asha:minResorce=1')).toThrow(/Did you mean 'minResource'\?/);
  expect(pruner('asha:minResource=often')).toThrow(/such as minResource=auto, but 'often' came/);
  expect(sampler('tpe:group=maybe')).toThrow(/such as group=false/);
  expect(sampler('quasi-random:sequence=2')).toThrow(/sequence=sobol\|halton/);
  expect(sampler('random:startupTrials=1')).toThrow(/It takes: none/);
  expect(() => pluginFrom(samplers, 'grid', { seed: 1, space: undefined })).toThrow(/--space/);
});
