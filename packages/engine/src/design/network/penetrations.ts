import {
  distance,
  distanceToSegment,
  type Point,
  pointAlong,
  ringContains,
  roundMm,
} from '../../core/index.ts';
import {
  antennaLocation,
  type CompartmentKind,
  compartmentKindRows,
  facilityKindRow,
  type Level,
  levelLinks,
  type NetworkCable,
  type Passing,
  type Plan,
  planProfile,
  type WallKind,
  wallKindRow,
  zoneKindRow,
} from '../../plan/index.ts';
import { courseLengthM } from './course-length.ts';
import {
  type CeilingPlan,
  type Crossing,
  ceilingPlan,
  isInFrame,
  lineObstacles,
  wallOfOpening,
} from './design/ceiling-plan.ts';
import {
  type CoursePassage,
  compartmentBorders,
  isStricter,
  passagesOnCourse,
  slabPassing,
} from './design/compartment-borders.ts';

/** One way of one cable through a wall, over a door or through a slab. */
export interface Penetration {
  /** Number of the hole on sheets: `P1-B1`. Cables that pass at one location share a hole, but for sleeves of civil defence. */
  id: string;
  cable: string;
  level: string;
  /** Middle of what is passed, metres in the plan's frame. */
  position: Point;
  /** `border`: from one compartment to the next where no wall is drawn. */
  through: 'wall' | 'lintel' | 'slab' | 'border';
  /** Id of the wall, and of the opening over which the cable goes. */
  wall?: string;
  opening?: string;
  wallKind?: WallKind;
  thicknessM?: number;
  /** Sleeve and seal that the way takes. */
  passing: Passing;
  /**
   * Compartments that the course goes from and to here, by their ids; empty where none was read on that side of a wall in which
   * the other ends.
   */
  borders?: { kind: CompartmentKind; from: string; to: string }[];
  /** Facility of the plan that is the sleeve of a way through civil defence. */
  sleeve?: string;
  /** The plan has no sleeves or shafts, and one is assumed here: to be confirmed before anything is built. */
  isAssumed?: true;
  /** Present where the frame wall of a door of civil defence is passed, which is assumed to reach half of the door's width beside it, 1 m at least. */
  isInFrame?: true;
  /** Present where cores of one multi-core cable pass a sleeve that takes fewer cables than there are fibres, or one that is assumed. */
  isMultiCore?: true;
  /** Nothing may pass here: civil defence away from sleeves, a frame wall in which the plan has none, the door of a lift. */
  isForbidden?: true;
}

/** Walls, slabs and stairs on a network's courses. */
export interface CoursePassages {
  /** Level by level, cable by cable, in the order of the course. */
  penetrations: Penetration[];
  /** Courses in stairs, which are ways of escape. */
  inStairs: CourseStretch[];
  /** Courses in lift shafts, but for that of a cable to the antenna that hangs in the shaft. */
  inLifts: CourseStretch[];
}

/** A stretch of a course on one level that lies where no cable belongs. */
interface CourseStretch {
  cable: string;
  level: string;
  position: Point;
  lengthM: number;
}

/** Walls that meet in a corner are passed once: bodies that are no farther apart, metres. */
const jointM = 0.02;

/** A way before its hole has a number, its index among those that the courses come to, and where the course passes if the hole is beside it. */
type Passage = Omit<Penetration, 'id'> & { order: number; crossedAt?: Point };

