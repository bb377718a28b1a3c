import { type Phrase, say } from '../../core/index.ts';
import type { Level } from '../../plan/index.ts';
import type { WaypointTable } from './read-tables.ts';
import type { WalkRows } from './walk-rows.ts';

/** A moment at which the tester said where the phone was. */
export interface Mark {
  timeS: number;
  first: number;
  second: number;
  level?: Level;
}

/**
 * Gives rows without a position the point on the straight line between the marks before and after, by time: tools for
 * buildings write positions only where the tester touched the plan. Fills the positions in `rows` and the levels.
 * @returns rows between no two marks, by index
 */
export function placeBetweenMarks(
  rows: WalkRows,
  levels: (Level | undefined)[],
  tabled: readonly Mark[],
  assumptions: Phrase[],
): ReadonlySet<number> {
  const outside = new Set<number>();
  const { first, second } = rows;
  const isPlaced = (index: number) =>
    Number.isFinite(first.values[index]) &&
    Number.isFinite(second.values[index]) &&
    !(first.values[index] === 0 && second.values[index] === 0 && rows.kind === 'degrees');
  const isBlank = (index: number) => Number.isNaN(first.values[index]) && Number.isNaN(second.values[index]);
  const measured = rows.lines.map((_, index) => isMeasured(rows, index));
  const unplaced = measured.flatMap((is, index) => (is && isBlank(index) ? [index] : []));
  if (unplaced.length === 0) return outside;
  const defaultLevel = levels.find((level) => level !== undefined);
  const marks =
    tabled.length > 1
      ? tabled.map((mark) => ({ ...mark, level: mark.level ?? defaultLevel }))
      : findMarks(rows, levels, measured, isPlaced);
  if (marks.length < 2) return outside;
  let placed = 0;
  for (const index of unplaced) {
    const timeS = rows.timesS[index];
    const between = timeS === undefined ? undefined : marksAround(marks, timeS);
    const [before, after] = between ?? [];
    const level = levels[index] ?? before?.level;
    if (!before || !after || before.level !== after.level || level !== before.level) {
      outside.add(index);
      continue;
    }
    const spanS = after.timeS - before.timeS;
    const ratio = spanS > 0 ? ((timeS as number) - before.timeS) / spanS : 0;
    first.values[index] = before.first + ratio * (after.first - before.first);
    second.values[index] = before.second + ratio * (after.second - before.second);
    levels[index] = level;
    placed += 1;
  }
  assumptions.push(say('walk-marks', { marks: marks.length, rows: placed, outside: outside.size }));
  return outside;
}

const secondsPerDay = 86_400;

/**
 * The way-points of tables of their own, in the time of a table's rows. Where the rows have no columns of positions, `rows` gets those of the way-points.
 */
export function placeMarks(
  rows: WalkRows,
  tables: readonly WaypointTable[],
  match: (text: string) => Level | undefined,
): Mark[] {
  const [table] = tables.filter(({ points }) => points.length > 1);
  if (!table) return placeEventMarks(rows);
  const isPlaced = rows.first.column !== undefined && rows.second.column !== undefined;
  if (isPlaced && rows.first.values.some((value) => Number.isFinite(value))) return [];
  rows.kind = table.kind;
  rows.first.column = table.first;
  rows.second.column = table.second;
  const timesS = rows.timesS.filter((timeS) => timeS !== undefined);
  const isOfDay = timesS.length > 0 && timesS.every((timeS) => timeS < 2 * secondsPerDay);
  const firstDayS = Math.floor(table.points[0].timeS / secondsPerDay) * secondsPerDay;
  return table.points
    .map(({ timeS, first, second, level }) => ({
      timeS: timeS - (isOfDay ? firstDayS : 0),
      ...{ first, second, level: level === '' ? undefined : match(level) },
    }))
    .sort((a, b) => a.timeS - b.timeS);
}

/** Positions that stand in the words of events become those of their rows, where no column has any. */
function placeEventMarks(rows: WalkRows): Mark[] {
  const { first, second } = rows;
  if (rows.eventMarks.size < 2) return [];
  if ([...first.values.keys()].some((index) => Number.isFinite(first.values[index]))) return [];
  rows.kind = 'plane';
  const [column] = rows.eventColumns;
  first.column = { ...column, role: 'x' };
  second.column = { ...column, role: 'y' };
  for (const [index, [x, y]] of rows.eventMarks) {
    first.values[index] = x;
    second.values[index] = y;
    rows.marks[index] = true;
  }
  return [];
}

function isMeasured({ groups }: WalkRows, index: number): boolean {
  return groups.some(
    ({ rsrp, noService, served }) =>
      Number.isFinite(rsrp.values[index]) || noService[index] || served[index] !== undefined,
  );
}

/** Rows with a position that are called marks, or all rows with a position where no measurement has one. In time. */
function findMarks(
  rows: WalkRows,
  levels: readonly (Level | undefined)[],
  measured: readonly boolean[],
  isPlaced: (index: number) => boolean,
): Mark[] {
  const placed = rows.lines.flatMap((_, index) =>
    isPlaced(index) && rows.timesS[index] !== undefined ? [index] : [],
  );
  const named = placed.filter((index) => rows.marks[index]);
  const isMarked = named.length >= 2 || placed.every((index) => !measured[index]);
  const chosen = named.length >= 2 ? named : isMarked ? placed : [];
  return chosen
    .map((index) => ({
      timeS: rows.timesS[index] as number,
      first: rows.first.values[index],
      second: rows.second.values[index],
      level: levels[index],
    }))
    .sort((a, b) => a.timeS - b.timeS);
}

/** The last mark at or before a time and the first one at or after it. */
function marksAround(marks: readonly Mark[], timeS: number): [Mark, Mark] | undefined {
  let low = 0;
  let high = marks.length - 1;
  if (timeS < marks[low].timeS || timeS > marks[high].timeS) return undefined;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (marks[middle].timeS <= timeS) low = middle;
    else high = middle;
  }
  return [marks[low], marks[high]];
}
