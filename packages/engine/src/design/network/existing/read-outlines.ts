import { cleanCell, type Phrase, say, type TableRow } from '../../../core/index.ts';
import { isBlank } from './read-rows.ts';
import type { BlockFeed, BlockReader } from './tree-block.ts';
import { cleanId, readKind, readLevel, readPort } from './tree-cells.ts';
import { splitChain } from './tree-chain.ts';
import { datedNumbers, depthOf, type HeadColumn, indentOf, withoutIndent } from './tree-head.ts';
import { isFeed, isKindAlone, type ReadName, readName } from './tree-names.ts';
import { antennaHead, elsewhereWords } from './tree-vocabulary.ts';

/** A part that the rows below it may hang on. */
interface Node {
  id: string;
  depth: number;
  key: string;
}

/** Reads an outline: what feeds a part is the row above that is less deep, by number, depth or indent. */
export function readOutline(reader: BlockReader): void {
  const { draft } = reader;
  const [depthColumn] = reader.columns('depth');
  const [idColumn] = reader.columns('id');
  const isDotted = depthColumn !== undefined && !isPlainDepth(reader, depthColumn);
  const above = {
    stack: [] as Node[],
    numbered: new Map<string, { id: string; at: Phrase }>(),
    indents: [] as number[],
    step: indentStep(reader, idColumn),
  };
  const kinds = new Map<string, number>();
  draft.hasCables = true;
  for (const { row, at, scope } of reader.dataRows()) {
    const written = cleanCell((depthColumn && row.cells[depthColumn.index]) ?? '').replace(/\.$/, '');
    const number = isDotted ? undatedNumber(written, { at, ...above }, reader) : written;
    const raw = (idColumn && row.cells[idColumn.index]) ?? '';
    const read = readName(withoutIndent(raw), { mayHavePort: false });
    const name = isKindAlone(read.id) ? { ...read, words: `${read.id} ${read.words}` } : read;
    // Without a column of ids the numbers of the outline are ids.
    const id = isBlank(name.id)
      ? isDotted && !idColumn
        ? number
        : ''
      : numberedKind(name.id, { kinds, at, draft });
    const scoped = scope === undefined ? {} : { scope };
    if (id === '') {
      if (reader.feed(row).length !== 'missing' || number !== '')
        draft.problem(at, say('tree-no-id'), say('tree-id'));
      else reader.unread(at, row.cells.map(cleanCell).filter(Boolean));
      continue;
    }
    reader.sayRemarks(row, id);
    addNode(reader, { row, at, scope, id, name });
    const depth = depthColumn ? depthOf(number) : depthByIndent(indentOf(raw), above);
    const parent =
      isDotted && number !== ''
        ? numberedParent(number.replaceAll('-', '.'), { id, at, ...above }, reader)
        : deeperParent(isDotted ? undefined : depth, { id, at, ...above }, reader);
    if (parent === undefined) continue;
    const port = reader.cell(row, 'port', 'from');
    const portText = isBlank(port) ? name.portBefore : port;
    const toPortText = reader.cell(row, 'port', 'to');
    draft.addCable({
      from: parent,
      to: id,
      portText,
      toPortText,
      ...reader.feed(row),
      at,
      ...(isDotted ? { lastFigure: /\d+$/.exec(number)?.[0] ?? '' } : {}),
      ...scoped,
      written: 'fed',
    });
  }
}

/** The number of an outline that a spreadsheet made a date of, where one alone goes on from those above: `2001/1/2` for 1-1-2. */
function undatedNumber(
  text: string,
  { at, numbered }: { at: Phrase; numbered: ReadonlyMap<string, unknown> },
  { draft }: BlockReader,
): string {
  const dated = datedNumbers(text);
  if (dated.length === 0) return text;
  const [number, ...others] = dated.filter((each) => {
    const [above, last] = [each.replace(/\.\d+$/, ''), Number(/\d+$/.exec(each)?.[0])];
    return numbered.has(above) && !numbered.has(each) && (last === 1 || numbered.has(`${above}.${last - 1}`));
  });
  if (number === undefined || others.length > 0) {
    draft.problem(at, JSON.stringify(text), say('tree-number-above'));
    return text;
  }
  draft.doubt(at, say('tree-number-date', { text, number }));
  return number;
}