/** Every way of a network's cables through walls and slabs, found from the courses alone, whoever drew them. */
export function listPassages(plan: Plan): CoursePassages {
  const { levels, antennas, network } = plan;
  const limits = planProfile(plan).network;
  const ceilings = new Map<string, CeilingPlan>();
  const ceilingOf = (level: Level) => {
    const locations = antennas.filter((each) => each.level === level.id).map(antennaLocation);
    const known = ceilings.get(level.id) ?? ceilingPlan(level, locations, limits);
    ceilings.set(level.id, known);
    return known;
  };
  const antennaOf = new Map(antennas.map((antenna) => [antenna.id, antenna]));
  /** The antenna that a cable leads to, behind what hangs at its port: an attenuator. */
  const antennaBehind = (node: string) => {
    const next = (network?.cables ?? []).filter(({ from }) => from.node === node);
    return antennaOf.get(node) ?? (next.length === 1 ? antennaOf.get(next[0].to.node) : undefined);
  };
  const holes: Passage[][] = [];
  const [inStairs, inLifts]: [CourseStretch[], CourseStretch[]] = [[], []];
  let order = 0;
  const outerMm = outerDiametersMm(network);
  const add = (found: Omit<Penetration, 'id'>) => {
    const each: Passage = { ...found, order };
    order += 1;
    const shared = holeFor(each, holes, outerMm);
    if (!shared) holes.push([spacedHole(each, holes, plan, ceilings)]);
    else {
      shared.push(each);
      // One hole has one seal, the strictest that one of its cables asks for.
      const [strictest] = shared.map(({ passing }) => passing).sort((a, b) => (isStricter(a, b) ? -1 : 1));
      for (const other of shared) other.passing = strictest;
    }
  };
  const slabs = slabsBetween(levels);
  for (const cable of network?.cables ?? []) {
    // Nobody knows which walls a cable passes whose course is assumed; its ways were made when it was installed.
    if (cable.courseAssumed) continue;
    cable.course.forEach(({ level: id, path }, index) => {
      const level = levels.find((each) => each.id === id);
      if (!level) return;
      const next = cable.course[index + 1];
      const ceiling = ceilingOf(level);
      const fed = antennaBehind(cable.to.node);
      const fedAt = fed?.level === id ? antennaLocation(fed) : undefined;
      const lifts = ceiling.lifts.filter((ring) => !fedAt || !ringContains(ring, fedAt));
      const { crossings, stairsM, liftsM } = passedOnLevel({ ...ceiling, lifts }, path, sealedRooms(level));
      for (const each of passagesOnCourse(crossings, compartmentBorders(level, path)))
        add(penetrationOf(each, cable, level));
      const at = { cable: cable.id, level: id, position: path[0] };
      if (stairsM > 0) inStairs.push({ ...at, lengthM: stairsM });
      if (liftsM > 0) inLifts.push({ ...at, lengthM: liftsM });
      if (next) for (const each of slabs(cable, id, next.level, path[path.length - 1])) add(each);
    });
  }
  return { penetrations: numbered(withMultiCores(plan, holes)), inStairs, inLifts };
}

/** Ways in the order in which cables come to them, with the numbers of their holes. */
function numbered(holes: readonly (readonly Passage[])[]): Penetration[] {
  const counts = new Map<string, number>();
  const ways = holes.flatMap((passages) => {
    const [{ level }] = passages;
    const count = (counts.get(level) ?? 0) + 1;
    counts.set(level, count);
    return passages.map(({ order, crossedAt: _, ...each }) => ({
      order,
      way: { id: `P${count}-${level}`, ...each },
    }));
  });
  return ways.sort((a, b) => a.order - b.order).map(({ way }) => way);
}

/**
 * Cables that pass the same thing so near to each other are led together and share a hole, m, as many as its sleeve takes: where the diameter of one is not known, four.
 * Holes for more are so far from it along the wall that each is drilled by itself (assumptions).
 */
const perHole = { withinM: 0.51, maxSleeveMm: 100, unknownCables: 4, pitchM: 0.3 };

/** The hole through the same thing that other cables pass too; undefined where a new one is made: a sleeve of civil defence takes one cable. */
function holeFor(
  each: Passage,
  holes: readonly Passage[][],
  outerMm: ReadonlyMap<string, number | undefined>,
): Passage[] | undefined {
  if (each.isForbidden || each.passing === 'pressure-sleeve') return undefined;
  const isNear = (other: Passage) =>
    isSameBody(other, each) &&
    other.passing !== 'pressure-sleeve' &&
    other.isAssumed === each.isAssumed &&
    other.isForbidden === undefined &&
    distance(other.position, each.position) <= perHole.withinM;
  return holes.find((hole) => {
    if (!isNear(hole[0])) return false;
    const cables = [...new Set(hole.map(({ cable }) => cable))];
    return !cables.includes(each.cable) && isTaking([...cables, each.cable].map((id) => outerMm.get(id)));
  });
}

