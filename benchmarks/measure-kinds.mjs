/**
 * What the demands on kinds of floor cost: places antennas in the public garages with the demands of the profile and with
 * none, and prints for each how many lift lobbies and ramps are served as demanded, and the antennas of both.
 * `node benchmarks/measure-kinds.mjs [g01 g04 …] [--effort low|normal|high]`; needs the garages of developers' machines.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inTemporaryFolder, printRow, publicGarages, runDiku } from './lib/public-garages.mjs';

/** Kinds whose demands are taken out for comparison. */
const rooms = ['lobby', 'ramp', 'entrance', 'guard-room', 'lift-car', 'stair', 'equipment-room'];
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { effort: { type: 'string', default: 'normal' } },
});
const columns = ['lobbies', 'without', 'ramps', 'without', 'antennas', 'without', 'extra', 'met'];
const widths = columns.map(() => 9);
const garages = publicGarages(positionals);
printRow('garage', columns, widths);
inTemporaryFolder((folder) => {
  for (const { name, drawing } of garages) {
    const plan = join(folder, 'plan.json');
    const relaxed = join(folder, 'relaxed.json');
    runDiku(['import', drawing, '-o', plan]);
    const document = JSON.parse(readFileSync(plan, 'utf8'));
    document.requirements.kinds = rooms.map((kind) => ({ kind, requiredRatio: 0 }));
    writeFileSync(relaxed, JSON.stringify(document));
    const [demanded, free] = [plan, relaxed].map((file) => placed(file, join(folder, 'placed.json')));
    const cells = [
      ...['lobby', 'ramp'].flatMap((kind) => [servedOf(demanded, kind), servedOf(free, kind)]),
      ...[demanded.antennas, free.antennas, demanded.antennas - free.antennas],
      demanded.target.met ? 'yes' : 'no',
    ];
    printRow(name, cells, widths);
  }
});

/** The verdict of a plan once its antennas are placed, held to the demands of the profile. */
function placed(plan, file) {
  runDiku(['place', plan, '-o', file, '--effort', options.effort]);
  const document = JSON.parse(readFileSync(file, 'utf8'));
  delete document.requirements.kinds;
  writeFileSync(file, JSON.stringify(document));
  return JSON.parse(runDiku(['check', file, '--json']));
}

/** Rooms of a kind that are served as the profile demands, of all there are. */
function servedOf({ kinds }, kind) {
  const found = kinds.find((each) => each.kind === kind);
  return found ? `${found.roomsMet}/${found.rooms}` : '–';
}
