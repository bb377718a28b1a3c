import type { Phrase } from '@diku/engine';
import { say } from '@diku/engine/core';
import { type CsvError, parse } from 'csv-parse/sync';
import { CommandError, exitStatus, problemError } from './exit-status.ts';
import { readText } from './read-input.ts';

/** One row of `--points`: metres in the plan's frame, z above the level's floor. */
export interface PointRow {
  x: number;
  y: number;
  z: number;
  level: string;
}

const columns = ['x', 'y', 'z', 'level'] as const;
const mostRows = 200_000;

/** A CSV with the columns x, y, z, level in any order; others are ignored. Status 65 names the line. */
export function readPoints(path: string): PointRow[] {
  const refuse = (at: Phrase, found: string | Phrase, expected: string | Phrase) =>
    problemError(exitStatus.badInput, { at: say('file-place', { file: path, at }), found, expected });
  const line = (number: number) => say('line', { line: number });
  let rows: { info: { lines: number }; record: Record<string, string> }[];
  try {
    rows = parse(readText(path), {
      columns: true,
      info: true,
      trim: true,
      skip_empty_lines: true,
      to: mostRows + 1,
    });
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw refuse(line(Number((error as CsvError).lines ?? 1)), (error as Error).message, 'CSV');
  }
  if (rows.length === 0)
    throw refuse(line(1), say('no-rows'), say('header-and-rows', { list: columns.join(', ') }));
  if (rows.length > mostRows)
    throw refuse(line(mostRows + 2), say('more-rows'), say('at-most', { most: mostRows }));
  const missing = columns.filter((column) => !(column in rows[0].record));
  if (missing.length > 0)
    throw refuse(line(1), say('no-column', { list: missing.join(', ') }), columns.join(','));
  return rows.map(({ info, record }) => {
    for (const column of ['x', 'y', 'z'] as const) {
      if (record[column] === '' || !Number.isFinite(Number(record[column]))) {
        throw refuse(
          say('line-of-column', { line: info.lines, column }),
          `"${record[column]}"`,
          say('number-in-metres'),
        );
      }
    }
    return { x: Number(record.x), y: Number(record.y), z: Number(record.z), level: record.level };
  });
}
