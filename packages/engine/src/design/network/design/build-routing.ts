import { boundsOf, lineIntersection, type Point, pointAlong, roundMm } from '../../../core/index.ts';
import {
  antennaLocation,
  columnDistanceM,
  exitsWith,
  facilityKindRow,
  type Level,
  levelLinks,
  type NetworkDevice,
  type Plan,
  placedOpenings,
  planProfile,
} from '../../../plan/index.ts';
import {
  type CeilingPlan,
  ceilingPlan,
  type LineObstacles,
  lineObstacles,
  type PassedObstacle,
  traySegments,
} from './ceiling-plan.ts';
import { type CivilUnit, civilUnits, type UnitAccess } from './civil-units.ts';
import { compartmentBorders, passagesOnCourse, slabPassing } from './compartment-borders.ts';
import { GraphDraft, type RoutingGraph } from './routing-graph.ts';
import { addShaftStubs, type ShaftStub, shaftStubs } from './shaft-stubs.ts';
import {
  type RoutedSite,
  remoteFibresM,
  remoteSites,
  remoteSpacingM,
  sourceSites,
  standsClear,
  supportOn,
} from './source-sites.ts';

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
/** Courses go around stairs so far from them, metres: past their walls. */
const stairsClearanceM = 0.5;
/** A line through a door reaches so far on both sides, metres. */
const doorReachM = 9;
const axisToleranceM = 0.001;
/** A hole over a door is so far from a column. */
const columnClearanceM = 0.05;

/** Cost of a metre and of a hole on the route. */
interface CourseCosts {
  /** A metre of the cheapest cable on a tray, installed, CNY. */
  metreCny: number;
  offTrayRatio: number;
  /** One way through a wall or over a door. */
  passingCny(crossing: PassedObstacle): number;
}

const epsilonM = 1e-6;

/** Routes for cables in a plan, and the locations of what they connect. */
export interface Routing {
  /** Courses of feeders and data cables. */
  graph: RoutingGraph;
  /** Courses of fibres: the same nodes, and ways into units of civil defence that feeders do not enter. */
  fibreGraph: RoutingGraph;
  /** Units of civil defence that sleeves lead into, and [node] the part of the courses that it is in. */
  units: CivilUnit[];
  partOf: Int32Array;
  /** How units are fed where that is set, by their parts. */
  access: ReadonlyMap<number, UnitAccess>;
  /** Node of each antenna, in the plan's order; behind them of what stays of a network before. */
  antennaNodes: number[];
  /** Nodes by id of each device that stays, on a level of the plan. */
  deviceNodes: ReadonlyMap<string, number>;
  sites: RoutedSite[];
  /** [node] fibre from the nearest equipment room to where radio units can hang, metres; Infinity elsewhere. */
  fibresM: Float64Array;
  /** Facilities with power besides the equipment rooms: hubs can stand there too. */
  powerLocations: { node: number; facility?: string }[];
  /** True where levels are connected by cores or ramps for want of shafts. */
  hasAssumedShafts: boolean;
}

interface RoutedBefore {
  devices?: readonly Pick<NetworkDevice, 'id' | 'level' | 'position'>[] | undefined;
  hasFibre?: boolean;
  access?: ReadonlyMap<number, UnitAccess>;
}

/**
 * The graph of all courses, with nodes at antennas, equipment rooms, power and shafts.
 * @param kept `devices` and sources within trees that stay of a network before; `hasFibre`: radio units can hang outside equipment rooms;
 * `access` of units
 */
