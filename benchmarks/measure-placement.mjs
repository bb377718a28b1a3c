/**
 * Places antennas in the public garages from their drawings and prints a table: the number of antennas, its lower bound, and
 * what the proof took. `node benchmarks/measure-placement.mjs [g01 g04 …] [--effort low|normal|high] [--model ID]`; needs the garages of
 * developers' machines.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inTemporaryFolder, printRow, publicGarages, runDiku } from './lib/public-garages.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { effort: { type: 'string', default: 'normal' }, model: { type: 'string' } },
});
const columns = ['candidates', 'antennas', 'bound', 'gap', 'linear', 'nodes', 'programs', 'ended', 'seconds'];
const widths = columns.map(() => 10);
const garages = publicGarages(positionals);
printRow('garage', columns, widths);
inTemporaryFolder((folder) => {
  for (const { name, drawing } of garages) {
    const plan = join(folder, `${name}.json`);
    runDiku(['import', drawing, '-o', plan]);
    const words = ['-o', join(folder, 'placed.json'), '--effort', options.effort, '--json'];
    if (options.model) words.push('--model', options.model);
    const { placement, timing } = JSON.parse(runDiku(['place', plan, ...words]));
    const { certificate } = placement;
    const cells = [
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
    printRow(name, cells, widths);
  }
});
