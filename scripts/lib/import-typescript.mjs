import { join } from 'node:path';
import { runnerImport } from 'vite';
import { root } from './run.mjs';

/** A module of the tests, written in TypeScript, for a script: transformed on the way, with the engine's sources. */
export async function importTypescript(path) {
  const { module } = await runnerImport(join(root, path), {
    configFile: false,
    root,
    logLevel: 'error',
    resolve: {
      alias: [{ find: /^@diku\/engine$/, replacement: join(root, 'packages/engine/src/index.ts') }],
    },
  });
  return module;
}
