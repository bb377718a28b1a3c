/**
 * Places antennas in the public garages from their drawings and prints a table: the number of antennas, its lower bound, and
 * what the proof took. `node benchmarks/measure-placement.mjs [g01 g04 …] [--effort low|normal|high]`; needs the garages of
 * developers' machines.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const garages = fileURLToPath(new URL('../../shared/data/garages', import.meta.url));
const diku = fileURLToPath(new URL('../packages/cli/bin/diku.js', import.meta.url));

if (!existsSync(garages)) {
  console.error(`the garages are not on this machine: ${garages}`);
  process.exit(1);
}
const arguments_ = process.argv.slice(2);
const at = arguments_.indexOf('--effort');
const effort = at < 0 ? 'normal' : arguments_[at + 1];
const wanted = arguments_.filter((_, index) => at < 0 || (index !== at && index !== at + 1));
const drawings = readdirSync(garages)
  .filter((name) => name.endsWith('.dxf'))
  .filter((name) => wanted.length === 0 || wanted.some((prefix) => name.startsWith(prefix)))
  .sort();

const folder = mkdtempSync(join(tmpdir(), 'diku-placement-'));
const columns = ['candidates', 'antennas', 'bound', 'gap', 'linear', 'nodes', 'programs', 'ended', 'seconds'];
console.log(['garage'.padEnd(20), ...columns.map((name) => name.padStart(10))].join(' '));
try {
  for (const drawing of drawings) {
    const plan = join(folder, `${drawing}.json`);
    run(['import', join(garages, drawing), '-o', plan]);
    const { placement, timing } = JSON.parse(
      run(['place', plan, '-o', join(folder, 'placed.json'), '--effort', effort, '--json']),
    );
    const { certificate } = placement;
    const values = [
      placement.candidates,
      placement.antennas,
      placement.lowerBound,
      `${(100 * placement.gapRatio).toFixed(1)} %`,
      certificate ? certificate.linearBound.toFixed(2) : '–',
      certificate?.nodes ?? '–',
      certificate?.linearPrograms ?? '–',
      certificate?.ended ?? placement.status,
      timing.totalS.toFixed(1),
    ];
    console.log(
      [drawing.slice(0, 20).padEnd(20), ...values.map((value) => String(value).padStart(10))].join(' '),
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}

function run(words) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [diku, ...words], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  // 1 is a target that is not met: it has a result too.
  if (status !== 0 && status !== 1) throw new Error(`diku ${words[0]}: ${stderr}`);
  return stdout;
}
