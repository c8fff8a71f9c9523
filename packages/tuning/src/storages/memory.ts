import type { Operation } from './operation.js';
import type { Storage } from './storage.js';

/** Keeps studies as long as the program runs. */
export function memory(): Storage {
  const log: Operation[] = [];
  return {
    name: 'memory',
    async read(from) {
      return { operations: log.slice(from), next: log.length };
    },
    async update(from, decide) {
      return log.push(...decide({ operations: log.slice(from), next: log.length }));
    },
  };
}
