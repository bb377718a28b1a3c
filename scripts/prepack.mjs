/**
 * `npm pack` and `npm publish` of a package call this: `prepack.mjs engine|viewer|cli`. Everything is built from the sources
 * as they are, nothing older lies in the folders that are packed, and the licences are laid beside it.
 */
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noticesOf } from './lib/notices.mjs';
import { root, run } from './lib/run.mjs';

const [name] = process.argv.slice(2);
run(process.execPath, [join(root, 'scripts/setup.mjs')]);
copyFileSync(join(root, 'LICENSE'), join(root, 'packages', name, 'LICENSE'));
writeFileSync(join(root, 'packages', name, 'THIRD-PARTY-NOTICES.txt'), noticesOf(name));