function isSameBody(a: Passage, b: Passage): boolean {
  return a.level === b.level && a.through === b.through && a.wall === b.wall && a.opening === b.opening;
}

/** Returns whether one hole takes cables of these outer diameters. */
function isTaking(outerMm: readonly (number | undefined)[]): boolean {
  if (outerMm.includes(undefined)) return outerMm.length <= perHole.unknownCables;
  return (sleeveDiameterMm(outerMm) ?? Number.POSITIVE_INFINITY) <= perHole.maxSleeveMm;
}

/** Outer diameters of a network's cables by their ids, mm; undefined of those whose part does not say it. */
function outerDiametersMm(network: Plan['network']): Map<string, number | undefined> {
  const parts = new Map((network?.parts ?? []).map(({ id, diameterMm }) => [id, diameterMm]));
  return new Map((network?.cables ?? []).map(({ id, part }) => [id, parts.get(part)]));
}

/** Middles of assumed sleeves of civil defence are so far from each other along their wall, m (assumption): each is cast in by itself. */
const sleevePitchM = 0.15;

/**
 * A hole where another is: the nearest location along the wall that is free, and in no frame wall if the first is in none. Sleeves that
 * the plan has are where they are, and what is forbidden is marked where the course passes.
 */
function spacedHole(
  each: Passage,
  holes: readonly Passage[][],
  { levels, network }: Plan,
  ceilings: ReadonlyMap<string, CeilingPlan>,
): Passage {
  if (each.sleeve !== undefined || each.isForbidden) return each;
  const isSleeve = each.passing === 'pressure-sleeve';
  const pitchM = isSleeve ? sleevePitchM : perHole.pitchM;
  const others = holes
    .flatMap(([first]) => first)
    .filter((other) =>
      isSleeve ? other.level === each.level && other.passing === each.passing : isSameBody(other, each),
    );
  const level = levels.find(({ id }) => id === each.level);
  const wall = level?.walls?.find(({ id }) => id === each.wall);
  const opening = level?.openings?.find(({ id }) => id === each.opening);
  const course = network?.cables?.find(({ id }) => id === each.cable)?.course ?? [];
  const body = wall ?? opening;
  const along = body ? direction(body.start, body.end) : acrossCourse(course, each);
  const doors = ceilings.get(each.level)?.civilDoors ?? [];
  const isClear = (position: Point) =>
    others.every((other) => distance(other.position, position) > pitchM - 0.01);
  const isFree = (position: Point) =>
    isClear(position) &&
    (!wall || distanceToSegment(position, wall.start, wall.end) <= wall.thicknessM / 2) &&
    (!isSleeve || each.isInFrame === true || !isInFrame(doors, position));
  for (let step = 0; step <= 2 * (others.length + 1); step += 1) {
    const offM = pitchM * Math.ceil(step / 2) * (step % 2 === 0 ? 1 : -1);
    const position = rounded([each.position[0] + offM * along[0], each.position[1] + offM * along[1]]);
    if (step === 0 ? isClear(position) : isFree(position))
      return { ...each, position, crossedAt: each.position };
  }
  return each;
}

function direction(a: Point, b: Point): Point {
  const lengthM = distance(a, b) || 1;
  return [(b[0] - a[0]) / lengthM, (b[1] - a[1]) / lengthM];
}

/** Direction square to a course where it passes a border in which no wall is drawn. */
function acrossCourse(course: NetworkCable['course'], { level, position }: Passage): Point {
  const segments = course
    .filter((each) => each.level === level)
    .flatMap(({ path }) => path.slice(1).map((end, index): [Point, Point] => [path[index], end]))
    .filter(([a, b]) => distance(a, b) > 0.01)
    .sort((p, q) => distanceToSegment(position, ...p) - distanceToSegment(position, ...q));
  const [x, y] = segments[0] ? direction(...segments[0]) : [1, 0];
  return [-y, x];
}

