/**
 * `npm run house`: how the house is built, in figures, and their limits (`scripts/house-limits.json`, which may only
 * improve). `--list WORDS` prints what the measures whose name has these words found. Exit status 1 where a limit is passed.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureHouse } from './lib/measure-house.mjs';
import { root } from './lib/run.mjs';

const limits = JSON.parse(readFileSync(join(root, 'scripts/house-limits.json'), 'utf8'));
const at = process.argv.indexOf('--list');
const listed = at < 0 ? undefined : process.argv[at + 1];
for (const { name, value, found } of await measureHouse()) {
  const limit = limits[name];
  const isPassed = limit === undefined || value > limit;
  if (isPassed) process.exitCode = 1;
  console.log(`${String(value).padStart(6)}  ${name} (at most ${limit ?? '?'})${isPassed ? '  OVER' : ''}`);
  if (listed !== undefined && name.includes(listed)) for (const each of found) console.log(`        ${each}`);
}
