/** What of Node tells processes apart. */
interface Files {
  readlinkSync(path: string): string;
  readFileSync(path: string, encoding: 'utf8'): string;
}

const tryTo = (read: () => string): string => {
  try {
    return read();
  } catch {
    return '';
  }
};

let here: string | undefined;

/**
 * Where processes have numbers in common: this machine since it was started, and on Linux this namespace of it; undefined outside of Node.
 */
export function processSpace(): string | undefined {
  if (typeof process !== 'object' || !process.getBuiltinModule) return undefined;
  // It does not change.
  here ??= lookUp();
  return here;
}

function lookUp(): string {
  const { hostname } = process.getBuiltinModule('node:os') as { hostname(): string };
  const files = process.getBuiltinModule('node:fs') as Files;
  const boot = tryTo(() => files.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  const namespace = tryTo(() => files.readlinkSync('/proc/self/ns/pid'));
  return [hostname(), boot, namespace].filter(Boolean).join(' ');
}

/** Whether there is no process of a number here, in this {@link processSpace}. */
export function isProcessGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as { readonly code?: string }).code === 'ESRCH';
  }
}
