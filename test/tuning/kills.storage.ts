import { journal, postgres, type RecordStorage, redisJournal } from '@glassbox/tuning';

/** The storage of a massacre: on a server where its place is an address, else in a file. */
export function storageAt(place: string): RecordStorage {
  if (place.startsWith('redis:')) return redisJournal({ url: place, prefix: 'kills' });
  if (place.startsWith('postgres:')) return postgres({ connectionString: place, table: 'kills' });
  return journal(place);
}
