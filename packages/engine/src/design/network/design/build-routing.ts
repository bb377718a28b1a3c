import { boundsOf, lineIntersection, type Point, pointInMetres, ringContains } from '../../../core/index.ts';
import {
  antennaLocation,
  exitsWith,
  facilityKindRow,
  type Level,
  levelLinks,
  levelWalls,
  type NetworkDevice,
  openingKindRow,
  type Plan,
  placedOpenings,
} from '../../../plan/index.ts';
import { GraphDraft, type RoutingGraph } from './routing-graph.ts';
import { type SourceSite, sourceSites } from './source-sites.ts';

/** A stretch of a line, metres from its start. */
interface Stretch {
  fromM: number;
  toM: number;
}

/** Obstacles to a straight route along the ceiling. */
interface LineObstacles {
  /** Bodies of walls, lift doors and what is not floor, by their starts. */
  blocked: (Stretch & { isWall: boolean })[];
  /**
   * Points where the route passes over a door or shutter, metres from its start: one hole in the wall above
   * it.
   */
  lintelsM: number[];
}

/** The parts of a level that a course along the ceiling meets. */
interface CeilingPlan {
  walls: { start: Point; end: Point; thicknessM: number }[];
  doors: { start: Point; end: Point; isClosedOff: boolean }[];
  outline: readonly Point[];
  holes: readonly (readonly Point[])[];
  /** Ramps and entrances that a course may follow out of the outline. */
  exits: readonly (readonly Point[])[];
}

/** A wall that ends so far below the ceiling lets a cable pass over it, metres. */
const gapOverWallM = 0.3;

/** A straight line of the ceiling along which cables may run, and the parts of it that are tray. */
interface CourseLine {
  a: Point;
  b: Point;
  trays: { fromM: number; toM: number }[];
  /** Locations that are nodes besides the crossings with other lines. */
  stops: Point[];
}

/** Two lines are never farther apart than this, metres: an aisle. */
const widestGapM = 6;
/** A line through a door reaches so far on both sides, metres. */
const doorReachM = 9;
const axisToleranceM = 0.001;

/** Cost of a metre and of a hole on the route. */
interface CourseCosts {
  /** A metre of the cheapest cable on a tray, installed, CNY. */
  metreCny: number;
  offTrayRatio: number;
  penetrationCny: number;
}

const epsilonM = 1e-6;

/** Routes for cables in a plan, and the locations of what they connect. */
export interface Routing {
  graph: RoutingGraph;
  /** Node of each antenna, in the plan's order; behind them of what stays of a network before. */
  antennaNodes: number[];
  /** Nodes by id of each device that stays, on a level of the plan. */
  deviceNodes: ReadonlyMap<string, number>;
  sites: (SourceSite & { node: number })[];
  /** Facilities with power besides the equipment rooms: hubs can stand there too. */
  powerLocations: { node: number; facility: string }[];
  /** True where levels are connected by cores or ramps for want of shafts. */
  hasAssumedShafts: boolean;
}

/**
 * The graph of all courses, with nodes at antennas, equipment rooms, power and shafts.
 * @param devices that stay of a network before
 */
