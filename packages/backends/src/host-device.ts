interface OsModule {
  cpus(): { readonly model: string }[];
  availableParallelism(): number;
  totalmem(): number;
}

/** Node's own module, reached without an import that a bundler for the web would stumble over; undefined elsewhere. */
function nodeOs(): OsModule | undefined {
  const host = (globalThis as { process?: { getBuiltinModule?(name: string): unknown } }).process;
  return host?.getBuiltinModule?.('node:os') as OsModule | undefined;
}

const tidyModel = (model: string) =>
  model
    .replace(/\((R|TM)\)/gi, '')
    .replace(/ CPU\b.*| Processor\b.*| @.*/i, '')
    .replace(/\s+/g, ' ')
    .trim();

/** The processor of this machine, for people: `CPU (AMD EPYC 7B13, 2 cores)` in Node, `CPU (8 cores)` in a browser. */
export function hostCpu(): string {
  const os = nodeOs();
  const cores = os?.availableParallelism() ?? globalThis.navigator?.hardwareConcurrency;
  const facts = [tidyModel(os?.cpus()[0]?.model ?? ''), cores && `${cores} core${cores === 1 ? '' : 's'}`];
  const known = facts.filter(Boolean).join(', ');
  return known ? `CPU (${known})` : 'CPU';
}

/** Bytes of memory that this machine has, where the platform tells (Node does, a browser does not). */
export function hostMemory(): number | undefined {
  return nodeOs()?.totalmem();
}
