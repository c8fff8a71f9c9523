import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, createServer, defaultClientConditions, type InlineConfig, preview } from 'vite';

/** A page that is being served. */
export interface ServedPage {
  readonly url: string;
  close(): Promise<void>;
}

const config: InlineConfig = {
  root: fileURLToPath(new URL('.', import.meta.url)),
  configFile: false,
  logLevel: 'warn',
  resolve: { conditions: ['@glassbox/source', ...defaultClientConditions] },
};

// With these a page is cross-origin isolated, and browsers lend it threads.
const isolation = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

/** The conformance page, or another, built as a user builds a site, without any setting for WebAssembly; cross-origin isolated if asked. */
export async function servePage(
  page: Pick<InlineConfig, 'root' | 'plugins'> = {},
  isolated = false,
): Promise<ServedPage> {
  const outDir = await mkdtemp(join(tmpdir(), 'glassbox-page-'));
  await build({
    ...config,
    ...page,
    build: { outDir, emptyOutDir: true, target: 'esnext', chunkSizeWarningLimit: 4096 },
  });
  const server = await preview({
    ...config,
    ...page,
    build: { outDir },
    preview: { port: 0, ...(isolated && { headers: isolation }) },
  });
  return {
    url: server.resolvedUrls!.local[0]!,
    async close() {
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}

/** The same page from Vite's development server, cross-origin isolated. */
export async function servePageForDevelopment(): Promise<ServedPage> {
  const cacheDir = await mkdtemp(join(tmpdir(), 'glassbox-vite-'));
  const server = await createServer({ ...config, cacheDir, server: { port: 0, headers: isolation } });
  await server.listen();
  const { port } = server.httpServer!.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/`,
    async close() {
      await server.close();
      await rm(cacheDir, { recursive: true, force: true });
    },
  };
}
