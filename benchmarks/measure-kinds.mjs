/**
 * What the demands on kinds of floor cost: places antennas in the public garages with the demands of the profile and with
 * none, and prints for each how many lift lobbies and ramps are served as demanded, and the antennas of both.
 * `node benchmarks/measure-kinds.mjs [g01 g04 …] [--effort low|normal|high]`; needs the garages of developers' machines.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const garages = fileURLToPath(new URL('../../shared/data/garages', import.meta.url));
const diku = fileURLToPath(new URL('../packages/cli/bin/diku.js', import.meta.url));
/** Kinds whose demands are taken out for comparison. */
const rooms = ['lobby', 'ramp', 'entrance', 'guard-room', 'lift-car', 'stair', 'equipment-room'];

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

const folder = mkdtempSync(join(tmpdir(), 'diku-kinds-'));
const columns = ['lobbies', 'without', 'ramps', 'without', 'antennas', 'without', 'extra', 'met'];
console.log(['garage'.padEnd(20), ...columns.map((name) => name.padStart(9))].join(' '));
try {
  for (const drawing of drawings) {
    const plan = join(folder, 'plan.json');
    const relaxed = join(folder, 'relaxed.json');
    run(['import', join(garages, drawing), '-o', plan]);
    const document = JSON.parse(readFileSync(plan, 'utf8'));
    document.requirements.kinds = rooms.map((kind) => ({ kind, requiredRatio: 0 }));
    writeFileSync(relaxed, JSON.stringify(document));
    const demanded = placed(plan);
    const free = placed(relaxed);
    const values = [
      ...['lobby', 'ramp'].flatMap((kind) => [servedOf(demanded, kind), servedOf(free, kind)]),
      demanded.antennas,
      free.antennas,
      demanded.antennas - free.antennas,
      demanded.target.met ? 'yes' : 'no',
    ];
    console.log(
      [drawing.slice(0, 20).padEnd(20), ...values.map((value) => String(value).padStart(9))].join(' '),
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}

/** The verdict of a plan once its antennas are placed, held to the demands of the profile. */
function placed(plan) {
  const file = join(folder, 'placed.json');
  run(['place', plan, '-o', file, '--effort', effort]);
  const document = JSON.parse(readFileSync(file, 'utf8'));
  delete document.requirements.kinds;
  writeFileSync(file, JSON.stringify(document));
  return JSON.parse(run(['check', file, '--json']));
}

/** Rooms of a kind that are served as the profile demands, of all there are. */
function servedOf({ kinds }, kind) {
  const found = kinds.find((each) => each.kind === kind);
  return found ? `${found.roomsMet}/${found.rooms}` : '–';
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
