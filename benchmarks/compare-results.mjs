/**
 * Whether two builds of Diku give the same bytes: the main job (`diku plan --effort low`, all its files) on the public garages,
 * else on the bundled example, with this build and with that of another folder or revision. Prints for each garage how many
 * files are the same and which differ; exit status 1 where some do. Files that tell of the run itself (times, the list of files
 * with its hashes) are compared without what a run differs in.
 *
 * `node benchmarks/compare-results.mjs --with REVISION|FOLDER [g01 g04 …]`: a revision is built in a worktree of its own, with
 * this tree's dependencies.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { git, root } from './lib/machine.mjs';
import { publicGarages } from './lib/public-garages.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { with: { type: 'string' } },
});
if (!options.with) {
  console.error('benchmarks/compare-results.mjs: found no --with; expected --with REVISION or FOLDER');
  process.exit(64);
}
const work = mkdtempSync(join(tmpdir(), 'diku-results-'));
const isFolder = existsSync(join(options.with, 'packages/cli/bin/diku.js'));
const other = isFolder ? options.with : join(work, 'clone');
try {
  if (!isFolder) buildRevision(options.with, other);
  process.exitCode = compareAll() ? 0 : 1;
} finally {
  if (!isFolder) git('worktree', 'remove', '--force', other);
  rmSync(work, { recursive: true, force: true });
}

function buildRevision(revision, clone) {
  if (git('worktree', 'add', '--quiet', '--detach', clone, revision) === undefined) {
    throw new Error(`${revision}: no such revision in this repository`);
  }
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'), 'junction');
  const { status } = spawnSync(process.execPath, ['scripts/setup.mjs'], { cwd: clone, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${revision} cannot be built`);
}

function compareAll() {
  let isSame = true;
  for (const { name, drawing } of publicGarages(positionals)) {
    const [ours, others] = [root, other].map((folder, index) => {
      const results = join(work, `${name}-${index}`);
      const diku = join(folder, 'packages/cli/bin/diku.js');
      const { status, stderr } = spawnSync(
        process.execPath,
        [diku, 'plan', drawing, '--effort', 'low', '-o', results],
        { encoding: 'utf8', maxBuffer: 1 << 28 },
      );
      if (status !== 0 && status !== 1) throw new Error(`${folder}: diku plan ${drawing}: ${stderr}`);
      return results;
    });
    const files = [...new Set([ours, others].flatMap(listFiles))].sort();
    const different = files.filter((file) => contentOf(ours, file) !== contentOf(others, file));
    if (different.length > 0) isSame = false;
    const said = different.length === 0 ? 'the same' : `different: ${different.join(', ')}`;
    console.log(`${name.padEnd(22)} ${String(files.length).padStart(3)} files, ${said}`);
  }
  return isSame;
}

function listFiles(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => relative(folder, file));
}

/** Returns what of a file two runs of one program agree in. */
function contentOf(folder, file) {
  const path = join(folder, file);
  if (!existsSync(path)) return undefined;
  const bytes = readFileSync(path);
  if (/files\.json$/.test(file)) return JSON.stringify(Object.keys(JSON.parse(bytes)));
  if (!/\.json$/.test(file)) return bytes.toString('base64');
  return JSON.stringify(JSON.parse(bytes), (key, value) =>
    key === 'timing' || key === 'seconds' ? undefined : value,
  );
}
