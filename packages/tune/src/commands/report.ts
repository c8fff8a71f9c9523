import path from 'node:path';
import type { Command } from '../cli/command.js';
import { usageError } from '../cli/options.js';
import { studyHtml } from '../output/study-html.js';
import { writeWhole } from '../output/write-file.js';
import { withStudy } from './opened.js';

const DEFAULT = 'report.html';

/** Writes a report. */
export const report: Command = {
  summary: `Writes a report as one HTML page: history, importances, slices, curves, all trials; default --to ${DEFAULT}.`,
  words: [],
  flags: ['storage', 'name', 'to'],
  run: (options, surroundings) => {
    const to = options.text('to') ?? DEFAULT;
    if (path.extname(to).toLowerCase() !== '.html')
      throw usageError(`A report is HTML; write --to ${DEFAULT}.`, 'report');
    return withStudy(options, surroundings, async (study) => {
      writeWhole(to, await studyHtml(study));
      surroundings.out(`Wrote the report of study '${study.name}' to ${to}.\n`);
      return 0;
    });
  },
};
