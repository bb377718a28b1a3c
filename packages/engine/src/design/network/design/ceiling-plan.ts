import {
  distance,
  distanceToSegment,
  lineIntersection,
  type Point,
  pointAlong,
  pointInMetres,
  ringContains,
} from '../../../core/index.ts';
import {
  columnDistanceM,
  exitsWith,
  facilityKindRow,
  type Level,
  levelWalls,
  liftZones,
  type Opening,
  openingKindRow,
  type Passing,
  placedOpenings,
  type RequirementProfile,
  type Wall,
  wallKindRow,
  zoneKindRow,
} from '../../../plan/index.ts';

/** A stretch of a line, metres from its start. */
interface Stretch {
  fromM: number;
  toM: number;
}

/** A place in a wall of civil defence where cables pass: a sleeve of the plan, or as many assumed ones as cables. */
export interface Sleeve {
  position: Point;
  wall: Wall;
  /** Id of the facility; absent where the plan has no sleeves and this one is assumed. */
  facility?: string;
  /** Present where an assumed one would be in a frame wall: nothing can be cast in there, and courses take any other way. */
  isInFrame?: true;
}

/** An obstacle that a course passes, by what that takes. */
export interface PassedObstacle {
  passing: Passing;
  /** The sleeve that it passes in. */
  sleeve?: Sleeve;
  /** Present where it takes a sleeve and no wall is drawn that could have one. */
  isAssumed?: true;
}

/** A wall's body, or the lintel over a door, on the way of a straight course along the ceiling. */
export interface Crossing extends Stretch, PassedObstacle {
  through: 'wall' | 'lintel';
  wall?: Wall;
  opening?: Opening;
  /** No course may pass, on trays neither: civil defence away from sleeves, the doors of lifts. */
  isForbidden: boolean;
  /** Present where the frame wall (门框墙) of a door of civil defence is passed, as far as that is assumed to reach. */
  isInFrame?: true;
  /** Present where the course lies lengthwise in the wall or over the door: cables lie beside them, and only a drawn tray leads there. */
  isAlong?: true;
  /** Present where a column stands in the wall or the door there: no hole is made in one, and only a drawn tray leads there. */
  isInColumn?: true;
}

/** Obstacles on a straight course along the ceiling. */
export interface LineObstacles {
  /** Sorted along the line. */
  crossings: Crossing[];
  /** Stretches off the floor. */
  outside: Stretch[];
  /** Stretches in stairs, which are ways of escape. */
  stairs: Stretch[];
  /** Stretches in lift shafts, which take no cables but those of their own antennas. */
  lifts: Stretch[];
}

interface CeilingDoor {
  start: Point;
  end: Point;
  opening: Opening;
  wall?: Wall;
}

/** The parts of a level that a course along the ceiling meets. */
export interface CeilingPlan {
  walls: { start: Point; end: Point; thicknessM: number; wall: Wall }[];
  doors: CeilingDoor[];
  sleeves: Sleeve[];
  /** Walls of civil defence, and those that carry its doors. */
  civil: ReadonlySet<Wall>;
  /** Doors in them. */
  civilDoors: CeilingDoor[];
  columns: NonNullable<Level['columns']>;
  stairs: readonly (readonly Point[])[];
  lifts: readonly (readonly Point[])[];
  outline: readonly Point[];
  holes: readonly (readonly Point[])[];
  /** Ramps and entrances that a course may follow out of the outline. */
  exits: readonly (readonly Point[])[];
}

/** A wall that ends so far below the ceiling lets a cable pass over it, metres. */
const gapOverWallM = 0.3;
/** A course meets a sleeve that it passes no farther away, metres. */
const sleeveReachM = 0.3;
/** A sleeve that the plan has stands no farther from the wall that it is in, metres. */
const sleeveAsideM = 0.5;
/**
 * Frame walls of doors of civil defence reach as far as a leaf that lies open beside the door, half of its width, and no less than
 * this beyond it, metres (assumptions: no drawing says where a frame wall ends).
 */
const frameWallM = 1;
/** Sleeves are assumed so far past a frame wall; where the wall ends before, so far from the door: that is in the frame wall. */
const pastFrameM = 0.3;
const frameClearanceM = 0.6;

