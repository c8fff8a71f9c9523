import { defineConfig } from 'vitest/config';
import { findBrowser } from './scripts/setup/browser.mjs';

// Tests read the sources of every package (the condition below), so they need no build.
const conditions = ['@glassbox/source'];
const browser = findBrowser();

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    // Browser tests read CHROME_PATH and skip visibly where it is not set.
    env: browser ? { CHROME_PATH: browser } : {},
    // Each test file has a process of its own: a native WebGPU device must not outlive its file, nor take another down.
    pool: 'forks',
    isolate: true,
    // Two cores are what the project is built for; more would make the tests of training disturb one another.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { name: 'packages', include: ['packages/*/{src,test}/**/*.test.ts'] },
      },
      {
        extends: true,
        test: { name: 'apps', include: ['{apps,examples}/**/*.test.ts'] },
      },
      {
        extends: true,
        test: { name: 'house', include: ['test/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 300_000 },
      },
    ],
  },
});
