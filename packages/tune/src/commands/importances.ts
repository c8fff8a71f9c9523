import { pedAnova } from '@glassbox/tuning';
import type { Command } from '../cli/command.js';
import { withStudy } from './opened.js';

const WIDTH = 30;

/** What mattered. */
export const importances: Command = {
  summary: 'Gives each parameter its share in what made the best tenth of the trials good (PED-ANOVA).',
  words: [],
  flags: ['storage', 'name', 'json'],
  run: (options, surroundings) =>
    withStudy(options, surroundings, (study) => {
      const shares = Object.entries(pedAnova(study)).sort(([, a], [, b]) => b - a);
      if (options.has('json')) surroundings.out(`${JSON.stringify(Object.fromEntries(shares))}\n`);
      else {
        const width = Math.max(0, ...shares.map(([name]) => name.length));
        const line = ([name, share]: readonly [string, number]) =>
          `${name.padEnd(width)}  ${share.toFixed(3)}  ${'='.repeat(Math.round(WIDTH * share))}`.trimEnd();
        surroundings.out(`${shares.map(line).join('\n') || 'No parameter varies.'}\n`);
      }
      return 0;
    }),
};
