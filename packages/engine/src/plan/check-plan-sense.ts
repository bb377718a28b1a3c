import { kinks } from '@turf/kinks';
import { lineIntersect } from '@turf/line-intersect';
import {
  distance,
  InputError,
  type LocalizedProblem,
  type Point,
  requireList,
  requireObject,
  requirePoint,
  say,
} from '../core/index.ts';
import { antennaTypes, radiatesAlongPath } from './antenna-types.ts';
import { checkHeights } from './check-heights.ts';
import { checkNetwork } from './check-network.ts';
import { wallMaterials } from './materials.ts';
import { operators } from './operators.ts';
import { planProfile } from './plan-profile.ts';
import type { Antenna, Level, Plan } from './schema.ts';

/**
 * Checks that the schema cannot make: ids, references, materials, outlines that cross, sizes that make no
 * sense.
 */
export function checkPlanSense(plan: Plan): LocalizedProblem[] {
  const problems: LocalizedProblem[] = [];
  checkIds(plan, problems);
  const known = new Set<string>([
    ...wallMaterials.map((row) => row.id),
    ...Object.keys(plan.materials ?? {}),
  ]);
  plan.levels.forEach((level, index) => {
    const at = `levels[${index}]`;
    checkOutline(level, at, problems);
    for (const list of ['walls', 'beams'] as const) {
      level[list]?.forEach(({ material }, itemIndex) => {
        if (known.has(material)) return;
        problems.push({
          at: `${at}.${list}[${itemIndex}].material`,
          found: say('unknown-material', { material }),
          expected: say('one-of', { list: [...known].join(', ') }),
        });
      });
    }
    checkHeights(level, at, problems);
    level.slabOpenings?.forEach(({ polygon }, openingIndex) => {
      checkSlabOpening(polygon, `${at}.slabOpenings[${openingIndex}].polygon`, problems);
    });
  });
  checkAntennas(plan, problems);
  checkOutdoor(plan, problems);
  checkCells(plan, problems);
  problems.push(...checkNetwork(plan));
  checkPlacement(plan, checkLocation, checkRing, problems);
  checkProfile(plan, problems);
  return problems;
}

/**
 * Checks of `placement` that the schema cannot make: unknown levels and antennas, points that are far off.
 */
function checkPlacement(
  plan: Plan,
  checkLocation: (point: Point, at: string, problems: LocalizedProblem[]) => void,
  checkRing: (ring: readonly Point[], at: string, problems: LocalizedProblem[]) => void,
  problems: LocalizedProblem[],
): void {
  const { forbidden = [], refused = [] } = plan.placement ?? {};
  const levelIds = plan.levels.map(({ id }) => id);
  const checkLevel = (id: string, at: string) => {
    if (levelIds.includes(id)) return;
    const expected = say('one-of', { list: levelIds.join(', ') });
    problems.push({ at: `${at}.level`, found: `"${id}"`, expected });
  };
  forbidden.forEach(({ level, polygon, position }, index) => {
    const at = `placement.forbidden[${index}]`;
    checkLevel(level, at);
    if (position) checkLocation(position, `${at}.position`, problems);
    const known = problems.length;
    for (const corner of polygon ?? []) checkLocation(corner, `${at}.polygon`, problems);
    if (polygon && problems.length === known) checkRing(polygon, `${at}.polygon`, problems);
  });
  refused.forEach((point, index) => {
    const at = `placement.refused[${index}]`;
    if (typeof point === 'string') {
      if (plan.antennas.some(({ id }) => id === point)) return;
      problems.push({ at, found: `"${point}"`, expected: refusable(plan) });
      return;
    }
    checkLevel(point.level, at);
    checkLocation(point.position, `${at}.position`, problems);
  });
}

const maxNamed = 40;

/** The antennas that can be refused, as what is expected of a name. */
export function refusable({ antennas }: Plan) {
  if (antennas.length === 0) return say('no-antenna-to-refuse');
  const ids = antennas.slice(0, maxNamed).map(({ id }) => id);
  return say('one-of', { list: [...ids, ...(antennas.length > maxNamed ? ['…'] : [])].join(', ') });
}

/** A level's extent must lie in this range, metres: smaller or larger is a unit mistake. */
const extentRangeM = { least: 5, most: 1500 };
/** Local coordinates stay below 2^21 mm so that the kernel's integers are exact. */
export const largestCoordinateM = 2000;
/** A radiating cable is computed as a source at least every metre; past 1 km nothing of its feed is left. */
const cableLengthRangeM = { least: 0.5, most: 1000 };
const maxCableInAllM = 50_000;

