import { InputError, type Plan, phraseText } from '@diku/engine';
import { openTables, say, takeRows } from '@diku/engine/core';
import { type CandidateRow, customCandidates } from '@diku/engine/design';
import { readAntennaPattern } from '@diku/engine/import';
import type { AntennaCuts } from '@diku/engine/plan';
import { energyDoubts } from '@diku/engine/radio';
import type { LocalizedLine } from '../texts/localized-line.ts';
import { localizedLine } from '../texts/localized-line.ts';
import type { FileBytes } from './read-request.ts';

/** A type of antenna by the pattern files of its bands. */
export interface AntennaTypeFile {
  id: string;
  name: string;
  bands: AntennaCuts[];
  doubts: LocalizedLine[];
}

/** Pattern files of one antenna, a file each band, as a type. @throws InputError with line, what was found and what was expected */
export function readPatterns(files: readonly FileBytes[]): AntennaTypeFile {
  const read = files.map(({ bytes, fileName }) => ({ fileName, ...readAntennaPattern(bytes) }));
  const [{ name, make, fileName }] = read;
  const stem = fileName.replace(/\.[^.]*$/, '');
  const named = [make, name].filter(Boolean).join(' ').slice(0, 200);
  return {
    id: (name || stem).slice(0, 60),
    name: named || stem,
    bands: read.map(({ band }) => band),
    doubts: read.flatMap(({ band, doubts }) =>
      [...doubts, ...energyDoubts(band)].map((doubt) => localizedLine((each) => phraseText(doubt, each))),
    ),
  };
}

const maxRows = 20_000;
const columns = ['x', 'y', 'level', 'height', 'type', 'azimuth'] as const;

/** A table of the planner's own candidates for a plan. @throws InputError naming line and column of what makes no sense */
export async function readCandidates({ bytes }: FileBytes, plan: Plan): Promise<CandidateRow[]> {
  const [table] = await openTables(bytes);
  const [head, ...rows] = table ? await takeRows(table, maxRows + 1) : [];
  const names = (head?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  const missing = columns.slice(0, 3).filter((column) => !names.includes(column));
  if (!head || missing.length > 0) {
    const found = say('csv-no-column', { list: missing.join(', ') });
    const expected = columns.slice(0, 3).join(', ');
    throw new InputError([{ at: say('csv-line', { line: head?.number ?? 1 }), found, expected }]);
  }
  const read = rows
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
    .map(({ number, cells }): CandidateRow => {
      const at = (column: (typeof columns)[number]) => cells[names.indexOf(column)]?.trim() || undefined;
      const [x = '', y = '', level = ''] = [at('x'), at('y'), at('level')];
      const more = { height: at('height'), type: at('type'), azimuth: at('azimuth') };
      const given = Object.entries(more).filter(([, value]) => value !== undefined);
      return { line: number, x, y, level, ...Object.fromEntries(given) };
    });
  customCandidates(plan, read);
  return read;
}
