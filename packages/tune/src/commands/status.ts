import { formatDuration } from '@glassbox/core';
import type { Study, TrialRecord } from '@glassbox/tuning';
import type { Command } from '../cli/command.js';
import { summaryJson, summaryText } from '../output/study-summary.js';
import { recordedRun } from '../study/recorded-run.js';
import { withStudy } from './opened.js';

/** How far a study is. */
export const status: Command = {
  summary: 'Says how far a study is: its trials by state, the best one, what runs now.',
  words: [],
  flags: ['storage', 'name', 'json'],
  run: (options, surroundings) =>
    withStudy(options, surroundings, (study) => {
      const total = recordedRun(study.userAttributes)?.total;
      if (options.has('json')) {
        const running = study.trials.filter(isRunning).map(({ number }) => number);
        const told = { ...summaryJson(study), ...(total !== undefined && { total }), running };
        surroundings.out(`${JSON.stringify(told)}\n`);
      } else surroundings.out(summaryText(study) + rest(study, total, surroundings.now()));
      return 0;
    }),
};

const isRunning = ({ state }: TrialRecord) => state === 'running';

function rest({ trials }: Study, total: number | undefined, now: number): string {
  const running = trials.filter(isRunning).map(({ number, startedAt }) => {
    const since = startedAt === undefined ? '' : ` for ${formatDuration((now - startedAt) / 1000)}`;
    return `Trial ${number} runs${since}, or its process has died.\n`;
  });
  const left = total === undefined ? 0 : total - trials.length;
  return running.join('') + (left > 0 ? `${left} of ${total} trials have not begun.\n` : '');
}