/**
 * Holes of which fibres through a sleeve of civil defence share one, where more cables pass it than it takes, and where it is assumed, so
 * that nobody has more of them cast than it takes: they are laid as cores of one multi-core cable as far as their courses are the same.
 * Where a sleeve of the plan takes them all each is a cable of its own.
 */
function withMultiCores(plan: Plan, holes: readonly Passage[][]): Passage[][] {
  const cables = new Map((plan.network?.cables ?? []).map((cable) => [cable.id, cable]));
  const parts = new Map((plan.network?.parts ?? []).map((part) => [part.id, part]));
  const fibreOf = ({ cable: id }: Passage) => {
    const cable = cables.get(id);
    return cable && parts.get(cable.part)?.kind === 'fibre' ? cable : undefined;
  };
  const isAssumedSleeve = ({ passing, isAssumed }: Passage) => passing === 'pressure-sleeve' && isAssumed;
  const isSameSleeve = (a: Passage, b: Passage) =>
    a.sleeve === undefined
      ? isAssumedSleeve(a) && isAssumedSleeve(b) && isSameBody(a, b)
      : a.sleeve === b.sleeve && a.level === b.level;
  const left: Passage[][] = [];
  for (const hole of holes) {
    const [first] = hole;
    const fibre = fibreOf(first);
    const facility = plan.levels
      .find(({ id }) => id === first.level)
      ?.facilities?.find(({ id }) => id === first.sleeve);
    const passing = holes.filter(([other]) => isSameSleeve(other, first)).length;
    const host = left.findIndex(([other]) => {
      const known = isSameSleeve(other, first) ? fibreOf(other) : undefined;
      return fibre !== undefined && known !== undefined && known !== fibre && isCommon(known, fibre, first);
    });
    if (host < 0 || passing <= (facility?.cablesAtMost ?? 1)) left.push(hole);
    else {
      const [{ position }] = left[host];
      left[host] = [...left[host], ...hole].map((each) => ({ ...each, position, isMultiCore: true }));
    }
  }
  return left;
}

function isCommon(
  a: NetworkCable,
  b: NetworkCable,
  { level, position: at, crossedAt: position = at }: Passage,
): boolean {
  return commonCourse(a, b).some(
    (each) =>
      each.level === level &&
      each.path.some(
        (point, index) => index > 0 && distanceToSegment(position, each.path[index - 1], point) < jointM,
      ),
  );
}

/** The course that two cables have in common from where both begin; empty where they begin apart. */
function commonCourse(a: NetworkCable, b: NetworkCable): NetworkCable['course'] {
  const common: NetworkCable['course'] = [];
  for (let index = 0; index < Math.min(a.course.length, b.course.length); index += 1) {
    const [p, q] = [a.course[index], b.course[index]];
    if (p.level !== q.level || distance(p.path[0], q.path[0]) > jointM) break;
    const path: Point[] = [p.path[0]];
    let [i, j] = [1, 1];
    while (i < p.path.length && j < q.path.length) {
      const at = path[path.length - 1];
      const [toP, toQ] = [distance(at, p.path[i]), distance(at, q.path[j])];
      const [near, far] = toP < toQ ? [p.path[i], q.path[j]] : [q.path[j], p.path[i]];
      if (distanceToSegment(near, at, far) > jointM) break;
      path.push(near);
      if (toP < toQ + jointM) i += 1;
      if (toQ < toP + jointM) j += 1;
    }
    if (path.length > 1) common.push({ level: p.level, path });
    if (i < p.path.length || j < q.path.length) break;
  }
  return common;
}

/** A fibre whose cores lie in the multi-core cable of another as far as both have the same course. */
export interface MultiCore {
  cable: string;
  host: string;
  /** Metres of the course that are not laid again. */
  commonM: number;
}