export function buildRouting(
  plan: Pick<Plan, 'levels' | 'antennas'>,
  costs: CourseCosts,
  devices: readonly NetworkDevice[] = [],
): Routing {
  const draft = new GraphDraft();
  const levelIndexOf = new Map(plan.levels.map(({ id }, index) => [id, index]));
  const sites = sourceSites(plan);
  const links = levelLinks(plan.levels);
  const antennas = plan.antennas.map((antenna) => ({
    levelIndex: levelIndexOf.get(antenna.level) ?? 0,
    position: antennaLocation(antenna),
  }));
  const power = findPower(plan.levels);
  const needsPower = plan.antennas.some(({ feed }) => feed === 'small-cell');
  const stays = devices.flatMap(({ id, level, position }) => {
    const levelIndex = levelIndexOf.get(level);
    return levelIndex === undefined ? [] : [{ id, levelIndex, position }];
  });
  const all = [
    ...antennas,
    ...stays,
    ...sites,
    ...links.flatMap(({ ends }) => ends),
    ...(needsPower ? power : []),
  ];
  plan.levels.forEach((level, levelIndex) => {
    const locations = all.flatMap((each): Point[] => (each.levelIndex === levelIndex ? [each.position] : []));
    draftLevel(draft, level, levelIndex, locations, costs);
  });
  const nodeOf = ({ levelIndex, position }: { levelIndex: number; position: Point }) =>
    draft.node(levelIndex, position[0], position[1]);
  const antennaNodes = antennas.map(nodeOf);
  const placed = sites.map((site) => ({ ...site, node: nodeOf(site) }));
  for (const { ends, heightM } of links) {
    const [from, to] = ends.map(nodeOf);
    const [a, b] = ends.map(({ position }) => position);
    const lengthM = heightM + Math.hypot(a[0] - b[0], a[1] - b[1]);
    const costCny = lengthM * costs.metreCny * costs.offTrayRatio + 2 * costs.penetrationCny;
    draft.edges.push({ from, to, lengthM, costCny, holes: 2, onTray: false });
  }
  const powerLocations = needsPower
    ? power.map((each) => ({ node: nodeOf(each), facility: each.facility }))
    : [];
  const hasAssumedShafts = links.some(({ isShaft }) => !isShaft);
  const deviceNodes = new Map(stays.map((device) => [device.id, nodeOf(device)]));
  return {
    graph: draft.finish(),
    antennaNodes,
    deviceNodes,
    sites: placed,
    powerLocations: powerLocations,
    hasAssumedShafts,
  };
}

/** Supplies of power for small cells: facilities with power, and shafts. */
function findPower(levels: readonly Level[]) {
  return levels.flatMap((level, levelIndex) =>
    (level.facilities ?? []).flatMap(({ id, kind, position, path }) => {
      const location = position ?? path?.[0];
      return facilityKindRow(kind).hasPower && location
        ? [{ levelIndex, position: location, facility: id }]
        : [];
    }),
  );
}

/** @param locations what has to be reached: a course leaves the outline only by a ramp or entrance with one of them */
export function ceilingPlan(level: Level, locations: readonly Point[]): CeilingPlan {
  const tall = levelWalls(level).segments.filter(
    ({ wall: { topM } }) => topM === undefined || topM > level.clearHeightM - gapOverWallM,
  );
  return {
    walls: tall.map(({ wall, startMm, endMm }) => ({
      start: pointInMetres(startMm),
      end: pointInMetres(endMm),
      thicknessM: wall.thicknessM,
    })),
    doors: placedOpenings(level)
      .filter(({ opening: { kind }, seat }) => {
        const { leaf, isShaftDoor } = openingKindRow(kind);
        // Over what stands in no wall there is nothing to drill through.
        return isShaftDoor || (leaf && seat !== 'in-no-wall');
      })
      .map(({ opening: { kind }, start, end }) => {
        return { start, end, isClosedOff: openingKindRow(kind).isShaftDoor === true };
      }),
    outline: level.outline,
    holes: level.holes ?? [],
    exits: exitsWith(level, locations).map(({ polygon }) => polygon),
  };
}

/** Obstacles that a straight line from `a` to `b` meets on a level. */
function lineObstacles(plan: CeilingPlan, a: Point, b: Point): LineObstacles {
  const lengthM = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const blocked: LineObstacles['blocked'] = [];
  for (const { start, end, thicknessM } of plan.walls) {
    const stretch = stretchInBody(a, b, lengthM, { start, end, halfM: thicknessM / 2 });
    if (stretch) blocked.push({ ...stretch, isWall: true });
  }
  const lintelsM: number[] = [];
  for (const { start, end, isClosedOff } of plan.doors) {
    const hit = lineIntersection(a, b, start, end);
    if (!hit || hit.t < 0 || hit.t > 1 || hit.u < 0 || hit.u > 1) continue;
    const atM = hit.t * lengthM;
    if (isClosedOff) blocked.push({ fromM: atM - 0.05, toM: atM + 0.05, isWall: true });
    else lintelsM.push(atM);
  }
  for (const stretch of outsideStretches(plan, a, b, lengthM)) blocked.push({ ...stretch, isWall: false });
  blocked.sort((p, q) => p.fromM - q.fromM);
  return { blocked, lintelsM: lintelsM.sort((p, q) => p - q) };
}

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

