// `node benchmarks/measured/check-sets.mjs FOLDER [SET…]`: what each building of the bench holds, one line each.
// FOLDER has the checkouts, each named OWNER+NAME. Walls and the fit are of the data alone; no model is asked.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { markdownTable } from '../lib/table.mjs';
import { sets } from './sets/index.mjs';

const [folder, ...names] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node benchmarks/measured/check-sets.mjs FOLDER [SET…]');
  process.exit(2);
}

const rows = [];
for (const set of sets.filter(({ id }) => names.length === 0 || names.includes(id))) {
  const checkout = join(folder, set.repository.replace('/', '+'));
  if (existsSync(checkout)) rows.push(...(await set.read(checkout)).map(describeBuilding));
  else console.log(`${set.id}: skipped, no ${checkout}`);
}
if (rows.length > 0)
  console.log(
    markdownTable(
      Object.keys(rows[0]),
      rows.map((row) => Object.values(row)),
    ),
  );

function describeBuilding({ id, floors, links, unheard = [] }) {
  const walls = floors.flatMap((floor) => floor.walls);
  const shared = fitLevels(floors, links, () => '');
  const separate = fitLevels(
    floors,
    links,
    ({ transmitter, frequencyMhz, device }) => `${transmitter} ${frequencyMhz} ${device}`,
  );
  return {
    building: id,
    floors: floors.length,
    links: links.length,
    'between floors': links.filter(({ fromFloor, toFloor }) => fromFloor !== toFloor).length,
    unheard: unheard.length,
    transmitters: new Set(links.map(({ transmitter }) => transmitter)).size,
    MHz: rangeText(links.map(({ frequencyMhz }) => frequencyMhz)),
    devices: new Set(links.map(({ device }) => device)).size,
    walls: walls.length,
    'wall m': Math.round(walls.reduce((sum, { start, end }) => sum + planDistance(start, end), 0)),
    'inside %': insideText(floors, links),
    n: shared.exponent.toFixed(2),
    'sigma dB': shared.sigmaDb.toFixed(1),
    'n, own levels': separate.exponent.toFixed(2),
    'sigma dB, own levels': separate.sigmaDb.toFixed(1),
  };
}

function rangeText(values) {
  const [low, high] = [Math.min(...values), Math.max(...values)].map(Math.round);
  return low === high ? `${low}` : `${low}–${high}`;
}

function planDistance([x1, y1], [x2, y2]) {
  return Math.hypot(x2 - x1, y2 - y1);
}

/** Percent of receiver points inside the outline of their floor, or the box around its walls; a dash without either. */
function insideText(floors, links) {
  const shapes = new Map(floors.map((floor) => [floor.id, floor.outline ?? boxAround(floor.walls)]));
  const points = new Map(
    links.map(({ toFloor, to }) => [`${toFloor} ${to.join()}`, { shape: shapes.get(toFloor), to }]),
  );
  const placed = [...points.values()].filter(({ shape }) => shape);
  if (placed.length === 0) return '–';
  const insideCount = placed.filter(({ shape, to }) => isInside(shape, to)).length;
  return ((100 * insideCount) / placed.length).toFixed(1);
}

function boxAround(walls) {
  if (walls.length === 0) return undefined;
  const points = walls.flatMap(({ start, end }) => [start, end]);
  const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis]));
  const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return [
    [left, bottom],
    [right, bottom],
    [right, top],
    [left, top],
  ];
}

function isInside(ring, [x, y]) {
  let isIn = false;
  for (const [index, [x1, y1]] of ring.entries()) {
    const [x2, y2] = ring[(index + 1) % ring.length];
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) isIn = !isIn;
  }
  return isIn;
}

/** Least squares of level = a − 10 n lg d, d at least 1 m, with one a for each group of links. */
function fitLevels(floors, links, groupOf) {
  const elevationsM = new Map(floors.map(({ id, elevationM }) => [id, elevationM]));
  const groups = groupLinks(links, groupOf);
  const centred = [...groups.values()].flatMap((members) => {
    const pairs = members.map((link) => {
      const heightM =
        elevationsM.get(link.toFloor) + link.to[2] - elevationsM.get(link.fromFloor) - link.from[2];
      const distanceM = Math.hypot(planDistance(link.from, link.to), heightM);
      return { logDistance: Math.log10(Math.max(1, distanceM)), level: link.levelDbm };
    });
    const meanOf = (key) => pairs.reduce((sum, pair) => sum + pair[key], 0) / pairs.length;
    const means = { logDistance: meanOf('logDistance'), level: meanOf('level') };
    return pairs.map((pair) => ({ x: pair.logDistance - means.logDistance, y: pair.level - means.level }));
  });
  const slope =
    centred.reduce((sum, { x, y }) => sum + x * y, 0) / centred.reduce((sum, { x }) => sum + x * x, 0);
  const squares = centred.reduce((sum, { x, y }) => sum + (y - slope * x) ** 2, 0);
  return { exponent: -slope / 10, sigmaDb: Math.sqrt(squares / Math.max(1, links.length - groups.size - 1)) };
}

function groupLinks(links, groupOf) {
  const groups = new Map();
  for (const link of links) {
    const group = groupOf(link);
    if (!groups.has(group)) groups.set(group, []);
    groups.get(group).push(link);
  }
  return groups;
}
