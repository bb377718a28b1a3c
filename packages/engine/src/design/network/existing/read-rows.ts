import { cleanCell, type Phrase, say, type TableRow } from '../../../core/index.ts';
import type { BlockReader } from './tree-block.ts';
import { readIdLevel, readIds, readKind, readLevel, readSize } from './tree-cells.ts';
import type { HeadColumn } from './tree-head.ts';
import { isFeed, readName } from './tree-names.ts';
import type { TreePart } from './tree-table.ts';
import {
  elsewhereWords,
  jumperWords,
  leadsTo,
  legendWords,
  nothingOn,
  placeholderId,
  removedWords,
  saidOf,
  type TreeColumn,
} from './tree-vocabulary.ts';

interface DataRow {
  row: TableRow;
  at: Phrase;
  scope: string | undefined;
}

/** True for what stands for nothing. */
export const isBlank = (text: string) => /^[-–—/]*$/.test(text);

/** Reads rows of cables with both ends. */
export function readCables(reader: BlockReader): void {
  const { draft } = reader;
  draft.hasCables = true;
  const isOfOther = otherRows(reader);
  for (const { row, at, scope } of severalRows(reader, 'to')) {
    const [from, to] = [reader.cell(row, 'from'), reader.cell(row, 'to')];
    const feed = reader.feed(row);
    if (isBlank(from) || isBlank(to)) {
      // An output that leads nowhere has no length.
      if (isBlank(to) && feed.length === 'missing') {
        reader.unread(at, filledOf(row));
        continue;
      }
      draft.problem(at, isBlank(from) ? say('tree-no-from') : say('tree-no-to'), say('tree-both-ends'));
      continue;
    }
    if (isOfOther([from, to, feed.lengthText])) {
      reader.unread(at, filledOf(row));
      continue;
    }
    const ids = readIds(to);
    if (ids.length > 1) {
      draft.problem(at, say('tree-several-ends', { count: ids.length }), say('tree-both-ends'));
      continue;
    }
    reader.sayRemarks(row, `${from} → ${to}`);
    const id = reader.cell(row, 'cable');
    const scoped = scope === undefined ? {} : { scope };
    const [portText, toPortText] = [reader.cell(row, 'port', 'from'), reader.cell(row, 'port', 'to')];
    for (const [end, name] of [
      ['from', from],
      ['to', to],
    ] as const) {
      const said = reader.said(row, end);
      const level = readLevel(reader.cell(row, 'level', end));
      const isSaid = said.words !== '' || said.values?.length || level !== undefined;
      if (!isSaid || (end === 'from' && portText === '')) continue;
      draft.addPart({
        ...{ id: readName(name, { mayHavePort: false }).id, ...said, at, isRow: false, ...scoped },
        ...(level === undefined ? {} : { level }),
      });
    }
    for (const text of reader.cells(row, 'remark')) {
      const said = saidOf.exec(text);
      if (!said || ![from, to].includes(said[1]) || readKind(said[2], '').kind === undefined) continue;
      draft.addPart({ id: said[1], words: said[2], at, isRow: false, ...scoped });
    }
    draft.addCable({
      ...{ from, to, portText, toPortText, ...feed, at, ...scoped, written: 'ends' },
      ...pathOf(reader, row),
      ...(isBlank(id) ? {} : { id }),
    });
  }
}

/** Tells rows of another table below by their cells: numbers at both ends, where the others have ids, or an id where the length is. */
function otherRows(reader: BlockReader): (cells: readonly [string, string, string]) => boolean {
  const ids = new Map<string, number>();
  for (const row of reader.block.rows) {
    for (const text of [reader.cell(row, 'from'), reader.cell(row, 'to')])
      ids.set(text, (ids.get(text) ?? 0) + 1);
  }
  const numbers = [...ids.keys()].filter(isNumberText).length;
  const areNumbers = numbers > 0.5 * ids.size;
  const isId = (text: string) => ids.has(text) && /^\p{L}.*\d/u.test(text);
  return ([from, to, length]) =>
    isId(length) || (!areNumbers && isNumberText(to) && (isNumberText(from) || /^\p{L}/u.test(length)));
}

const isNumberText = (text: string) => /^[-−–]?\d+(?:[.,]\d+)?$/.test(text);