function outsideStretches(
  { outline, holes, exits: pathsOut }: CeilingPlan,
  a: Point,
  b: Point,
  lengthM: number,
): Stretch[] {
  const cuts = [0, lengthM];
  for (const ring of [outline, ...holes, ...pathsOut]) {
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
    const ratio = (fromM + toM) / 2 / lengthM;
    const middle: Point = [a[0] + ratio * (b[0] - a[0]), a[1] + ratio * (b[1] - a[1])];
    const isFloor = ringContains(outline, middle)
      ? !holes.some((hole) => ringContains(hole, middle))
      : pathsOut.some((ring) => ringContains(ring, middle));
    if (isFloor) continue;
    stretches.push({ fromM, toM });
  }
  return stretches;
}

/**
 * The lines of a level: both ways through every location that has to be reached, along every tray, through every door,
 * and between them so that no gap is wider than an aisle.
 */
function levelLines(level: Level, locations: readonly Point[]): CourseLine[] {
  const pathsOut = exitsWith(level, locations).flatMap(({ polygon }) => polygon);
  const bounds = boundsOf([...level.outline, ...pathsOut]);
  const axes = [new Map<number, CourseLine>(), new Map<number, CourseLine>()];
  const low: Point = [bounds.minX, bounds.minY];
  const high: Point = [bounds.maxX, bounds.maxY];
  /** The line on which coordinate `axis` is constant. */
  const addLine = (axis: 0 | 1, at: number): CourseLine | undefined => {
    if (at <= low[axis] || at >= high[axis]) return undefined;
    const key = Math.round(at * 1000);
    const known = axes[axis].get(key);
    if (known) return known;
    const a: Point = axis === 0 ? [key / 1000, low[1]] : [low[0], key / 1000];
    const b: Point = axis === 0 ? [key / 1000, high[1]] : [high[0], key / 1000];
    const line: CourseLine = { a, b, trays: [], stops: [] };
    axes[axis].set(key, line);
    return line;
  };
  for (const location of locations) for (const axis of [0, 1] as const) addLine(axis, location[axis]);
  const oblique: CourseLine[] = [];
  for (const [a, b] of traySegments(level)) {
    const axis = ([0, 1] as const).find((each) => Math.abs(a[each] - b[each]) <= axisToleranceM);
    const line = axis === undefined ? undefined : addLine(axis, a[axis]);
    if (line && axis !== undefined) {
      const along = axis === 0 ? 1 : 0;
      const ends = [a, b].map((end) => Math.min(high[along], Math.max(low[along], end[along])) - low[along]);
      line.trays.push({ fromM: Math.min(...ends), toM: Math.max(...ends) });
      for (const end of ends)
        line.stops.push(axis === 0 ? [line.a[0], low[1] + end] : [low[0] + end, line.a[1]]);
    } else {
      const lengthM = Math.hypot(b[0] - a[0], b[1] - a[1]);
      oblique.push({ a, b, trays: [{ fromM: 0, toM: lengthM }], stops: [a, b] });
    }
  }
  for (const axis of [0, 1] as const) {
    const known = [low[axis], ...[...axes[axis].keys()].map((key) => key / 1000), high[axis]].sort(
      (p, q) => p - q,
    );
    for (let index = 0; index + 1 < known.length; index += 1) {
      const steps = Math.ceil((known[index + 1] - known[index]) / widestGapM);
      for (let step = 1; step < steps; step += 1) {
        addLine(axis, known[index] + ((known[index + 1] - known[index]) * step) / steps);
      }
    }
  }
  return [...axes[0].values(), ...axes[1].values(), ...oblique, ...doorLines(level)];
}

function traySegments(level: Level): [Point, Point][] {
  return (level.facilities ?? []).flatMap(({ kind, path }) =>
    facilityKindRow(kind).isTray && path
      ? path.slice(1).flatMap((end, index): [Point, Point][] => {
          const start = path[index];
          return Math.hypot(end[0] - start[0], end[1] - start[1]) < 0.01 ? [] : [[start, end]];
        })
      : [],
  );
}

