import {
  distance,
  distanceToRing,
  distanceToSegment,
  meanPoint,
  type Point,
  pointInMetres,
  rectangleCorners,
  ringContains,
} from '../../../core/index.ts';
import {
  facilityKindRow,
  type Level,
  levelWalls,
  type Plan,
  placedOpenings,
  wallMaterial,
  zoneKindRow,
  zoneKindRows,
} from '../../../plan/index.ts';
import type { RoutingGraph } from './routing-graph.ts';
import { shortestPaths } from './shortest-paths.ts';

/** A location where radio units can stand. */
export interface SourceSite {
  levelIndex: number;
  position: Point;
  /** Id of the facility; absent where the location is assumed. */
  facility?: string;
  /** Zone that the assumed location lies in. */
  zone?: string;
}

/** A site in the routing graph. */
export interface RoutedSite extends SourceSite {
  node: number;
  /** Fibre from the nearest equipment room to a location outside them, metres. */
  remoteFibreM?: number;
  /** Present where it lies just inside a sleeve of civil defence, beside no tray. */
  isEntry?: true;
  /** Present of places between those that trees start from: a source moves there where that costs less. */
  isBetween?: true;
}

const maxAssumedSites = 6;
/** A location is assumed in this order where the plan has no equipment room. */
const assumedZones = zoneKindRows
  .filter(({ sourceOrder }) => sourceOrder !== undefined)
  .sort((a, b) => a.sourceOrder! - b.sourceOrder!)
  .map(({ id }) => id);

/**
 * Equipment rooms of a plan. Without any: the plant rooms, cores and ramps nearest to the middle of the antennas, and
 * for a level that has none of these the location of its first antenna.
 */
export function sourceSites(plan: Pick<Plan, 'levels' | 'antennas'>): SourceSite[] {
  const rooms = plan.levels.flatMap((level, levelIndex) =>
    (level.facilities ?? []).flatMap(({ id, kind, position, path }): SourceSite[] =>
      facilityKindRow(kind).isSourceSite
        ? [{ levelIndex, position: position ?? meanPoint(path ?? []), facility: id }]
        : [],
    ),
  );
  return rooms.length > 0 ? rooms : assumedSites(plan);
}

function assumedSites({ levels, antennas }: Pick<Plan, 'levels' | 'antennas'>): SourceSite[] {
  if (antennas.length === 0) return [];
  const middle = meanPoint(antennas.map(({ position }) => position));
  const used = levels.flatMap((level, levelIndex) =>
    antennas.some((antenna) => antenna.level === level.id) ? [{ level, levelIndex }] : [],
  );
  const found = used.flatMap(({ level, levelIndex }) => zoneSites(level, levelIndex));
  const far = ({ position }: SourceSite) => Math.hypot(position[0] - middle[0], position[1] - middle[1]);
  const ranked = found.sort((a, b) => far(a) - far(b)).slice(0, maxAssumedSites);
  const first = used.map(({ level, levelIndex }): SourceSite => {
    const antenna = antennas.find((each) => each.level === level.id);
    return { levelIndex, position: antenna?.position ?? middle };
  });
  return [...ranked, ...first];
}

function zoneSites(level: Level, levelIndex: number): SourceSite[] {
  return assumedZones.flatMap((kind) =>
    (level.zones ?? []).flatMap((zone): SourceSite[] => {
      if (zone.kind !== kind || isPowerRoom(level, zone.polygon)) return [];
      const position = meanPoint(zone.polygon);
      return ringContains(zone.polygon, position) ? [{ levelIndex, position, zone: zone.id }] : [];
    }),
  );
}

/** Returns whether a room has the power supply of a building: nothing of a network stands in it, or hangs there. */
function isPowerRoom({ facilities = [] }: Pick<Level, 'facilities'>, room: readonly Point[]): boolean {
  return facilities.some(
    ({ kind, position }) =>
      facilityKindRow(kind).isPowerOnly && position !== undefined && ringContains(room, position),
  );
}

