import path from 'node:path';
import { nearestName } from '@glassbox/core';
import { copyStudy, loadStudy, type Storage, type Study } from '@glassbox/tuning';
import type { Command } from '../cli/command.js';
import { type Options, usageError } from '../cli/options.js';
import { studyCsv } from '../output/study-csv.js';
import { studyHtml } from '../output/study-html.js';
import { studyJson } from '../output/study-json.js';
import { writeWhole } from '../output/write-file.js';
import { placesHelp, storageAt, storageEndings } from '../study/place.js';
import { findStudy } from './join.js';
import { withStorage } from './opened.js';

/** Formats of one file, by its ending; other endings are storages, into which the study is copied. */
const formats: Readonly<Record<string, (study: Study) => string | Promise<string>>> = {
  '.json': studyJson,
  '.csv': studyCsv,
  '.html': (study) => studyHtml(study),
};

/** Writes a study to a file. */
export const exportStudy: Command = {
  summary: 'Writes a study to a file, or copies it into another storage.',
  words: [],
  flags: ['storage', 'name', 'to', 'as'],
  notes:
    () => `--to FILE is by its ending: .json all of it, which import reads; .csv the trials as Optuna's trials_dataframe has them; .html a
report. Anything else is a PLACE, to which it is copied with its history: ${placesHelp()}.`,
  async run(options, surroundings) {
    const to = options.required('to');
    const format = formats[path.extname(to).toLowerCase()];
    if (!format) checkPlace(to, options);
    if (format && options.has('as')) throw usageError('--as is for copies into a storage, not for files.', 'export');
    const told = await withStorage(options, surroundings, async (storage) => {
      const { name } = (await findStudy(storage, options.text('name'))).snapshot;
      if (!format) return copied({ storage, name, to, as: options.text('as') });
      const study = await loadStudy({ storage, name });
      writeWhole(to, await format(study));
      return `Wrote study '${name}' to ${to}: ${study.trials.length} trials.\n`;
    });
    surroundings.out(told);
    return 0;
  },
};

function checkPlace(to: string, options: Options): void {
  const ending = path.extname(to).toLowerCase();
  const known = [...Object.keys(formats), ...storageEndings()];
  if (to.includes('://') || known.includes(ending)) return;
  const nearest = nearestName(ending, known);
  const hint = nearest ? ` Did you mean '${nearest}'?` : '';
  throw usageError(`There is no format for '${to}'.${hint} Endings: ${known.join(', ')}.`, options.command);
}

async function copied({
  storage,
  name,
  to,
  as,
}: {
  storage: Storage;
  name: string;
  to: string;
  as: string | undefined;
}) {
  const target = storageAt(to);
  try {
    const copy = await copyStudy({ from: storage, to: target, name, ...(as !== undefined && { as }) });
    return `Copied study '${name}' to ${to}${copy === name ? '' : ` as '${copy}'`}.\n`;
  } finally {
    await target.close?.();
  }
}