/** Returns whether a cable along the ceiling has to pass through a wall, and not over it. */
export function reachesCeiling({ clearHeightM }: Level, { topM }: Pick<Wall, 'topM'>): boolean {
  return topM === undefined || topM > clearHeightM - gapOverWallM;
}

/**
 * @param locations what has to be reached: a course leaves the outline only by a ramp or entrance with one of them
 * @param sleevesAssumed false: there are no sleeves but those of the plan
 */
export function ceilingPlan(
  level: Level,
  locations: readonly Point[],
  { sleevesAssumed }: Pick<RequirementProfile['network'], 'sleevesAssumed'>,
): CeilingPlan {
  const { segments } = levelWalls(level);
  const walls = segments
    .filter(({ wall }) => reachesCeiling(level, wall))
    .map(({ wall, startMm, endMm }) => ({
      start: pointInMetres(startMm),
      end: pointInMetres(endMm),
      thicknessM: wall.thicknessM,
      wall,
    }));
  const { civil, doors, civilDoors } = civilParts(level);
  return {
    walls,
    doors,
    civil,
    civilDoors,
    sleeves: sleevesOf(level, { walls, civilDoors, civil, sleevesAssumed }),
    columns: level.columns ?? [],
    stairs: (level.zones ?? []).flatMap(({ kind, polygon }) => (zoneKindRow(kind).isStair ? [polygon] : [])),
    lifts: liftZones(level).map(({ polygon }) => polygon),
    outline: level.outline,
    holes: level.holes ?? [],
    exits: exitsWith(level, locations).map(({ polygon }) => polygon),
  };
}

/** A wall ends so near to the jambs of an opening in it, m. */
const jambM = 0.1;

/** The wall that an opening is in: one that ends at it and goes on in its line, the thicker of two. */
export function wallOfOpening(
  { walls = [] }: Level,
  { start, end }: Pick<Opening, 'start' | 'end'>,
): Wall | undefined {
  const lengthM = distance(start, end);
  const offM = ([x, y]: Point) =>
    Math.abs((end[0] - start[0]) * (y - start[1]) - (end[1] - start[1]) * (x - start[0])) / lengthM;
  const isInLine = (wall: Wall) =>
    [wall.start, wall.end].every((point) => offM(point) <= jambM) &&
    [wall.start, wall.end].some((point) => Math.min(distance(point, start), distance(point, end)) <= jambM);
  return walls.filter(isInLine).sort((p, q) => q.thicknessM - p.thicknessM)[0];
}

/**
 * The sleeves of a level. A plan that has none of them is of a building whose sleeves are not drawn: they are assumed where
 * trays pass walls of civil defence, past the frame walls of its doors, and in the middle of the walls that have none by then.
 */
function sleevesOf(
  level: Level,
  {
    walls,
    civilDoors,
    civil,
    sleevesAssumed,
  }: Pick<CeilingPlan, 'walls' | 'civilDoors' | 'civil'> &
    Pick<RequirementProfile['network'], 'sleevesAssumed'>,
): Sleeve[] {
  if (civil.size === 0) return [];
  const civilWalls = walls.filter(({ wall }) => civil.has(wall));
  const stated = (level.facilities ?? []).filter(({ kind }) => facilityKindRow(kind).isSleeve);
  if (stated.length > 0) {
    return stated.flatMap(({ id, position }): Sleeve[] => {
      const near = civilWalls
        .map((each) => ({
          wall: each.wall,
          asideM: position ? distanceToSegment(position, each.start, each.end) : Infinity,
        }))
        .sort((a, b) => a.asideM - b.asideM)[0];
      if (!position || !near || near.asideM > near.wall.thicknessM / 2 + sleeveAsideM) return [];
      return [{ position, wall: near.wall, facility: id }];
    });
  }
  return sleevesAssumed ? assumedSleeves(level, civilWalls, civilDoors) : [];
}

