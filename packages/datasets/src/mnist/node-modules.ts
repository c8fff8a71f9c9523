/** Node's modules, asked for when they are needed: a bundler for browsers then sees no import of them. Undefined elsewhere. */
export function nodeModules() {
  if (typeof process === 'undefined' || typeof process.getBuiltinModule !== 'function') return undefined;
  return {
    fs: process.getBuiltinModule('node:fs/promises'),
    path: process.getBuiltinModule('node:path'),
    os: process.getBuiltinModule('node:os'),
    module: process.getBuiltinModule('node:module'),
    crypto: process.getBuiltinModule('node:crypto'),
  };
}