/** A part of an outline that has a kind for a name, and no number: its place says which it is, so it gets one. */
function numberedKind(
  id: string,
  { kinds, at, draft }: { kinds: Map<string, number>; at: Phrase; draft: BlockReader['draft'] },
): string {
  if (!isKindAlone(id)) return id;
  const count = (kinds.get(id) ?? 0) + 1;
  kinds.set(id, count);
  draft.doubt(at, say('tree-id-given', { id: `${id}#${count}` }));
  return `${id}#${count}`;
}

/** Adds the part of a row of an outline. */
function addNode(
  reader: BlockReader,
  {
    row,
    at,
    scope,
    id,
    name,
  }: { row: TableRow; at: Phrase; scope: string | undefined; id: string; name: ReadName },
): void {
  const said = reader.said(row);
  const level = readLevel(reader.cell(row, 'level')) ?? readLevel(reader.cell(row, 'location')) ?? name.level;
  const position = reader.position(row);
  reader.draft.addPart({
    ...{ id, words: `${said.words} ${name.words}`.trim(), values: said.values, at, isRow: true },
    ...(level === undefined ? {} : { level }),
    ...(position ? { position } : {}),
    ...(scope === undefined ? {} : { scope }),
  });
}

/** True where no number of the column has members: then it is a depth. */
function isPlainDepth(reader: BlockReader, { index }: HeadColumn): boolean {
  return reader.block.rows.every(({ cells }) => !/\d[.-]\d/.test(cleanCell(cells[index] ?? '')));
}

/** The part whose number is that of a row less its last member. */
function numberedParent(
  number: string,
  { id, at, numbered }: { id: string; at: Phrase; numbered: Map<string, { id: string; at: Phrase }> },
  { draft }: BlockReader,
): string | undefined {
  const first = numbered.get(number);
  if (first)
    draft.problem(at, say('tree-number-twice', { number, other: first.at }), say('tree-number-once'));
  else numbered.set(number, { id, at });
  if (!number.includes('.')) return undefined;
  const above = number.replace(/\.\d+$/, '');
  const parent = numbered.get(above)?.id;
  if (parent === undefined)
    draft.problem(at, say('tree-number-orphan', { number, above }), say('tree-number-above'));
  return parent;
}

/** Depth of an indent: as many steps as it is wide where all are of one width, else its place among those before it. */
function depthByIndent(
  indent: number,
  { indents, step }: { indents: number[]; step: number | undefined },
): number {
  if (step !== undefined) return indent / step + 1;
  while (indents.length > 0 && indents[indents.length - 1] > indent) indents.pop();
  if (indents[indents.length - 1] !== indent) indents.push(indent);
  return indents.length;
}

/** The smallest indent of a column, where all others are multiples of it. */
function indentStep(reader: BlockReader, column: HeadColumn | undefined): number | undefined {
  if (!column) return undefined;
  const indents = reader.block.rows
    .map(({ cells }) => indentOf(cells[column.index] ?? ''))
    .filter((indent) => indent > 0);
  const step = indents.reduce((smallest, indent) => Math.min(smallest, indent), Number.POSITIVE_INFINITY);
  return indents.every((indent) => indent % step === 0) ? step : undefined;
}