function assumedSleeves(
  level: Level,
  civilWalls: CeilingPlan['walls'],
  civilDoors: CeilingPlan['civilDoors'],
): Sleeve[] {
  const assumed = (position: Point, wall: Wall): Sleeve => ({
    ...{ position, wall },
    ...(isInFrame(civilDoors, position) ? { isInFrame: true as const } : {}),
  });
  const atTrays = traySegments(level).flatMap(([a, b]) =>
    civilWalls.flatMap((each): Sleeve[] => {
      const hit = lineIntersection(a, b, each.start, each.end);
      if (!hit || hit.t < 0 || hit.t > 1 || hit.u < 0 || hit.u > 1) return [];
      return [assumed(pointAlong(a, b, hit.t), each.wall)];
    }),
  );
  const wallAt = (position: Point) =>
    civilWalls.find((each) => distanceToSegment(position, each.start, each.end) <= each.thicknessM / 2)?.wall;
  const atFrames = civilDoors.flatMap((door) =>
    [
      [door.end, door.start],
      [door.start, door.end],
    ].flatMap(([from, end]): Sleeve[] => {
      const found = [frameReachM(door) + pastFrameM, frameClearanceM]
        .map((pastM) => pointPast(from, end, pastM))
        .flatMap((position): Sleeve[] => {
          const wall = wallAt(position);
          return wall ? [assumed(position, wall)] : [];
        });
      return [...found.filter((each) => !each.isInFrame), ...found].slice(0, 1);
    }),
  );
  const known = [...atTrays, ...atFrames];
  const free = civilWalls.flatMap((each): Sleeve[] => {
    const hasOne = known.some(
      (sleeve) =>
        !sleeve.isInFrame && distanceToSegment(sleeve.position, each.start, each.end) <= each.thicknessM / 2,
    );
    const middle = hasOne ? undefined : freeMiddle(each, civilDoors);
    return middle ? [assumed(middle, each.wall)] : [];
  });
  return [...known, ...free];
}

/** The middle of the longest stretch of a wall that is in no frame wall; undefined where none has room for a sleeve. */
function freeMiddle(wall: WallStretch, civilDoors: readonly CeilingDoor[]): Point | undefined {
  const frames = civilDoors.flatMap((door) => stretchInFrame(wall, door) ?? []);
  const lengthM = distance(wall.start, wall.end);
  const taken = frames
    .map(({ start, end }) => [distance(wall.start, start), distance(wall.start, end)])
    .sort((p, q) => p[0] - q[0]);
  let best = { fromM: 0, toM: 0 };
  let fromM = 0;
  for (const [startM, endM] of [...taken, [lengthM, lengthM]]) {
    if (startM - fromM > best.toM - best.fromM) best = { fromM, toM: startM };
    fromM = Math.max(fromM, endM);
  }
  if (best.toM - best.fromM < 2 * pastFrameM) return undefined;
  return pointAlong(wall.start, wall.end, (best.fromM + best.toM) / 2 / lengthM);
}

/** Walls of civil defence of a level with those that carry its doors, all doors under the ceiling, and those of civil defence. */
function civilParts(level: Level): Pick<CeilingPlan, 'civil' | 'doors' | 'civilDoors'> {
  const { holes } = levelWalls(level);
  const wallOf = new Map(holes.map(({ wall, opening }) => [opening, wall]));
  const civil = new Set([
    ...(level.walls ?? []).filter(({ kind }) => wallKindRow(kind).isCivilDefence),
    ...holes.flatMap(({ wall, opening: { kind } }) => (openingKindRow(kind).isCivilDefence ? [wall] : [])),
  ]);
  const doors = placedOpenings(level)
    .filter(({ opening: { kind }, seat }) => {
      const { leaf, isShaftDoor } = openingKindRow(kind);
      // Over what stands in no wall there is nothing to drill through.
      return isShaftDoor || (leaf && seat !== 'in-no-wall');
    })
    // In a gap between two walls it has the seal of these.
    .map(({ opening, start, end }) => ({
      ...{ start, end, opening },
      wall: wallOf.get(opening) ?? wallOfOpening(level, opening),
    }));
  const civilDoors = doors.filter(
    ({ opening: { kind }, wall }) => openingKindRow(kind).isCivilDefence || (wall && civil.has(wall)),
  );
  return { civil, doors, civilDoors };
}

