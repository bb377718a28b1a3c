import { distance, type Point, pointAlong, roundMm } from '../../core/index.ts';
import {
  antennaLocation,
  type Level,
  levelLinks,
  type NetworkCable,
  type Passing,
  type Plan,
  passings,
  type WallKind,
  wallKindRow,
} from '../../plan/index.ts';
import { type CeilingPlan, type Crossing, ceilingPlan, lineObstacles } from './design/ceiling-plan.ts';

/** One way of one cable through a wall, over a door or through a slab. */
export interface Penetration {
  /** Number on sheets: `P1-B1`. */
  id: string;
  cable: string;
  level: string;
  /** Middle of what is passed, metres in the plan's frame. */
  position: Point;
  through: 'wall' | 'lintel' | 'slab';
  /** Id of the wall, and of the opening over which the cable goes. */
  wall?: string;
  opening?: string;
  wallKind?: WallKind;
  thicknessM?: number;
  /** Sleeve and seal that the way takes. */
  passing: Passing;
  /** Facility of the plan that is the sleeve of a way through civil defence. */
  sleeve?: string;
  /** The plan has no sleeves or shafts, and one is assumed here: to be confirmed before anything is built. */
  isAssumed?: true;
  /** Nothing may pass here: civil defence away from sleeves, the door of a lift. */
  isForbidden?: true;
}

/** Walls, slabs and stairs on a network's courses. */
export interface CoursePassages {
  /** Level by level, cable by cable, in the order of the course. */
  penetrations: Penetration[];
  /** Courses in stairs, which are ways of escape. */
  inStairs: { cable: string; level: string; position: Point; lengthM: number }[];
}

/** Walls that meet in a corner are passed once: bodies that are no farther apart, metres. */
const jointM = 0.02;

/** Every way of a network's cables through walls and slabs, found from the courses alone, whoever drew them. */
export function listPassages({ levels, antennas, network }: Plan): CoursePassages {
  const ceilings = new Map<string, CeilingPlan>();
  const ceilingOf = (level: Level) => {
    const locations = antennas.filter((each) => each.level === level.id).map(antennaLocation);
    const known = ceilings.get(level.id) ?? ceilingPlan(level, locations);
    ceilings.set(level.id, known);
    return known;
  };
  const found: CoursePassages = { penetrations: [], inStairs: [] };
  const counts = new Map<string, number>();
  const add = (each: Omit<Penetration, 'id'>) => {
    const count = (counts.get(each.level) ?? 0) + 1;
    counts.set(each.level, count);
    found.penetrations.push({ id: `P${count}-${each.level}`, ...each });
  };
  const slabs = slabsBetween(levels);
  for (const cable of network?.cables ?? []) {
    // Nobody knows which walls a cable passes whose course is assumed; its ways were made when it was installed.
    if (cable.courseAssumed) continue;
    cable.course.forEach(({ level: id, path }, index) => {
      const level = levels.find((each) => each.id === id);
      if (!level) return;
      const next = cable.course[index + 1];
      const { crossings, stairsM } = passedOnLevel(ceilingOf(level), path);
      for (const each of crossings) add(penetrationOf(each, cable, id));
      if (stairsM > 0)
        found.inStairs.push({ cable: cable.id, level: id, position: path[0], lengthM: stairsM });
      if (next) for (const each of slabs(cable, id, next.level, path[path.length - 1])) add(each);
    });
  }
  return found;
}

interface PassedWall extends Crossing {
  position: Point;
}

/** The walls on a course of one level, and its length in stairs. */
function passedOnLevel(
  ceiling: CeilingPlan,
  path: readonly Point[],
): { crossings: PassedWall[]; stairsM: number } {
  const crossings: PassedWall[] = [];
  let doneM = 0;
  let stairsM = 0;
  for (let index = 0; index + 1 < path.length; index += 1) {
    const [a, b] = [path[index], path[index + 1]];
    const lengthM = distance(a, b);
    if (lengthM < 1e-6) continue;
    const met = lineObstacles(ceiling, a, b);
    stairsM += met.stairs.reduce((sum, { fromM, toM }) => sum + toM - fromM, 0);
    for (const crossing of met.crossings) {
      const fromM = doneM + crossing.fromM;
      const toM = doneM + crossing.toM;
      const position = pointAlong(a, b, (crossing.fromM + crossing.toM) / 2 / lengthM);
      crossings.push({ ...crossing, fromM, toM, position });
    }
    doneM += lengthM;
  }
  return { crossings: mergedCrossings(crossings), stairsM };
}

/** Ranks of ways: the later in the list the stricter. */
const strictness = (passing: Passing) => passings.indexOf(passing);

/** Bodies that touch are one way, through the strictest of them. */
function mergedCrossings(crossings: readonly PassedWall[]): PassedWall[] {
  const merged: PassedWall[] = [];
  for (const crossing of [...crossings].sort((p, q) => p.fromM - q.fromM)) {
    const last = merged[merged.length - 1];
    if (!last || crossing.fromM > last.toM + jointM) {
      merged.push(crossing);
      continue;
    }
    const [strict, other] =
      Number(crossing.isForbidden) - Number(last.isForbidden) ||
      strictness(crossing.passing) - strictness(last.passing) > 0
        ? [crossing, last]
        : [last, crossing];
    const sleeve = strict.sleeve ?? other.sleeve;
    merged[merged.length - 1] = {
      ...strict,
      ...(sleeve ? { sleeve } : {}),
      fromM: last.fromM,
      toM: Math.max(last.toM, crossing.toM),
      isForbidden: last.isForbidden || crossing.isForbidden,
    };
  }
  return merged;
}

function penetrationOf(
  { through, wall, opening, passing, sleeve, isForbidden, position }: PassedWall,
  cable: NetworkCable,
  level: string,
): Omit<Penetration, 'id'> {
  return {
    ...{ cable: cable.id, level, position: rounded(position), through },
    ...(wall ? { wall: wall.id, wallKind: wallKindRow(wall.kind).id, thicknessM: wall.thicknessM } : {}),
    ...(opening ? { opening: opening.id } : {}),
    passing,
    ...(sleeve?.facility === undefined ? {} : { sleeve: sleeve.facility }),
    ...(sleeve && sleeve.facility === undefined ? { isAssumed: true as const } : {}),
    ...(isForbidden ? { isForbidden: true as const } : {}),
  };
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
      .map(({ id, slabThicknessM }) => ({
        ...{ cable: cable.id, level: id, position: rounded(position), through: 'slab' as const },
        ...(slabThicknessM === undefined ? {} : { thicknessM: slabThicknessM }),
        passing: 'fire-seal' as const,
        ...(isShaft ? {} : { isAssumed: true as const }),
      }));
  };
}

function key(a: number, b: number): string {
  return `${Math.min(a, b)} ${Math.max(a, b)}`;
}

function rounded([x, y]: Point): Point {
  return [roundMm(x), roundMm(y)];
}