/** Fibres that are laid in another's multi-core cable. */
export function listMultiCores(plan: Plan, passed: readonly Penetration[]): MultiCore[] {
  const cables = new Map((plan.network?.cables ?? []).map((cable) => [cable.id, cable]));
  const found = new Map<string, MultiCore>();
  for (const { id, cable, isMultiCore } of passed) {
    const host = passed.find((each) => each.id === id);
    const [a, b] = [cables.get(host?.cable ?? ''), cables.get(cable)];
    if (!isMultiCore || !a || !b || a === b || found.has(cable)) continue;
    const commonM = courseLengthM(plan.levels, commonCourse(a, b));
    found.set(cable, { cable, host: a.id, commonM: Math.min(Math.round(commonM * 100) / 100, b.lengthM) });
  }
  return [...found.values()];
}

/** A sleeve of the plan with the cables in it: fibres that are cores of one multi-core cable count as one, every other cable by itself. */
export interface SleeveLoad {
  level: string;
  facility: string;
  position: Point;
  cables: number;
  cablesAtMost: number;
}

/** Sleeves of civil defence that a plan has, with what passes them. */
export function sleeveLoads({ levels }: Pick<Plan, 'levels'>, passed: readonly Penetration[]): SleeveLoad[] {
  return levels.flatMap(({ id: level, facilities = [] }) =>
    facilities.flatMap(({ id, kind, position, cablesAtMost = 1 }): SleeveLoad[] => {
      if (!facilityKindRow(kind).isSleeve || !position) return [];
      const inside = passed.filter((each) => each.level === level && each.sleeve === id);
      // What shares a number are cores of one cable; a cable that passes twice is in it twice.
      const cables = new Set(inside.map((each) => each.id)).size;
      return [{ level, facility: id, position, cables, cablesAtMost }];
    }),
  );
}

/** A hole with all cables that pass it. */
export interface Hole extends Penetration {
  cables: string[];
}

/** Holes of a network, each once with the cables that pass it, in the order of their numbers. */
export function listHoles(
  plan: Plan,
  passed: readonly Penetration[] = listPassages(plan).penetrations,
): Hole[] {
  const holes = new Map<string, Hole>();
  for (const each of passed) {
    const known = holes.get(each.id);
    if (known) known.cables.push(each.cable);
    else holes.set(each.id, { ...each, cables: [each.cable] });
  }
  return [...holes.values()];
}

/** Inside diameters of sleeves, mm, and how much of their area cables may fill (assumptions of the trade). */
export const sleeveAssumptions = {
  diametersMm: [32, 40, 50, 65, 80, 100, 125, 150],
  /** Sleeves that are cast into walls of civil defence, one cable in each. */
  pressureMm: [50, 65, 80],
  filledRatio: 0.4,
} as const;

/** The smallest sleeve for cables of these outer diameters, mm; undefined where that of one is not known, or none is large enough. */
export function sleeveDiameterMm(
  outerMm: readonly (number | undefined)[],
  passing?: Passing,
): number | undefined {
  const squares = outerMm.map((each) => (each === undefined ? Number.NaN : each ** 2));
  const sum = squares.reduce((all, each) => all + each, 0);
  const { diametersMm, pressureMm, filledRatio } = sleeveAssumptions;
  const sizesMm: readonly number[] = passing === 'pressure-sleeve' ? pressureMm : diametersMm;
  return sizesMm.find((diameterMm) => sum <= filledRatio * diameterMm ** 2);
}

/** Inside diameter of the sleeve that a hole takes for the cables in it, mm; undefined where that of one is not known. */
export function holeDiameterMm(
  { network }: Pick<Plan, 'network'>,
  { cables, passing, isMultiCore }: Hole,
): number | undefined {
  const known = outerDiametersMm(network);
  const outerMm = cables.map((id) => known.get(id));
  return sleeveDiameterMm(isMultiCore ? outerMm.slice(0, 1) : outerMm, passing);
}

interface PassedWall extends Crossing {
  position: Point;
  /** Points of the course before and behind it. */
  sides: [Point, Point];
}

/** Rooms lie so far off the faces of their walls, m. */
const offWallM = 0.25;

