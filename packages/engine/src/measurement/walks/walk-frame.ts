import {
  createTangentPlane,
  type Datum,
  datums,
  degToRad,
  InputError,
  type Phrase,
  type Point,
  ringContains,
  rotatePoint,
  say,
  toWgs84,
} from '../../core/index.ts';
import type { Level, Plan } from '../../plan/index.ts';

/** Locations of a file before anything is known of their frame; NaN where there is none. */
export interface RawLocations {
  kind: 'plane' | 'degrees';
  /** Names of both columns. */
  names: [string, string];
  /** Unit as the columns' names say: `m`, `cm`, `mm`. */
  unit?: string;
  first: readonly number[];
  second: readonly number[];
  /** Level of each row; undefined where it is not known. */
  levels: readonly (Level | undefined)[];
}

/** Maps a file's coordinates to the plan's metres. */
export interface WalkFrame {
  /** Kind of the numbers, whatever the columns are called. */
  kind: RawLocations['kind'];
  toPlan(first: number, second: number): Point;
  assumptions: Phrase[];
}

/** Positions that are the plan's metres already. */
export const planFrame: WalkFrame = { kind: 'plane', toPlan: (x, y) => [x, y], assumptions: [] };

/** Rows that decide what is not stated. */
const maxTried = 2000;
const scales = [
  { unit: 'm', metres: 1 },
  { unit: 'mm', metres: 0.001 },
  { unit: 'cm', metres: 0.01 },
] as const;

/**
 * Frame of the coordinates: the plan's own metres (or mm, cm), or longitude and latitude placed by the plan's
 * georeference. Where no name decides, the frame that brings most rows into the garage is taken, and named.
 * @throws InputError for longitude and latitude of a plan without georeference
 */
export function walkFrame(plan: Plan, locations: RawLocations, datum: Datum | undefined): WalkFrame {
  if (locations.kind === 'degrees') {
    if (datum === undefined && areMetres(plan, locations)) {
      return planeFrame(1, [say('walk-lonlat-metres', { columns: locations.names.join(', ') })]);
    }
    return degreesFrame(plan, locations, datum);
  }
  const stated = scales.find(({ unit }) => unit === locations.unit);
  if (stated) return planeFrame(stated.metres, []);
  const tried = scales.map(({ unit, metres }) => ({
    unit,
    metres,
    fraction: insideFraction(locations, (x, y) => [x * metres, y * metres]),
  }));
  if (tried[0].fraction < 0.1 && looksLikeDegrees(plan, locations)) {
    const frame = degreesFrame(plan, locations, datum);
    const columns = locations.names.join(', ');
    return { ...frame, assumptions: [say('walk-xy-degrees', { columns }), ...frame.assumptions] };
  }
  const best = tried.reduce((a, b) => (b.fraction > 2 * a.fraction ? b : a));
  if (best.unit === 'm') return planeFrame(1, []);
  if (coversLittle(locations, best.metres)) throw unknownUnit(locations);
  return planeFrame(best.metres, [
    say('walk-xy-unit', { columns: locations.names.join(', '), unit: best.unit }),
  ]);
}

/** A walk crosses at least this much of the garage; pixels taken for another unit crowd in a corner. */
const minCrossedRatio = 0.3;

/** Returns whether, with a unit that only the values tell, a walk would lie in a small part of the levels. */
function coversLittle({ first, second, levels }: RawLocations, metres: number): boolean {
  const level = levels.find((each) => each !== undefined);
  const inside = (values: readonly number[]) =>
    values.filter((value, index) => levels[index] !== undefined && Number.isFinite(value));
  const crossedM = Math.max(extentOf(inside(first)), extentOf(inside(second))) * metres;
  const outline = level?.outline ?? [];
  const spanAlong = (axis: 0 | 1) => extentOf(outline.map((corner) => corner[axis]));
  const side = Math.max(spanAlong(0), spanAlong(1));
  return first.length >= minSpread && crossedM < minCrossedRatio * side;
}

function extentOf(values: readonly number[]): number {
  return (
    values.reduce((high, value) => Math.max(high, value), -Infinity) -
    values.reduce((low, value) => Math.min(low, value), Infinity)
  );
}

/** Fewer rows than these show no spread. */
const minSpread = 20;

