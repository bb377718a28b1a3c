/**
 * Writes data/huge-garage.json: both levels of a large garage as the kernel sees them at 3.5 GHz, with
 * every wall, all four edges of every column (half its loss each) and every opening, closed, as a segment.
 *
 *   npm run build && node benchmarks/make-huge-garage.mjs DRAWING.dxf
 *
 * The committed file comes from the made-up two-level garage of 252 × 122 m that this project's importer is tested on.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { importDrawing } from '@diku/engine';
import { createRandom, metresToMm } from '../packages/engine/dist/core/index.js';
import { buildScene, cellKind, columnOutline } from '../packages/engine/dist/radio/index.js';

const frequencyMhz = 3500;
const transmittersPerLevel = 4;

const drawing = process.argv[2];
if (!drawing) {
  console.error('usage: node benchmarks/make-huge-garage.mjs DRAWING.dxf');
  process.exit(64);
}
const { plan } = await importDrawing(new Uint8Array(readFileSync(drawing)));
const random = createRandom(10);
const levels = plan.levels.map(describeLevel);
const lines = levels.map((level) => JSON.stringify(level));
const header = JSON.stringify({ source: basename(drawing), frequencyMhz }).slice(0, -1);
const target = new URL('data/huge-garage.json', import.meta.url);
writeFileSync(target, `${header},"levels":[\n${lines.join(',\n')}\n]}\n`);

function describeLevel(level) {
  const openings = level.openings?.map((opening) => ({ ...opening, state: 'closed' }));
  const scene = buildScene({ ...level, openings }, frequencyMhz, {
    resolutionM: 0.5,
    materials: plan.materials,
  });
  const segments = [...flatSegments(level, scene), ...columnEdges(level, scene)];
  console.error(`${level.id}: ${segments.length} segments`);
  return { id: level.id, grid: scene.grid, segments: segments.flat(), transmitters: pickLocations(scene) };
}

/** Walls and openings as they are: [ax, ay, bx, by, loss units]. */
function flatSegments(level, { obstacles, obstacleIds }) {
  const columns = new Set(level.columns?.map(({ id }) => id));
  const indices = obstacleIds.map((_, index) => index).filter((index) => !columns.has(obstacleIds[index]));
  return indices.map((index) => [
    ...obstacles.segmentsMm.subarray(4 * index, 4 * index + 4),
    obstacles.lossUnits[index],
  ]);
}

function columnEdges(level, { obstacles, obstacleIds }) {
  return (level.columns ?? []).flatMap((column) => {
    const halfLossUnits = obstacles.lossUnits[obstacleIds.indexOf(column.id)];
    const corners = columnOutline(column).map((corner) => corner.map(metresToMm));
    return corners.map((corner, index) => [
      ...corner,
      ...corners[(index + 1) % corners.length],
      halfLossUnits,
    ]);
  });
}

/** Seeded locations on the floor, one in each quarter of its cells: [x, y] in mm, off the grid's lattice. */
function pickLocations({ grid, cells }) {
  const walkable = Array.from(cells.keys()).filter((cell) => cells[cell] !== cellKind.none);
  return Array.from({ length: transmittersPerLevel }, (_, quarter) => {
    const cell = walkable[Math.floor(((quarter + random()) / transmittersPerLevel) * walkable.length)];
    const column = cell % grid.columns;
    const row = (cell - column) / grid.columns;
    const shiftMm = () => Math.round((random() - 0.5) * 200);
    return [
      grid.originXMm + column * grid.cellMm + shiftMm(),
      grid.originYMm + row * grid.cellMm + shiftMm(),
    ];
  });
}
