import { loadStudy, type Storage, type Study } from '@glassbox/tuning';
import type { Options } from '../cli/options.js';
import type { Surroundings } from '../cli/surroundings.js';
import { existingStorageAt } from '../study/place.js';
import { findStudy } from './join.js';

/** Does something with a storage that is there, says what of it is damaged, and lets go of it. */
export async function withStorage<T>(
  options: Options,
  { stderr }: Surroundings,
  work: (storage: Storage) => Promise<T>,
): Promise<T> {
  const place = options.required('storage');
  const storage = existingStorageAt(place);
  try {
    const result = await work(storage);
    const damaged = damagedOf(storage);
    if (damaged > 0) stderr.write(`${damaged} of the records in ${place} could not be read and were passed over.\n`);
    return result;
  } finally {
    await storage.close?.();
  }
}

/** How many records a storage that tells so has passed over. */
function damagedOf(storage: Storage & { readonly damaged?: readonly unknown[] }): number {
  return storage.damaged?.length ?? 0;
}

/** Does something with a study that is there, without writing to it. */
export function withStudy<T>(
  options: Options,
  surroundings: Surroundings,
  work: (study: Study) => Promise<T> | T,
): Promise<T> {
  return withStorage(options, surroundings, async (storage) => {
    const { snapshot } = await findStudy(storage, options.text('name'));
    return work(await loadStudy({ storage, name: snapshot.name }));
  });
}
