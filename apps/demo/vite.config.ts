import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig } from 'vite';
import { mnistFiles } from './web/mnist-files.js';

// The page reads the sources of every package, so it needs no build of them.
const conditions = ['@glassbox/source', ...defaultClientConditions];

export default defineConfig({
  root: fileURLToPath(new URL('./web', import.meta.url)),
  base: './',
  resolve: { conditions },
  plugins: [mnistFiles()],
  // The worker is an entry too: else its dependencies are found late, and the page reloads under its first visitor.
  optimizeDeps: { entries: ['index.html', 'worker/main.ts'] },
  worker: { format: 'es' },
  server: { host: '127.0.0.1' },
  build: {
    outDir: fileURLToPath(new URL('./dist/web', import.meta.url)),
    emptyOutDir: true,
    target: 'esnext',
    chunkSizeWarningLimit: 4096,
  },
});