function checkIds(plan: Plan, problems: LocalizedProblem[]): void {
  checkUnique(plan.levels, 'levels', problems);
  checkUnique(plan.carriers, 'carriers', problems);
  checkUnique(plan.antennas, 'antennas', problems);
  const lists = [
    ...(['walls', 'columns', 'openings', 'beams', 'slabOpenings'] as const),
    ...(['zones', 'bays', 'points', 'facilities', 'axes', 'compartments'] as const),
  ];
  plan.levels.forEach((level, index) => {
    for (const list of lists) {
      checkUnique((level[list] ?? []) as { id: string }[], `levels[${index}].${list}`, problems);
    }
  });
}

function checkUnique(items: readonly { id: string }[], at: string, problems: LocalizedProblem[]): void {
  const seen = new Map<string, number>();
  items.forEach((item, index) => {
    const first = seen.get(item.id);
    if (first === undefined) seen.set(item.id, index);
    else {
      problems.push({
        at: `${at}[${index}].id`,
        found: say('id-used', { id: item.id, other: `${at}[${first}]` }),
        expected: say('id-once'),
      });
    }
  });
}

function checkOutline(level: Level, at: string, problems: LocalizedProblem[]): void {
  const xs = level.outline.map((position) => position[0]);
  const ys = level.outline.map((position) => position[1]);
  const widthM = Math.max(...xs) - Math.min(...xs);
  const depthM = Math.max(...ys) - Math.min(...ys);
  const extentM = Math.max(widthM, depthM);
  const size = `${widthM.toFixed(1)} m × ${depthM.toFixed(1)} m`;
  if (extentM < extentRangeM.least || extentM > extentRangeM.most) {
    problems.push({
      at: `${at}.outline`,
      found: say('garage-of-size', { size }),
      expected: say('garage-across', extentRangeM),
    });
    return;
  }
  if (Math.max(...xs.map(Math.abs), ...ys.map(Math.abs)) > largestCoordinateM) {
    problems.push({
      at: `${at}.outline`,
      found: say('coordinates-beyond', { most: largestCoordinateM }),
      expected: say('local-metres'),
    });
  }
  checkRing(level.outline, `${at}.outline`, problems);
  level.holes?.forEach((hole, index) => {
    checkRing(hole, `${at}.holes[${index}]`, problems);
    checkApart(level.outline, hole, `${at}.holes[${index}]`, problems);
  });
}

function checkApart(
  outline: readonly Point[],
  hole: readonly Point[],
  at: string,
  problems: LocalizedProblem[],
): void {
  if (outline.length + hole.length > largestCheckedRing) return;
  const crossing = lineIntersect(closedLine(outline), closedLine(hole)).features[0];
  if (crossing === undefined) return;
  const [x, y] = crossing.geometry.coordinates;
  problems.push({
    at,
    found: say('hole-crosses', { x: x.toFixed(2), y: y.toFixed(2) }),
    expected: say('hole-inside'),
  });
}

function closedLine(ring: readonly Point[]): { type: 'LineString'; coordinates: number[][] } {
  return {
    type: 'LineString',
    coordinates: [...ring, ring[0]].map((position) => [position[0], position[1]]),
  };
}

function checkSlabOpening(polygon: readonly Point[], at: string, problems: LocalizedProblem[]): void {
  const point = polygon.find((corner) => Math.max(...corner.map(Math.abs)) > largestCoordinateM);
  if (point) checkLocation(point, at, problems);
  else checkRing(polygon, at, problems);
}

/** Rings up to this many corners are searched for self-crossings (quadratic). */
const largestCheckedRing = 3000;

function checkRing(ring: readonly Point[], at: string, problems: LocalizedProblem[]): void {
  if (ring.length > largestCheckedRing) return;
  const closed = [...ring, ring[0]].map((position) => [position[0], position[1]]);
  const crossings = kinks({ type: 'Polygon', coordinates: [closed] });
  const crossing = crossings.features[0];
  if (crossing) {
    const [x, y] = crossing.geometry.coordinates;
    problems.push({
      at,
      found: say('outline-crosses-itself', { x: x.toFixed(2), y: y.toFixed(2) }),
      expected: say('simple-ring'),
    });
  }
}

function checkProfile(plan: Plan, problems: LocalizedProblem[]): void {
  try {
    planProfile(plan);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const problem of error.said) {
      const isRequirement = String(problem.at).startsWith('requirements');
      problems.push(
        isRequirement ? problem : { ...problem, at: `requirements.profileOverrides.${problem.at}` },
      );
    }
  }
}

