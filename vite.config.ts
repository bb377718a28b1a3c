import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { offlineSet } from './packages/viewer/offline-plugin.ts';
import { wordsByLanguage } from './packages/viewer/words-plugin.ts';
import { engineSources } from './scripts/lib/engine-sources.mjs';
import { LongestFirst } from './scripts/lib/longest-first.mjs';
import { recordBundled } from './scripts/lib/record-bundled.mjs';
import { thriftyNode } from './scripts/lib/thrifty-node.mjs';

const workerCount = Math.max(4, availableParallelism() - 1);
/** Tests of these wait for programs, browsers and threads; others compute, and a worker more compiles the same once more. */
const waitingRooms = ['cli', 'fuzz', 'house', 'messages', 'viewer', 'workflow'];

/** HiGHS looks for Node's modules where it runs in Node; in a bundle for browsers that is never. */
const highsWithoutNode: Plugin = {
  name: 'highs-without-node',
  apply: 'build',
  transform(code, id) {
    if (!/highs\/build\/highs\.mjs$/.test(id)) return undefined;
    const browserCode = code.replace(
      /ENVIRONMENT_IS_NODE=globalThis\.process\?\.[^;]+;/,
      'ENVIRONMENT_IS_NODE=false;',
    );
    if (browserCode === code) throw new Error('highs has changed: it may load Node’s modules in browsers');
    return { code: browserCode.replaceAll('import("node:module")', 'undefined'), map: null };
  },
};

/** Records what the page and its workers bundle together. */
const recorder: Plugin = { ...recordBundled('viewer'), apply: 'build' };

/** `npm test` has the engine compiled: tests run what users run, Node's own modules, which no test runner goes between. */
const isEngineBuilt = process.env.DIKU_BUILT_ENGINE === '1';
const builtEngine: Plugin = {
  name: 'built-engine',
  enforce: 'pre',
  async resolveId(source, importer, options) {
    const found = await this.resolve(source, importer, { ...options, skipSelf: true });
    const [, path] = /\/packages\/engine\/src\/(.*)\.ts$/.exec(found?.id ?? '') ?? [];
    return path === undefined ? undefined : `${import.meta.dirname}/packages/engine/dist/${path}.js`;
  },
};

/**
 * A project for each room, where one is asked for by name (`vitest --project radio`): projects share neither workers nor
 * modules, which the whole suite does.
 */
const projects = process.argv.some((word) => /^--project\b/.test(word))
  ? readdirSync(`${import.meta.dirname}/test`, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => ({
        extends: true as const,
        test: {
          name,
          include: [`test/${name}/**/*.test.ts`],
          maxWorkers: waitingRooms.includes(name) ? workerCount : Math.max(2, availableParallelism() - 1),
        },
      }))
  : undefined;

/** One configuration for the planner's bundle (`vite build`), its development server and the tests. */
export default defineConfig({
  root: process.env.VITEST ? '.' : 'packages/viewer',
  base: './',
  resolve: { alias: engineSources },
  plugins: [
    highsWithoutNode,
    wordsByLanguage(),
    offlineSet(),
    recorder,
    ...(isEngineBuilt ? [builtEngine] : []),
  ],
  worker: { format: 'es', plugins: () => [highsWithoutNode, recorder] },
  // Finds its WebAssembly by itself where it is not packed anew.
  optimizeDeps: { exclude: ['highs'] },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1700,
    rolldownOptions: {
      // Components say `use client`, which means nothing here.
      onwarn: (warning, warn) => warning.code === 'MODULE_LEVEL_DIRECTIVE' || warn(warning),
    },
  },
  // Four files at a time on two cores: tests often wait, for a browser, a program or a lock.
  test: {
    // A project would have these files besides its own.
    ...(projects ? { projects } : { include: ['test/**/*.test.ts'] }),
    tags: [
      {
        name: 'thorough',
        description:
          'Whole chains of programs, pages and designs: `npm run test:thorough` and CI, not `npm test`',
      },
    ],
    // A hang is found as surely, and a busy machine fails nothing.
    testTimeout: 240_000,
    // What is waited for takes what a busy machine gives it.
    expect: { poll: { timeout: 30_000 } },
    hookTimeout: 120_000,
    maxWorkers: workerCount,
    // Tests make much that lives for a moment.
    execArgv: ['--max-semi-space-size=64', ...thriftyNode],
    sequence: { sequencer: LongestFirst },
    // Files share their modules: to load the engine anew for each took a third of the time.
    isolate: false,
    server: { deps: { external: isEngineBuilt ? [/\/packages\/engine\/dist\//] : [] } },
  },
});
