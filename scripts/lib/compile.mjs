import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './run.mjs';

/** Compiles the engine into its `dist`, where nothing stays of a source that is gone, and checks the command line's types. */
export function compile() {
  const compiler = join(root, 'node_modules/typescript7/bin/tsc');
  run(process.execPath, [compiler, '-b', 'packages/engine', 'packages/cli']);
  const engine = join(root, 'packages/engine');
  for (const name of readdirSync(join(engine, 'dist'), { recursive: true }).map(String)) {
    const isCurrent = /\.(d\.ts|js)$/.test(name)
      ? existsSync(join(engine, 'src', name.replace(/\.(d\.ts|js)$/, '.ts')))
      : existsSync(join(engine, 'src', name));
    if (!isCurrent) rmSync(join(engine, 'dist', name), { recursive: true, force: true });
  }
}