/** A stretch of a wall, metres in the plan's frame. */
export interface WallStretch {
  start: Point;
  end: Point;
  thicknessM: number;
}

/**
 * Walls of civil defence as courses are held to them, cut by their openings: those of that kind and those that carry its doors, and the
 * stretches of them that are frame walls (门框墙), as far as these are assumed to reach.
 */
export function civilWalls(level: Level): { walls: WallStretch[]; frames: WallStretch[] } {
  const { civil, civilDoors } = civilParts(level);
  const walls = levelWalls(level).segments.flatMap(({ wall, startMm, endMm }): WallStretch[] =>
    civil.has(wall)
      ? [{ start: pointInMetres(startMm), end: pointInMetres(endMm), thicknessM: wall.thicknessM }]
      : [],
  );
  return {
    walls,
    frames: walls.flatMap((wall) =>
      civilDoors.flatMap((door) => {
        const within = stretchInFrame(wall, door);
        return within ? [within] : [];
      }),
    ),
  };
}

/** The stretch of a wall in the frame wall of a door, found as `isInFrame` finds a location; undefined where none is. */
function stretchInFrame(wall: WallStretch, door: CeilingDoor): WallStretch | undefined {
  const lengthM = distance(door.start, door.end);
  if (lengthM === 0) return undefined;
  const [ux, uy] = [(door.end[0] - door.start[0]) / lengthM, (door.end[1] - door.start[1]) / lengthM];
  const inDoor = ([x, y]: Point): Point => {
    const [dx, dy] = [x - door.start[0], y - door.start[1]];
    return [dx * ux + dy * uy, dx * uy - dy * ux];
  };
  const [a, b] = [inDoor(wall.start), inDoor(wall.end)];
  const reachM = frameReachM(door);
  const bounds = [
    [-reachM, lengthM + reachM],
    [-sleeveAsideM, sleeveAsideM],
  ];
  let [from, to] = [0, 1];
  for (const axis of [0, 1] as const) {
    const step = b[axis] - a[axis];
    const [low, high] = bounds[axis].map((bound) => (bound - a[axis]) / step).sort((p, q) => p - q);
    if (Math.abs(step) < 1e-9) {
      if (a[axis] < bounds[axis][0] || a[axis] > bounds[axis][1]) return undefined;
    } else [from, to] = [Math.max(from, low), Math.min(to, high)];
  }
  if (to - from < 1e-6) return undefined;
  return {
    ...wall,
    start: pointAlong(wall.start, wall.end, from),
    end: pointAlong(wall.start, wall.end, to),
  };
}

/** How far a door's frame wall reaches beside it, metres. */
function frameReachM({ start, end }: CeilingDoor): number {
  return Math.max(frameWallM, distance(start, end) / 2);
}

/** Returns whether a location in a wall of civil defence is in the frame wall of one of its doors. */
export function isInFrame(civilDoors: CeilingPlan['civilDoors'], position: Point): boolean {
  return civilDoors.some((door) => {
    const lengthM = distance(door.start, door.end);
    if (lengthM === 0) return false;
    const [ux, uy] = [(door.end[0] - door.start[0]) / lengthM, (door.end[1] - door.start[1]) / lengthM];
    const [dx, dy] = [position[0] - door.start[0], position[1] - door.start[1]];
    const alongM = dx * ux + dy * uy;
    const asideM = Math.abs(dx * uy - dy * ux);
    const reachM = frameReachM(door);
    return asideM <= sleeveAsideM && alongM > -reachM && alongM < lengthM + reachM;
  });
}

/** The point beyond an end of a door, in its line. */
function pointPast(from: Point, end: Point, pastM: number): Point {
  const lengthM = distance(from, end);
  return lengthM === 0 ? end : pointAlong(from, end, 1 + pastM / lengthM);
}

/** Straight pieces of the trays of a level. */
export function traySegments(level: Level): [Point, Point][] {
  return (level.facilities ?? []).flatMap(({ kind, path }) =>
    facilityKindRow(kind).isTray && path
      ? path.slice(1).flatMap((end, index): [Point, Point][] => {
          const start = path[index];
          return distance(start, end) < 0.01 ? [] : [[start, end]];
        })
      : [],
  );
}