/** Rooms whose walls are passed sealed against fire, whatever kind of wall is drawn: plant, equipment and risers. */
function sealedRooms({ zones = [] }: Level): (readonly Point[])[] {
  return zones.flatMap(({ kind, polygon }) => (zoneKindRow(kind).isSealed ? [polygon] : []));
}

/** The walls on a course of one level, and its lengths in stairs and in lifts. */
function passedOnLevel(
  ceiling: CeilingPlan,
  path: readonly Point[],
  rooms: readonly (readonly Point[])[],
): { crossings: PassedWall[]; stairsM: number; liftsM: number } {
  const crossings: PassedWall[] = [];
  let doneM = 0;
  let stairsM = 0;
  let liftsM = 0;
  for (let index = 0; index + 1 < path.length; index += 1) {
    const [a, b] = [path[index], path[index + 1]];
    const lengthM = distance(a, b);
    if (lengthM < 1e-6) continue;
    const met = lineObstacles(ceiling, a, b);
    stairsM += lengthOf(met.stairs);
    liftsM += lengthOf(met.lifts);
    for (const crossing of met.crossings) {
      const fromM = doneM + crossing.fromM;
      const toM = doneM + crossing.toM;
      const at = (alongM: number) => pointAlong(a, b, alongM / lengthM);
      const position = at((crossing.fromM + crossing.toM) / 2);
      const sides: [Point, Point] = [at(crossing.fromM - offWallM), at(crossing.toM + offWallM)];
      const isSealed = rooms.some((ring) => ringContains(ring, sides[0]) !== ringContains(ring, sides[1]));
      const passing = isSealed && isStricter('fire-seal', crossing.passing) ? 'fire-seal' : crossing.passing;
      crossings.push({ ...crossing, passing, fromM, toM, position, sides });
    }
    doneM += lengthM;
  }
  return { crossings: mergedCrossings(crossings), stairsM, liftsM };
}

function lengthOf(stretches: readonly { fromM: number; toM: number }[]): number {
  return stretches.reduce((sum, { fromM, toM }) => sum + toM - fromM, 0);
}

/** Returns whether a course that lies over a door lengthwise goes on in the wall, or comes from it: the wall has a hole of its own. */
function leadsIntoWall(a: PassedWall | undefined, b: PassedWall): boolean {
  return a?.isAlong === true && b.isAlong === true && (a.opening === undefined) !== (b.opening === undefined);
}

/** Bodies that touch are one way, through the strictest of them. */
function mergedCrossings(crossings: readonly PassedWall[]): PassedWall[] {
  const merged: PassedWall[] = [];
  let before: PassedWall | undefined;
  for (const crossing of [...crossings].sort((p, q) => p.fromM - q.fromM)) {
    const last = merged[merged.length - 1];
    const isApart = !last || crossing.fromM > last.toM + jointM || leadsIntoWall(before, crossing);
    before = crossing;
    if (isApart) {
      merged.push(crossing);
      continue;
    }
    const [strict, other] =
      Number(crossing.isForbidden) - Number(last.isForbidden) || isStricter(crossing.passing, last.passing)
        ? [crossing, last]
        : [last, crossing];
    const sleeve = strict.sleeve ?? other.sleeve;
    merged[merged.length - 1] = {
      ...strict,
      ...(sleeve ? { sleeve } : {}),
      ...(last.isInFrame || crossing.isInFrame ? { isInFrame: true as const } : {}),
      fromM: last.fromM,
      toM: Math.max(last.toM, crossing.toM),
      isForbidden: last.isForbidden || crossing.isForbidden,
    };
  }
  return merged;
}

