import {
  decodeWalkText,
  InputError,
  type Phrase,
  requireBytes,
  requireObject,
  requireText,
  say,
} from '../../core/index.ts';
import { type Level, levelIdOf, type Plan, requirePlan } from '../../plan/index.ts';
import { buildReadings } from './build-readings.ts';
import { operatorOf } from './read-operator.ts';
import { checkHead, findHead, type TableHead } from './read-table.ts';
import type { Walk, WalkOptions } from './walk.ts';
import { walkFrame } from './walk-frame.ts';
import { readWalkRows, type WalkRows } from './walk-rows.ts';

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
  checkHead(head);
  const rows = readWalkRows(text, head);
  const assumptions: Phrase[] = [];
  const levels = findLevels(plan, rows, head, options, assumptions);
  const frame = walkFrame(
    plan,
    {
      kind: rows.kind,
      names: [rows.first.column?.name ?? '', rows.second.column?.name ?? ''],
      unit: rows.first.column?.unit,
      first: rows.first.values,
      second: rows.second.values,
      levels,
    },
    options.datum,
  );
  assumptions.push(...frame.assumptions);
  const built = buildReadings(plan, rows, levels, frame, options);
  return {
    fileName: options.fileName,
    encoding,
    separator: head.separator,
    headerRow: head.headerRow,
    columns: head.columns,
    ignored: head.ignored,
    rowCount: rows.lines.length,
    readings: built.readings,
    setAside: built.setAside,
    assumptions: [...assumptions, ...built.assumptions],
  };
}

/** Rows whose values tell what an ambiguous name means. */
const triedRows = 200;

/** "Level" may be one of the garage or of the signal, "carrier" a carrier or an operator: their values tell. */
function settleColumns(text: string, head: TableHead): TableHead {
  const level = head.columns.find(({ role }) => role === 'level');
  const carrier = head.columns.find(({ role }) => role === 'carrier');
  const needsRsrp = !head.columns.some(({ role }) => role === 'rsrp');
  const needsOperator = !head.columns.some(({ role }) => role === 'operator');
  if (!(level && needsRsrp) && !(carrier && needsOperator)) return head;
  const sample: string[][] = [];
  const end = text.split('\n', head.headerRow + triedRows).join('\n');
  for (const line of end.split('\n').slice(head.headerRow)) sample.push(line.split(head.separator));
  const fraction = (index: number, fits: (cell: string) => boolean) => {
    const cells = sample
      .map((row) => (row[index] ?? '').replaceAll('"', '').trim())
      .filter((cell) => cell !== '');
    return cells.length === 0 ? 0 : cells.filter(fits).length / cells.length;
  };
  const columns = head.columns.map((column) => {
    if (column === level && needsRsrp && fraction(column.index, (cell) => Number(cell) < -30) > 0.5) {
      return { ...column, role: 'rsrp' as const };
    }
    const isOperator = (cell: string) => operatorOf(cell, 'value') !== undefined && !/\d{3}/.test(cell);
    if (column === carrier && needsOperator && fraction(column.index, isOperator) > 0.5) {
      return { ...column, role: 'operator' as const };
    }
    return column;
  });
  return { ...head, columns };
}

/** The level of each row; undefined where its word means none of the plan's. */
function findLevels(
  plan: Plan,
  rows: WalkRows,
  head: TableHead,
  options: WalkOptions,
  assumptions: Phrase[],
): (Level | undefined)[] {
  const match = createLevelMatcher(plan.levels);
  if (head.columns.some(({ role }) => role === 'level')) {
    const defaultLevel = options.levelId ? match(options.levelId) : onlyOf(plan.levels);
    return rows.levels.map((word) => (word === '' ? defaultLevel : match(word)));
  }
  const level = levelOfFile(plan, options, match, assumptions);
  return rows.lines.map(() => level);
}

function levelOfFile(
  plan: Plan,
  { levelId, fileName }: WalkOptions,
  match: (text: string) => Level | undefined,
  assumptions: Phrase[],
): Level {
  const list = plan.levels.map(({ id }) => id).join(', ');
  if (levelId !== undefined) {
    const level = match(levelId);
    if (level) return level;
    throw new InputError([{ at: 'level', found: `"${levelId}"`, expected: say('one-of', { list }) }]);
  }
  const only = onlyOf(plan.levels);
  if (only) return only;
  const stem = (fileName ?? '').replace(/\.[^.]*$/, '');
  const named =
    plan.levels.find(({ id }) => stem.split(/[\s_.\-()（）]+/).includes(id)) ?? match(levelIdOf(stem) ?? '');
  if (named) {
    assumptions.push(say('walk-level-by-name', { level: named.id }));
    return named;
  }
  throw new InputError([
    {
      at: say('walk-header'),
      found: say('walk-no-level-column'),
      expected: say('walk-level-column', { list }),
    },
  ]);
}

function onlyOf<Item>(items: readonly Item[]): Item | undefined {
  return items.length === 1 ? items[0] : undefined;
}

/** The level that a word of the file means: its id, its name, or another way to say B1 (-1, 负一层, B1F, B1M). */
function createLevelMatcher(levels: readonly Level[]): (text: string) => Level | undefined {
  const cached = new Map<string, Level | undefined>();
  return (text) => {
    if (!cached.has(text)) cached.set(text, matchLevel(levels, text));
    return cached.get(text);
  };
}

function matchLevel(levels: readonly Level[], text: string): Level | undefined {
  const folded = fold(text);
  if (folded === '') return undefined;
  const exact = levels.find(({ id, name }) => fold(id) === folded || (name && fold(name) === folded));
  if (exact) return exact;
  const minus = /^-(\d)(?:\.0+)?$/.exec(folded)?.[1];
  const id = minus ? `B${minus}` : levelIdOf(text.normalize('NFKC').replace(/[−–—]/g, '-'));
  const alike = levels.filter(
    (level) => fold(level.id) === id || (level.name && levelIdOf(level.name) === id),
  );
  return id !== undefined && alike.length === 1 ? alike[0] : undefined;
}

function fold(text: string): string {
  return text.normalize('NFKC').replace(/[−–—]/g, '-').replace(/\s+/g, '').toUpperCase();
}
