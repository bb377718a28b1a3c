import { cleanCell, type Phrase, say, type TableRow } from '../../../core/index.ts';
import {
  type PathLabel,
  type ReadLength,
  readAntennaType,
  readDecimal,
  readKind,
  readLength,
  readLevel,
  readSize,
  unitM,
} from './tree-cells.ts';
import type { DraftPart, TreeDraft } from './tree-draft.ts';
import { type HeadColumn, isWholeFeed, type TreeHead } from './tree-head.ts';
import { isKindAlone, readFeed } from './tree-names.ts';
import type { DraftCable } from './tree-table.ts';
import {
  allAntennas,
  builtLength,
  cableLoss,
  dittoWords,
  jumperWords,
  otherLoss,
  plannedLength,
  removedWords,
  sectionTitle,
  signatureWords,
  spareWords,
  statedCount,
  statedMetres,
  statedSum,
  sumBehind,
  sumWords,
  type TreeColumn,
  totalLength,
  unsureWords,
  voidWords,
} from './tree-vocabulary.ts';

const sizeInches = /\d+(?:-\d+)?\s*\/\s*\d+\s*(?:zoll|inch|in\b|寸|["″”])?/gi;

/** A table within a sheet: its head, its rows, and what is stated around it. */
export interface TreeBlock {
  head: TreeHead;
  rows: readonly TableRow[];
  /** Texts of the rows above the head. */
  titles: readonly string[];
  /** Row of the head. */
  headAt: Phrase;
  at(row: number): Phrase;
  /** Level that the sheet or the rows above name. */
  scope: string | undefined;
  /** Unit of lengths that is stated once. */
  unit: string | undefined;
  /** Path of a twin tree that all of its cables are of. */
  path?: PathLabel;
  hasDecimalComma: boolean;
  /** True where somebody says that paths are written from the antenna. */
  isBackward?: boolean;
  /** Kinds of cable that a legend explains: `LCF12-50 = 1/2"`. */
  legend: ReadonlyMap<string, string>;
}

/** Size and length of a cable as columns or one column have them. */
export type BlockFeed = Pick<
  DraftCable,
  'size' | 'sizeText' | 'isJumper' | 'length' | 'lengthText' | 'levelDbm' | 'lossDb'
>;

const unitBehind = /\d\s*(mm|cm|km|m|ft|feet|foot|米|毫米|厘米|['′])(?![a-z])/i;

/** Units that lengths state, each once: metres as `m`, feet as `ft`. */
function unitsOf(texts: readonly string[]): string[] {
  const units = texts.flatMap((text) => unitBehind.exec(text.normalize('NFKC'))?.[1].toLowerCase() ?? []);
  const names = new Map([
    [1, 'm'],
    [0.3048, 'ft'],
  ]);
  return [...new Set(units.map((unit) => names.get(unitM(unit) ?? 0) ?? unit))];
}

/** Reads the cells of a table's rows by what its columns hold. */
export class BlockReader {
  readonly #unit: string | undefined;
  /** Units that single lengths state, of a table that states none for all. */
  readonly #unitsOfCells: readonly string[];
  readonly #hasDecimalComma: boolean;

  constructor(
    readonly block: TreeBlock,
    readonly draft: TreeDraft,
  ) {
    const texts = this.columns('length').flatMap(({ index }) =>
      block.rows.map(({ cells }) => cleanCell(cells[index] ?? '')).filter((text) => /\d/.test(text)),
    );
    const isComma = (text: string) => /\d,\d/.test(text) && !/^\d{1,3}(,\d{3})+(\D|$)/.test(text);
    this.#hasDecimalComma = block.hasDecimalComma || texts.some(isComma);
    const hasPoints = texts.some((text) => /\d\.\d{1,2}(\D|$)/.test(text));
    if (!this.#hasDecimalComma && !hasPoints && texts.some((text) => /^\d{1,3},\d{3}$/.test(text))) {
      draft.doubt(block.headAt, say('tree-length-thousands'));
    }
    this.#unit = block.unit ?? this.#unstatedUnit(texts);
    this.#unitsOfCells = this.#unit === undefined ? unitsOf(texts) : [];
  }

  /** Lengths without a unit that are millimetres: the middle one is more than a kilometre. */
  #unstatedUnit(texts: readonly string[]): string | undefined {
    const [column] = this.columns('length');
    if (
      !column ||
      column.unit !== undefined ||
      this.columns('unit').length > 0 ||
      texts.some((text) => /[a-z米'′]/i.test(text))
    )
      return undefined;
    const values = texts
      .flatMap((text) => readDecimal(text, this.#hasDecimalComma) ?? [])
      .sort((a, b) => a - b);
    if (values.length < 3 || values[values.length >> 1] < 1000) return undefined;
    this.draft.doubt(this.block.headAt, say('tree-length-mm'));
    return 'mm';
  }

  columns(role: TreeColumn, end?: HeadColumn['end']): HeadColumn[] {
    return this.block.head.columns.filter((column) => column.role === role && column.end === end);
  }

  cells({ cells }: TableRow, role: TreeColumn, end?: HeadColumn['end']): string[] {
    return this.columns(role, end)
      .map(({ index }) => cleanCell(cells[index] ?? ''))
      .filter((text) => text !== '');
  }

  cell(row: TableRow, role: TreeColumn, end?: HeadColumn['end']): string {
    return this.cells(row, role, end)[0] ?? '';
  }

  /** Size and length of the cable of a row; `end` where a row has one for a branch too. */
  feed(row: TableRow, end?: HeadColumn['end']): BlockFeed {
    const [whole] = this.cells(row, 'cable', end).filter((text) => isWholeFeed(this.#legended(text)));
    const sizes = this.cells(row, 'size', end);
    const lengths = this.columns('length', end);
    const levelDbm = end === undefined ? this.levelDbm(row) : undefined;
    const lossDb = end === undefined ? this.#lossDb(row) : undefined;
    return {
      ...this.feedOf({ sizes: whole === undefined ? sizes : [whole, ...sizes], lengths, row }),
      ...(levelDbm === undefined ? {} : { levelDbm }),
      ...(lossDb === undefined ? {} : { lossDb }),
    };
  }

  /** Loss of the cable of a row, dB, where one column alone has such. */
  #lossDb({ cells }: TableRow): number | undefined {
    const columns = this.block.head.columns.filter(
      ({ role, name }) => role === 'ignored' && cableLoss.test(name) && !otherLoss.test(name),
    );
    const text = columns.length === 1 ? cleanCell(cells[columns[0].index] ?? '') : '';
    return /^\d/.test(text) ? readDecimal(text.replace(/\s*db$/i, ''), true) : undefined;
  }

  /** Level at the input of the part of a row, dBm; of a source at its output. */
  levelDbm(row: TableRow): number | undefined {
    const text = this.cell(row, 'entryLevel').normalize('NFKC').replace(/[−–]/g, '-');
    const found = /^([-+]?)(\d+(?:[.,]\d+)?)(?![\d/])/.exec(text);
    const value = found ? readDecimal(found[2], true) : undefined;
    return found === null || value === undefined ? undefined : found[1] === '-' ? -value : value;
  }

  feedOf({
    sizes,
    lengths,
    row,
  }: {
    sizes: readonly string[];
    lengths: readonly HeadColumn[];
    row: TableRow;
  }): BlockFeed {
    const text = sizes.join(' ');
    const sized = this.#sizeOf(text);
    const length = this.#length(row, lengths);
    const whole = length.text === '' ? sizes.find((each) => isWholeFeed(this.#legended(each))) : undefined;
    if (whole === undefined) return { ...sized, length: length.read, lengthText: length.text };
    const { length: found } = this.feedText(whole);
    // An inch of a size is no length.
    if (found === 'bad' && !/\d/.test(whole.replace(sizeInches, '')))
      return { ...sized, length: 'missing', lengthText: '' };
    return { ...sized, length: found, lengthText: whole };
  }

  /** A cable that stands in one text, within a path or a cell. */
  feedText(text: string): BlockFeed {
    const { length } = readFeed(this.#legended(text), this.#hasDecimalComma, this.#unit);
    const isStated = /\d\s*(?:mm|cm|m|米|ft|feet|'|″|′)(?![a-z])/i.test(text);
    if (typeof length === 'object' && length.lengthM > 0 && this.#unit === undefined && !isStated)
      this.#sayUnit('');
    const { sizeText: _, ...sized } = this.#sizeOf(text);
    return { ...sized, length, lengthText: text };
  }

  /** Size of a cable; a jumper of which nobody says it is one of its own. */
  #sizeOf(text: string): Pick<BlockFeed, 'size' | 'sizeText' | 'isJumper'> {
    const legended = this.#legended(text);
    const isJumper = jumperWords.test(legended);
    const size = readSize(legended) ?? (isJumper ? 'jumper' : undefined);
    return { ...(size === undefined ? { sizeText: text } : { size }), ...(isJumper ? { isJumper } : {}) };
  }

  /** A text with the size that a legend says its kind of cable has. */
  #legended(text: string): string {
    if (readSize(text) !== undefined) return text;
    for (const [name, size] of this.block.legend) {
      const at = text.toUpperCase().indexOf(name);
      if (at >= 0) return `${text.slice(0, at)}${size} ${text.slice(at + name.length)}`;
    }
    return text;
  }

  /** The length as built where there are several; two in different units have to agree. */
  #length(row: TableRow, columns: readonly HeadColumn[]): { text: string; read: ReadLength } {
    const ofRow = this.cell(row, 'unit');
    const stated = columns.flatMap(
      ({ index, name, unit = unitM(ofRow) === undefined ? undefined : ofRow }) => {
        const text = cleanCell(row.cells[index] ?? '');
        if (text === '') return [];
        if (unitM(unit) === undefined) this.#sayUnitOfOthers(row, text);
        return [{ text, name, read: this.readLength(text, unit) }];
      },
    );
    const isTotal = ({ name }: { name: string }) => totalLength.test(name);
    const total = stated.find(isTotal);
    if (total && stated.length > 1) return this.#total(row, total, stated);
    if (!total && stated.length > 1 && columns.some(isTotal)) return this.#sumOf(row, stated);
    const built =
      stated.find(({ name }) => builtLength.test(name)) ??
      stated.find(({ name }) => !plannedLength.test(name));
    const chosen = built ?? stated[0];
    if (!chosen) return { text: '', read: 'missing' };
    for (const other of stated) {
      if (other === chosen || plannedLength.test(other.name) || builtLength.test(chosen.name)) continue;
      if (typeof other.read !== 'object' || typeof chosen.read !== 'object') continue;
      if (Math.abs(other.read.lengthM - chosen.read.lengthM) <= Math.max(0.1, 0.02 * chosen.read.lengthM))
        continue;
      const found = say('tree-lengths-differ', { one: chosen.text, other: other.text });
      this.draft.problem(this.block.at(row.number), found, say('tree-length'));
    }
    return chosen;
  }

  /** A total of lengths has to be the sum of the others: where it is not, nobody knows which of them is wrong. */
  #total<Stated extends { text: string; name: string; read: ReadLength }>(
    row: TableRow,
    total: Stated,
    stated: readonly Stated[],
  ): { text: string; read: ReadLength } {
    const partM = sumM(stated.filter((each) => each !== total));
    const totalM = typeof total.read === 'object' ? total.read.lengthM : 0;
    if (Math.abs(partM - totalM) <= Math.max(0.1, 0.01 * partM)) return total;
    const text = say('tree-sum-length', { stated: totalM, found: Math.round(100 * partM) / 100 });
    this.draft.doubt(this.block.at(row.number), text);
    return { text: '', read: 'missing' };
  }

  /** The sum of lengths of which the total is blank, and said. */
  #sumOf(
    row: TableRow,
    stated: readonly { text: string; read: ReadLength }[],
  ): { text: string; read: ReadLength } {
    const lengthM = Math.round(1000 * sumM(stated)) / 1000;
    const text = stated.map((each) => each.text).join(' + ');
    this.draft.doubt(this.block.at(row.number), say('tree-length-added', { text, length: lengthM }));
    return { text, read: { lengthM, isEstimate: false } };
  }

  readLength(text: string, unit: string | undefined): ReadLength {
    // A number alone among others in feet is hardly one of metres.
    const [ofOthers] = this.#unitsOfCells.length === 1 ? this.#unitsOfCells : [];
    const known = unitM(unit) === undefined ? (this.#unit ?? ofOthers) : unit;
    const read = readLength(text, known, this.#hasDecimalComma);
    if (typeof read === 'object' && read.lengthM > 0 && known === undefined) this.#sayUnit(text);
    return read;
  }

  /** Names a number without a unit among lengths that state theirs, not all in metres. */
  #sayUnitOfOthers(row: TableRow, text: string): void {
    const others = this.#unitsOfCells;
    if (!/^\d+(?:[.,]\d+)?$/.test(text) || others.length === 0 || others.join() === 'm') return;
    const unit = others.length === 1 ? others[0] : 'm';
    this.draft.doubt(this.block.at(row.number), say('tree-length-as-others', { text, unit }));
  }

  #isUnitSaid = false;

  /** Says once for a table that no unit is stated. */
  #sayUnit(text: string): void {
    if (this.#isUnitSaid || /[a-z米'′]/i.test(text.replace(/^.*?(?=\d)/, ''))) return;
    this.#isUnitSaid = true;
    this.draft.doubt(this.block.headAt, say('tree-length-unit'));
  }

  position(row: TableRow): [number, number] | undefined {
    const at = (['x', 'y'] as const).map((role) => {
      const [column] = this.columns(role);
      const text = column ? cleanCell(row.cells[column.index] ?? '').replace(/[−–]/g, '-') : '';
      const value = readDecimal(text.replace(/^-/, ''), this.#hasDecimalComma);
      const scale = unitM(column?.unit) ?? (this.#unit === 'mm' ? 0.001 : 1);
      return value === undefined ? undefined : value * scale * (text.startsWith('-') ? -1 : 1);
    });
    return at[0] === undefined || at[1] === undefined ? undefined : [at[0], at[1]];
  }

  /** Names what a row says of itself: that something is not sure, or is there no more. */
  sayRemarks(row: TableRow, id: string): void {
    const texts = [...this.cells(row, 'remark'), ...this.cells(row, 'kind')];
    const at = this.block.at(row.number);
    for (const text of new Set(texts)) {
      if (removedWords.test(text))
        this.draft.doubt(at, say('tree-row-removed', { id, text: text.slice(0, 60) }));
      else if (unsureWords.test(text))
        this.draft.doubt(at, say('tree-row-unsure', { id, text: text.slice(0, 60) }));
    }
  }

  /** Returns what columns say of a part: words, and numbers of which the kind of part says what they are. */
  said(row: TableRow, end?: HeadColumn['end']): Pick<DraftPart, 'words' | 'values'> {
    const words = this.cells(row, 'kind', end);
    const values: string[] = [];
    for (const { index, unit } of this.columns('value', end)) {
      const text = cleanCell(row.cells[index] ?? '').replace(',', '.');
      if (!/^\d+(\.\d+)?$/.test(text)) words.push(text);
      else if (unit === 'db') words.push(`${text}dB`);
      else values.push(text);
    }
    return { words: words.filter((word) => word !== '').join(' '), values };
  }

  /** Rows of parts and cables with the level that they stand under. Sums, notes and titles between them are taken from here. */
  *dataRows(): Generator<{ row: TableRow; at: Phrase; scope: string | undefined }> {
    let { scope } = this.block;
    let above: readonly string[] = [];
    let isBehindSum = false;
    for (const written of this.block.rows) {
      const row = {
        number: written.number,
        cells: written.cells.map((cell, index) =>
          dittoWords.test(cell.trim()) ? (above[index] ?? cell) : cell,
        ),
      };
      above = row.cells;
      const at = this.block.at(row.number);
      const filled = row.cells.map(cleanCell).filter((text) => text !== '');
      const long = this.#longCell(row);
      if (signatureWords.test(filled[0] ?? '') && !/\d/.test(filled[0])) this.unread(at, filled);
      else if (long !== undefined) {
        const found = say('table-characters', { count: long.length });
        this.draft.problem(at, found, say('at-most', { most: longestCell }));
      } else if (isSum(filled) || (isBehindSum && this.#isSumOfMore(row))) {
        this.#readSum(row, filled, at);
        readNotes(filled, at, this.draft);
        isBehindSum = true;
        continue;
      } else if (new Set(filled).size === 1 && !this.#isPart(row)) {
        const isNote = readNotes(filled, at, this.draft);
        const levels = isNote ? [] : levelsIn(filled[0]);
        if (levels.length === 1) [scope] = levels;
        else if (levels.length === 0 && !isNote && !pageWords.test(filled[0])) this.unread(at, filled);
      } else if (!this.#isVoid(row, at)) yield { row, at, scope };
      isBehindSum = false;
    }
    if (this.#unreadCount > 2 && this.#unreadCount > 0.3 * this.block.rows.length) {
      const found = say('tree-rows-unread', { count: this.#unreadCount, all: this.block.rows.length });
      this.draft.problem(this.block.headAt, found, say('tree-head'));
    }
  }

  /** True for a row that says of itself that it is void, or of a cable that it is a spare one: named and not read. */
  #isVoid(row: TableRow, at: Phrase): boolean {
    const remarks = [...this.cells(row, 'remark'), ...this.cells(row, 'kind'), ...this.cells(row, 'length')];
    const ends = [...this.cells(row, 'to'), ...this.cells(row, 'from')];
    const remark = remarks.find((text) => voidWords.test(text)) ?? ends.find((text) => spareWords.test(text));
    if (remark === undefined) return false;
    const roles = ['id', 'cable', 'to', 'from'] as const;
    const id = roles.flatMap((role) => this.cells(row, role)).join(', ');
    this.draft.doubt(at, say('tree-row-void', { id, text: remark.slice(0, 80) }));
    return true;
  }

  /** A cell of a part or a cable that is longer than any id or description. */
  #longCell({ cells }: TableRow): string | undefined {
    const read = this.block.head.columns.filter(({ role }) => role !== undefined && !longRoles.has(role));
    return read.map(({ index }) => cells[index] ?? '').find(({ length }) => length > longestCell);
  }

  #unreadCount = 0;

  /** Names a row that is not read; a table of which many of its own rows are not is not understood. */
  unread(
    at: Phrase,
    filled: readonly string[],
    { isCounted }: { isCounted: boolean } = { isCounted: true },
  ): void {
    if (isCounted) this.#unreadCount += 1;
    this.draft.doubt(at, say('tree-row-unread', { text: filled.join(', ').slice(0, 60) }));
  }

  /** A part may stand alone in its row: the source of an outline. */
  #isPart({ cells }: TableRow): boolean {
    const isOutline = ['outline', 'columns', 'list', 'parts', 'trunk'].includes(this.block.head.layout);
    const at = cells.findIndex((cell) => cleanCell(cell) !== '');
    const column = this.block.head.columns.find(({ index }) => index === at);
    if (allAntennas.test(cells[at])) return false;
    // A kind alone above parts of it is their title.
    const text = cleanCell(cells[at]);
    const isList = ['list', 'parts'].includes(this.block.head.layout);
    if (isList && (isKindAlone(text) || sectionTitle.test(text))) return false;
    return isOutline && (column?.role === 'id' || column?.role === 'node') && levelsIn(cells[at]).length === 0
      ? !sentence.test(cells[at])
      : false;
  }

  /** A sum of another size goes on below its first row: it names neither a part nor an end. */
  #isSumOfMore({ cells }: TableRow): boolean {
    const filled = cells.flatMap((cell, index) => (cleanCell(cell) === '' ? [] : [index]));
    const roles = filled.map(
      (at) => this.block.head.columns.find(({ index }) => index === at)?.role ?? 'ignored',
    );
    const isOfSum = (role: TreeColumn) =>
      ['size', 'cable', 'length', 'remark', 'quantity', 'ignored', 'entryLevel'].includes(role);
    return roles.includes('length') && roles.every(isOfSum);
  }

  #readSum(row: TableRow, filled: readonly string[], at: Phrase): void {
    const lengths = [undefined, 'branch' as const].flatMap((end) =>
      this.columns('length', end).flatMap(({ index, unit }) => {
        const text = cleanCell(row.cells[index] ?? '');
        const read = text === '' ? 'missing' : this.readLength(text, unit);
        return typeof read === 'object' ? [read.lengthM] : [];
      }),
    );
    const statedM = lengths.length === 0 ? undefined : lengths.reduce((sum, each) => sum + each, 0);
    const size = filled.map((text) => readSize(text)).find((each) => each !== undefined && each !== 'direct');
    const count = filled.map(readCount).find((each) => each !== undefined) ?? this.#quantity(row);
    const sum = {
      at,
      ...(statedM === undefined ? {} : { statedM }),
      ...(size === undefined ? {} : { size }),
      ...(count === undefined ? {} : { count }),
    };
    if (this.block.head.layout === 'lengths') this.draft.addListSum(sum);
    else this.draft.addSum(sum);
  }

  #quantity(row: TableRow): { stated: number } | undefined {
    const text = this.cell(row, 'quantity');
    return /^\d+$/.test(text) && this.block.head.layout === 'list' ? { stated: Number(text) } : undefined;
  }
}

function sumM(stated: readonly { read: ReadLength }[]): number {
  return stated.reduce((sum, { read }) => sum + (typeof read === 'object' ? read.lengthM : 0), 0);
}

const longestCell = 300;
/** Roles of columns whose texts may be long. */
const longRoles = new Set<TreeColumn>(['remark', 'location', 'chain', 'ignored']);

const pageWords = /第\s*\d+\s*页|\bpage\b|\bseite\b|\bblatt\b|\bsheet\b/i;
const sentence = /[,，;；。:：]|.{40,}/;

function isSum(filled: readonly string[]): boolean {
  return (
    filled.slice(0, 3).some((text) => sumWords.test(text)) ||
    filled.slice(0, 2).some((text) => sumBehind.test(text) && text.length <= 20)
  );
}

/** `21件`, `7副`: how many parts, or antennas, a sum states. */
function readCount(text: string): { stated: number; kind?: 'antenna' } | undefined {
  const found = /^(?:共\s*)?(\d+)\s*(件|个|pcs|pieces|stück|副|面)(天线)?$/i.exec(text);
  if (!found) return undefined;
  const isAntennas = /副|面/.test(found[2]) || found[3] !== undefined;
  return { stated: Number(found[1]), ...(isAntennas ? { kind: 'antenna' as const } : {}) };
}

/** Reads what a note says of all antennas, their type and how many there are; true where it says something. */
export function readNotes(texts: readonly string[], at: Phrase, draft: TreeDraft): boolean {
  let isRead = readStated(texts, at, draft);
  for (const text of texts) {
    if (!allAntennas.test(text)) continue;
    const type = readAntennaType(text);
    if (type === undefined) continue;
    isRead = true;
    draft.setAllAntennas(type);
    const stated = /共(?:计)?\s*(\d+)\s*(?:个|副|面|只)/.exec(text)?.[1];
    if (stated !== undefined) draft.addTotal({ at, count: { stated: Number(stated), kind: 'antenna' } });
  }
  return isRead;
}

/** `天线21副;耦合器14只`, `7/8馈线133m`: how many parts and metres of each kind a row states in words; true where it states some. */
function readStated(texts: readonly string[], at: Phrase, draft: TreeDraft): boolean {
  const text = texts.join(' ; ').normalize('NFKC');
  if (text.length > longestCell) return false;
  let isRead = false;
  for (const [, what, number] of text.matchAll(statedCount)) {
    const { kind, ways } = readKind(what, '');
    if (kind === undefined) continue;
    draft.addStated({ at, stated: Number(number), kind, ...(ways === undefined ? {} : { ways }) });
    isRead = true;
  }
  if (!statedSum.test(text)) return isRead;
  for (const [, name, number] of text.matchAll(statedMetres)) {
    const size = readSize(name);
    if (size === undefined) continue;
    draft.addSum({ at, statedM: Number(number), size });
    isRead = true;
  }
  return isRead;
}

/** Levels that a title names, without what stands in brackets. */
export function levelsIn(text: string): string[] {
  if (text.length > longestCell) return [];
  const plain = text.normalize('NFKC').replace(/[([{【].*?[)\]}】]/g, ' ');
  const levels = plain.split(/[/、,;和与及&\s]|–/).flatMap((part) => readLevel(part) ?? []);
  return [...new Set(levels)];
}
