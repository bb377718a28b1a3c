import { readdirSync, statSync } from 'node:fs';
import { dirname, extname, join, relative, resolve, sep } from 'node:path';
import { createFileNamer, decodeWalkText, InputError, type Phrase, say, verbatim } from '@diku/engine';
import { type CsvError, parse } from 'csv-parse/sync';
import { blameFile, readInput, readJson } from '../read-input.ts';
import type { Community } from './community.ts';

/** What a folder is searched for. Pictures need a scale of their own, so they are taken from lists alone. */
const garageEndings = new Set(['.dxf', '.ifc', '.geojson', '.osm', '.json']);
const mostCommunities = 1_000_000;

/** Heads of a list's columns, in small letters, without spaces. */
const heads = {
  id: ['id', 'community', 'communityid', '编号', '小区编号', '序号'],
  name: ['name', '名称', '小区', '小区名称'],
  district: ['district', '区', '行政区', '所属区'],
  input: ['file', 'drawing', 'plan', 'input', 'path', '图纸', '方案', '文件'],
} as const;
type Head = keyof typeof heads;
type Row = Partial<Record<Head, string>> & { at: Phrase };

/**
 * The communities of a folder (every drawing and plan below it, by name, but for what lies in `out`) or of a list: CSV (UTF-8 or
 * GB 18030) or JSON with id, name, district and the file, relative to the list. Statuses 65, 66.
 */
export function readCommunities(path: string, out: string): Community[] {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory();
  const listed = blameFile(path, () => (isFolder ? searchFolder(path, resolve(out)) : readList(path)));
  const nameOf = createFileNamer();
  return listed.map((each) => ({ ...each, folder: `communities/${nameOf(each.id)}` }));
}

function searchFolder(folder: string, out: string): Omit<Community, 'folder'>[] {
  const paths = filesBelow(resolve(folder), out).sort();
  const inputs = paths.map((path) => relative(folder, path).split(sep).join('/'));
  const stem = (input: string) => input.slice(0, -extname(input).length).replace(/\.diku$/, '');
  const taken = new Map<string, number>();
  for (const input of inputs) taken.set(stem(input), (taken.get(stem(input)) ?? 0) + 1);
  const found = inputs.map((input, index) => ({
    id: taken.get(stem(input)) === 1 ? stem(input) : input,
    input,
    path: paths[index],
  }));
  return checkCount(found);
}

function filesBelow(folder: string, out: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const names = new Set(entries.map(({ name }) => name));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') || path === out) return [];
    if (entry.isDirectory()) return filesBelow(path, out);
    const stem = entry.name.slice(0, -extname(entry.name).length);
    const isSidecar = ['.png', '.jpg', '.jpeg'].some((ending) => names.has(stem + ending));
    return garageEndings.has(extname(entry.name).toLowerCase()) && !isSidecar ? [path] : [];
  });
}

function checkCount<Item>(items: Item[]): Item[] {
  const refuse = (found: Phrase, expected: Phrase) => new InputError([{ at: say('files'), found, expected }]);
  if (items.length === 0)
    throw refuse(say('batch-empty'), say('batch-something', { list: [...garageEndings].join(' ') }));
  if (items.length > mostCommunities)
    throw refuse(say('more-rows'), say('at-most', { most: mostCommunities }));
  return items;
}

function readList(path: string): Omit<Community, 'folder'>[] {
  const rows = checkCount(/\.json$/i.test(path) ? jsonRows(path) : csvRows(path));
  const seen = new Set<string>();
  return rows.map(({ at, id, name, district, input }) => {
    const refuse = (found: string | Phrase, expected: Phrase) => new InputError([{ at, found, expected }]);
    if (!input) throw refuse(say('batch-no-file'), say('batch-file'));
    const own = id || input;
    if (seen.has(own)) throw refuse(`"${own}"`, say('batch-own-id'));
    seen.add(own);
    return {
      id: own,
      ...(name ? { name } : {}),
      ...(district ? { district } : {}),
      input,
      path: resolve(dirname(path), input),
    };
  });
}

function jsonRows(path: string): Row[] {
  const document = readJson(path);
  const list = Array.isArray(document)
    ? document
    : (document as { communities?: unknown } | null)?.communities;
  if (!Array.isArray(list))
    throw new InputError([
      { at: verbatim('communities'), found: say('no-array'), expected: say('batch-list') },
    ]);
  return list.map((item: unknown, index) => {
    const at = verbatim(`[${index}]`);
    if (item === null || typeof item !== 'object')
      throw new InputError([{ at, found: JSON.stringify(item), expected: say('batch-list') }]);
    const row: Row = { at };
    for (const [key, value] of Object.entries(item)) {
      const head = headOf(key);
      if (head && (typeof value === 'string' || typeof value === 'number'))
        row[head] ??= String(value).trim();
    }
    return row;
  });
}

function csvRows(path: string): Row[] {
  let rows: { info: { lines: number }; record: Record<string, string> }[];
  try {
    rows = parse(decodeWalkText(readInput(path)).text, {
      columns: true,
      info: true,
      trim: true,
      skip_empty_lines: true,
      to: mostCommunities + 1,
    });
  } catch (error) {
    if (!(error as Partial<CsvError>).code?.startsWith('CSV_')) throw error;
    const at = say('csv-line', { line: Number((error as CsvError).lines ?? 1) });
    throw new InputError([{ at, found: (error as Error).message, expected: say('csv-table') }]);
  }
  return rows.map(({ info, record }) => {
    const row: Row = { at: say('csv-line', { line: info.lines }) };
    for (const [key, value] of Object.entries(record)) {
      const head = headOf(key);
      if (head) row[head] ??= value;
    }
    return row;
  });
}

function headOf(text: string): Head | undefined {
  const plain = text.toLowerCase().replace(/[\s_-]/g, '');
  return (Object.keys(heads) as Head[]).find((head) => (heads[head] as readonly string[]).includes(plain));
}
