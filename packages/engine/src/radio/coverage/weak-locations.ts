import { distanceToRing, metresToMm, mmToMetres, type Point, ringContains } from '../../core/index.ts';
import type { Level, Plan } from '../../plan/index.ts';
import { cellKind, countedCells } from '../scene/build-grid.ts';
import { type CarrierMap, limitingCause } from '../signal/carrier-map.ts';
import type { WeakLocation, WeakLocationLimit } from './assessment.ts';
import type { OperatorCells } from './operator-cells.ts';

const maxLocations = 5;
/** Specks below this are not a location to go to, m²; kept only where there is nothing larger. */
const minAreaM2 = 2;
/** Landmarks further away than this name nothing, metres. */
const landmarkReachM = 30;
const maxBaysNamed = 6;

/** A level's weak cells, piece by piece. */
interface WeakPatch {
  level: number;
  cells: number[];
  lost: number;
}

/**
 * The connected pieces of floor where an operator is served with less than `coverageRatio`, by what they cost its
 * expected coverage.
 */
export function weakLocations(
  plan: Plan,
  levels: readonly OperatorCells[],
  coverageRatio: number,
): WeakLocation[] {
  const parts = levels.flatMap((cells, level) => weakPatches(cells, level, coverageRatio));
  const counted = levels.reduce((sum, { maps }) => sum + countedCells(maps[0].cells), 0);
  const areaM2 = ({ level, cells }: WeakPatch) =>
    cells.length * mmToMetres(levels[level].maps[0].grid.cellMm) ** 2;
  const large = parts.filter((part) => areaM2(part) >= minAreaM2);
  return (large.length > 0 ? large : parts)
    .sort((a, b) => b.lost - a.lost || a.level - b.level || a.cells[0] - b.cells[0])
    .slice(0, maxLocations)
    .map((part): WeakLocation => {
      const { maps, deciding } = levels[part.level];
      const level = plan.levels[part.level];
      const middle = middleCell(maps[0], part.cells);
      const position = cellPosition(maps[0], middle);
      return {
        level: level.id,
        position,
        areaM2: areaM2(part),
        lostRatio: part.lost / counted,
        landmark: findLandmark(level, position, maps[0], part.cells),
        limit: maxFrequent(part.cells.map((cell) => weakLimit(maps[deciding[cell]], cell))),
        carrier: maxFrequent(part.cells.map((cell) => maps[deciding[cell]].carrierId)),
      };
    });
}

/** The level and carrier that most of the missing coverage is on; undefined where nothing is missing. */
export function maxMissing(
  plan: Plan,
  levels: readonly OperatorCells[],
): { level: string; carrier: string } | undefined {
  const found = levels.flatMap(({ servedProbability, deciding, maps }, index) => {
    const lost = new Float64Array(maps.length);
    const isDeciding = new Uint8Array(maps.length);
    for (let cell = 0; cell < servedProbability.length; cell += 1) {
      if (Number.isNaN(servedProbability[cell])) continue;
      lost[deciding[cell]] += 1 - servedProbability[cell];
      isDeciding[deciding[cell]] = 1;
    }
    return maps.flatMap(({ carrierId }, map) =>
      isDeciding[map] === 1 ? { level: plan.levels[index].id, carrier: carrierId, lost: lost[map] } : [],
    );
  });
  const [first] = found.sort((a, b) => b.lost - a.lost);
  return first && { level: first.level, carrier: first.carrier };
}

function weakPatches(
  { servedProbability, maps }: OperatorCells,
  level: number,
  coverageRatio: number,
): WeakPatch[] {
  const { columns } = maps[0].grid;
  const taken = new Uint8Array(servedProbability.length);
  const isWeak = (cell: number) => taken[cell] === 0 && servedProbability[cell] < coverageRatio;
  const parts: WeakPatch[] = [];
  for (let start = 0; start < servedProbability.length; start += 1) {
    if (!isWeak(start)) continue;
    taken[start] = 1;
    const cells = [start];
    let lost = 0;
    for (let next = 0; next < cells.length; next += 1) {
      const cell = cells[next];
      lost += 1 - servedProbability[cell];
      const column = cell % columns;
      const neighbours = [
        column > 0 ? cell - 1 : -1,
        column + 1 < columns ? cell + 1 : -1,
        cell - columns,
        cell + columns,
      ];
      for (const neighbour of neighbours) {
        if (neighbour < 0 || neighbour >= taken.length || !isWeak(neighbour)) continue;
        taken[neighbour] = 1;
        cells.push(neighbour);
      }
    }
    parts.push({ level, cells, lost });
  }
  return parts;
}