/** Obstacles that a straight line from `a` to `b` meets on a level. */
export function lineObstacles(plan: CeilingPlan, a: Point, b: Point): LineObstacles {
  const lengthM = distance(a, b);
  const passed = [...wallCrossings(plan, a, b, lengthM), ...doorCrossings(plan, a, b, lengthM)];
  const crossings = passed.map((crossing): Crossing => {
    const middle = pointAlong(a, b, (crossing.fromM + crossing.toM) / 2 / lengthM);
    const isInColumn = plan.columns.some((column) => columnDistanceM(column, middle) <= 0);
    return isInColumn ? { ...crossing, isInColumn } : crossing;
  });
  crossings.sort((p, q) => p.fromM - q.fromM);
  return {
    crossings,
    outside: outsideStretches(plan, a, b, lengthM),
    stairs: stretchesIn(a, b, lengthM, plan.stairs),
    lifts: stretchesIn(a, b, lengthM, plan.lifts),
  };
}

function stretchesIn(a: Point, b: Point, lengthM: number, rings: readonly (readonly Point[])[]): Stretch[] {
  return stretchesBy(a, b, lengthM, rings, (middle) => rings.some((ring) => ringContains(ring, middle)));
}

function wallCrossings(plan: CeilingPlan, a: Point, b: Point, lengthM: number): Crossing[] {
  return plan.walls.flatMap(({ start, end, thicknessM, wall }): Crossing[] => {
    const stretch = stretchInBody(a, b, lengthM, { start, end, halfM: thicknessM / 2 });
    if (!stretch) return [];
    const isCivil = plan.civil.has(wall);
    const sleeve = isCivil ? sleeveAt(plan.sleeves, stretch, a, b, lengthM) : undefined;
    const middle = pointAlong(a, b, (stretch.fromM + stretch.toM) / 2 / lengthM);
    return [
      {
        ...stretch,
        through: 'wall',
        wall,
        passing: isCivil ? 'pressure-sleeve' : wallKindRow(wall.kind).passing,
        ...(sleeve ? { sleeve } : {}),
        isForbidden: isCivil && !sleeve,
        ...(isCivil && isInFrame(plan.civilDoors, middle) ? { isInFrame: true as const } : {}),
        ...(isLengthwise(a, b, start, end) ? { isAlong: true as const } : {}),
      },
    ];
  });
}

function sleeveAt(
  sleeves: readonly Sleeve[],
  { fromM, toM }: Stretch,
  a: Point,
  b: Point,
  lengthM: number,
): Sleeve | undefined {
  const [dx, dy] = [(b[0] - a[0]) / lengthM, (b[1] - a[1]) / lengthM];
  return sleeves.find(({ position: [x, y] }) => {
    const alongM = (x - a[0]) * dx + (y - a[1]) * dy;
    const asideM = Math.abs((x - a[0]) * dy - (y - a[1]) * dx);
    return asideM <= sleeveReachM && alongM >= fromM - sleeveReachM && alongM <= toM + sleeveReachM;
  });
}

function doorCrossings(plan: CeilingPlan, a: Point, b: Point, lengthM: number): Crossing[] {
  return plan.doors.flatMap(({ start, end, opening, wall }): Crossing[] => {
    const isAlong = isLengthwise(a, b, start, end);
    const halfM = (wall?.thicknessM ?? 2 * doorHalfM) / 2;
    const stretch = isAlong
      ? stretchInBody(a, b, lengthM, { start, end, halfM })
      : stretchAtDoor(a, b, lengthM, { start, end });
    if (!stretch) return [];
    const { isShaftDoor, isCivilDefence, passing } = openingKindRow(opening.kind);
    const isCivil = isCivilDefence === true || (wall !== undefined && plan.civil.has(wall));
    return [
      {
        ...{ ...stretch, through: 'lintel', opening },
        ...(wall ? { wall } : {}),
        passing: passing ?? wallKindRow(wall?.kind).passing,
        isForbidden: isShaftDoor === true || isCivil,
        ...(isAlong ? { isAlong: true as const } : {}),
      },
    ];
  });
}

