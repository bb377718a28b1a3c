import { InputError, type PlacingChoices, type Plan } from '@diku/engine';
import { say } from '@diku/engine/core';
import { type CandidateRow, ownCandidates } from '@diku/engine/design';
import { type CsvError, parse } from 'csv-parse/sync';
import { usageError } from './exit-status.ts';
import { blameFile, readText } from './read-input.ts';

const needed = ['x', 'y', 'level'] as const;
const mostRows = 20_000;
/** Between candidates, metres. */
const spacingRangeM = { least: 1, most: 50 };

/**
 * `--candidates`: a spacing in metres, or a table of the planner's own places, whose rows are checked where the plan is known.
 * Status 64 or 65 where it is neither.
 */
export function readCandidates(
  choice: string,
  plan: Plan | undefined,
): Pick<PlacingChoices, 'spacingM' | 'candidateTable'> {
  const spacingM = Number(choice);
  if (choice.trim() === '' || Number.isNaN(spacingM)) {
    const rows = readRows(choice);
    if (plan) blameFile(choice, () => ownCandidates(plan, rows));
    return { candidateTable: { fileName: choice, rows } };
  }
  const { least, most } = spacingRangeM;
  if (spacingM >= least && spacingM <= most) return { spacingM };
  throw usageError('--candidates', `"${choice}"`, say('spacing-or-table', { least, most }));
}

/** A CSV with the columns x, y, level and where wanted height, type, azimuth, in any order. */
function readRows(path: string): CandidateRow[] {
  const text = readText(path);
  return blameFile(path, () => {
    let rows: { info: { lines: number }; record: Record<string, string> }[];
    try {
      rows = parse(text, {
        columns: true,
        info: true,
        trim: true,
        skip_empty_lines: true,
        to: mostRows + 1,
      });
    } catch (error) {
      const line = Number((error as CsvError).lines ?? 1);
      const found = (error as Error).message;
      throw new InputError([{ at: say('csv-line', { line }), found, expected: say('csv-table') }]);
    }
    const list = needed.join(', ');
    const first = say('csv-line', { line: 1 });
    if (rows.length === 0) {
      throw new InputError([{ at: first, found: say('csv-no-rows'), expected: say('csv-header', { list }) }]);
    }
    if (rows.length > mostRows) {
      const at = say('csv-line', { line: mostRows + 2 });
      const expected = say('csv-most-rows', { most: mostRows });
      throw new InputError([{ at, found: say('csv-more-rows'), expected }]);
    }
    const missing = needed.filter((column) => !(column in rows[0].record));
    if (missing.length > 0) {
      const found = say('csv-no-column', { list: missing.join(', ') });
      throw new InputError([{ at: first, found, expected: list }]);
    }
    return rows.map(({ info, record }) => {
      const { x, y, level, height, type, azimuth } = record;
      return { line: info.lines, x, y, level, height, type, azimuth };
    });
  });
}
