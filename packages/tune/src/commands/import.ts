import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { GlassboxError } from '@glassbox/core';
import { allStudies, copyStudy, type Storage } from '@glassbox/tuning';
import type { Command } from '../cli/command.js';
import { type Options, usageError } from '../cli/options.js';
import { readStudyJson } from '../output/read-study-json.js';
import { existingStorageAt, placesHelp, storageAt } from '../study/place.js';

/** Puts the studies of a file into a storage. */
export const importStudy: Command = {
  summary: 'Puts the studies of a file, or of another storage, into a storage.',
  words: [{ name: 'FILE', example: 'sweep.json' }],
  flags: ['storage', 'name', 'as'],
  notes:
    () => `FILE is a .json that export wrote, or a PLACE: ${placesHelp()}; also a journal that Optuna wrote. All of its studies are
copied, or the one of --name. Those that are there stay as they are.`,
  async run(options, surroundings) {
    const place = options.required('storage');
    const from = await sourceOf(options.words[0]!);
    try {
      const names = await wanted(from, options);
      const target = storageAt(place);
      try {
        for (const name of names) {
          const as = options.text('as');
          const copy = await copyStudy({ from, to: target, name, ...(as !== undefined && { as }) });
          surroundings.out(`Imported study '${name}'${copy === name ? '' : ` as '${copy}'`} into ${place}.\n`);
        }
      } finally {
        await target.close?.();
      }
    } finally {
      await from.close?.();
    }
    return 0;
  },
};

async function sourceOf(file: string): Promise<Storage> {
  const ending = path.extname(file).toLowerCase();
  if (ending === '.csv' || ending === '.html') {
    throw usageError(
      `A ${ending} has not all of a study. Import the .json or the storage that it came from.`,
      'import',
    );
  }
  if (ending !== '.json') return existingStorageAt(file);
  if (!existsSync(file))
    throw new GlassboxError('no-storage', `There is no file '${file}'. Name one that export wrote.`);
  return readStudyJson(file, readFileSync(file, 'utf8'));
}

async function wanted(from: Storage, options: Options): Promise<readonly string[]> {
  const name = options.text('name');
  if (name !== undefined) return [name];
  const names = (await allStudies(from)).map((study) => study.name);
  if (names.length === 0) throw new GlassboxError('no-study', `'${options.words[0]}' has no study.`);
  if (names.length > 1 && options.has('as')) {
    const list = names.map((each) => `'${each}'`).join(', ');
    throw usageError(`--as is for one study; say which with --name: ${list}.`, options.command);
  }
  return names;
}
