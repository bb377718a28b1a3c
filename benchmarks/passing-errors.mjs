// How far the field that follows a dragged wall is from the exact one: walls of the two garages of `npm run bench:hands` (else the
// example), moved or turned by 3 m, on cells of 2 m. `--walls N` per garage (default 40); prints the worst cells of all walls.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createPlainSolver, createSimdKernel, FieldStack } from '@diku/engine';
import { trackWalls } from '@diku/engine/workflow';
import { placedExample } from './frames/open-planner.mjs';
import { root } from './lib/machine.mjs';
import { markdownTable } from './lib/table.mjs';
import { spreadAntennas } from './lib/two-level-plan.mjs';

const { values: options } = parseArgs({ options: { walls: { type: 'string', default: '40' } } });
const garages = { g03_typ_two_level: 16, g10_huge_two_level: 32 };
const shiftsM = [
  [3, 0],
  [0, 3],
  [-3, 0],
  [0, -3],
];
const solver = createPlainSolver(createSimdKernel());
const rows = [];
for (const [name, plan] of await loadPlans()) rows.push([name, ...(await measure(plan))]);
const head = [
  'garage',
  'walls',
  'too low, dB',
  'too high, dB',
  'cells off by more than 3 dB, most of a wall',
];
process.stdout.write(`${markdownTable(head, rows)}\n`);

async function loadPlans() {
  const found = Object.entries(garages)
    .map(([name, antennas]) => ({
      name,
      antennas,
      file: resolve(root, '../shared/data/garages', `${name}.dxf`),
    }))
    .filter(({ file }) => existsSync(file));
  if (found.length === 0) return [['example', await placedExample()]];
  return Promise.all(
    found.map(async ({ name, antennas, file }) => [name, await spreadAntennas(readFileSync(file), antennas)]),
  );
}

async function measure(plan) {
  const [level] = plan.levels;
  const long = level.walls.filter(({ start, end }) => Math.hypot(end[0] - start[0], end[1] - start[1]) > 3);
  const count = Math.min(long.length, Number(options.walls));
  const [fields, exactFields] = [new FieldStack(solver), new FieldStack(solver)];
  const tracked = trackWalls();
  const common = { solver, carrierId: plan.carriers[0].id, levelId: level.id, resolutionM: 2 };
  const passing = { retainsBeyondM: 25, atRest: plan.levels };
  await tracked.mapOf(plan, { ...common, fields, passing });
  const worst = { lowDb: 0, highDb: 0, cells: 0 };
  for (let index = 0; index < count; index += 1) {
    const moved = withMoved(plan, long[Math.floor((index * long.length) / count)], index);
    const map = await tracked.mapOf(moved, { ...common, fields, passing });
    const exact = await trackWalls().mapOf(moved, {
      ...common,
      fields: exactFields,
      passing: { retainsBeyondM: Number.POSITIVE_INFINITY, atRest: [] },
    });
    const apartDb = map.rsrpDbm
      .map((dbm, cell) => dbm - exact.rsrpDbm[cell])
      .filter((db) => !Number.isNaN(db));
    worst.lowDb = Math.min(worst.lowDb, ...apartDb);
    worst.highDb = Math.max(worst.highDb, ...apartDb);
    worst.cells = Math.max(worst.cells, apartDb.filter((db) => Math.abs(db) > 3).length);
  }
  return [count, (-worst.lowDb).toFixed(1), worst.highDb.toFixed(1), worst.cells];
}

/** Every other wall is moved, the rest turned around their start. */
function withMoved(plan, wall, index) {
  const shift = ([x, y]) => [x + shiftsM[index % 4][0], y + shiftsM[index % 4][1]];
  const start = index % 8 < 4 ? shift(wall.start) : wall.start;
  const [level, ...others] = plan.levels;
  const walls = level.walls.map((other) =>
    other === wall ? { ...wall, start, end: shift(wall.end) } : other,
  );
  return { ...plan, levels: [{ ...level, walls }, ...others] };
}
