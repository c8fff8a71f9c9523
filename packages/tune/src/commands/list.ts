import { allStudies, loadStudy } from '@glassbox/tuning';
import type { Command } from '../cli/command.js';
import { bestOf, bestText, countsText, summaryJson } from '../output/study-summary.js';
import { withStorage } from './opened.js';

/** The studies of a storage. */
export const list: Command = {
  summary: 'Lists the studies of a storage.',
  words: [],
  flags: ['storage', 'json'],
  run: (options, surroundings) =>
    withStorage(options, surroundings, async (storage) => {
      const names = (await allStudies(storage)).map(({ name }) => name);
      const studies = await Promise.all(names.map((name) => loadStudy({ storage, name })));
      if (options.has('json')) surroundings.out(`${JSON.stringify(studies.map(summaryJson))}\n`);
      else {
        const lines = studies.map((study) => {
          const [first, ...others] = bestOf(study);
          const found = first
            ? `best ${others.length ? `of ${others.length + 1} ` : ''}${bestText(first)}`
            : 'no result';
          return `${study.name}  ${study.directions.join(', ')}  ${countsText(study.trials)}  ${found}\n`;
        });
        surroundings.out(lines.join('') || 'There is no study.\n');
      }
      return 0;
    }),
};
