import {
  distance,
  lineIntersection,
  type Point,
  pointAlong,
  ringContains,
  signedArea,
} from '../../../core/index.ts';
import {
  type CompartmentKind,
  compartmentKindRow,
  compartmentKindRows,
  isInCivilDefence,
  type Level,
  type Passing,
  passings,
} from '../../../plan/index.ts';

/** Returns whether a way asks for more than another: passings are listed the stricter the later. */
export function isStricter(a: Passing, b: Passing): boolean {
  return passings.indexOf(a) > passings.indexOf(b);
}

/** Sleeve and seal of a way through the slab between two levels: into civil defence as through its walls, elsewhere against fire. */
export function slabPassing(levels: readonly Level[], position: Point): Passing {
  const isCivil = levels.some(({ compartments = [] }) =>
    compartments.some((each) => isInCivilDefence(each) && ringContains(each.polygon, position)),
  );
  return isCivil ? 'pressure-sleeve' : 'fire-seal';
}

/** A course's way from one compartment to the next of its kind. */
export interface CompartmentBorder {
  kind: CompartmentKind;
  /** Ids of compartments, in the direction of the course. */
  from: string;
  to: string;
  /** Stretch of the course between both, m from its beginning; as good as none where they meet. */
  fromM: number;
  toM: number;
  position: Point;
}

/** Compartments with so much between them meet at a wall: drawings leave it out of both, m. */
const widestGapM = 1.2;

/** Borders of compartments on a course along a level, kind by kind in its order. */
export function compartmentBorders(
  { compartments = [] }: Level,
  path: readonly Point[],
): CompartmentBorder[] {
  return compartmentKindRows.flatMap(({ id: kind }) => {
    const areas = compartments
      .filter((each) => each.kind === kind)
      .map(({ id, polygon }) => ({ id, polygon, areaM2: Math.abs(signedArea(polygon)) }))
      .sort((p, q) => p.areaM2 - q.areaM2);
    if (areas.length < 2) return [];
    const borders: CompartmentBorder[] = [];
    let last: Stay | undefined;
    for (const stay of staysOn(path, areas)) {
      if (last && last.id !== stay.id && stay.fromM - last.toM <= widestGapM) {
        const atM = (last.toM + stay.fromM) / 2;
        const position = pointOnPath(path, atM);
        borders.push({ kind, from: last.id, to: stay.id, fromM: last.toM, toM: stay.fromM, position });
      }
      last = stay;
    }
    return borders;
  });
}

/** A stretch of a course inside one area. */
interface Stay {
  id: string;
  fromM: number;
  toM: number;
}

/** Stretches of a course inside areas, where these lie over each other inside the smallest. */
function staysOn(
  path: readonly Point[],
  areas: readonly { id: string; polygon: readonly Point[] }[],
): Stay[] {
  const stays: Stay[] = [];
  let doneM = 0;
  for (let index = 0; index + 1 < path.length; index++) {
    const [a, b] = [path[index], path[index + 1]];
    const lengthM = distance(a, b);
    if (lengthM < 1e-6) continue;
    const cuts = [0, ...areas.flatMap(({ polygon }) => cutsOf(a, b, polygon)), 1].sort((p, q) => p - q);
    for (let k = 0; k + 1 < cuts.length; k++) {
      if ((cuts[k + 1] - cuts[k]) * lengthM < 1e-3) continue;
      const middle = pointAlong(a, b, (cuts[k] + cuts[k + 1]) / 2);
      const area = areas.find(({ polygon }) => ringContains(polygon, middle));
      if (!area) continue;
      const [fromM, toM] = [doneM + cuts[k] * lengthM, doneM + cuts[k + 1] * lengthM];
      const before = stays[stays.length - 1];
      if (before?.id === area.id && fromM - before.toM < 1e-2) before.toM = toM;
      else stays.push({ id: area.id, fromM, toM });
    }
    doneM += lengthM;
  }
  return stays;
}

function cutsOf(a: Point, b: Point, polygon: readonly Point[]): number[] {
  return polygon.flatMap((corner, index) => {
    const hit = lineIntersection(a, b, corner, polygon[(index + 1) % polygon.length]);
    return hit && hit.t > 0 && hit.t < 1 && hit.u >= 0 && hit.u <= 1 ? [hit.t] : [];
  });
}

function pointOnPath(path: readonly Point[], atM: number): Point {
  let leftM = atM;
  for (let index = 0; index + 1 < path.length; index++) {
    const lengthM = distance(path[index], path[index + 1]);
    if (leftM <= lengthM && lengthM > 0) return pointAlong(path[index], path[index + 1], leftM / lengthM);
    leftM -= lengthM;
  }
  return path[path.length - 1];
}

/** A wall's body on a course. */
interface PassedBody {
  fromM: number;
  toM: number;
  passing: Passing;
}

/** A way on a course: a wall or door that it passes, borders of compartments there, or such a border alone. */
export interface CoursePassage<Wall extends PassedBody> {
  wall?: Wall;
  borders: CompartmentBorder[];
  fromM: number;
  /** Sleeve and seal that wall and borders ask for, the strictest. */
  passing: Passing;
}

/** A border so near to a wall lies in it, m. */
const borderReachM = 0.6;

/** Walls with the borders that lie in them, and borders where no wall is drawn. */
export function passagesOnCourse<Wall extends PassedBody>(
  walls: readonly Wall[],
  borders: readonly CompartmentBorder[],
): CoursePassage<Wall>[] {
  type Passage = CoursePassage<Wall>;
  const passages = walls.map(
    (wall): Passage => ({ wall, borders: [], fromM: wall.fromM, passing: wall.passing }),
  );
  const add = (passage: Passage, border: CompartmentBorder) => {
    passage.borders.push(border);
    const { passing } = compartmentKindRow(border.kind);
    if (isStricter(passing, passage.passing)) passage.passing = passing;
  };
  for (const border of borders) {
    const awayM = ({ wall }: Passage) =>
      wall ? Math.max(border.fromM - wall.toM, wall.fromM - border.toM, 0) : Number.POSITIVE_INFINITY;
    const [nearest] = [...passages].sort((p, q) => awayM(p) - awayM(q));
    const alone = passages.find((each) => !each.wall && Math.abs(each.fromM - border.fromM) <= borderReachM);
    if (nearest && awayM(nearest) <= borderReachM) add(nearest, border);
    else if (alone) add(alone, border);
    else {
      passages.push({ borders: [], fromM: border.fromM, passing: 'plain' });
      add(passages[passages.length - 1], border);
    }
  }
  return passages.sort((p, q) => p.fromM - q.fromM);
}