/** A course at an angle to a wall of which the sine is less than this lies along it. */
const alongSine = 0.1;

function isLengthwise(a: Point, b: Point, start: Point, end: Point): boolean {
  const cross = (b[0] - a[0]) * (end[1] - start[1]) - (b[1] - a[1]) * (end[0] - start[0]);
  return Math.abs(cross) < alongSine * distance(a, b) * distance(start, end);
}

/** Stretch that the line of a door takes of a course that passes it. */
function stretchAtDoor(
  a: Point,
  b: Point,
  lengthM: number,
  { start, end }: Pick<CeilingDoor, 'start' | 'end'>,
): Stretch | undefined {
  const hit = lineIntersection(a, b, start, end);
  if (!hit || hit.t < 0 || hit.t > 1 || hit.u < 0 || hit.u > 1) return undefined;
  return { fromM: hit.t * lengthM - doorHalfM, toM: hit.t * lengthM + doorHalfM };
}

/** Half of the stretch that a door's line takes of a course, metres. */
const doorHalfM = 0.05;

/** Stretch of the line in the rectangle around a wall's segment. */
function stretchInBody(
  a: Point,
  b: Point,
  lengthM: number,
  body: { start: Point; end: Point; halfM: number },
): Stretch | undefined {
  const bodyM = Math.hypot(body.end[0] - body.start[0], body.end[1] - body.start[1]);
  const ux = (body.end[0] - body.start[0]) / bodyM;
  const uy = (body.end[1] - body.start[1]) / bodyM;
  const dx = (b[0] - a[0]) / lengthM;
  const dy = (b[1] - a[1]) / lengthM;
  const along = clip((a[0] - body.start[0]) * ux + (a[1] - body.start[1]) * uy, dx * ux + dy * uy, 0, bodyM);
  if (!along) return undefined;
  const offset = (a[1] - body.start[1]) * ux - (a[0] - body.start[0]) * uy;
  const across = clip(offset, dy * ux - dx * uy, -body.halfM, body.halfM);
  if (!across) return undefined;
  const fromM = Math.max(along[0], across[0], 0);
  const toM = Math.min(along[1], across[1], lengthM);
  return toM > fromM ? { fromM, toM } : undefined;
}

/** Parameters at which `at + t·slope` is in [low, high]. */
function clip(at: number, slope: number, low: number, high: number): [number, number] | undefined {
  if (Math.abs(slope) < 1e-12) {
    return at >= low && at <= high ? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] : undefined;
  }
  const first = (low - at) / slope;
  const second = (high - at) / slope;
  return first < second ? [first, second] : [second, first];
}

/** Stretches of the line that are neither floor nor on a way out. */
function outsideStretches(plan: CeilingPlan, a: Point, b: Point, lengthM: number): Stretch[] {
  const { outline, holes, exits: pathsOut } = plan;
  return stretchesBy(a, b, lengthM, [outline, ...holes, ...pathsOut], (middle) =>
    ringContains(outline, middle)
      ? holes.some((hole) => ringContains(hole, middle))
      : !pathsOut.some((ring) => ringContains(ring, middle)),
  );
}

/** Stretches of the line, cut at rings, whose middle is as wanted. */
function stretchesBy(
  a: Point,
  b: Point,
  lengthM: number,
  rings: readonly (readonly Point[])[],
  isWanted: (middle: Point) => boolean,
): Stretch[] {
  const cuts = [0, lengthM];
  for (const ring of rings) {
    ring.forEach((corner, index) => {
      const hit = lineIntersection(a, b, corner, ring[(index + 1) % ring.length]);
      if (hit && hit.t > 0 && hit.t < 1 && hit.u >= 0 && hit.u <= 1) cuts.push(hit.t * lengthM);
    });
  }
  cuts.sort((p, q) => p - q);
  const stretches: Stretch[] = [];
  for (let index = 0; index + 1 < cuts.length; index += 1) {
    const [fromM, toM] = [cuts[index], cuts[index + 1]];
    if (toM - fromM < 1e-6) continue;
    if (isWanted(pointAlong(a, b, (fromM + toM) / 2 / lengthM))) stretches.push({ fromM, toM });
  }
  return stretches;
}