function checkAntennas(plan: Plan, problems: LocalizedProblem[]): void {
  const levelIds = new Set(plan.levels.map((level) => level.id));
  const carrierIds = new Set(plan.carriers.map((carrier) => carrier.id));
  const custom = Object.keys(plan.antennaTypes ?? {});
  for (const id of custom.filter((each) => antennaTypes.has(each))) {
    problems.push({ at: `antennaTypes.${id}`, found: `"${id}"`, expected: say('no-built-in-type') });
  }
  const typeIds = new Set([...antennaTypes.keys(), ...custom]);
  plan.antennas.forEach((antenna, index) => {
    const at = `antennas[${index}]`;
    if (!levelIds.has(antenna.level)) {
      problems.push({
        at: `${at}.level`,
        found: `"${antenna.level}"`,
        expected: say('one-of', { list: [...levelIds].join(', ') }),
      });
    }
    if (!typeIds.has(antenna.type)) {
      problems.push({
        at: `${at}.type`,
        found: `"${antenna.type}"`,
        expected: say('one-of', { list: [...typeIds].join(', ') }),
      });
    }
    antenna.carriers.forEach((id, carrierIndex) => {
      if (id !== '*' && !carrierIds.has(id)) {
        problems.push({
          at: `${at}.carriers[${carrierIndex}]`,
          found: `"${id}"`,
          expected: say('any-or-one-of', { list: [...carrierIds].join(', ') }),
        });
      }
    });
    checkLocation(antenna.position, `${at}.position`, problems);
    if (radiatesAlongPath(antenna)) checkCable(antenna, `${at}.path`, problems);
  });
  const cableM = plan.antennas.reduce((sum, antenna) => sum + cableLengthM(antenna), 0);
  if (cableM > maxCableInAllM) {
    problems.push({
      at: 'antennas',
      found: say('cable-in-all', { length: cableM.toFixed(0) }),
      expected: say('at-most-m', { most: maxCableInAllM }),
    });
  }
}

function checkLocation(point: Point, at: string, problems: LocalizedProblem[]): void {
  if (Math.max(Math.abs(point[0]), Math.abs(point[1])) <= largestCoordinateM) return;
  problems.push({
    at,
    found: `(${point.join(', ')})`,
    expected: say('within-m', { most: largestCoordinateM }),
  });
}

function checkCable(antenna: Antenna, at: string, problems: LocalizedProblem[]): void {
  antenna.path?.forEach((point, index) => {
    checkLocation(point, `${at}[${index}]`, problems);
  });
  const lengthM = cableLengthM(antenna);
  if (lengthM >= cableLengthRangeM.least && lengthM <= cableLengthRangeM.most) return;
  problems.push({
    at,
    found: say('cable-length', { length: lengthM.toFixed(2) }),
    expected: say('cable-range', cableLengthRangeM),
  });
}

/** Physical cell identities are of carriers of the plan; of cells that no antenna is of at the moment there may be some. */
function checkCells({ cells = [], carriers }: Plan, problems: LocalizedProblem[]): void {
  const known = carriers.map(({ id }) => id);
  cells.forEach(({ carrier }, index) => {
    if (known.includes(carrier)) return;
    const expected = say('one-of', { list: known.join(', ') });
    problems.push({ at: `cells[${index}].carrier`, found: `"${carrier}"`, expected });
  });
}

/** Levels outside belong to operators or to carriers of the plan. */
function checkOutdoor({ outdoor, carriers }: Plan, problems: LocalizedProblem[]): void {
  const known = new Set<string>([...operators, ...carriers.map(({ id }) => id)]);
  for (const key of Object.keys(outdoor?.groundRsrpDbm ?? {})) {
    if (known.has(key)) continue;
    problems.push({
      at: `outdoor.groundRsrpDbm.${key}`,
      found: `"${key}"`,
      expected: say('one-of', { list: [...known].join(', ') }),
    });
  }
}

/** Length of a radiating cable, along its path and down the shaft that it falls in, metres; 0 of other antennas. */
export function cableLengthM(antenna: Pick<Antenna, 'type' | 'path' | 'fallM'>): number {
  requireObject('antenna', antenna, ['type']);
  const { type, path, fallM } = antenna;
  return radiatesAlongPath({ type }) ? pathLengthM(path ?? []) + (fallM ?? 0) : 0;
}

/** Length of a path through points, metres. */
export function pathLengthM(path: readonly Point[]): number {
  requireList('path', path);
  for (const point of path) requirePoint('path', point);
  let lengthM = 0;
  for (let index = 1; index < path.length; index += 1) lengthM += distance(path[index - 1], path[index]);
  return lengthM;
}
