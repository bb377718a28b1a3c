import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './scripts/lib/longest-first.mjs';

const workerCount = Math.max(2, availableParallelism() - 1);
const engineSource = fileURLToPath(new URL('packages/engine/src/index.ts', import.meta.url));

/** One configuration for the planner's bundle (`vite build`), its development server and the tests. */
export default defineConfig({
  root: process.env.VITEST ? '.' : 'packages/viewer',
  base: './',
  resolve: { alias: [{ find: /^@diku\/engine$/, replacement: engineSource }] },
  worker: { format: 'es' },
  // Finds its WebAssembly by itself where it is not packed anew.
  optimizeDeps: { exclude: ['highs'] },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      // Components say `use client`, which means nothing here.
      onwarn: (warning, warn) => warning.code === 'MODULE_LEVEL_DIRECTIVE' || warn(warning),
    },
  },
  // Two files at a time on two cores too, where the runner would take one.
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: workerCount,
    sequence: { sequencer: LongestFirst },
    // Files share their modules: to load the engine anew for each took a third of the time.
    isolate: false,
  },
});
