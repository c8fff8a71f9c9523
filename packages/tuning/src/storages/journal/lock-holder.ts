import { isProcessGone, processSpace } from '../../platform/process-space.js';
import type { Files } from './node-files.js';

/** What a lock says of who holds it. */
export const holderText = (): string => JSON.stringify({ pid: process.pid, space: processSpace() });

/**
 * Whether the process that a lock names has died. False where it cannot be known: the lock is Optuna's, or its holder is on another machine.
 */
export function isHolderDead(files: Files, path: string): boolean {
  try {
    const { pid, space } = JSON.parse(files.readFileSync(path, 'utf8')) as {
      readonly pid?: unknown;
      readonly space?: unknown;
    };
    return typeof pid === 'number' && space === processSpace() && isProcessGone(pid);
  } catch {
    return false;
  }
}
