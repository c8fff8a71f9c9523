import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, createServer, preview } from 'vite';

const configFile = fileURLToPath(new URL('../vite.config.ts', import.meta.url));

/** The page under a server of its own. */
export interface ServedPage {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the page as `npm run demo:web` does, on a free port. */
export async function servePage(): Promise<ServedPage> {
  const cacheDir = await mkdtemp(join(tmpdir(), 'glassbox-web-'));
  const server = await createServer({
    configFile,
    cacheDir,
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 0 },
  });
  await server.listen();
  const { port } = server.httpServer!.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    async close() {
      await server.close();
      await rm(cacheDir, { recursive: true, force: true });
    },
  };
}

/** Builds the page as for a web server and serves the files as they are. */
export async function serveBuiltPage(): Promise<ServedPage> {
  const outDir = await mkdtemp(join(tmpdir(), 'glassbox-web-built-'));
  const common = { configFile, logLevel: 'error' as const, build: { outDir, emptyOutDir: true } };
  await build(common);
  const server = await preview({ ...common, preview: { host: '127.0.0.1', port: 0 } });
  return {
    url: server.resolvedUrls!.local[0]!,
    async close() {
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