/** A location outside equipment rooms where radio units can hang. */
export interface RemoteSite {
  node: number;
  /** Length of a fibre from the nearest equipment room, metres. */
  fibreM: number;
}

/** Trees do not start from remote sites closer together or to the rooms, metres: from the one they are about as long as from the other. */
export const remoteSpacingM = 20;
/** More would be slow to compare and no better. */
const maxRemoteSites = 60;

/** Radio units hang on or stand at a wall or column whose face is no farther from their place than this, metres (assumption). */
const supportReachM = 1;
/** Supported places are looked for so far from a tray along courses, metres: an aisle. */
const fromTrayM = 6;
/** A tray farther from all of these along courses has places for radio units in spite of it, metres: a trunk from there would be long. */
const unsupportedM = 40;

/**
 * Returns whether a wall or column that can carry a housing is in reach of a location of a level. Glass carries nothing, and an
 * opening that is nearer than what carries is in front of the housing.
 */
export function supportOn(level: Pick<Level, 'walls' | 'openings' | 'columns'>): (at: Point) => boolean {
  const walls = levelWalls(level).segments.flatMap(({ wall, startMm, endMm }) =>
    wallMaterial(wall.material)?.isPane
      ? []
      : [{ start: pointInMetres(startMm), end: pointInMetres(endMm), halfM: wall.thicknessM / 2 }],
  );
  const openings = placedOpenings(level as Level);
  const columns = (level.columns ?? []).map(({ center, sizeM, radiusM = 0, angleDeg }) => {
    const ring =
      sizeM &&
      rectangleCorners({
        center,
        lengthM: sizeM[0],
        widthM: sizeM[1],
        angleRad: ((angleDeg ?? 0) * Math.PI) / 180,
      });
    const faceM = (at: Point) => (ring ? distanceToRing(ring, at) : distance(center, at) - radiusM);
    return { center, spanM: (sizeM ? Math.hypot(...sizeM) / 2 : radiusM) + supportReachM, faceM };
  });
  return (at) => {
    let faceM = Number.POSITIVE_INFINITY;
    for (const { start, end, halfM } of walls) {
      faceM = Math.min(faceM, distanceToSegment(at, start, end) - halfM);
    }
    for (const column of columns) {
      if (distance(column.center, at) <= column.spanM) faceM = Math.min(faceM, column.faceM(at));
    }
    if (faceM > supportReachM) return false;
    return openings.every(({ start, end }) => distanceToSegment(at, start, end) > faceM);
  };
}

/** A housing is so deep and wide, metres (assumption): its middle is half of that from what it stands at. */
export const housingM = 0.6;
/** Floor in front of doors and openings that stays free, metres (assumption). */
const doorFrontM = 1.2;
/** Rounding of places, metres. */
const slackM = 0.011;

/** Returns whether a housing at a location of a level is in no parking bay, on no ramp or stairs, in no room of the power supply, wall or column and in front of no door. */
export function standsClear(level: Level): (at: Point) => boolean {
  const halfM = housingM / 2 - slackM;
  const taken = [
    ...(level.bays ?? []).map(({ polygon }) => polygon),
    ...(level.zones ?? []).flatMap(({ kind, polygon }) => {
      const { isRamp, isStair } = zoneKindRow(kind);
      return isRamp || isStair || isPowerRoom(level, polygon) ? [polygon] : [];
    }),
    ...(level.columns ?? []).flatMap(({ center, sizeM, angleDeg }) =>
      sizeM
        ? [
            rectangleCorners({
              center,
              lengthM: sizeM[0],
              widthM: sizeM[1],
              angleRad: ((angleDeg ?? 0) * Math.PI) / 180,
            }),
          ]
        : [],
    ),
  ];
  const rounds = (level.columns ?? []).flatMap(({ center, radiusM }) =>
    radiusM === undefined ? [] : [{ center, radiusM }],
  );
  const walls = levelWalls(level).segments.map(({ wall, startMm, endMm }) => ({
    ...{ start: pointInMetres(startMm), end: pointInMetres(endMm), halfM: wall.thicknessM / 2 },
  }));
  const openings = placedOpenings(level);
  return (at) =>
    !taken.some((ring) => ringContains(ring, at) || distanceToRing(ring, at) < halfM) &&
    !rounds.some(({ center, radiusM }) => distance(center, at) - radiusM < halfM) &&
    !walls.some((wall) => distanceToSegment(at, wall.start, wall.end) - wall.halfM < halfM) &&
    openings.every(({ start, end }) => distanceToSegment(at, start, end) > doorFrontM);
}

