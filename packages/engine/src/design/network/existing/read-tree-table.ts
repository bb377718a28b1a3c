import {
  cleanCell,
  filledRows,
  headParts,
  InputError,
  isNumberCell,
  type OpenOptions,
  openTables,
  type Phrase,
  requireBytes,
  requireObject,
  say,
  type TableBytes,
  type TableRow,
  verbatim,
} from '../../../core/index.ts';
import { levelIdOf } from '../../../plan/index.ts';
import { checkTree } from './check-tree.ts';
import {
  readColumn,
  readDecimal,
  readIds,
  readKind,
  readLength,
  readPort,
  readSize,
  unitM,
} from './tree-cells.ts';
import type { TreeCable, TreePart, TreeTable } from './tree-table.ts';
import { sumWords, type TreeColumn, unknownWords } from './tree-vocabulary.ts';

const maxRows = 20_000;

/** A head of a table within a sheet. */
interface Head {
  columns: { index: number; role: TreeColumn; unit: string | undefined }[];
}

/** A sheet while it is read from the first row on. */
interface Sheet {
  at(row: number): Phrase;
  hasDecimalComma: boolean;
  /** Stated once above a table. */
  unit?: string;
}

/**
 * Reads a table of an existing feeder tree: parts with what each is fed by, or a list of parts and one of cables, in one sheet
 * or several. Nothing is guessed: what contradicts itself is among the problems, what is not known among the doubts.
 * @throws InputError where the bytes are no table, or nothing in it names parts and their cables
 */
export async function readTreeTable(
  bytes: Uint8Array | TableBytes,
  options: Pick<OpenOptions, 'inflate'> = {},
): Promise<TreeTable> {
  if (bytes instanceof Uint8Array) requireBytes('bytes', bytes);
  else requireObject('bytes', bytes, ['length', 'read']);
  const tables = await openTables(bytes, options);
  const reader = new TreeReader();
  let first: TableRow | undefined;
  for (const table of tables) {
    const { sheet } = table;
    const rows = await filledRows(table, maxRows);
    first ??= rows.find(({ cells }) => cells.filter((cell) => cell.trim() !== '').length > 1) ?? rows[0];
    const at = (row: number) =>
      sheet === undefined ? say('table-row', { row }) : say('tree-sheet-row', { sheet, row });
    reader.readSheet(rows, { at, hasDecimalComma: table.separator === ';' });
  }
  const list = first?.cells.slice(0, 12).map((cell) => cleanCell(cell).slice(0, 30));
  if (!reader.hasTree) {
    const found = list ? verbatim(JSON.stringify(list.join(', '))) : say('nothing');
    const at = say('table-row', { row: first?.number ?? 1 });
    throw new InputError([{ at, found, expected: say('tree-head') }]);
  }
  return { ...reader.finish(), encoding: tables[0].encoding };
}

/** A cable whose ends are texts still: ports may stand behind the part. */
interface DraftCable extends Omit<TreeCable, 'port'> {
  portText: string;
}

class TreeReader {
  readonly #parts = new Map<string, TreePart>();
  readonly #repeated: TreePart[] = [];
  readonly #cables: DraftCable[] = [];
  readonly #remarks: { id: string; text: string; at: Phrase }[] = [];
  readonly #sums: { statedM?: number; partCount?: number; at: Phrase; cablesBefore: number }[] = [];
  readonly #problems: TreeTable['problems'] = [];
  readonly #doubts: TreeTable['doubts'] = [];
  #hasCables = false;
  #hasList = false;

  get hasTree(): boolean {
    return this.#hasCables;
  }

  readSheet(rows: readonly TableRow[], sheet: Sheet): void {
    let head: Head | undefined;
    for (const row of rows) {
      const next = readHead(row.cells);
      if (next) {
        head = next;
        continue;
      }
      if (!head) sheet.unit ??= statedUnit(row.cells);
      else this.#readRow(row, head, sheet);
    }
  }

