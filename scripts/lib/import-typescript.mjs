import { join } from 'node:path';
import { runnerImport } from 'vite';
import { engineSources } from './engine-sources.mjs';
import { root } from './run.mjs';

const engine = join(root, 'packages/engine');
/** Doors of rooms that the tests enter by: one engine, not two. */
const builtRooms = [
  {
    find: /^(?:\.\.\/)+packages\/engine\/src\/([a-z/-]+)\.ts$/,
    replacement: `${join(engine, 'dist')}/$1.js`,
  },
];

/**
 * A module of the tests, written in TypeScript, for a script: transformed on the way, with the engine's sources, or
 * with the built engine where parts of it are loaded only when they are needed (readers of images and IFC).
 */
export async function importTypescript(path, { built = false } = {}) {
  const { module } = await runnerImport(join(root, path), {
    configFile: false,
    root,
    logLevel: 'error',
    resolve: { alias: built ? builtRooms : engineSources },
  });
  return module;
}
