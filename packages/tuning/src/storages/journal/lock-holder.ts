import { codeOf, type Files } from './node-files.js';

/** Where processes have numbers in common: this machine, and on Linux this namespace of it. */
function processSpace(files: Files): string {
  const { hostname } = process.getBuiltinModule('node:os') as { hostname(): string };
  try {
    return `${hostname()} ${files.readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

/** What a lock says of who holds it. */
export const holderText = (files: Files): string => JSON.stringify({ pid: process.pid, space: processSpace(files) });

/**
 * Whether the process that a lock names has died. False where it cannot be known: the lock is Optuna's, or its holder is on another machine.
 */
export function isHolderDead(files: Files, path: string): boolean {
  try {
    const { pid, space } = JSON.parse(files.readFileSync(path, 'utf8')) as {
      readonly pid?: unknown;
      readonly space?: unknown;
    };
    if (typeof pid !== 'number' || space !== processSpace(files)) return false;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
}
