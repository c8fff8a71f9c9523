import { GlassboxError } from '@glassbox/core';
import type { Command } from '../cli/command.js';
import { bestOf, bestText } from '../output/study-summary.js';
import { trialJson } from '../output/trial-json.js';
import { withStudy } from './opened.js';

/** The best trial. */
export const best: Command = {
  summary: 'Gives the best trial and its parameters, or the Pareto front of several objectives.',
  words: [],
  flags: ['storage', 'name', 'json'],
  run: (options, surroundings) =>
    withStudy(options, surroundings, (study) => {
      const trials = bestOf(study);
      if (trials.length === 0) {
        throw new GlassboxError('no-result', `Study '${study.name}' has no complete trial yet. See status for why.`);
      }
      const told = trials.map(trialJson);
      const json = () => JSON.stringify(study.directions.length === 1 ? told[0] : told);
      surroundings.out(`${options.has('json') ? json() : trials.map(bestText).join('\n')}\n`);
      return 0;
    }),
};
