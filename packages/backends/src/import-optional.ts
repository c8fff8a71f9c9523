interface ModuleTools {
  createRequire(from: string): { resolve(name: string): string };
}
interface UrlTools {
  pathToFileURL(path: string): URL;
}

/** Whether this is Node, or a runtime that says so of itself. */
export function isNode(): boolean {
  return typeof process !== 'undefined' && process.versions?.node !== undefined;
}

/**
 * Imports a package that a user may or may not have installed, in Node.
 *
 * A plain `import('name')` will not do in code that also goes into pages: bundlers look for the package, and fail or put a failing
 * import in its place.
 *
 * @param name the package.
 * @param from `import.meta.url` of the module that asks, from which the package is looked for.
 * @returns the module; undefined where the package is not installed, and outside Node.
 * @throws what the package throws where it is installed but does not load.
 * @example
 * const dawn = await importOptional('webgpu', import.meta.url);
 */
export async function importOptional(name: string, from: string): Promise<unknown> {
  if (!isNode()) return undefined;
  const { createRequire } = process.getBuiltinModule('node:module') as ModuleTools;
  const { pathToFileURL } = process.getBuiltinModule('node:url') as UrlTools;
  let file: string;
  try {
    file = createRequire(from).resolve(name);
  } catch (error) {
    if ((error as { code?: string }).code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
  return import(/* @vite-ignore */ /* webpackIgnore: true */ pathToFileURL(file).href);
}
