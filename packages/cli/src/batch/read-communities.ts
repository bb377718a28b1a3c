import { readdirSync, statSync } from 'node:fs';
import { dirname, extname, join, relative, resolve, sep } from 'node:path';
import { InputError, type Phrase } from '@diku/engine';
import { openTables, say, type TableRow, takeRows, verbatim } from '@diku/engine/core';
import { createFileNamer } from '@diku/engine/documents';
import { blameFileAsync, readInput, readJson } from '../read-input.ts';
import type { Community } from './community.ts';
import { heads } from './list-vocabulary.ts';

/** A community before its path in the result set is known. */
type Listed = Omit<Community, 'folder'>;

type Head = keyof typeof heads;
type Row = Partial<Record<Head, string>> & { at: Phrase };

/** Lines of title that spreadsheets have above the heads. */
const maxRowsAbove = 10;

/**
 * The communities of a folder (every drawing and plan below it, by name, but for what lies in folders of results) or of a list. Statuses 65, 66.
 */
export async function readCommunities(path: string, results: readonly string[]): Promise<BatchInput> {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory();
  const { listed, without } = await blameFileAsync(path, async () =>
    checked(
      isFolder
        ? { listed: searchFolder(path, new Set(results.map((each) => resolve(each)))), without: 0 }
        : await readList(path),
    ),
  );
  const nameOf = createFileNamer();
  const communities = listed.map((each) => ({ ...each, folder: `communities/${nameOf(each.id)}` }));
  return { communities, without };
}

/**
 * The communities of a list, CSV, XLSX or JSON, with id, name, district and the file, relative to the list; and how many rows of it
 * have no file yet.
 * @throws InputError with the row that is wrong, and where none has a file
 */
async function readList(path: string): Promise<{ listed: Listed[]; without: number }> {
  const rows = /\.json$/i.test(path) ? jsonRows(path) : await tableRows(path);
  const named = rows.filter(({ input }) => input);
  if (rows.length > 0 && named.length === 0)
    throw refusal(rows[0].at, say('batch-no-file'), say('batch-file'));
  const seen = new Set<string>();
  const listed = named.map(({ at, id, name, district, input = '' }) => {
    const communityId = id || input;
    if (seen.has(communityId)) throw refusal(at, `"${communityId}"`, say('batch-own-id'));
    seen.add(communityId);
    return {
      id: communityId,
      ...(id ? { planId: id } : {}),
      ...(name ? { name } : {}),
      ...(district ? { district } : {}),
      input,
      path: resolve(dirname(path), input),
    };
  });
  return { listed, without: rows.length - named.length };
}

function jsonRows(path: string): Row[] {
  const document = readJson(path);
  const list = Array.isArray(document)
    ? document
    : (document as { communities?: unknown } | null)?.communities;
  if (!Array.isArray(list)) throw refusal(verbatim('communities'), say('no-array'), say('batch-list'));
  return list.map((item: unknown, index) => {
    const at = verbatim(`[${index}]`);
    if (item === null || typeof item !== 'object') throw refusal(at, JSON.stringify(item), say('batch-list'));
    const texts = Object.entries(item).map(([key, value]): [string, string] => [
      key,
      typeof value === 'string' || typeof value === 'number' ? String(value) : '',
    ]);
    return readRow(at, texts);
  });
}

/** The rows of a table; of a workbook those of the first sheet that has a column for the file. */
async function tableRows(path: string): Promise<Row[]> {
  for (const table of await openTables(readInput(path))) {
    const rows = await takeRows(table, Number.POSITIVE_INFINITY);
    const at = rows
      .slice(0, maxRowsAbove)
      .findIndex(({ cells }) => cells.some((cell) => headOf(cell) === 'input'));
    if (at < 0) continue;
    const isBlank = ({ cells }: TableRow) => cells.every((cell) => cell.trim() === '');
    return rows
      .slice(at + 1)
      .filter((row) => !isBlank(row))
      .map(({ number, cells }) =>
        readRow(
          say('table-row', { row: number }),
          rows[at].cells.map((head, index) => [head, cells[index] ?? '']),
        ),
      );
  }
  throw refusal(
    say('table-row', { row: 1 }),
    say('no-column', { list: say('batch-file-heads') }),
    say('batch-list'),
  );
}

/** The first column of a name counts. */
function readRow(at: Phrase, cells: readonly (readonly [head: string, text: string])[]): Row {
  const row: Row = { at };
  for (const [text, value] of cells) {
    const head = headOf(text);
    if (head) row[head] ??= value.trim();
  }
  return row;
}

function headOf(text: string): Head | undefined {
  const plain = text.toLowerCase().replace(/[\s_-]/g, '');
  return (Object.keys(heads) as Head[]).find((head) => (heads[head] as readonly string[]).includes(plain));
}

function refusal(at: Phrase, found: string | Phrase, expected: Phrase): InputError {
  return new InputError([{ at, found, expected }]);
}

/**
 * Endings of files that a folder is searched for. Images need a scale of their own, so they are taken from
 * lists alone.
 */
const garageEndings = new Set(['.dwg', '.dxf', '.pdf', '.ifc', '.geojson', '.osm', '.json']);
const maxCommunities = 1_000_000;

export interface BatchInput {
  communities: Community[];
  /** Rows of a list that name no drawing and no plan. */
  without: number;
}

function searchFolder(folder: string, results: ReadonlySet<string>): Listed[] {
  const paths = filesBelow(resolve(folder), results).sort();
  const inputs = paths.map((path) => relative(folder, path).split(sep).join('/'));
  const stem = (input: string) => input.slice(0, -extname(input).length).replace(/\.diku$/, '');
  const taken = new Map<string, number>();
  for (const input of inputs) taken.set(stem(input), (taken.get(stem(input)) ?? 0) + 1);
  return inputs.map((input, index) => ({
    id: taken.get(stem(input)) === 1 ? stem(input) : input,
    input,
    path: paths[index],
  }));
}

function filesBelow(folder: string, results: ReadonlySet<string>): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const names = new Set(entries.map(({ name }) => name));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') || results.has(path)) return [];
    if (entry.isDirectory()) return filesBelow(path, results);
    const stem = entry.name.slice(0, -extname(entry.name).length);
    const isSidecar = ['.png', '.jpg', '.jpeg'].some((ending) => names.has(stem + ending));
    return garageEndings.has(extname(entry.name).toLowerCase()) && !isSidecar ? [path] : [];
  });
}

function checked<Input extends { listed: readonly Listed[] }>(input: Input): Input {
  const { length } = input.listed;
  const refuse = (found: Phrase, expected: Phrase) => new InputError([{ at: say('files'), found, expected }]);
  if (length === 0)
    throw refuse(say('batch-empty'), say('batch-something', { list: [...garageEndings].join(' ') }));
  if (length > maxCommunities) throw refuse(say('more-rows'), say('at-most', { most: maxCommunities }));
  return input;
}
