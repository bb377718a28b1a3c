import { type Phrase, say } from '../../core/index.ts';
import { groupColumns } from './group-columns.ts';
import type { Preamble } from './read-preamble.ts';
import {
  checkHead,
  findMarksHead,
  forEachRow,
  hasPosition,
  hasReading,
  type TableHead,
} from './read-table.ts';
import { readWalkRows } from './read-walk-rows.ts';
import { settleColumns } from './settle-columns.ts';
import type { SetAsideRow, WalkColumn } from './walk.ts';
import type { WalkRows } from './walk-rows.ts';

/** A table with readings. */
export interface WalkTable {
  head: TableHead;
  rows: WalkRows;
}

/** A way-point of a table of its own. */
export interface Waypoint {
  timeS: number;
  first: number;
  second: number;
  /** The word for the level, blank where there is none. */
  level: string;
}

/** Way-points of a table of their own. */
export interface WaypointTable {
  kind: WalkRows['kind'];
  first?: WalkColumn;
  second?: WalkColumn;
  /** True where times are of a zone that they or a line above the table state. */
  hasZone: boolean;
  points: Waypoint[];
}

/** All tables of a file. */
export interface WalkFile {
  tables: WalkTable[];
  marks: WaypointTable[];
  setAside: SetAsideRow[];
  assumptions: Phrase[];
}

/** Tables of one file that are read. */
const maxTables = 20;

/**
 * Reads the tables of a file: those with readings, those with way-points for them, and lists the rows of all others.
 * @throws InputError where the first has no reading, or no position and there are no way-points
 */
export function readTables(text: string, head: TableHead, preamble: Preamble): WalkFile {
  const file: WalkFile = { tables: [], marks: [], setAside: [], assumptions: [] };
  if (!hasReading(head)) checkHead(head);
  const above = findMarksHead(text, head);
  if (above) readMarks(text, above, preamble, file);
  let next: TableHead | undefined = readTable(text, head, preamble, file);
  for (let table = 2; next && table <= maxTables; table += 1) {
    const another: TableHead = settleColumns(text, next);
    const { headerRow: line } = another;
    const isMarks = isMarksHead(another);
    const isWalk = hasReading(another) && (hasPosition(another) || !hasPosition(head));
    const known = isWalk || isMarks ? 'walk-table-more' : 'walk-table-other';
    file.assumptions.push(say(known, { line }));
    next = isWalk
      ? readTable(text, another, preamble, file)
      : isMarks
        ? readMarks(text, another, preamble, file)
        : skipTable(text, another, file);
  }
  const isPlaced = hasPosition(head) || file.marks.some(({ points }) => points.length > 1);
  if (!isPlaced) checkHead(head);
  return file;
}

function isMarksHead(head: TableHead): boolean {
  const hasTime = head.columns.some(({ role }) => role === 'time');
  return hasTime && hasPosition(head) && !hasReading(head) && groupColumns(head.names).columns.length <= 8;
}

function readTable(text: string, head: TableHead, preamble: Preamble, file: WalkFile): TableHead | undefined {
  const { rows, next } = readWalkRows(text, head, { preamble, setAside: file.setAside });
  file.tables.push({ head, rows });
  return next;
}

/** Reads the way-points of a table; comes back with the header of the next. */
function readMarks(text: string, head: TableHead, preamble: Preamble, file: WalkFile): TableHead | undefined {
  const { rows, next } = readWalkRows(text, head, { preamble, setAside: [] });
  const statedS = rows.hasZone ? 0 : zoneAboveS(text, head);
  const points = rows.lines.flatMap((_, index): Waypoint[] => {
    const timeS = rows.timesS[index];
    const [first, second] = [rows.first.values[index], rows.second.values[index]];
    if (timeS === undefined || !Number.isFinite(first) || !Number.isFinite(second)) return [];
    return [{ timeS: timeS - (statedS ?? 0), first, second, level: rows.levels[index] }];
  });
  file.marks.push({
    kind: rows.kind,
    first: rows.first.column,
    second: rows.second.column,
    hasZone: rows.hasZone || statedS !== undefined,
    points,
  });
  return next;
}

/** Lists the rows of a table that is no walk. */
function skipTable(text: string, head: TableHead, { setAside }: WalkFile): TableHead | undefined {
  const aside = (row: number) => setAside.push({ row, reason: 'other-table' });
  aside(head.headerRow);
  return forEachRow(text, head, { row: (_, line) => aside(line), repeatedHeader: aside });
}

/** Characters above a header in which a line may state the zone of its times. */
const zoneCharacters = 2000;

/** The last zone that lines above a table state, seconds east of UTC. */
function zoneAboveS(text: string, { start }: TableHead): number | undefined {
  const lines = text.slice(Math.max(0, start.offset - zoneCharacters), start.offset);
  const [, sign, hours, minutes] =
    [...lines.matchAll(/(?:UTC|GMT)\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?/gi)].pop() ?? [];
  if (!sign) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes ?? 0) * 60);
}
