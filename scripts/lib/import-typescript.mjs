import { join } from 'node:path';
import { runnerImport } from 'vite';
import { root } from './run.mjs';

const sources = {
  find: /^@diku\/engine$/,
  replacement: join(root, 'packages/engine/src/index.ts'),
};

/**
 * A module of the tests, written in TypeScript, for a script: transformed on the way, with the engine's sources, or with
 * the built engine where parts of it are loaded only when they are needed (readers of pictures and IFC).
 */
export async function importTypescript(path, { built = false } = {}) {
  const { module } = await runnerImport(join(root, path), {
    configFile: false,
    root,
    logLevel: 'error',
    resolve: { alias: built ? [] : [sources] },
  });
  return module;
}
