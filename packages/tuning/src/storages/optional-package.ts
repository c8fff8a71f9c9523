import { GlassboxError } from '@glassbox/core';

interface ModuleTools {
  createRequire(from: string): (name: string) => unknown;
}

/**
 * A package that only those install who use the storage that needs it, got without an import that a bundler would follow.
 *
 * @param storage how the storage is called, such as `postgres()`.
 * @throws `unsupported` outside of Node; `missing-package` where it is not installed, with the command that installs it.
 */
export function optionalPackage(name: string, storage: string): unknown {
  if (typeof process !== 'object' || !process.getBuiltinModule) {
    throw new GlassboxError('unsupported', `${storage} takes Node 20.16 or newer. In a browser use indexedDb().`);
  }
  const { createRequire } = process.getBuiltinModule('node:module') as ModuleTools;
  try {
    return createRequire(import.meta.url)(name);
  } catch (cause) {
    if ((cause as { readonly code?: string }).code !== 'MODULE_NOT_FOUND') throw cause;
    throw new GlassboxError(
      'missing-package',
      `${storage} uses the package '${name}', which is not installed. Run: npm install ${name}`,
      { cause },
    );
  }
}