/** Short lines square to every door and opening, through its middle. */
function doorLines(level: Level): CourseLine[] {
  return placedOpenings(level).flatMap(({ start, end }): CourseLine[] => {
    const lengthM = Math.hypot(end[0] - start[0], end[1] - start[1]);
    if (lengthM < 0.1) return [];
    const nx = -(end[1] - start[1]) / lengthM;
    const ny = (end[0] - start[0]) / lengthM;
    const x = (start[0] + end[0]) / 2;
    const y = (start[1] + end[1]) / 2;
    return [
      {
        a: [x - doorReachM * nx, y - doorReachM * ny],
        b: [x + doorReachM * nx, y + doorReachM * ny],
        trays: [],
        stops: [],
      },
    ];
  });
}

/** Adds the nodes and edges of one level: crossings of its lines, and what of the lines is free between them. */
function draftLevel(
  draft: GraphDraft,
  level: Level,
  levelIndex: number,
  locations: readonly Point[],
  costs: CourseCosts,
): void {
  const lines = levelLines(level, locations);
  const ceiling = ceilingPlan(level, locations);
  const nodesOf = crossings(draft, levelIndex, lines);
  lines.forEach((line, index) => {
    const nodes = nodesOf[index].sort((p, q) => p.atM - q.atM || p.node - q.node);
    if (nodes.length < 2) return;
    const { blocked, lintelsM } = lineObstacles(ceiling, line.a, line.b);
    for (let each = 0; each + 1 < nodes.length; each += 1) {
      const [{ node: from, atM: fromM }, { node: to, atM: toM }] = [nodes[each], nodes[each + 1]];
      const lengthM = toM - fromM;
      if (from === to || lengthM < epsilonM) continue;
      const onTray = line.trays.some((tray) => tray.fromM <= fromM + 0.002 && tray.toM >= toM - 0.002);
      const blocking = blocked.filter(
        (stretch) => stretch.fromM < toM - epsilonM && stretch.toM > fromM + epsilonM,
      );
      if (!onTray && blocking.length > 0) continue;
      // A wall belongs to the edge that holds its middle: counted once.
      const walls = blocking.filter(
        (stretch) => stretch.isWall && isWithin((stretch.fromM + stretch.toM) / 2, fromM, toM),
      );
      const holes = walls.length + lintelsM.filter((atM) => isWithin(atM, fromM, toM)).length;
      const metreCny = costs.metreCny * (onTray ? 1 : costs.offTrayRatio);
      const costCny = lengthM * metreCny + holes * costs.penetrationCny;
      draft.edges.push({ from, to, lengthM, costCny, holes, onTray });
    }
  });
}

function isWithin(atM: number, fromM: number, toM: number): boolean {
  return atM >= fromM && atM < toM;
}

/** Nodes of every line and where on it they lie, metres from its start. */
function crossings(
  draft: GraphDraft,
  levelIndex: number,
  lines: readonly CourseLine[],
): { node: number; atM: number }[][] {
  const nodesOf: { node: number; atM: number }[][] = lines.map(() => []);
  const lengthsM = lines.map(({ a, b }) => Math.hypot(b[0] - a[0], b[1] - a[1]));
  const put = (line: number, node: number) => {
    const { x, y } = draft.points[node];
    nodesOf[line].push({ node, atM: Math.hypot(x - lines[line].a[0], y - lines[line].a[1]) });
  };
  lines.forEach(({ a, b, stops }, line) => {
    for (const stop of stops) put(line, draft.node(levelIndex, stop[0], stop[1]));
    for (let other = line + 1; other < lines.length; other += 1) {
      const hit = lineIntersection(a, b, lines[other].a, lines[other].b);
      if (!hit) continue;
      const firstM = hit.t * lengthsM[line];
      const secondM = hit.u * lengthsM[other];
      if (firstM < -epsilonM || firstM > lengthsM[line] + epsilonM) continue;
      if (secondM < -epsilonM || secondM > lengthsM[other] + epsilonM) continue;
      const node = draft.node(levelIndex, a[0] + hit.t * (b[0] - a[0]), a[1] + hit.t * (b[1] - a[1]));
      put(line, node);
      put(other, node);
    }
  });
  return nodesOf;
}