/** The cell of the piece that is closest to its centre of gravity. */
function middleCell({ grid }: CarrierMap, cells: readonly number[]): number {
  let rows = 0;
  let columns = 0;
  for (const cell of cells) {
    rows += Math.floor(cell / grid.columns);
    columns += cell % grid.columns;
  }
  const row = rows / cells.length;
  const column = columns / cells.length;
  const steps2 = (cell: number) =>
    (Math.floor(cell / grid.columns) - row) ** 2 + ((cell % grid.columns) - column) ** 2;
  return cells.reduce((best, cell) => (steps2(cell) < steps2(best) ? cell : best));
}

function cellPosition({ grid }: Pick<CarrierMap, 'grid'>, cell: number): Point {
  return [
    mmToMetres(grid.originXMm + (cell % grid.columns) * grid.cellMm),
    mmToMetres(grid.originYMm + Math.floor(cell / grid.columns) * grid.cellMm),
  ];
}

/** The bays that a piece covers, else the nearest named thing. */
function findLandmark(
  level: Level,
  position: Point,
  map: CarrierMap,
  cells: readonly number[],
): WeakLocation['landmark'] {
  const bays = level.bays ?? [];
  const isCovered = bayCover(map, cells);
  const covered: string[] = [];
  for (const { id, polygon } of bays) {
    if (isCovered(polygon)) covered.push(id);
    if (covered.length === maxBaysNamed) break;
  }
  if (covered.length > 0) {
    return { kind: 'bay', ids: covered, distanceM: 0 };
  }
  const away = (ring: readonly Point[]) =>
    ringContains(ring, position) ? 0 : distanceToRing(ring, position);
  const named = [
    ...(level.zones ?? []).map(({ id, polygon }) => ({
      kind: 'zone' as const,
      id,
      distanceM: away(polygon),
    })),
    ...bays.map(({ id, polygon }) => ({ kind: 'bay' as const, id, distanceM: away(polygon) })),
    ...(level.points ?? []).map(({ id, position: [x, y] }) => ({
      kind: 'point' as const,
      id,
      distanceM: Math.hypot(x - position[0], y - position[1]),
    })),
  ].filter(({ distanceM }) => distanceM <= landmarkReachM);
  if (named.length === 0) return undefined;
  const { kind, id, distanceM } = named.reduce((a, b) => (b.distanceM < a.distanceM ? b : a));
  return { kind, ids: [id], distanceM };
}

/** Tells of bays whether some cells of a piece that are in bays lie in them. */
function bayCover(
  { grid, cells: kinds }: CarrierMap,
  cells: readonly number[],
): (bay: readonly Point[]) => boolean {
  const isWeakBay = new Uint8Array(kinds.length);
  for (const cell of cells) isWeakBay[cell] = kinds[cell] === cellKind.inBay ? 1 : 0;
  const { originXMm, originYMm, cellMm, rows, columns } = grid;
  const numberAt = (m: number, originMm: number) => (metresToMm(m) - originMm) / cellMm;
  return (bay) => {
    const [left, right, bottom, top] = bounds(bay);
    const west = Math.max(0, Math.floor(numberAt(left, originXMm)));
    const east = Math.min(columns - 1, Math.ceil(numberAt(right, originXMm)));
    const south = Math.max(0, Math.floor(numberAt(bottom, originYMm)));
    const north = Math.min(rows - 1, Math.ceil(numberAt(top, originYMm)));
    for (let row = south; row <= north; row += 1) {
      for (let column = west; column <= east; column += 1) {
        const cell = row * columns + column;
        if (isWeakBay[cell] === 1 && ringContains(bay, cellPosition({ grid }, cell))) return true;
      }
    }
    return false;
  };
}

function bounds(points: readonly Point[]): [number, number, number, number] {
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [x, y] of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    bottom = Math.min(bottom, y);
    top = Math.max(top, y);
  }
  return [left, right, bottom, top];
}

/** The first among equals. */
function maxFrequent<Value>(values: readonly Value[]): Value {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
}

/** Quantity that a carrier is shortest of at a cell. */
function weakLimit(map: CarrierMap, cell: number): WeakLocationLimit {
  if (map.bestAntenna[cell] < 0) return 'no-antenna';
  if (map.limiting[cell] === limitingCause.interference) return 'interference';
  return map.limiting[cell] === limitingCause.uplink ? 'uplink' : 'level';
}