function pathOf(reader: BlockReader, row: TableRow): { path?: string } {
  const path = reader.cell(row, 'path');
  return isBlank(path) ? {} : { path };
}

function filledOf({ cells }: TableRow): string[] {
  return cells.map(cleanCell).filter((text) => text !== '');
}

/** Rows as they are; one that stands for several parts, `ANT15~ANT18` on `输出1~4` with `6/15/11/18m`, as a row of each. */
function* severalRows(reader: BlockReader, role: 'to' | 'id'): Generator<DataRow> {
  for (const data of reader.dataRows()) yield* rowsOfEach(reader, data, role);
}

/** A row for each of the parts of one; the row itself where its other cells say nothing of each. */
function rowsOfEach(reader: BlockReader, data: DataRow, role: 'to' | 'id'): DataRow[] {
  const { row } = data;
  const columns = reader.columns(role);
  const count = columns.length === 1 ? readIds(row.cells[columns[0].index] ?? '').length : 1;
  if (count === 1) return [data];
  const spread = new Map<number, string[]>();
  let isOfEach = false;
  for (const column of reader.block.head.columns) {
    const text = (row.cells[column.index] ?? '').trim();
    if (column === columns[0]) spread.set(column.index, readIds(text));
    if (!eachRoles.has(column.role) || text === '') continue;
    const texts = textsOfEach(text, count, column.role === 'length');
    if (texts === undefined && column.role === 'length' && role === 'to') return [data];
    isOfEach ||= texts !== undefined;
    if (texts) spread.set(column.index, texts);
  }
  if (!isOfEach) return [data];
  return Array.from({ length: count }, (_, each) => ({
    ...data,
    row: { ...row, cells: row.cells.map((cell, index) => spread.get(index)?.[each] ?? cell) },
  }));
}

/** Roles of columns that say something else of each part of a row. */
const eachRoles: ReadonlySet<TreeColumn | undefined> = new Set([
  'to',
  'port',
  'cable',
  'length',
  'location',
  'entryLevel',
]);

/** Texts of a cell that stands for several parts: as many as there are, the unit behind the last; or one that is said to be of each. */
function textsOfEach(text: string, count: number, isLength: boolean): string[] | undefined {
  const listed = text.split(/\s*[/、,;，；+]\s*/).filter((each) => each !== '');
  const unit = isLength ? (/\d\s*([a-z米]+)$/i.exec(text)?.[1] ?? '') : '';
  if (listed.length === count) return listed.map((each) => (/\d$/.test(each) ? `${each}${unit}` : each));
  if (isLength) {
    const one = /^(?:各|均|每根|each|je(?:weils)?)\s*(.+)$|^(.+?)\s*(?:each|je(?:weils)?|\/根|each)$/i.exec(
      text,
    );
    const length = one?.[1] ?? one?.[2];
    return length === undefined ? undefined : Array<string>(count).fill(length);
  }
  const ids = readIds(text);
  return ids.length === count ? ids : undefined;
}

/** Reads rows of parts, with what feeds each or without. */
export function readParts(reader: BlockReader): void {
  const { draft } = reader;
  const serials = serialParents(reader);
  const seen = new Map<string, string>();
  const hasParents = reader.columns('parent').length > 0;
  if (hasParents) draft.hasCables = true;
  else draft.hasList = true;
  for (const data of severalRows(reader, 'id')) {
    const { row, at, scope } = data;
    const parent = serials.get(reader.cell(row, 'parent')) ?? reader.cell(row, 'parent');
    const feed = reader.feed(row);
    const [named] = rawIds(reader, row);
    if (named === undefined || isBlank(named)) {
      if (isBlank(parent) && feed.length === 'missing') reader.unread(at, filledOf(row));
      else draft.problem(at, say('tree-no-id'), say('tree-id'));
      continue;
    }
    if (isLegend(reader, data, named)) continue;
    const ids = readIds(named);
    // An antenna with two ports has a row for each.
    const port = `${reader.cell(row, 'port', 'to')} ${reader.cell(row, 'path')}`.trim();
    const isSecond = port !== '' && seen.get(named) !== undefined && seen.get(named) !== port;
    if (!seen.has(named)) seen.set(named, port);
    reader.sayRemarks(row, named);
    const remark = reader.cells(row, 'remark').join(' ');
    // What is there no more, and hangs on nothing, is no part.
    if (hasParents && isBlank(parent) && removedWords.test(remark)) continue;
    addListed(reader, data, ids, !isSecond);
    if (remark !== '') for (const id of ids) draft.addRemark(id, remark, at);
    if (isBlank(parent) && feed.levelDbm !== undefined) draft.setSourceLevel(named, feed.levelDbm);
    if (isBlank(parent) || /^[?？]+$/.test(parent) || elsewhereWords.test(parent)) continue;
    const portText = reader.cell(row, 'port', 'from');
    const toPortText = reader.cell(row, 'port', 'to');
    const cable = reader.cell(row, 'cable');
    const numbered = isBlank(cable) || isFeed(cable) || ids.length > 1 ? {} : { id: cable };
    for (const to of ids) {
      for (const from of parentIds(parent)) {
        const level = scope ?? readLevel(reader.cell(row, 'level'));
        const scoped = level === undefined ? {} : { scope: level };
        draft.addCable({
          from,
          to,
          portText,
          toPortText,
          ...feed,
          ...numbered,
          ...pathOf(reader, row),
          at,
          ...scoped,
          written: 'fed',
        });
      }
    }
  }
  sayQuantities(reader);
}

