import { boundsOf, type Point } from '../../../core/index.ts';
import { type Level, placedOpenings, waysOutWith } from '../../../plan/index.ts';

/** A straight line of the ceiling along which cables may run, and the parts of it that are tray. */
export interface CourseLine {
  a: Point;
  b: Point;
  trays: { fromM: number; toM: number }[];
  /** Places that are nodes besides the crossings with other lines. */
  stops: Point[];
}

/** Between two lines there is never more than this, metres: an aisle. */
const widestGapM = 6;
/** A line through a door reaches so far on both sides, metres. */
const doorReachM = 9;
const axisToleranceM = 0.001;

/**
 * The lines of a level: both ways through every place that has to be reached, along every tray, through every door, and
 * between them so that no gap is wider than an aisle.
 */
export function levelLines(level: Level, places: readonly Point[]): CourseLine[] {
  const waysOut = waysOutWith(level, places).flatMap(({ polygon }) => polygon);
  const bounds = boundsOf([...level.outline, ...waysOut]);
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
  for (const place of places) for (const axis of [0, 1] as const) addLine(axis, place[axis]);
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
      const pieces = Math.ceil((known[index + 1] - known[index]) / widestGapM);
      for (let piece = 1; piece < pieces; piece += 1) {
        addLine(axis, known[index] + ((known[index + 1] - known[index]) * piece) / pieces);
      }
    }
  }
  return [...axes[0].values(), ...axes[1].values(), ...oblique, ...doorLines(level)];
}

function traySegments(level: Level): [Point, Point][] {
  return (level.facilities ?? []).flatMap(({ kind, path }) =>
    kind === 'tray' && path
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
