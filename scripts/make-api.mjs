/**
 * `npm run api`: writes what each door of the engine exports to `packages/engine/api`, so that a change of it shows in the
 * diff. `--check` writes nothing and ends with status 1 where a report differs.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeApi } from './lib/describe-api.mjs';
import { root, say } from './lib/run.mjs';

const folder = join(root, 'packages/engine/api');
const doors = describeApi();
const written = readdirSync(folder);
if (process.argv.includes('--check')) {
  const differing = doors.filter(
    ({ file, text }) => !written.includes(file) || readFileSync(join(folder, file), 'utf8') !== text,
  );
  for (const { name } of differing)
    say(`${name} exports something else than packages/engine/api says: npm run api`);
  if (differing.length > 0) process.exitCode = 1;
} else {
  for (const file of written.filter((each) => !doors.some(({ file: made }) => made === each))) {
    rmSync(join(folder, file));
  }
  for (const { file, text } of doors) writeFileSync(join(folder, file), text);
}
