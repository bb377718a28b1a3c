import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { root } from './run.mjs';

/** Says where tests get their tag: `partsOf` is for those of a list. */
const tagged = /'thorough'|@module-tag thorough\b|\bpartsOf\(/;
const isWhole = (text) => /^\/\*\* @module-tag thorough \*\/$/m.test(text);
const definesParts = 'test/support/is-long.ts';
/** Files of this one are read as if they stood in it. */
const [sourcesTest, sourceChecks] = ['test/house/sources.test.ts', 'test/house/source-checks/'];

/**
 * Test files that have nothing to run, relative to the repository: without the tag `thorough` where its tests are asked
 * for, and nothing else where the others are. To load a file only to skip its tests takes as long as to run many.
 * @throws Error where the tag stands in a file that is no test: this list would not know of it
 */
export function filesWithNothing({ isThorough }) {
  return readdirSync(join(root, 'test'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => hasNothing(file, readFileSync(join(root, file), 'utf8'), isThorough))
    .sort();
}

function hasNothing(file, text, isThorough) {
  if (file === sourcesTest) return false;
  if (file.endsWith('.test.ts')) return isThorough ? !tagged.test(text) : isWhole(text);
  if (tagged.test(text) && file !== definesParts && !file.startsWith(sourceChecks))
    throw new Error(
      `${file}: found the tag thorough; expected it in files *.test.ts and ${sourceChecks} alone`,
    );
  return false;
}
