/**
 * Packs `@diku/engine`, `@diku/viewer` and `@diku/cli` into `build/packages` and tries each where nothing of this clone is:
 * what lies in the tarballs, types as Node and as bundlers resolve them, a program on the engine alone, `npm install
 * --global` of the command line's one tarball with a plan made and the planner served. Prints sizes; exit status 1 where
 * anything fails or takes more room than its ceiling. `--no-install` stops after the tarballs.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkTarball, packAll } from './lib/pack-all.mjs';
import { root, say } from './lib/run.mjs';
import { tryCommandLine } from './lib/try-command-line.mjs';
import { tryEngine } from './lib/try-engine.mjs';
import { tryViewer } from './lib/try-viewer.mjs';

const { values } = parseArgs({ options: { 'no-install': { type: 'boolean' } } });
const tarballs = packAll(join(root, 'build/packages'));
for (const tarball of tarballs) await checkTarball(tarball);

if (!values['no-install']) {
  const folder = mkdtempSync(join(tmpdir(), 'diku-pack-'));
  try {
    const tries = { engine: tryEngine, viewer: tryViewer, cli: tryCommandLine };
    for (const { name, path } of tarballs) {
      say(`pack: trying ${name} where nothing else is …`);
      const empty = join(folder, name.replace('@diku/', ''));
      mkdirSync(empty);
      await tries[name.replace('@diku/', '')](path, empty);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