/**
 * [nodeCount] fibre from the nearest equipment room to where radio units can hang, metres: at a wall or column near a tray where a
 * housing is in nobody's way; far from all of these at one where it is; far from those too at a tray; and at one of the entries.
 * Infinity elsewhere and where no radio units may hang.
 */
export function remoteFibresM(
  graph: RoutingGraph,
  rooms: readonly number[],
  {
    entries,
    isClosed,
    isSupported,
    isClear,
  }: {
    entries: ReadonlySet<number>;
    isClosed: (node: number) => boolean;
    isSupported: (node: number) => boolean;
    isClear: (node: number) => boolean;
  },
): Float64Array {
  const metric = { ...graph, weight: graph.lengthM };
  const farM = (nodes: Iterable<number>) =>
    shortestPaths(
      metric,
      [...nodes].map((node) => ({ node, weight: 0 })),
    ).weight;
  const trays = new Set<number>();
  for (let edge = 0; edge < graph.edgeCount; edge += 1) {
    if (graph.onTray[edge] === 1) trays.add(graph.from[edge]).add(graph.to[edge]);
  }
  const fromTraysM = farM(trays);
  const supported = new Set<number>();
  fromTraysM.forEach((lengthM, node) => {
    if (lengthM <= fromTrayM && !isClosed(node) && isSupported(node)) supported.add(node);
  });
  const clear = new Set([...supported].filter(isClear));
  const [fromClearM, fromSupportM] = [farM(clear), farM(supported)];
  const isFree = (node: number) =>
    clear.has(node) ||
    entries.has(node) ||
    (supported.has(node) && fromClearM[node] > unsupportedM) ||
    (trays.has(node) && fromSupportM[node] > unsupportedM);
  return farM(rooms).map((lengthM, node) =>
    isFree(node) && !isClosed(node) ? lengthM : Number.POSITIVE_INFINITY,
  );
}

/**
 * Locations for remote radio units, where fibre from an equipment room leads to: the farthest from the rooms
 * first, then each as far as can be from those before it.
 */
export function remoteSites(graph: RoutingGraph, fibresM: Float64Array): RemoteSite[] {
  const free = [...fibresM.keys()].filter((node) => Number.isFinite(fibresM[node]));
  /** Distance of each from what was taken, rooms among it; another level is as far as can be. */
  const apartM = Float64Array.from(free, (node) => fibresM[node]);
  const found: RemoteSite[] = [];
  while (found.length < maxRemoteSites) {
    let farthest = -1;
    for (let each = 0; each < free.length; each += 1) {
      if (apartM[each] >= remoteSpacingM && (farthest < 0 || apartM[each] > apartM[farthest]))
        farthest = each;
    }
    if (farthest < 0) return found;
    const node = free[farthest];
    found.push({ node, fibreM: fibresM[node] });
    free.forEach((other, each) => {
      if (graph.levelIndex[other] !== graph.levelIndex[node]) return;
      const betweenM = Math.hypot(graph.x[other] - graph.x[node], graph.y[other] - graph.y[node]);
      if (betweenM < apartM[each]) apartM[each] = betweenM;
    });
  }
  return found;
}