/** The last part above a row that is less deep. */
function deeperParent(
  depth: number | undefined,
  { id, at, stack }: { id: string; at: Phrase; stack: Node[] },
  { draft }: BlockReader,
): string | undefined {
  if (depth === undefined) {
    draft.problem(at, say('tree-no-depth', { id }), say('tree-depth'));
    return undefined;
  }
  while (stack.length > 0 && stack[stack.length - 1].depth >= depth) stack.pop();
  const parent = stack[stack.length - 1];
  if (parent && depth > parent.depth + 1)
    draft.problem(at, say('tree-depth-jump', { id, other: parent.id }), say('tree-depth'));
  stack.push({ id, depth, key: id });
  return parent?.id;
}

/** Rows that lines of a text make, below columns that no head names. */
export interface LineTable {
  columns: HeadColumn[];
  rows: TableRow[];
  titles: TableRow[];
}

/**
 * Lines of a text as rows of a table: an outline by indents or numbers, `├─[T] 7/8 25m -> T2 15dB耦合`, cables, `T1 -> T2: 7/8, 25m`, or a path
 * in each. Undefined where too few lines are any of these.
 */
export function tableOfLines(rows: readonly TableRow[], separator: string): LineTable | undefined {
  const lines = rows.flatMap(({ number, cells }) => {
    const text = cells.join(separator).replace(/\p{Cf}/gu, '');
    const [begin] = withoutIndent(text).split(' ');
    if (begin === '') return [];
    // Blanks between what a line says set it apart.
    return [{ number, indent: indentOf(text), text: text.slice(text.indexOf(begin)).trim() }];
  });
  return cablesOfLines(lines) ?? chainsOfLines(lines) ?? numberedLines(lines) ?? indentedLines(lines);
}

interface Line {
  number: number;
  indent: number;
  text: string;
}

const columnsOf = (roles: readonly HeadColumn['role'][]): HeadColumn[] =>
  roles.map((role, index) => ({
    ...{ index, name: role ?? '', role, unit: undefined },
    ...(role === 'port' ? { end: 'from' as const } : {}),
  }));

/** Rows of the lines that are read, the others as titles; undefined where too few are. */
function tableOf(
  lines: readonly Line[],
  roles: readonly HeadColumn['role'][],
  read: (line: Line) => string[] | undefined,
): LineTable | undefined {
  const found: LineTable = { columns: columnsOf(roles), rows: [], titles: [] };
  for (const line of lines) {
    const cells = read(line);
    if (cells) found.rows.push({ number: line.number, cells });
    else found.titles.push({ number: line.number, cells: [line.text] });
  }
  return found.rows.length > 1 && found.rows.length >= 0.5 * lines.length ? found : undefined;
}

/** `T1.2 -> ANT1: 1/2, 5 m`. */
function cablesOfLines(lines: readonly Line[]): LineTable | undefined {
  return tableOf(lines, ['from', 'to', 'cable'], ({ text }) => {
    const [, from, to, feed] =
      /^([^:：]+?)\s*(?:[-–—=]*[>→➔⇒])\s*([^:：>→]+?)\s*[:：]\s*(.+)$/.exec(text) ?? [];
    return feed !== undefined && isFeed(feed) ? [from, to, feed] : undefined;
  });
}

/** `ANT1: RRU1 -(7/8 20m)- PS1(二功分)-1 -(1/2 5m)- ANT1`. */
function chainsOfLines(lines: readonly Line[]): LineTable | undefined {
  if (lines.some(({ indent }) => indent > 0)) return undefined;
  return tableOf(lines, ['id', 'chain'], ({ text }) => {
    const [, id = '', path] = /^(?:([^:：>→]{1,20})[:：]\s*)?(.+)$/.exec(text) ?? [];
    const chain = path === undefined ? undefined : splitChain(path);
    return chain?.feeds.some((feed) => feed !== undefined) ? [id, path] : undefined;
  });
}