export function buildRouting(
  plan: Pick<Plan, 'levels' | 'antennas' | 'requirements'>,
  costs: CourseCosts,
  { devices = [], hasFibre = false, access = new Map() }: RoutedBefore = {},
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
  const stubs = draftLevels(draft, plan, { all, antennas }, costs);
  const nodeOf = ({ levelIndex, position }: { levelIndex: number; position: Point }) =>
    draft.node(levelIndex, position[0], position[1]);
  const antennaNodes = antennas.map(nodeOf);
  const placed = sites.map((site) => ({ ...site, node: nodeOf(site) }));
  draftRisers(draft, plan, links, costs);
  const rooms = placed.map(({ node }) => node);
  addShaftStubs(draft, stubs, rooms, ({ passed }, lengthM) =>
    passed.reduce((sum, each) => sum + costs.passingCny(each), lengthM * costs.metreCny * costs.offTrayRatio),
  );
  const hasAssumedShafts = links.some(({ isShaft }) => !isShaft);
  const deviceNodes = new Map(stays.map((device) => [device.id, nodeOf(device)]));
  const supplied = needsPower ? power.map((each) => ({ node: nodeOf(each), facility: each.facility })) : [];
  const { entries, ...courses } = courseGraphs(draft, rooms, { hasFibre, access, levels: plan.levels });
  return {
    ...{ ...courses, access, antennaNodes, deviceNodes },
    sites: [...placed, ...routedRemotes(courses.graph, courses.fibresM, entries)],
    powerLocations: [...supplied, ...(needsPower ? entries.map((node) => ({ node })) : [])],
    hasAssumedShafts,
  };
}

/** Graphs of feeders and fibres, units of civil defence, and where radio units can hang: at the entries of some, besides trays. */
function courseGraphs(
  draft: GraphDraft,
  rooms: readonly number[],
  {
    hasFibre,
    access,
    levels,
  }: { hasFibre: boolean; access: ReadonlyMap<number, UnitAccess>; levels: readonly Level[] },
): Pick<Routing, 'graph' | 'fibreGraph' | 'units' | 'partOf' | 'fibresM'> & { entries: number[] } {
  const fibreGraph = draft.finish();
  const { units, partOf } = civilUnits(fibreGraph.nodeCount, draft.edges, rooms);
  const isOf =
    (...modes: UnitAccess[]) =>
    (node: number) =>
      modes.some((mode) => access.get(partOf[node]) === mode);
  const isForFibre = isOf('fibre');
  const graph = draft.finish(
    ({ from, to, sleeves }) => sleeves.length === 0 || !(isForFibre(from) || isForFibre(to)),
  );
  const entries = units.flatMap((unit) => (unit.hasRoom ? [] : unit.entries.filter(isForFibre)));
  const fibresM = hasFibre
    ? remoteFibresM(fibreGraph, rooms, {
        ...{ entries: new Set(entries), isClosed: isOf('feeder', 'source') },
        isSupported: atNodes(fibreGraph, levels.map(supportOn)),
        isClear: atNodes(fibreGraph, levels.map(standsClear)),
      })
    : new Float64Array(graph.nodeCount).fill(Number.POSITIVE_INFINITY);
  return { graph, fibreGraph, units, partOf, fibresM, entries };
}

/** A test of locations, one on each level, as a test of nodes. */
function atNodes(
  { x, y, levelIndex }: RoutingGraph,
  onLevels: readonly ((at: Point) => boolean)[],
): (node: number) => boolean {
  return (node) => onLevels[levelIndex[node]]([x[node], y[node]]);
}

/** Adds risers between levels, each with a hole in the slab that is sealed above and below, into civil defence in a sleeve. */
function draftRisers(
  draft: GraphDraft,
  plan: Pick<Plan, 'levels' | 'requirements'>,
  links: ReturnType<typeof levelLinks>,
  costs: CourseCosts,
): void {
  const { sleevesAssumed } = planProfile(plan).network;
  for (const { ends, heightM, isShaft } of links) {
    const [from, to] = ends.map(({ levelIndex, position: [x, y] }) => draft.node(levelIndex, x, y));
    const [a, b] = ends.map(({ position }) => position);
    const lengthM = heightM + Math.hypot(a[0] - b[0], a[1] - b[1]);
    const ceilings = ends.map(({ levelIndex }) => plan.levels[levelIndex]);
    const passing = slabPassing(ceilings, a);
    // A drawn shaft says that cables go down there; elsewhere the roof of a unit would be drilled.
    if (passing === 'pressure-sleeve' && !sleevesAssumed && !isShaft) continue;
    const isAssumed = passing === 'pressure-sleeve' ? { isAssumed: true as const } : {};
    const passingCny = 2 * costs.passingCny({ passing, ...isAssumed });
    const costCny = lengthM * costs.metreCny * costs.offTrayRatio + passingCny;
    draft.edges.push({ from, to, lengthM, costCny, passingCny, onTray: false, sleeves: [] });
  }
}

