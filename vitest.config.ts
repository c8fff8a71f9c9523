import { defineConfig } from 'vitest/config';

// Tests read the sources of every package (the condition below), so they need no build.
const conditions = ['@glassbox/source'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['{packages,apps,examples}/*/{src,test}/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    pool: 'forks',
    // A test file with a backend holds its own process; two cores are what the project is built for.
    maxWorkers: 2,
  },
});