/** `1.2.1 ANT1 吸顶天线  1/2 5m`. */
function numberedLines(lines: readonly Line[]): LineTable | undefined {
  const number = /^(\d+(?:\.\d+)*)[.、)]?\s+(?=\S)/;
  if (lines.filter(({ text }) => /^\d+\.\d/.test(text)).length < 2) return undefined;
  return tableOf(lines, lineRoles, ({ text }) => {
    const found = number.exec(text);
    return found ? [found[1], ...lineCells(text.slice(found[0].length))] : undefined;
  });
}

const lineRoles = ['depth', 'id', 'kind', 'port', 'cable', 'remark'] as const;

/** A line that is indented is a part, and so is the one above that the first of them hangs on; all others are titles. */
function indentedLines(lines: readonly Line[]): LineTable | undefined {
  const isNode = (at: number) =>
    (lines[at].indent > 0 || (lines[at + 1]?.indent ?? 0) > 0) && /\d|^rru|^信源/i.test(lines[at].text);
  const nodes = lines.filter((_, at) => isNode(at));
  if (nodes.length < 3 || nodes.filter(({ indent }) => indent > 0).length < 0.5 * nodes.length)
    return undefined;
  const indents: number[] = [];
  const found: LineTable = { columns: columnsOf(lineRoles), rows: [], titles: [] };
  for (const [at, { number, indent, text }] of lines.entries()) {
    if (!isNode(at)) {
      found.titles.push({ number, cells: [text] });
      continue;
    }
    const isDeeper = indents.length === 0 || indent > indents[indents.length - 1];
    while (indents.length > 0 && indents[indents.length - 1] > indent) indents.pop();
    // A line that goes back to where no other one began may hang on any of those above.
    const isKnown = isDeeper || indents[indents.length - 1] === indent;
    if (indents[indents.length - 1] !== indent) indents.push(indent);
    found.rows.push({ number, cells: [isKnown ? String(indents.length) : '', ...lineCells(text)] });
  }
  return found;
}