interface Placed {
  levelIndex: number;
  position: Point;
}

/** Drafts every level's courses to the locations on it, and to where feeders may enter shafts, which it returns. */
function draftLevels(
  draft: GraphDraft,
  plan: Pick<Plan, 'levels' | 'requirements'>,
  { all, antennas }: { all: readonly Placed[]; antennas: readonly Placed[] },
  costs: CourseCosts,
): ShaftStub[] {
  const { network } = planProfile(plan);
  return plan.levels.flatMap((level, levelIndex) => {
    const here = (each: Placed) => each.levelIndex === levelIndex;
    const locations = all.filter(here).map(({ position }) => position);
    const ceiling = ceilingPlan(level, locations, network);
    const stubs = antennas.filter(here).flatMap(({ position }) => shaftStubs(ceiling, levelIndex, position));
    const outside = stubs.map((stub) => stub.outside);
    draftLevel(draft, level, levelIndex, ceiling, [...locations, ...outside], costs);
    return stubs;
  });
}

function routedRemotes(graph: RoutingGraph, fibresM: Float64Array, entries: readonly number[]): RoutedSite[] {
  const spread = remoteSites(graph, fibresM);
  const listed = new Set(spread.map(({ node }) => node));
  const near = entries
    .filter((node) => Number.isFinite(fibresM[node]) && !listed.has(node))
    .map((node) => ({ node, fibreM: fibresM[node] }));
  for (const { node } of near) listed.add(node);
  const between = [...fibresM.keys()]
    .filter((node) => fibresM[node] >= remoteSpacingM && Number.isFinite(fibresM[node]) && !listed.has(node))
    .map((node) => ({ node, fibreM: fibresM[node], isBetween: true as const }));
  return [...spread, ...near, ...between].map(({ node, fibreM, ...rest }) => ({
    ...{ node, levelIndex: graph.levelIndex[node], remoteFibreM: fibreM, ...rest },
    ...(entries.includes(node) ? { isEntry: true as const } : {}),
    position: [roundMm(graph.x[node]), roundMm(graph.y[node])],
  }));
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

/**
 * The lines of a level: both ways through every location that has to be reached, along every tray, through every door,
 * and between them so that no gap is wider than an aisle.
 */
function levelLines(level: Level, ceiling: CeilingPlan, locations: readonly Point[]): CourseLine[] {
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
  for (const ring of ceiling.stairs) {
    const { minX, minY, maxX, maxY } = boundsOf(ring);
    for (const x of [minX - stairsClearanceM, maxX + stairsClearanceM]) addLine(0, x);
    for (const y of [minY - stairsClearanceM, maxY + stairsClearanceM]) addLine(1, y);
  }
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
  return [...axes[0].values(), ...axes[1].values(), ...oblique, ...doorLines(level), ...sleeveLines(ceiling)];
}

/** Parts of a door's width at which a course may pass over it, the middle first: a column may stand in the way. */
const doorParts = [0.5, 0.25, 0.75, 0.12, 0.88] as const;

/** Short lines square to every door and opening, through its middle or where no column stands there. */
function doorLines(level: Level): CourseLine[] {
  return placedOpenings(level).flatMap(({ start, end }): CourseLine[] => {
    const lengthM = Math.hypot(end[0] - start[0], end[1] - start[1]);
    if (lengthM < 0.1) return [];
    const nx = -(end[1] - start[1]) / lengthM;
    const ny = (end[0] - start[0]) / lengthM;
    const points = doorParts.map((part) => pointAlong(start, end, part));
    const isFree = (point: Point) =>
      (level.columns ?? []).every((column) => columnDistanceM(column, point) > columnClearanceM);
    const [x, y] = points.find(isFree) ?? points[0];
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

/** Short lines square to the wall through every sleeve. */
function sleeveLines({ sleeves }: CeilingPlan): CourseLine[] {
  return sleeves.flatMap(({ position: [x, y], wall: { start, end } }): CourseLine[] => {
    const lengthM = Math.hypot(end[0] - start[0], end[1] - start[1]);
    if (lengthM === 0) return [];
    const nx = (-(end[1] - start[1]) * doorReachM) / lengthM;
    const ny = ((end[0] - start[0]) * doorReachM) / lengthM;
    return [{ a: [x - nx, y - ny], b: [x + nx, y + ny], trays: [], stops: [] }];
  });
}

/** Adds the nodes and edges of one level: crossings of its lines, and what of the lines is free between them. */
function draftLevel(
  draft: GraphDraft,
  level: Level,
  levelIndex: number,
  ceiling: CeilingPlan,
  locations: readonly Point[],
  costs: CourseCosts,
): void {
  const lines = levelLines(level, ceiling, locations);
  const nodesOf = crossings(draft, levelIndex, lines);
  lines.forEach((line, index) => {
    const nodes = nodesOf[index].sort((p, q) => p.atM - q.atM || p.node - q.node);
    if (nodes.length < 2) return;
    const obstacles = lineObstacles(ceiling, line.a, line.b);
    const ways = passagesOnLine(level, line, obstacles);
    for (let each = 0; each + 1 < nodes.length; each += 1) {
      const [{ node: from, atM: fromM }, { node: to, atM: toM }] = [nodes[each], nodes[each + 1]];
      const lengthM = toM - fromM;
      if (from === to || lengthM < epsilonM) continue;
      const onTray = line.trays.some((tray) => tray.fromM <= fromM + 0.002 && tray.toM >= toM - 0.002);
      if (!mayPass(obstacles, fromM, toM, onTray)) continue;
      // What is passed belongs to the edge that holds its middle: counted once.
      const passed = ways.filter(({ atM }) => isWithin(atM, fromM, toM));
      const metreCny = costs.metreCny * (onTray ? 1 : costs.offTrayRatio);
      const passingCny = passed.reduce((sum, each) => sum + costs.passingCny(each), 0);
      const sleeves = passed.flatMap(({ sleeve }) => sleeve ?? []);
      const costCny = lengthM * metreCny + passingCny;
      draft.edges.push({ from, to, lengthM, costCny, passingCny, onTray, sleeves });
    }
  });
}

/** Walls, doors and borders of compartments that a line of courses passes, by the middle of each in metres from its start. */
function passagesOnLine(
  level: Level,
  { a, b }: CourseLine,
  { crossings: walls }: LineObstacles,
): (PassedObstacle & { atM: number })[] {
  return passagesOnCourse(walls, compartmentBorders(level, [a, b])).map(({ wall, borders, passing }) => {
    const { fromM, toM } = wall ?? borders[0];
    return {
      ...{ passing, atM: (fromM + toM) / 2 },
      ...(wall?.sleeve ? { sleeve: wall.sleeve } : {}),
      ...(passing === 'pressure-sleeve' && wall?.passing !== passing ? { isAssumed: true as const } : {}),
    };
  });
}

/** A course goes through walls on a tray or in a sleeve, over doors anywhere, beside walls and not in them, and never through stairs or lifts. */
function mayPass(obstacles: LineObstacles, fromM: number, toM: number, onTray: boolean): boolean {
  const meets = (stretch: { fromM: number; toM: number }) =>
    stretch.fromM < toM - epsilonM && stretch.toM > fromM + epsilonM;
  if (obstacles.stairs.some(meets) || obstacles.lifts.some(meets)) return false;
  const met = obstacles.crossings.filter(meets);
  if (met.some(({ isForbidden }) => isForbidden)) return false;
  if (onTray) return true;
  const isOpen = ({ through, sleeve, isAlong, isInColumn }: (typeof met)[number]) =>
    !isAlong && !isInColumn && (through === 'lintel' || sleeve !== undefined);
  return !obstacles.outside.some(meets) && met.every(isOpen);
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
