import {
  decodeWalkText,
  type Phrase,
  requireBytes,
  requireObject,
  requireText,
  say,
} from '../../core/index.ts';
import { type Plan, requirePlan } from '../../plan/index.ts';
import { buildReadings } from './build-readings.ts';
import { chooseServing } from './choose-serving.ts';
import { createLevelMatcher, findLevels } from './find-levels.ts';
import { matchCells } from './match-cells.ts';
import { placeBetweenMarks, placeMarks } from './place-marks.ts';
import { placePixels } from './place-pixels.ts';
import { isOthers } from './read-column-name.ts';
import { type Preamble, readPreamble } from './read-preamble.ts';
import { findHead, type TableHead } from './read-table.ts';
import { readTables, type WalkFile, type WalkTable } from './read-tables.ts';
import { settleColumns } from './settle-columns.ts';
import type { OtherCell, Walk, WalkOptions, WalkRole } from './walk.ts';
import { namedDatum, planFrame, walkFrame } from './walk-frame.ts';
import type { WalkRows } from './walk-rows.ts';

/**
 * A walk test's CSV as readings in the plan's frame. Encoding, separator, header, units and frame are found; what the
 * file does not say is in `assumptions`, what cannot be used in `setAside`.
 * @throws InputError with line, what was found and what was expected, where no table of a walk can be read
 */
export function parseWalk(bytes: Uint8Array, plan: Plan, options: WalkOptions = {}): Walk {
  requireBytes('walk', bytes);
  requirePlan(plan);
  requireObject('options', options);
  if (options.fileName !== undefined) requireText('fileName', options.fileName);
  const { text, encoding } = decodeWalkText(bytes);
  const head = settleColumns(text, findHead(text));
  const preamble = readPreamble(text.split('\n', head.headerRow - 1).join('\n'));
  const file = readTables(text, head, preamble);
  const walk: Walk = {
    fileName: options.fileName,
    encoding,
    separator: head.separator,
    headerRow: head.headerRow,
    columns: head.columns,
    ignored: head.ignored,
    ...{ rowCount: 0, readings: [], setAside: file.setAside, assumptions: file.assumptions },
  };
  for (const table of file.tables) addTable(walk, table, file, plan, { options, preamble });
  const others = matchCells(plan, walk.readings);
  if (others.length > 0) {
    walk.otherCells = others;
    walk.assumptions.push(say('walk-other-cells', otherCellValues(others)));
  }
  walk.setAside.sort((a, b) => a.row - b.row);
  walk.assumptions = distinct(walk.assumptions);
  return walk;
}

/** So many cells are named. */
const maxNamed = 5;

function otherCellValues(others: readonly OtherCell[]) {
  const named = others.slice(0, maxNamed).map(({ carrierId, pci, readings, strongest }) => {
    const level = strongest ? `, ${strongest.rsrpDbm.toFixed(0)} dBm` : '';
    return `${carrierId} PCI ${pci} (${readings}${level})`;
  });
  const rows = others.reduce((sum, { readings }) => sum + readings, 0);
  return { rows, count: others.length, list: named.join('; ') };
}

/** Adds the readings of one table. */
function addTable(
  walk: Walk,
  { head, rows }: WalkTable,
  { marks }: WalkFile,
  plan: Plan,
  { options, preamble }: { options: WalkOptions; preamble: Preamble },
): void {
  const { assumptions } = rows;
  const match = createLevelMatcher(plan.levels);
  const placed = placeMarks(rows, marks, match);
  const byMarks = placed.some(({ level }) => level !== undefined);
  const levels = findLevels(plan, rows, head, { options, preamble, assumptions, byMarks });
  assumptions.push(...tableAssumptions(head, rows));
  const outsideMarks = placeBetweenMarks(rows, levels, placed, assumptions);
  const isPlan = placePixels(rows, levels, head, preamble, options, assumptions);
  const frame = isPlan
    ? planFrame
    : walkFrame(
        plan,
        {
          kind: rows.kind,
          names: [rows.first.column?.name ?? '', rows.second.column?.name ?? ''],
          unit: rows.first.column?.unit,
          first: rows.first.values,
          second: rows.second.values,
          levels,
        },
        options.datum ?? namedDatum(preamble.text),
      );
  assumptions.push(...frame.assumptions, ...axesAssumptions(head, rows, preamble, isPlan));
  const built = buildReadings(plan, { rows, levels, frame, preamble, outsideMarks }, options);
  const served = chooseServing(built.readings, assumptions);
  walk.rowCount += rows.lines.length;
  for (const reading of served.readings) walk.readings.push(reading);
  for (const row of [...built.setAside, ...served.setAside]) walk.setAside.push(row);
  walk.assumptions.push(...assumptions, ...built.assumptions);
}

/** The same words once, however many tables are assumed about. */
function distinct(assumptions: readonly Phrase[]): Phrase[] {
  return [...new Map(assumptions.map((phrase) => [JSON.stringify(phrase), phrase])).values()];
}

/** That an export's positions are in the plan's axes where no word says so: nothing else would show a mirrored walk. */
function axesAssumptions(
  { columns }: TableHead,
  { kind, first, second }: WalkRows,
  { corner }: Preamble,
  isPlan: boolean,
): Phrase[] {
  const isExport = columns.some(({ role }) => role === 'pci');
  if (!isExport || isPlan || kind !== 'plane' || corner !== undefined) return [];
  const names = [...new Set([first.column?.name, second.column?.name])].join(', ');
  return [say('walk-xy-axes', { columns: names, unit: first.column?.unit ?? 'm' })];
}

/** Positions that are known worse than this say little of a garage, metres. */
const coarseM = 10;

/** Assumptions about the columns of a table. */
function tableAssumptions({ columns, ignored }: TableHead, rows: WalkRows): Phrase[] {
  const assumptions: Phrase[] = [];
  const nameOf = (role: WalkRole) => columns.find((column) => column.role === role)?.name;
  const [lon, lat] = [nameOf('lon'), nameOf('lat')];
  if (rows.kind === 'plane' && lon && lat) {
    const used = [...new Set([rows.first.column?.name, rows.second.column?.name])].join(', ');
    assumptions.push(say('walk-xy-used', { columns: used, others: `${lon}, ${lat}` }));
  }
  const levels = columns.filter(({ role }) => role === 'rsrp').map(({ name }) => name);
  const slots = new Set(columns.flatMap(({ role, slot = '' }) => (role === 'rsrp' ? [slot] : [])));
  if (slots.size > 1) assumptions.push(say('walk-carriers-beside', { list: levels.join(', ') }));
  const isExport = columns.some(({ role }) => role === 'pci');
  const hasChannel = columns.some(({ role }) => ['channel', 'frequency', 'band', 'carrier'].includes(role));
  if (isExport && !hasChannel) assumptions.push(say('walk-no-channel'));
  const cells = rows.groups.flatMap(({ pci: { column } }) =>
    column && !/pci|psc|phys|物理/i.test(column.name) ? [column.name] : [],
  );
  if (cells.length > 0) assumptions.push(say('walk-cell-pci', { columns: cells.join(', ') }));
  const accuracyM = rows.accuraciesM.filter((value) => value > 0).sort((a, b) => a - b);
  const middleM = accuracyM[accuracyM.length >> 1];
  if (middleM > coarseM) {
    const column = nameOf('accuracy') ?? '';
    assumptions.push(say('walk-accuracy', { column, middle: Math.round(middleM) }));
  }
  const others = ignored.filter((name) => isOthers(name)).length;
  if (others > 0) assumptions.push(say('walk-neighbours-ignored', { count: others }));
  return assumptions;
}