/** Id, words, port, cable and remark of a line of an outline. */
function lineCells(line: string): string[] {
  const [whole, ...comments] = line.split(/\s*(?:\/\/|#(?!\d)|\s--\s)\s*/);
  const isPort = (text: string) => text !== '' && !['bad', undefined].includes(readPort(text));
  const ports: string[] = [];
  const plain = whole
    .replace(/[（(]\s*(?:[^()（）]*\s)?[-−]?\d+(?:\.\d+)?\s*(?:dbm)?\s*[)）]\s*$/i, '')
    .replace(/[[【]([^\]】]*)[\]】]/g, (group, text: string) => {
      if (!isPort(text)) return group;
      ports.push(text);
      return ' ';
    })
    .trim();
  const [before, ...behind] = plain.split(/\s*(?:[-–—=]*[>→➔⇒▶]+)\s*/);
  const arrowed = behind.length > 0;
  const feeds = arrowed && before !== '' ? [before] : [];
  const names: string[] = [];
  for (const token of (arrowed ? behind.join(' ') : before).split(/\s{2,}|\s*[,，;；|]\s*/)) {
    const feedAt = arrowed ? -1 : names.length > 0 && isFeed(token) ? 0 : feedIn(token);
    const rest = feedAt < 0 ? token : token.split(' ').slice(0, feedAt).join(' ');
    if (feedAt >= 0) feeds.push(token.split(' ').slice(feedAt).join(' '));
    if (rest === '') continue;
    if (names.length > 0 && isPort(rest)) ports.push(rest);
    else names.push(rest);
  }
  return [
    cleanId(names[0] ?? ''),
    names.slice(1).join(' '),
    ports[0] ?? '',
    feeds.join(' '),
    comments.join(' '),
  ];
}

/** The word that a cable begins at, within a text of a part; −1 where there is none. */
function feedIn(token: string): number {
  const words = token.split(' ');
  return words.findIndex((_, at) => at > 0 && isFeed(words.slice(at).join(' ')));
}

/** Reads parts in columns from the source to the antenna: a blank cell is that of the row above. */
export function readColumns(reader: BlockReader): void {
  new ColumnReader(reader).read();
}

class ColumnReader {
  readonly #nodes: HeadColumn[];
  readonly #stack: (string | undefined)[] = [];
  /** Columns of cables between a part and the next; the last are behind all parts. */
  readonly #groups: HeadColumn[][];
  readonly #isFeedBehind: boolean;

  constructor(private readonly reader: BlockReader) {
    this.#nodes = reader.columns('node').sort((a, b) => a.index - b.index);
    const feeds = reader.block.head.columns.filter(({ role }) =>
      ['cable', 'size', 'length', 'port'].includes(role ?? ''),
    );
    this.#groups = this.#nodes.map(({ index }, at) =>
      feeds.filter(
        (column) =>
          column.index > index && column.index < (this.#nodes[at + 1]?.index ?? Number.POSITIVE_INFINITY),
      ),
    );
    this.#isFeedBehind = this.#feedsBehind();
  }

  /** True where the columns of cables behind a part are those of the cable to it, not of that to the next part. */
  #feedsBehind(): boolean {
    if (this.#groups.slice(0, -1).every((group) => group.length === 0)) return true;
    // Where the antenna stands in a column of its own, what is behind the last part leads to it.
    if (this.reader.columns('id').length > 0) return false;
    let [behind, between] = [0, 0];
    for (const row of this.reader.block.rows) {
      const filled = this.#nodes.flatMap(({ index }, at) =>
        cleanCell(row.cells[index] ?? '') === '' ? [] : [at],
      );
      const deepest = filled[filled.length - 1];
      if (deepest === undefined) continue;
      const isFilled = this.#groups[deepest].some(({ index }) => cleanCell(row.cells[index] ?? '') !== '');
      if (isFilled) behind += 1;
      else between += 1;
    }
    if (behind > 0 && between > 0) {
      const found = say('tree-feeds-unclear');
      this.reader.draft.problem(this.reader.block.headAt, found, say('tree-feeds-clear'));
    }
    return behind > between;
  }

  read(): void {
    const { draft } = this.reader;
    draft.hasCables = true;
    for (const { row, at, scope } of this.reader.dataRows()) {
      const filled = this.#nodes.flatMap((column, index) => {
        const text = cleanCell(row.cells[column.index] ?? '');
        return isBlank(text) ? [] : [{ index, name: readName(text, { mayHavePort: true }) }];
      });
      const antenna = readName(this.reader.cell(row, 'id'), { mayHavePort: false });
      if (!isBlank(antenna.id) && filled.at(-1)?.name.id !== antenna.id) {
        filled.push({ index: this.#nodes.length, name: antenna });
      }
      if (filled.length === 0) {
        this.reader.unread(at, row.cells.map(cleanCell).filter(Boolean));
        continue;
      }
      this.#readRow({ row, at, scope }, filled);
    }
  }

  #readRow(
    { row, at, scope }: { row: TableRow; at: Phrase; scope: string | undefined },
    filled: readonly { index: number; name: ReadName }[],
  ): void {
    const { reader } = this;
    const { draft } = reader;
    const deepest = filled[filled.length - 1].index;
    const nameless = filled.find(({ name }) => isKindAlone(name.id));
    if (nameless) {
      draft.problem(at, say('tree-kind-alone', { id: nameless.name.id }), say('tree-id'));
      return;
    }
    reader.sayRemarks(row, filled[filled.length - 1].name.id);
    let above = this.#above(filled[0].index, at);
    for (const [order, { index, name }] of filled.entries()) {
      const isRepeated = this.#stack[index] === name.id;
      const said = index === deepest ? reader.said(row) : { words: '', values: [] };
      const level =
        name.level ??
        (index === deepest
          ? (readLevel(reader.cell(row, 'level')) ?? readLevel(reader.cell(row, 'location')) ?? scope)
          : undefined);
      draft.addPart({
        ...{
          id: name.id,
          words: `${said.words} ${name.words}`.trim() || this.#sourceHead(index),
          values: said.values,
          at,
          isRow: false,
        },
        ...(level === undefined ? {} : { level }),
        ...(scope === undefined ? {} : { scope }),
      });
      const feed = this.#feed(row, { from: above?.index, to: index, isLast: index === deepest });
      if (above && (!isRepeated || feed.length !== 'missing')) {
        const portText =
          feed.portText || (order > 0 ? filled[order - 1].name.portBehind : '') || name.portBefore;
        const scoped = scope === undefined ? {} : { scope };
        draft.addCable({
          from: above.id,
          to: name.id,
          toPortText: '',
          ...feed,
          portText,
          at,
          ...scoped,
          written: 'path',
        });
      }
      if (!isRepeated) this.#stack.splice(index, this.#stack.length, name.id);
      this.#stack[index] = name.id;
      above = { id: name.id, index };
    }
  }

  /** The head of a column of sources: it says what its cells are. */
  #sourceHead(index: number): string {
    const name = this.#nodes[index]?.name ?? '';
    return readKind(name, '').kind === 'source' ? name : '';
  }

  /** Finds what stands left of the first filled cell of a row. */
  #above(first: number, at: Phrase): { id: string; index: number } | undefined {
    for (let index = first - 1; index >= 0; index -= 1) {
      const id = this.#stack[index];
      if (id === undefined) continue;
      // An antenna may hang at any depth.
      const column = this.#nodes[first];
      const isLast = column === undefined || (column === this.#nodes.at(-1) && antennaHead.test(column.name));
      if (index < first - 1 && !isLast)
        this.reader.draft.problem(
          at,
          say('tree-depth-jump', { id: column.name, other: id }),
          say('tree-depth'),
        );
      return { id, index };
    }
    return undefined;
  }

  #feed(
    row: TableRow,
    { from, to, isLast }: { from: number | undefined; to: number; isLast: boolean },
  ): BlockFeed & { portText: string } {
    const isOnce = this.#groups.slice(0, -1).every((group) => group.length === 0);
    const groups = this.#isFeedBehind
      ? [isOnce ? (isLast ? this.#groups[this.#groups.length - 1] : []) : this.#groups[to]]
      : this.#groups.slice(from ?? to, to);
    const isFilled = ({ index }: HeadColumn) => cleanCell(row.cells[index] ?? '') !== '';
    const among = (...roles: string[]) =>
      groups.map((group) => group.filter(({ role }) => roles.includes(role ?? '')));
    // The port of the last part and the cable from it may stand apart, with blank columns of parts between.
    const columns = [among('port'), among('cable', 'size', 'length')].flatMap(
      (list) => list.find((group) => group.some(isFilled)) ?? [],
    );
    const of = (...roles: string[]) => columns.filter(({ role }) => roles.includes(role ?? ''));
    const texts = (list: readonly HeadColumn[]) =>
      list.map(({ index }) => cleanCell(row.cells[index] ?? '')).filter((text) => text !== '');
    const feed = this.reader.feedOf({ sizes: texts(of('cable', 'size')), lengths: of('length'), row });
    return { ...feed, portText: texts(of('port'))[0] ?? '' };
  }
}

/** Reads nodes along a trunk, each with the branch that hangs on it: a row is fed by the row above. */
export function readTrunk(reader: BlockReader): void {
  const { draft, block } = reader;
  const [first] = block.rows;
  const seen = new Map<string, { at: Phrase; count: number }>();
  let above: { end: string; isCoupler: boolean; portText: string } | undefined;
  draft.hasCables = true;
  for (const { row, at, scope } of reader.dataRows()) {
    const name = readName(reader.cell(row, 'id'), { mayHavePort: false });
    if (isBlank(name.id)) {
      const isEmpty =
        reader.feed(row).length === 'missing' && reader.feed(row, 'branch').length === 'missing';
      if (isEmpty) reader.unread(at, row.cells.map(cleanCell).filter(Boolean));
      else draft.problem(at, say('tree-no-id'), say('tree-id'));
      continue;
    }
    const said = reader.said(row);
    const plain = `${said.words} ${name.words}`.trim();
    const { kind, valueDb } = readKind(plain, name.id);
    // What has a branch and a value in decibels is a coupler, whatever it is called.
    const isCoupled =
      kind === undefined && valueDb !== undefined && !isBlank(reader.cell(row, 'branch', 'branch'));
    const words = isCoupled ? `${plain} coupler` : plain;
    const scoped = scope === undefined ? {} : { scope };
    const isStart = row === first || reader.cell(row, 'serial') === '0';
    if (isStart) above = undefined;
    const elsewhere = isStart && elsewhereWords.test(words);
    const known = elsewhere ? undefined : seen.get(name.id);
    if (known)
      draft.problem(at, say('tree-part-twice', { id: name.id, other: known.at }), say('tree-part-unique'));
    const count = (known?.count ?? 0) + 1;
    if (!elsewhere) seen.set(name.id, { at: known?.at ?? at, count });
    const id = count > 1 ? `${name.id}#${count}` : name.id;
    if (!elsewhere) draft.addPart({ id, words, values: said.values, at, isRow: true, ...scoped });
    if (above) {
      const portText = above.portText || (above.isCoupler ? 'through' : '');
      draft.addCable({
        from: above.end,
        to: id,
        portText,
        toPortText: '',
        ...reader.feed(row),
        at,
        ...scoped,
        written: 'fed',
      });
    }
    const level = readLevel(words.replace(elsewhereWords, ''));
    const end = elsewhere && level !== undefined ? `${id} (${level})` : id;
    const isCoupler = readKind(words, name.id).kind === 'coupler';
    above = { end, isCoupler, portText: isStart ? titledPort(block.titles, name.id) : '' };
    readBranch(reader, { row, at, scope }, { id, isCoupler });
  }
}

/** Output of the part that a trunk begins at, which its title names: `从PS1第2口下来`. */
function titledPort(titles: readonly string[], id: string): string {
  for (const title of titles) {
    const at = title.indexOf(id);
    const port =
      at < 0
        ? undefined
        : /^\s*[-_:：的]?\s*((?:第?\d{1,2}(?:号?端?口))|(?:port|out|ausgang|口)\s*\d{1,2}|耦合端?口?|直通端?口?)/i.exec(
            title.slice(at + id.length),
          )?.[1];
    if (port !== undefined && readPort(port) !== 'bad') return port;
  }
  return '';
}

/** Reads what hangs on a node beside the trunk: on the coupled port of a coupler. */
function readBranch(
  reader: BlockReader,
  { row, at, scope }: { row: TableRow; at: Phrase; scope: string | undefined },
  { id, isCoupler }: { id: string; isCoupler: boolean },
): void {
  const text = reader.cell(row, 'branch', 'branch');
  if (isBlank(text)) return;
  const name = readName(text, { mayHavePort: false });
  if (!/^[a-z]{1,6}[-_ ]?[\w-]*\d[\w-]*$|^天线\s*\d+$/i.test(name.id)) {
    reader.draft.doubt(at, say('tree-row-unread', { text }));
    return;
  }
  const said = reader.said(row, 'branch');
  const scoped = scope === undefined ? {} : { scope };
  reader.draft.addPart({
    id: name.id,
    words: `${said.words} ${name.words}`.trim(),
    values: said.values,
    at,
    isRow: true,
    ...scoped,
  });
  const portText = reader.cell(row, 'port', 'branch') || (isCoupler ? 'coupled' : '');
  reader.draft.addCable({
    from: id,
    to: name.id,
    portText,
    toPortText: '',
    ...reader.feed(row, 'branch'),
    at,
    ...scoped,
    written: 'fed',
  });
}
