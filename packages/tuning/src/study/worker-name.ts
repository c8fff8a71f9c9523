import { random } from '@glassbox/core';
import { isProcessGone, processSpace } from '../platform/process-space.js';
import { crc32 } from '../pruners/crc32.js';

/** The space of this process in eight letters. */
function spaceCode(): string | undefined {
  const space = processSpace();
  return space === undefined ? undefined : crc32(space).toString(16).padStart(8, '0');
}

/**
 * A name that no other worker has; not from a seed, since workers of one seed must differ. In Node it tells the process, so that others on the
 * machine see when it has died.
 */
export function newWorkerName(): string {
  const draws = random(Math.floor(Math.random() * 2 ** 32), 'worker', Date.now());
  const part = () => draws.uint32().toString(16).padStart(8, '0');
  const name = `${part()}${part()}${part()}${part()}`;
  const space = spaceCode();
  return space === undefined ? name : `${name}-${process.pid}-${space}`;
}

/** Whether a worker's process has died; false where it cannot be known, as of workers on other machines and of Optuna's. */
export function isWorkerDead(name: string): boolean {
  const [, pid, space] = /^[0-9a-f]{32}-(\d+)-([0-9a-f]{8})$/.exec(name) ?? [];
  return pid !== undefined && space === spaceCode() && isProcessGone(Number(pid));
}
