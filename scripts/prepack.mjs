/**
 * `npm pack` and `npm publish` of a package call this: `prepack.mjs engine|viewer|cli`. Everything is built from the sources
 * as they are, nothing older lies in the folders that are packed, and the licences are laid beside it. The engine, which is
 * packed as it is compiled, goes without what nobody reads there; `prepack.mjs engine --after` puts that back.
 */
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noticesOf } from './lib/notices.mjs';
import { root, run } from './lib/run.mjs';
import { restorePackage, thinPackage } from './lib/thin-package.mjs';

const [name, after] = process.argv.slice(2);
const folder = join(root, 'packages', name);
restorePackage(folder);
if (after !== '--after') {
  run(process.execPath, [join(root, 'scripts/setup.mjs')]);
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), noticesOf(name));
  if (name === 'engine') thinPackage(folder);
}
