import { type Antenna, type CandidateRow, InputError, ownCandidates, type Plan, say } from '@diku/engine';
import { type CsvError, parse } from 'csv-parse/sync';
import { usageError } from './exit-status.ts';
import { blameFile, readText } from './read-input.ts';

const needed = ['x', 'y', 'level'] as const;
const mostRows = 20_000;
/** Between candidates, metres. */
const spacingRangeM = { least: 1, most: 50 };

/** `--candidates`: a spacing in metres, or a table of the planner's own places. Status 64 or 65 where it is neither. */
export function readCandidates(choice: string, plan: Plan): { plan: Plan; own?: Antenna[] } {
  const spacingM = Number(choice);
  if (choice.trim() === '' || Number.isNaN(spacingM)) return { plan, own: readOwn(choice, plan) };
  if (spacingM < spacingRangeM.least || spacingM > spacingRangeM.most) {
    const { least, most } = spacingRangeM;
    throw usageError('--candidates', `"${choice}"`, `a spacing from ${least} to ${most} m, or a CSV file`);
  }
  return { plan: { ...plan, placement: { ...plan.placement, spacingM } } };
}

/** A CSV with the columns x, y, level and where wanted height, type, azimuth, in any order. */
function readOwn(path: string, plan: Plan): Antenna[] {
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
    return ownCandidates(
      plan,
      rows.map(({ info, record }): CandidateRow => {
        const { x, y, level, height, type, azimuth } = record;
        return { line: info.lines, x, y, level, height, type, azimuth };
      }),
    );
  });
}