  #readRow({ number, cells }: TableRow, head: Head, sheet: Sheet): void {
    const at = sheet.at(number);
    const all = (role: TreeColumn) =>
      head.columns
        .filter((column) => column.role === role)
        .map(({ index }) => cleanCell(cells[index] ?? ''))
        .filter((text) => text !== '');
    const cell = (role: TreeColumn) => all(role)[0] ?? '';
    const filled = cells.map(cleanCell).filter((text) => text !== '');
    const lengthColumn = head.columns.find(({ role }) => role === 'length');
    if (sumWords.test(filled[0] ?? '')) {
      const statedM = readLength(cell('length'), lengthColumn?.unit ?? sheet.unit, sheet.hasDecimalComma);
      const partCount = filled
        .map((text) => /^(\d+)\s*(件|个|pcs|pieces|stück)$/i.exec(text)?.[1])
        .find(Boolean);
      this.#sums.push({
        ...(typeof statedM === 'object' ? { statedM: statedM.lengthM } : {}),
        ...(partCount === undefined ? {} : { partCount: Number(partCount) }),
        ...{ at, cablesBefore: this.#cables.length },
      });
      return;
    }
    if (filled.length < 2) return;
    const has = (role: TreeColumn) => head.columns.some((column) => column.role === role);
    const cable = () => {
      const read = readLength(cell('length'), lengthColumn?.unit ?? sheet.unit, sheet.hasDecimalComma);
      const size = readSize(`${cell('size')} ${has('from') ? cell('kind') : ''}`);
      return {
        ...(size === undefined ? {} : { size }),
        ...this.#lengthOf(read, { at, text: cell('length'), isDirect: size === 'direct' }),
        at,
      };
    };
    if (has('from') && has('to')) {
      const [from, to] = [cell('from'), cell('to')];
      if (from === '' || to === '') {
        const found = from === '' ? say('tree-no-from') : say('tree-no-to');
        this.#problems.push({ at, found, expected: say('tree-both-ends') });
        return;
      }
      this.#hasCables = true;
      const id = cell('cable');
      this.#cables.push({ ...(id ? { id } : {}), from, to, portText: cell('fromPort'), ...cable() });
      return;
    }
    const ids = readIds(cell('id'));
    if (ids[0] === '') return;
    this.#hasList ||= !has('parent');
    const words = all('kind').join(' ');
    for (const id of ids) this.#addPart(id, { words, at, cells: { cell, sheet } });
    const parent = cell('parent');
    if (has('parent')) this.#hasCables = true;
    if (parent !== '' && !/^[-–—/]+$/.test(parent)) {
      for (const to of ids) {
        this.#cables.push({ from: parent, to, portText: cell('fromPort'), ...cable() });
      }
    }
    const remark = all('remark').join(' ');
    if (remark !== '') for (const id of ids) this.#remarks.push({ id, text: remark, at });
  }

  #lengthOf(
    read: ReturnType<typeof readLength>,
    { at, text, isDirect }: { at: Phrase; text: string; isDirect: boolean },
  ): { lengthM?: number } {
    if (isDirect) return { lengthM: 0 };
    if (typeof read === 'object') {
      if (read.isEstimate) this.#doubts.push({ at, text: say('tree-length-estimated', { text }) });
      return { lengthM: read.lengthM };
    }
    if (read === 'missing') this.#doubts.push({ at, text: say('tree-length-missing') });
    else this.#problems.push({ at, found: JSON.stringify(text), expected: say('tree-length') });
    return {};
  }

  #addPart(
    id: string,
    given: { words: string; at: Phrase; cells: { cell(role: TreeColumn): string; sheet: Sheet } },
  ): void {
    const { words, at } = given;
    const { cell, sheet } = given.cells;
    const level = levelOf([cell('level'), cell('location'), id]);
    const [x, y] = [cell('x'), cell('y')].map((text) => readDecimal(text, sheet.hasDecimalComma));
    const position = x === undefined || y === undefined ? undefined : ([x, y] as [number, number]);
    const part: TreePart = {
      ...{ id, ...readKind(words, id), at },
      ...(level === undefined ? {} : { level }),
      ...(position ? { position } : {}),
    };
    if (this.#parts.has(id)) this.#repeated.push(part);
    else this.#parts.set(id, part);
  }

  finish(): Omit<TreeTable, 'encoding'> {
    const known = new Set([...this.#parts.keys(), ...this.#cables.map(({ to }) => to)]);
    const roots = this.#cables.map(({ from }) => from);
    const cables = this.#cables.map(({ portText, ...cable }): TreeCable => {
      const from = splitEnd(cable.from, known, roots);
      const to = splitEnd(cable.to, new Set(this.#parts.keys()), []);
      const port = readPort(portText === '' ? from.rest : portText);
      return { ...cable, from: from.id, to: to.id, ...(port === undefined ? {} : { port }) };
    });
    for (const { id, text, at } of this.#remarks) {
      const port = this.#parts.get(id)?.kind === 'load' ? remarkedPort(text, known) : undefined;
      if (!port || cables.some(({ to }) => to === id)) continue;
      cables.push({ ...port, to: id, size: 'direct', lengthM: 0, at });
      this.#doubts.push({ at, text: say('tree-load-remark', { id, from: port.from, port: port.port }) });
    }
    this.#checkSums(cables);
    return checkTree({
      ...{ parts: this.#parts, repeated: this.#repeated, cables, hasList: this.#hasList },
      ...{ problems: this.#problems, doubts: this.#doubts },
    });
  }

  #checkSums(cables: readonly TreeCable[]): void {
    for (const { statedM, partCount, at, cablesBefore } of this.#sums) {
      const sumM = cables.slice(0, cablesBefore).reduce((sum, { lengthM = 0 }) => sum + lengthM, 0);
      if (statedM !== undefined && cablesBefore > 0 && Math.abs(sumM - statedM) > 0.05) {
        const text = say('tree-sum-length', { stated: statedM, found: Math.round(100 * sumM) / 100 });
        this.#doubts.push({ at, text });
      }
      const count = this.#parts.size + this.#repeated.length;
      if (partCount !== undefined && partCount !== count) {
        this.#doubts.push({ at, text: say('tree-sum-pieces', { stated: partCount, found: count }) });
      }
    }
  }
}

/** A row in which columns of parts or cables are named, and no number stands. */
function readHead(cells: readonly string[]): Head | undefined {
  if (cells.some(isNumberCell)) return undefined;
  const columns = headParts([cells]).flatMap(([name], index) => {
    const { role, unit } = name === undefined ? { role: undefined, unit: undefined } : readColumn(name);
    return role ? [{ index, role, unit }] : [];
  });
  const has = (role: TreeColumn) => columns.some((column) => column.role === role);
  const isCables = has('from') && has('to');
  if (isCables) {
    const typed = columns.map((column) =>
      column.role === 'kind' && !has('size') ? { ...column, role: 'size' as const } : column,
    );
    return { columns: typed };
  }
  return has('id') && (has('parent') || has('kind')) ? { columns } : undefined;
}

/** `Units:, ft` above a table. */
function statedUnit(cells: readonly string[]): string | undefined {
  const texts = cells.map(cleanCell).filter((text) => text !== '');
  const at = texts.findIndex((text) => /^(units?|单位|长度单位|einheit)\s*[:：]?/i.test(text));
  if (at < 0) return undefined;
  const inline = /[:：]\s*(\S+)$/.exec(texts[at])?.[1];
  const unit = inline ?? texts[at + 1];
  return unitM(unit) === undefined ? undefined : unit;
}

/** Level that the first of some texts names. */
function levelOf(texts: readonly string[]): string | undefined {
  for (const text of texts) {
    const level = levelIdOf(text) ?? /(?:^|[^A-Z0-9])(?:F-|-)([1-9])F?$/i.exec(text)?.[1];
    if (level !== undefined) return level.startsWith('B') ? level : `B${level}`;
  }
  return undefined;
}

/** A part and what is written behind it: `PS1-B1-1`, `T1-B1 耦合`. Ids that are known go before what they begin with. */
function splitEnd(
  text: string,
  known: ReadonlySet<string>,
  others: readonly string[],
): { id: string; rest: string } {
  if (known.has(text)) return { id: text, rest: '' };
  const [id] = [...known]
    .filter((each) => text.startsWith(each) && readPort(text.slice(each.length)) !== 'bad')
    .sort((a, b) => b.length - a.length);
  if (id !== undefined) return { id, rest: text.slice(id.length) };
  // A source has often no row of its own: its port stands behind a space.
  const [word, ...rest] = text.split(/\s+/);
  const port = rest.join('');
  const isSplit = port !== '' && readPort(port) !== 'bad' && others.length > 0;
  return isSplit ? { id: word, rest: port } : { id: text, rest: '' };
}

/** The port that a remark names: `on SP-03 port 4`. */
function remarkedPort(text: string, known: ReadonlySet<string>): { from: string; port: string } | undefined {
  const [from] = [...known].filter((id) => text.includes(id)).sort((a, b) => b.length - a.length);
  if (from === undefined) return undefined;
  const rest = text.slice(text.indexOf(from) + from.length).trim();
  const port = unknownWords.test(rest) ? undefined : readPort(rest);
  return port === undefined || port === 'bad' ? undefined : { from, port };
}