/** A way across a border of compartments is sealed as these ask; where no wall is drawn there, that is to be confirmed. */
function penetrationOf(
  { wall: passed, borders, passing }: CoursePassage<PassedWall>,
  cable: NetworkCable,
  level: Level,
): Omit<Penetration, 'id'> {
  const { wall, opening, sleeve, isForbidden = false, isInFrame } = passed ?? {};
  const body = wall ?? (opening ? wallOfOpening(level, opening) : undefined);
  const drawn: Passing = passed?.passing ?? 'plain';
  const lacksSleeve = passing === 'pressure-sleeve' && drawn !== passing;
  const isSleeveAssumed = sleeve !== undefined && sleeve.facility === undefined;
  const isAssumed = !passed || lacksSleeve || isSleeveAssumed;
  const known = borders.map(({ kind, from, to }) => ({ kind, from, to }));
  const parted = [...known, ...(passed ? edgesAt(level, passed, known) : [])];
  return {
    ...{ cable: cable.id, level: level.id, position: rounded((passed ?? borders[0]).position) },
    through: passed?.through ?? 'border',
    ...(wall ? { wall: wall.id } : {}),
    ...(body ? { wallKind: wallKindRow(body.kind).id, thicknessM: body.thicknessM } : {}),
    ...(opening ? { opening: opening.id } : {}),
    passing,
    ...(parted.length > 0 ? { borders: parted } : {}),
    ...(sleeve?.facility === undefined ? {} : { sleeve: sleeve.facility }),
    ...(isAssumed ? { isAssumed: true as const } : {}),
    ...(isInFrame ? { isInFrame } : {}),
    ...(isForbidden || (isSleeveAssumed && isInFrame) ? { isForbidden: true as const } : {}),
  };
}

/** Compartments that end in a wall behind which none of their kind was read and no room lies. */
function edgesAt(
  { compartments = [], zones = [] }: Level,
  { sides: [before, behind] }: PassedWall,
  known: NonNullable<Penetration['borders']>,
): NonNullable<Penetration['borders']> {
  const isRoom = (point: Point) =>
    zones.some(({ kind, polygon }) => zoneKindRow(kind).isRoom && ringContains(polygon, point));
  return compartmentKindRows.flatMap(({ id: kind }) => {
    const at = (point: Point) =>
      compartments.find((each) => each.kind === kind && ringContains(each.polygon, point))?.id ?? '';
    const [from, to] = [at(before), at(behind)];
    const isEdge = (from === '') !== (to === '') && !known.some((each) => each.kind === kind);
    return isEdge && !isRoom(from === '' ? before : behind) ? [{ kind, from, to }] : [];
  });
}

/** The slabs that a riser passes: those under every level above the lowest that it reaches. */
function slabsBetween(
  levels: readonly Level[],
): (cable: NetworkCable, from: string, to: string, position: Point) => Omit<Penetration, 'id'>[] {
  const isShaftBetween = new Map(
    levelLinks(levels).map(({ ends: [a, b], isShaft }) => [key(a.levelIndex, b.levelIndex), isShaft]),
  );
  return (cable, from, to, position) => {
    const [a, b] = [from, to].map((id) => levels.findIndex((level) => level.id === id));
    const between = [a, b].sort((p, q) => levels[q].elevationM - levels[p].elevationM);
    const [top, bottom] = between.map((index) => levels[index].elevationM);
    const isShaft = isShaftBetween.get(key(a, b)) === true;
    return levels
      .filter(({ elevationM }) => elevationM <= top && elevationM > bottom)
      .map((level) => {
        const { id, slabThicknessM } = level;
        const below = levelBelow(levels, level);
        const passing = slabPassing(below ? [level, below] : [level], position);
        // Nobody has drawn a sleeve in a slab: a shaft is a hole, which into civil defence is none.
        const isAssumed = !isShaft || passing === 'pressure-sleeve';
        return {
          ...{ cable: cable.id, level: id, position: rounded(position), through: 'slab' as const, passing },
          ...(slabThicknessM === undefined ? {} : { thicknessM: slabThicknessM }),
          ...(isAssumed ? { isAssumed: true as const } : {}),
        };
      });
  };
}

/** The next level under another. */
function levelBelow(levels: readonly Level[], { elevationM }: Level): Level | undefined {
  const under = levels.filter((each) => each.elevationM < elevationM);
  return under.sort((a, b) => b.elevationM - a.elevationM)[0];
}

function key(a: number, b: number): string {
  return `${Math.min(a, b)} ${Math.max(a, b)}`;
}

function rounded([x, y]: Point): Point {
  return [roundMm(x), roundMm(y)];
}