/** Reads rows of parts with a column for each of their outputs, and in it what hangs there; columns behind it are of its cable. */
export function readOutputs(reader: BlockReader): void {
  const { draft } = reader;
  draft.hasCables = true;
  const isKnown = knownIds(reader);
  for (const data of reader.dataRows()) {
    const { row, at } = data;
    const [named] = rawIds(reader, row);
    if (named === undefined || isBlank(named)) {
      reader.unread(at, filledOf(row));
      continue;
    }
    if (isOfOtherList(reader, row, named)) {
      reader.unread(at, filledOf(row), { isCounted: false });
      continue;
    }
    if (isLegend(reader, data, named)) continue;
    addListed(reader, data, [named]);
    reader.sayRemarks(row, named);
    for (const output of reader.columns('output')) readOutput(reader, { data, named, output, isKnown });
    readInput(reader, data, named);
  }
}

/** Ids of the rows of a table, and of what its outputs lead to. */
function knownIds(reader: BlockReader): (id: string) => boolean {
  const ids = new Set(reader.block.rows.flatMap((row) => rawIds(reader, row).map(cleanCell)));
  return (id) => ids.has(id);
}

/** True for rows of another list below: they say no kind where all others do. */
function isOfOtherList(reader: BlockReader, row: TableRow, named: string): boolean {
  const kindOf = (each: TableRow) => readKind(reader.cells(each, 'kind').join(' '), '').kind;
  const { rows } = reader.block;
  const isKindStated = rows.filter((each) => kindOf(each) !== undefined).length >= 0.5 * rows.length;
  if (!isKindStated || kindOf(row) !== undefined) return false;
  const { kind } = readKind('', named);
  return kind === undefined || kind === 'antenna';
}

function readOutput(
  reader: BlockReader,
  {
    data: { row, at, scope },
    named,
    output,
    isKnown,
  }: { data: DataRow; named: string; output: HeadColumn; isKnown(id: string): boolean },
): void {
  const { draft } = reader;
  const text = cleanCell(row.cells[output.index] ?? '').normalize('NFKC');
  if (isBlank(text)) return;
  const portText = output.group ?? output.name;
  if (nothingOn.test(text)) {
    draft.doubt(at, say('tree-port-nothing', { id: named, port: portText, text }));
    return;
  }
  const { id, rest } = fedIn(text.replace(leadsTo, ''), isKnown);
  const columns = reader.block.head.columns;
  const next = columns.find(({ role, index }) => role === 'output' && index > output.index)?.index;
  const ofOutput = columns.filter(
    ({ index }) => index > output.index && index < (next ?? Number.POSITIVE_INFINITY),
  );
  const lengths = ofOutput.filter(({ role }) => role === 'length');
  const sizes = ofOutput
    .filter(({ role }) => role === 'size' || role === 'cable')
    .map(({ index }) => cleanCell(row.cells[index] ?? ''))
    .filter((size) => size !== '');
  const name = readName(id, { mayHavePort: false });
  const feed =
    lengths.length > 0 || sizes.length > 0
      ? reader.feedOf({ sizes, lengths, row })
      : reader.feedText(rest === '' ? (name.feed?.text ?? '') : rest);
  if (name.words !== '' && name.id !== id)
    draft.addPart({
      id: name.id,
      words: name.words,
      at,
      isRow: false,
      ...(scope === undefined ? {} : { scope }),
    });
  draft.addCable({
    ...{ from: named, to: name.id, portText, toPortText: '', ...feed, at },
    ...(scope === undefined ? {} : { scope }),
    written: 'fed',
  });
}

