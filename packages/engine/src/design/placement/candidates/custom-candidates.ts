import {
  InputError,
  type LocalizedProblem,
  type Point,
  requireList,
  requireObject,
  say,
} from '../../../core/index.ts';
import {
  type Antenna,
  antennaType,
  antennaTypes,
  isOnFloor,
  type Plan,
  requirePlan,
} from '../../../plan/index.ts';
import { panelDowntiltDeg } from './antennas-of-kinds.ts';
import { candidateId } from './candidate.ts';
import { mountHeightM } from './mount-height.ts';
import { mountRules } from './mount-rules.ts';

/** A row of a table of the planner's own candidates, as text; `line` is where it stands in the file. */
export interface CandidateRow {
  line: number;
  x: string;
  y: string;
  level: string;
  /** Default: under the ceiling as the plan's rules have it, metres above the floor. */
  height?: string;
  /** Default `ceiling-omni`. */
  type?: string;
  azimuth?: string;
}

/** Lower is a mistake of units, metres above the floor. */
const minHeightM = 0.5;

/** Types that a row may ask for: those that can be bought, a plan's own among them, and small cells. */
function typesInRows({ antennaTypes: custom }: Plan): string[] {
  const installed = [...antennaTypes.values()].filter(
    ({ extent, pattern }) => extent === 'point' && pattern.formula !== 'isotropic',
  );
  return [...installed.map(({ id }) => id), ...Object.keys(custom ?? {}), 'small-cell'];
}

/**
 * The planner's own locations as candidates. Throws `InputError` naming line and column of each row that makes no
 * sense.
 */
export function customCandidates(plan: Plan, rows: readonly CandidateRow[]): Antenna[] {
  requirePlan(plan);
  requireList('rows', rows);
  for (const row of rows) requireObject('rows', row, ['line', 'x', 'y', 'level']);
  const problems: LocalizedProblem[] = [];
  const lines = new Map<string, number>();
  const antennas = rows.flatMap((row): Antenna[] => {
    const known = problems.length;
    const antenna = readRow(plan, row, problems);
    if (problems.length > known || !antenna) return [];
    const key = JSON.stringify([antenna.level, antenna.position, antenna.type, antenna.azimuthDeg]);
    const first = lines.get(key);
    if (first === undefined) lines.set(key, row.line);
    else {
      const found = say('same-candidate', { line: first });
      problems.push({ at: say('csv-line', { line: row.line }), found, expected: say('candidate-once') });
    }
    return [antenna];
  });
  if (problems.length > 0) throw new InputError(problems.slice(0, 200));
  return antennas;
}

function readRow(plan: Plan, row: CandidateRow, problems: LocalizedProblem[]): Antenna | undefined {
  const refuse = (
    column: keyof CandidateRow,
    expected: LocalizedProblem['expected'],
    found?: LocalizedProblem['found'],
  ) => {
    const at = say('csv-cell', { line: row.line, column });
    problems.push({ at, found: found ?? `"${row[column] ?? ''}"`, expected });
  };
  const number = (column: 'x' | 'y' | 'height' | 'azimuth', expected: LocalizedProblem['expected']) => {
    const text = row[column]?.trim() ?? '';
    const value = Number(text);
    if (text === '' || !Number.isFinite(value)) refuse(column, expected);
    return value;
  };
  const level = plan.levels.find(({ id }) => id === row.level);
  if (!level) {
    refuse('level', say('one-of', { list: plan.levels.map(({ id }) => id).join(', ') }));
    return undefined;
  }
  const position: Point = [number('x', say('number-in-metres')), number('y', say('number-in-metres'))];
  if (position.every(Number.isFinite) && !isOnFloor(level, position)) {
    const [x, y] = position;
    refuse('x', say('inside-level'), say('outside-level', { x, y, level: level.id }));
  }
  const type = row.type?.trim() || 'ceiling-omni';
  const types = typesInRows(plan);
  if (!types.includes(type)) refuse('type', say('one-of', { list: types.join(', ') }));
  let heightM = mountHeightM(level, position, mountRules(plan, level));
  if (row.height?.trim()) {
    const expected = say('metres-between', { least: minHeightM, most: level.clearHeightM });
    heightM = number('height', expected);
    if (heightM < minHeightM || heightM > level.clearHeightM) refuse('height', expected);
  }
  const base = { id: candidateId, level: level.id, position, heightM, cell: 'S1', carriers: ['*'] };
  // What it sends and with which power is its unit's, once a catalogue is at hand.
  if (type === 'small-cell') return { ...base, type: 'ceiling-omni', feed: 'small-cell' };
  const { direction } = antennaType(type);
  if (direction === 'none') return { ...base, type };
  if (direction === 'optional' && !row.azimuth?.trim()) return { ...base, type };
  const azimuthDeg = number('azimuth', say('azimuth-needed'));
  if (Math.abs(azimuthDeg) > 360) refuse('azimuth', say('number-in-degrees'));
  // The formula's panel is tilted as a whole; a measured pattern stands as it was measured.
  const downtiltDeg = direction === 'required' ? panelDowntiltDeg : 0;
  return { ...base, type, azimuthDeg, downtiltDeg };
}
