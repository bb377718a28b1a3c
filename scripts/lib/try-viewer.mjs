import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installedBytes } from './installed-size.mjs';
import { holdCeiling } from './pack-all.mjs';
import { runOutside } from './run-outside.mjs';

const ceilingMb = 25;

/** Installs the planner's tarball into an empty project and asks it where its page is. */
export function tryViewer(tarball, folder) {
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  runOutside('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', tarball], folder);
  holdCeiling('@diku/viewer', installedBytes(join(folder, 'node_modules')), ceilingMb);
  const program = `
    import { plannerFolder } from '@diku/viewer';
    import { fileURLToPath } from 'node:url';
    process.stdout.write(fileURLToPath(new URL('index.html', plannerFolder)));`;
  const page = runOutside(process.execPath, ['--input-type=module', '--eval', program], folder);
  if (!existsSync(page)) throw new Error(`@diku/viewer: found no ${page}`);
}