/** Adds the part that a row says feeds its own: outputs of parts without a row stand nowhere else. */
function readInput(reader: BlockReader, { row, at, scope }: DataRow, named: string): void {
  const text = reader.cell(row, 'parent').normalize('NFKC');
  if (isBlank(text) || nothingOn.test(text)) return;
  reader.draft.addPointer({
    ...{ from: text, to: named, portText: reader.cell(row, 'port', 'from'), toPortText: '', at },
    ...{ length: 'missing', lengthText: '', written: 'fed' },
    ...(scope === undefined ? {} : { scope }),
  });
}

/** The id that a text begins with, and the cable behind it: `2#功分器/7/8"/23m`, `ANT1 1/2 5m`, `3#天线(1/2,6m)`. */
function fedIn(text: string, isKnown: (id: string) => boolean): { id: string; rest: string } {
  const begins = [...text].flatMap((_, at) => {
    const id = text.slice(0, at + 1).trim();
    return isKnown(id) && !/^[\dA-Za-z]/.test(text.slice(at + 1)) ? [id] : [];
  });
  const known = begins.at(-1);
  const id = known ?? leadingId.exec(text)?.[0].trim();
  if (id === undefined || id === text) return { id: text, rest: '' };
  const rest = text.slice(text.indexOf(id) + id.length);
  const plain = rest.replace(/^[\s/,，;；:：([]+/, '').replace(/[\s)\]]+$/, '');
  // What stands behind an id is its cable; words of what it is belong to it.
  return isFeed(plain) || jumperWords.test(plain) || /^\d+(?:\.\d+)?\s*(?:m|米)/i.test(plain)
    ? { id, rest: plain.replaceAll('/', ' / ').replace(/(\d) \/ (\d)(?=["″\s馈线]|$)/g, '$1/$2') }
    : { id: text, rest: '' };
}

const leadingId = /^(?:\d{1,3}\s*#\s*\p{Script=Han}{1,4}|\p{L}{1,6}[-_ ]?[\w-]*\d\w*)/u;

/** Ids of what feeds a part: several sources of a combiner may stand behind strokes, `RRU1/RRU2`. */
function parentIds(parent: string): string[] {
  const parts = parent.split(/\s*[/+＋&]\s*/);
  const isSources =
    parts.length > 1 && parts.every((text) => readKind('', text).kind === 'source' && /\d/.test(text));
  return isSources ? parts : readIds(parent);
}

/** Ids by the serial numbers of their rows, where what feeds a part is named by its number. */
function serialParents(reader: BlockReader): Map<string, string> {
  const ids = new Map<string, string>();
  for (const row of reader.block.rows) {
    const serial = reader.cell(row, 'serial');
    if (serial !== '' && reader.cell(row, 'id') !== '') ids.set(serial, reader.cell(row, 'id'));
  }
  const known = new Set(ids.values());
  const parents = reader.block.rows.map((row) => reader.cell(row, 'parent')).filter((text) => !isBlank(text));
  const isNumbered = parents.length > 0 && parents.every((text) => ids.has(text) && !known.has(text));
  return isNumbered ? ids : new Map();
}

/** Ids of a row as the cell has them: those that stand below each other are several. */
function rawIds(reader: BlockReader, row: TableRow): string[] {
  return reader.columns('id').flatMap(({ index }) => {
    const cell = (row.cells[index] ?? '').replace(/\p{Cf}/gu, '').trim();
    return cell === '' ? [] : [cell.includes('\n') ? cell : cleanCell(cell)];
  });
}

function isLegend(reader: BlockReader, { row, at }: DataRow, id: string): boolean {
  const isNamed = [
    ...reader.cells(row, 'level'),
    ...reader.cells(row, 'remark'),
    ...reader.cells(row, 'kind'),
  ].some((text) => legendWords.test(text) && text.length <= 20);
  if (!placeholderId.test(id) && !(isNamed && isBlank(reader.cell(row, 'parent')))) return false;
  reader.draft.doubt(at, say('tree-row-legend', { id }));
  return true;
}

/** Adds the parts of a row. Where it states as many levels as parts, each is on the one that its id names. */
function addListed(
  reader: BlockReader,
  { row, at, scope }: DataRow,
  ids: readonly string[],
  isRow = true,
): void {
  const said = reader.said(row);
  const stated = [reader.cell(row, 'level'), reader.cell(row, 'location')];
  const listed = stated[0].split(/[/;,、]/).flatMap((text) => readLevel(text) ?? []);
  const position = reader.position(row);
  for (const [index, text] of ids.entries()) {
    const name = readName(text, { mayHavePort: false });
    const id = reader.columns('kind').length > 0 && name.words === '' ? text : name.id;
    const inId = readIdLevel(id);
    const ofList =
      listed.length < 2
        ? undefined
        : (listed.find((level) => level === inId) ??
          (listed.length === ids.length ? listed[index] : undefined));
    const level =
      ofList ??
      (listed.length < 2 ? stated.map(readLevel).find((each) => each !== undefined) : undefined) ??
      name.level;
    // An antenna has a row on each path.
    const isAgain = reader.block.path === 'B' && reader.draft.hasPart(id);
    reader.draft.addPart({
      ...{
        id,
        words: `${said.words} ${name.words}`.trim(),
        values: said.values,
        at,
        isRow: isRow && !isAgain,
      },
      ...(level === undefined ? {} : { level }),
      ...(position ? { position } : {}),
      ...(scope === undefined ? {} : { scope }),
    });
  }
}

/** A row that states how many parts it lists has to list so many. */
function sayQuantities(reader: BlockReader): void {
  for (const row of reader.block.rows) {
    const stated = Number(/^(\d+)\s*\D{0,6}$/.exec(reader.cell(row, 'quantity'))?.[1]);
    const [named] = rawIds(reader, row);
    if (!(stated > 0) || named === undefined || isBlank(named)) continue;
    const found = readIds(named).length;
    if (found !== stated)
      reader.draft.doubt(reader.block.at(row.number), say('tree-sum-pieces', { stated, found }));
  }
}

/** Reads lengths of cables by the numbers of the cables, which rows of another table name. */
export function readLengths(reader: BlockReader): void {
  for (const { row, at } of reader.dataRows()) {
    const id = reader.cell(row, 'cable') || reader.cell(row, 'id');
    const feed = reader.feed(row);
    if (isBlank(id)) reader.unread(at, filledOf(row));
    else {
      reader.sayRemarks(row, id);
      reader.draft.addLength({ id, ...feed, at });
    }
  }
}

/** Reads how many parts of each kind and how many metres of each cable a summary states. */
export function readCounts(reader: BlockReader): void {
  const lengths = new Map<string, { statedM: number; at: Phrase }>();
  for (const { row, at } of reader.dataRows()) {
    const text = reader.cell(row, 'quantity');
    const words = [
      ...reader.cells(row, 'thing'),
      ...reader.cells(row, 'kind'),
      ...reader.cells(row, 'id'),
    ].join(' ');
    const size = readSize(words);
    const { kind, ways, valueDb, antennaType } = readKind(words, '');
    const count = /^(\d+)\s*(?:件|个|pcs|pieces|stück|副|面|只|台)?$/i.exec(text)?.[1];
    if (size !== undefined && kind === undefined) {
      const [column] = reader.columns('quantity');
      const read = reader.readLength(text, column?.unit);
      if (typeof read !== 'object') continue;
      lengths.set(size, { statedM: (lengths.get(size)?.statedM ?? 0) + read.lengthM, at });
    } else if (kind !== undefined && count !== undefined) {
      const only: Partial<TreePart> = Object.fromEntries(
        Object.entries({ ways, valueDb, antennaType }).filter(([, value]) => value !== undefined),
      );
      reader.draft.addTotal({ at, count: { stated: Number(count), kind, only } });
    }
  }
  for (const [size, { statedM, at }] of lengths) reader.draft.addTotal({ at, statedM, size });
}