function unknownUnit({ names }: RawLocations): InputError {
  return new InputError([
    {
      at: say('walk-column', { column: names.join(', ') }),
      found: say('walk-unit-unknown'),
      expected: say('walk-unit-stated'),
    },
  ]);
}

/** Longer walks than this in both directions are no walk in degrees, degrees. */
const longestWalkDeg = 1;

/** Returns whether columns named longitude and latitude hold metres of the plan, as tools indoors write them. */
function areMetres(plan: Plan, locations: RawLocations): boolean {
  if (looksLikeDegrees(plan, locations)) return false;
  const values = locations.first.filter((value) => Number.isFinite(value));
  const others = locations.second.filter((value) => Number.isFinite(value));
  if (Math.max(extentOf(values), extentOf(others)) <= longestWalkDeg) return false;
  return insideFraction(locations, (x, y) => [x, y]) > 0.9;
}

function planeFrame(metres: number, assumptions: Phrase[]): WalkFrame {
  return { kind: 'plane', toPlan: (x, y) => [x * metres, y * metres], assumptions };
}

function degreesFrame(plan: Plan, locations: RawLocations, datum: Datum | undefined): WalkFrame {
  const { georeference } = plan;
  const columns = locations.names.join(', ');
  if (!georeference) {
    throw new InputError([
      {
        at: say('walk-column', { column: columns }),
        found: say('walk-degrees'),
        expected: say('walk-georeference'),
      },
    ]);
  }
  const plane = createTangentPlane(georeference.lonDeg, georeference.latDeg);
  const turnRad = degToRad(-georeference.rotationDeg);
  const toPlanFrom = (datum: Datum) => (lon: number, lat: number) =>
    rotatePoint(plane.toPlane(toWgs84([lon, lat], datum)), turnRad);
  const named = datum ?? namedDatum(columns);
  if (named) return { kind: 'degrees', toPlan: toPlanFrom(named), assumptions: [] };
  const tried = datums.map((datum) => ({
    own: datum,
    fraction: insideFraction(locations, toPlanFrom(datum)),
  }));
  const best = tried.reduce((a, b) => (b.fraction > 2 * a.fraction ? b : a));
  const label = { wgs84: 'WGS 84', gcj02: 'GCJ-02', bd09: 'BD-09' }[best.own];
  return {
    kind: 'degrees',
    toPlan: toPlanFrom(best.own),
    assumptions: [say('walk-datum', { columns, datum: label })],
  };
}

/** The datum that words name. */
export function namedDatum(names: string): Datum | undefined {
  if (/gcj|火星|高德|腾讯|amap|tencent/i.test(names)) return 'gcj02';
  if (/bd-?09|百度|baidu/i.test(names)) return 'bd09';
  return /wgs/i.test(names) ? 'wgs84' : undefined;
}

/** Returns whether locations are within a degree of where the plan stands. */
function looksLikeDegrees({ georeference }: Plan, { first, second }: RawLocations): boolean {
  if (!georeference) return false;
  let near = 0;
  let count = 0;
  for (let index = 0; index < first.length && count < maxTried; index += 1) {
    if (!Number.isFinite(first[index]) || !Number.isFinite(second[index])) continue;
    if (first[index] === 0 && second[index] === 0) continue;
    count += 1;
    const off = Math.max(
      Math.abs(first[index] - georeference.lonDeg),
      Math.abs(second[index] - georeference.latDeg),
    );
    if (off < 1) near += 1;
  }
  return near > count / 2;
}

/** Fraction of the rows with a location and a level that lie in the garage. */
function insideFraction({ first, second, levels }: RawLocations, toPlan: WalkFrame['toPlan']): number {
  const step = Math.max(1, Math.floor(first.length / maxTried));
  let count = 0;
  let inside = 0;
  for (let index = 0; index < first.length; index += step) {
    const level = levels[index];
    if (!level || !Number.isFinite(first[index]) || !Number.isFinite(second[index])) continue;
    // What a receiver without a fix writes says nothing.
    if (first[index] === 0 && second[index] === 0) continue;
    count += 1;
    if (isInside(level, toPlan(first[index], second[index]))) inside += 1;
  }
  return count === 0 ? 0 : inside / count;
}

/** Returns whether a location is inside a level's outline and in none of its holes. */
export function isInside(level: Level, location: Readonly<Point>): boolean {
  return (
    ringContains(level.outline, location) && !(level.holes ?? []).some((hole) => ringContains(hole, location))
  );
}
