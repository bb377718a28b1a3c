import { cleanCell, headParts, isNumberCell, type TableRow } from '../../../core/index.ts';
import type { MapWords } from './table-map.ts';
import {
  headPath,
  type PathLabel,
  readColumn,
  readKind,
  readLength,
  readLevel,
  readPort,
  readPortOf,
  readSize,
  unitM,
} from './tree-cells.ts';
import { splitChain } from './tree-chain.ts';
import { isFeed, readFeed, readName } from './tree-names.ts';
import {
  antennaHead,
  chineseDigits,
  entryLevel,
  jumperWords,
  monthNames,
  nothingOn,
  pathLabels,
  type TreeColumn,
  totalLength,
} from './tree-vocabulary.ts';

/** A column of a table with what its head and its cells say. */
export interface HeadColumn {
  index: number;
  name: string;
  role: TreeColumn | undefined;
  end?: 'from' | 'to' | 'branch';
  unit: string | undefined;
  /** First line of a head in two: the output that the columns of a group are of. */
  group?: string;
  /** Path of a twin tree, where another column has the same of the other one. */
  path?: PathLabel;
}

/**
 * How a table writes a tree: rows of cables with both ends; rows of parts with what feeds each; parts without; an outline by
 * numbers, depths or indents, or in columns; a path per antenna in one cell; nodes of a trunk with their branches; parts with a column
 * for each of their outputs; lengths of cables by their numbers; counts.
 */
export type TreeLayout =
  | 'cables'
  | 'parts'
  | 'list'
  | 'outline'
  | 'columns'
  | 'chain'
  | 'trunk'
  | 'outputs'
  | 'lengths'
  | 'counts';

/** Columns of one table and its layout. */
export interface TreeHead {
  layout: TreeLayout;
  columns: HeadColumn[];
}

/** Columns of a head in one row or two, or undefined where no row names parts or cables. */
export function readHead(rows: readonly (readonly string[])[]): HeadColumn[] | undefined {
  if (rows.some((cells) => cells.some((cell) => cell.length > longestHead || isNumberCell(cell))))
    return undefined;
  const columns = headParts(rows).flatMap((parts, index): HeadColumn[] => {
    if (parts.length === 0) return [];
    const name = parts.join(' ');
    const whole = readColumn(name);
    const last = readColumn(parts[parts.length - 1]);
    const bare = whole.role === undefined ? readColumn(name.replace(/\s*\d+\s*$/, '')) : whole;
    const read = bare.role === undefined && parts.length > 1 ? last : bare;
    const ofPath = headPath(name);
    const rest = ofPath ? readColumn(ofPath.rest) : read;
    // `Port A` and `Port B` are the ends of a cable.
    const isOfPath =
      rest.role !== undefined &&
      (read.role === undefined || (read.role === rest.role && pathRoles.has(rest.role)));
    const known = ofPath && isOfPath ? rest : read;
    const path = ofPath && isOfPath ? { path: ofPath.path } : {};
    const group = parts.length > 1 ? { group: parts[0] } : {};
    const sub = parts.length > 1 && isOutputHead(parts[0]) ? { ...last, ...groupRole(parts[1]) } : undefined;
    return [{ index, name, ...known, unit: known.unit ?? last.unit, ...path, ...group, ...sub }];
  });
  // A path that stands alone tells nothing apart.
  for (const column of columns) {
    const isPaired = columns.some(
      ({ role, path }) => role === column.role && path !== undefined && path !== column.path,
    );
    if (!isPaired) delete column.path;
  }
  settleTotals(columns);
  // A title that names a level is no head of a column of levels.
  const known = columns.filter(
    ({ role, name }) => role !== undefined && !(role === 'level' && readLevel(name)),
  );
  if (known.length < 2 || known.length < 0.5 * columns.length) return undefined;
  const has = (...roles: TreeColumn[]) =>
    known.some(({ role }) => role !== undefined && roles.includes(role));
  const count = (role: TreeColumn) => known.filter((column) => column.role === role).length;
  const isPart = has('id', 'thing', 'serial', 'kind', 'depth');
  const isHead =
    (has('from') && has('to')) ||
    (has('parent') && has('to')) ||
    count('node') > 1 ||
    has('chain', 'branch') ||
    (has('id', 'thing') && has('parent', 'to', 'from')) ||
    (has('id', 'thing', 'serial') && has('kind', 'thing', 'value')) ||
    (has('id', 'thing') && has('depth', 'serial', 'port', 'size', 'cable', 'length', 'level')) ||
    (isPart && has('quantity')) ||
    (has('cable') && has('length'));
  return isHead ? columns : undefined;
}

/** Columns of metres of which one is the total of the others hold lengths of a cable. */
function settleTotals(columns: readonly HeadColumn[]): void {
  const measured = columns.filter(({ role, unit }) => role === undefined && unitM(unit) !== undefined);
  const isLength = columns.some(({ role }) => role === 'length');
  if (measured.length < 2 || isLength || !measured.some(({ name }) => totalLength.test(name))) return;
  for (const column of measured) column.role = 'length';
}

/** True for a head that names an output, of a splitter and of a coupler it may be two: `功分OUT1/耦合直通`. */
function isOutputHead(head: string): boolean {
  const port = readPort(head);
  const isOutput = (each: string | undefined) =>
    each !== undefined && /^out\d|^through$|^coupled$/.test(each);
  return isOutput(port) || ['out1', 'out2', 'out3', 'out4'].some((each) => readPortOf(head, [each]) === each);
}

/** Role of a column of a group: the part that the output leads to, its cable or length. */
function groupRole(head: string): Pick<HeadColumn, 'role' | 'end' | 'unit'> {
  const { role, unit } = readColumn(head);
  if (unitM(head.toLowerCase()) !== undefined) return { role: 'length', unit: head.toLowerCase() };
  if (role === 'to' || role === 'thing' || role === 'id') return { role: 'output', unit };
  return { role: role === 'cable' ? 'size' : role, unit };
}

/** Roles of columns that there may be one of for each path, whose heads differ in a letter. */
const pathRoles: ReadonlySet<TreeColumn> = new Set([
  'length',
  'size',
  'cable',
  'chain',
  'value',
  'entryLevel',
]);
/** Characters of a head. */
const longestHead = 100;
const sampled = 200;
/** A length with its unit, and nothing else: `18'`, `16'-6"`, `9,5 m`. */
const statedLength =
  /^\d+(?:[.,]\d+)?\s*(?:m|mm|米|ft|feet|meters?|metres?|['′](?:\s*-?\s*\d+(?:\.\d+)?\s*["″])?)$/i;

/** Every column of a head, known or not. */
export function allColumns(cells: readonly string[]): HeadColumn[] {
  return cells.flatMap((cell, index) => {
    const name = cleanCell(cell);
    return name === '' ? [] : [{ index, name, ...readColumn(name) }];
  });
}

/** Fraction of the cells of a column that say what it holds. */
const guessedRatio = 0.75;

/**
 * Columns below a head that nobody knows, by what their cells hold: parts that occur once each are fed by those that another column
 * names among them. Undefined where the cells leave it open. Numbers are lengths only where their head says so.
 */
export function guessColumns(
  columns: readonly HeadColumn[],
  rows: readonly TableRow[],
): HeadColumn[] | undefined {
  const found = columns.map((column) => ({ ...column }));
  const cellsOf = ({ index }: HeadColumn) =>
    rows.map(({ cells }) => cleanCell(cells[index] ?? '')).filter((text) => text !== '');
  const ratio = (column: HeadColumn, test: (text: string) => boolean) => {
    const cells = cellsOf(column);
    return cells.length < 3 ? 0 : cells.filter(test).length / cells.length;
  };
  const isKind = (text: string) => readKind(text, '').kind !== undefined && !isIdText(text);
  const isPort = (text: string) => !['bad', undefined].includes(readPort(text));
  const idOf = (text: string) => readName(text, { mayHavePort: true }).id;
  const named = found.filter(
    (column) => ratio(column, isIdText) >= guessedRatio && ratio(column, isKind) < 0.5,
  );
  const pairs = named.flatMap((child) =>
    named
      .filter((parent) => parent !== child && feeds(cellsOf(child).map(idOf), cellsOf(parent).map(idOf)))
      .map((parent) => ({ child, parent })),
  );
  const [pair, ...others] = pairs;
  if (!pair || others.length > 0) return undefined;
  for (const column of found) {
    const isFree = column !== pair.child && column !== pair.parent;
    if (
      !isFree ||
      !['id', 'thing', 'from', 'to', 'parent', 'node', 'serial', undefined].includes(column.role)
    )
      continue;
    column.role = 'ignored';
    if (ratio(column, isKind) >= guessedRatio) column.role = 'kind';
    else if (ratio(column, (text) => isFeed(text) && readSize(text) !== undefined) >= guessedRatio)
      column.role = 'size';
    else if (ratio(column, isPort) >= guessedRatio && ratio(column, (text) => /\p{L}/u.test(text)) > 0)
      column.role = 'port';
  }
  for (const column of [pair.child, pair.parent]) delete column.end;
  pair.child.role = 'id';
  pair.parent.role = 'parent';
  const ports = found.filter(({ role }) => role === 'port');
  if (ports.length > 1) return undefined;
  for (const column of ports) column.end = 'from';
  return found;
}

/** True where children occur once each, and nearly all of their parents are among them: but for sources. */
function feeds(children: readonly string[], parents: readonly string[]): boolean {
  const ids = new Set(children);
  if (children.length < 4 || ids.size < children.length || parents.length < 0.8 * children.length)
    return false;
  const outside = new Set(parents.filter((id) => !ids.has(id)));
  const isInside = parents.filter((id) => ids.has(id)).length >= 0.6 * parents.length;
  return isInside && outside.size <= 2 && new Set(parents).size < parents.length;
}

/** Roles that a map of columns may give, with the end of a cable or the path that they are of. */
export const treeMapWords: MapWords = {
  roles: [
    ...([
      'id',
      'parent',
      'from',
      'to',
      'ends',
      'node',
      'output',
      'chain',
      'depth',
      'path',
      'source',
      'branch',
    ] as const),
    ...(['port', 'port.to', 'port.branch', 'kind', 'kind.from', 'kind.to', 'kind.branch'] as const),
    ...(['value', 'value.from', 'value.to', 'value.branch', 'cable', 'size', 'size.branch'] as const),
    ...(['length', 'length.branch', 'unit', 'level', 'level.from', 'level.to', 'location'] as const),
    ...(['length.A', 'length.B', 'size.A', 'size.B', 'cable.A', 'cable.B', 'chain.A', 'chain.B'] as const),
    ...(['quantity', 'serial', 'x', 'y', 'entryLevel', 'remark', 'matrix'] as const),
  ],
  rows: [
    ...(['cables', 'parts', 'list', 'outputs', 'outline', 'columns', 'chain', 'trunk'] as const),
    ...(['lengths', 'counts', 'skip'] as const),
  ],
  kinds: [
    ...(['source', 'combiner', 'splitter', 'coupler', 'attenuator', 'load', 'antenna'] as const),
    'radiating-cable',
  ],
  ports: [
    ...(['in', 'through', 'coupled', 'end', 'out', 'out1', 'out2', 'out3', 'out4', 'out5'] as const),
    ...(['out6', 'out7', 'out8'] as const),
  ],
  sizes: ['1/2', '7/8', '1-1/4', '1-5/8', 'jumper'],
};

/** The column that a role of a map means: `port.to`, `length.A`. */
export function columnOfRole(given: string, isBackward: boolean): Omit<HeadColumn, 'index' | 'name'> {
  const [role, of] = given.split('.') as [TreeColumn, string | undefined];
  const turned: Record<string, TreeColumn> = isBackward ? { from: 'to', to: 'from' } : {};
  const path = of === 'A' || of === 'B' ? { path: of as PathLabel } : {};
  const named = role === 'branch' ? 'branch' : role === 'port' && of === undefined ? 'from' : of;
  const end = named === undefined || path.path ? {} : { end: (turned[named] ?? named) as HeadColumn['end'] };
  return { role: turned[role] ?? role, unit: undefined, ...end, ...path } as Omit<
    HeadColumn,
    'index' | 'name'
  >;
}

/** The role of a column as a map has it; undefined where it is not read. */
export function roleOfColumn({ role, end, path }: HeadColumn): string | undefined {
  const of = path ?? (role === 'branch' || (role === 'port' && end === 'from') ? undefined : end);
  const found = of === undefined ? role : `${role}.${of}`;
  return treeMapWords.roles.find((each) => each === found);
}

/** How rows with such columns write a tree. */
export function layoutOfRoles(columns: readonly HeadColumn[]): TreeLayout | undefined {
  const has = (...roles: TreeColumn[]) =>
    roles.every((role) => columns.some((column) => column.role === role));
  if (has('id', 'to') && !has('from') && !has('output'))
    for (const column of columns) if (column.role === 'id') column.role = 'from';
  const rules: [TreeLayout, boolean][] = [
    ['trunk', has('branch')],
    ['cables', has('from', 'to')],
    ['chain', has('chain')],
    ['columns', columns.filter(({ role }) => role === 'node').length > 1],
    ['outputs', has('id', 'output')],
    ['outline', has('depth')],
    ['parts', has('id', 'parent')],
    ['lengths', has('cable', 'length') || (has('id', 'length') && !has('kind'))],
    ['counts', has('kind', 'quantity') && !has('id')],
    ['list', has('id')],
  ];
  return rules.find(([, isMet]) => isMet)?.[0];
}

/** Settles by the cells below a head what each column holds, and how the table writes a tree. */
export function settleHead(columns: readonly HeadColumn[], rows: readonly TableRow[]): TreeHead | undefined {
  return new HeadSettler(columns, rows).settle();
}

class HeadSettler {
  readonly #columns: HeadColumn[];

  constructor(
    columns: readonly HeadColumn[],
    private readonly rows: readonly TableRow[],
  ) {
    this.#columns = columns.map((column) => ({ ...column }));
  }

  settle(): TreeHead | undefined {
    if (!this.#has('to')) {
      for (const column of this.#of('from'))
        if (/source|quelle|^源/i.test(column.name) && !this.#namesParts(column)) column.role = 'source';
    }
    if (!this.#has('to') && (this.#has('id') || this.#has('thing'))) {
      for (const column of this.#of('from')) column.role = 'parent';
    }
    this.#settleEndKinds();
    this.#settleKinds();
    this.#settleLevels();
    const hasEnds = (this.#has('from') && this.#has('to')) || this.#has('parent');
    this.#settleChains(hasEnds);
    this.#settleCables();
    const layout = this.#layout();
    if (layout === undefined) return undefined;
    this.#settleEnds(layout);
    return { layout, columns: this.#columns };
  }

  #of(role: TreeColumn): HeadColumn[] {
    return this.#columns.filter((column) => column.role === role);
  }

  #has(role: TreeColumn): boolean {
    return this.#of(role).length > 0;
  }

  #raw(column: HeadColumn): string[] {
    return this.rows
      .slice(0, sampled)
      .map(({ cells }) => cells[column.index] ?? '')
      .filter((cell) => cleanCell(cell) !== '');
  }

  /** Fraction of the filled cells of a column that pass a test. */
  #ratio(column: HeadColumn, test: (text: string) => boolean): number {
    const cells = this.#raw(column).map(cleanCell);
    return cells.length === 0 ? 0 : cells.filter(test).length / cells.length;
  }

  /** True where cells of a column are ids of other columns: it says what feeds a part, not the source of its tree. */
  #namesParts(column: HeadColumn): boolean {
    const others = this.#columns.filter(
      ({ role }) => role === 'id' || role === 'thing' || role === undefined,
    );
    const ids = new Set(others.flatMap((each) => this.#raw(each).map(cleanCell)));
    return this.#ratio(column, (text) => ids.has(text)) >= 0.3;
  }

  /** Settles which of two columns that are called an end holds what is there: `终点` and `终点器件`. */
  #settleEndKinds(): void {
    const isKind = (text: string) => readKind(text, '').kind !== undefined;
    for (const end of ['from', 'to'] as const) {
      const columns = this.#of(end);
      const kinds = columns.filter((column) => this.#ratio(column, isKind) >= 0.5);
      if (columns.length < 2 || kinds.length === columns.length) continue;
      for (const column of kinds) Object.assign(column, { role: 'kind', end });
    }
  }

  /** A column whose cells say kinds holds them, whatever its head says; what a child and its parent are called are ends. */
  #settleKinds(): void {
    const isKind = (text: string) => readKind(text, '').kind !== undefined && !isIdText(text);
    const isKindColumn = (column: HeadColumn) => this.#ratio(column, isKind) >= 0.6;
    if (!this.#has('kind') && this.#of('id').length > 0)
      for (const column of this.#of('serial')) if (isKindColumn(column)) column.role = 'kind';
    if (!this.#has('kind') && !this.#has('thing')) {
      const kinds = this.#columns.filter((column) => column.role === undefined && isKindColumn(column));
      if (kinds.length === 1) kinds[0].role = 'kind';
    }
    const isPort = (text: string) => !['bad', undefined].includes(readPort(text));
    for (const column of this.#of('branch'))
      if (this.#has('from') && this.#has('to') && this.#ratio(column, isPort) >= 0.8)
        Object.assign(column, { role: 'port', end: 'from' });
    const isWorded = (text: string) => /\p{L}/u.test(text) && !/^out$/i.test(text);
    if (!this.#has('port') && (this.#has('parent') || this.#has('from'))) {
      const ports = this.#columns.filter(
        (column) =>
          column.role === undefined &&
          this.#ratio(column, isPort) >= 0.8 &&
          this.#ratio(column, isWorded) > 0.1,
      );
      if (ports.length === 1) Object.assign(ports[0], { role: 'port', end: 'from' });
    }
    if (this.#has('to') && this.#has('parent') && !this.#has('from') && !this.#has('id'))
      for (const column of this.#of('parent')) column.role = 'from';
  }

  /** Settles on one column of levels: that at the inputs of parts, else none. */
  #settleLevels(): void {
    const ofPath = (path: HeadColumn['path']) =>
      this.#of('entryLevel').filter((column) => column.path === path);
    for (const path of [undefined, 'A', 'B'] as const) {
      const columns = ofPath(path);
      const entries = columns.filter(({ name }) => entryLevel.test(name));
      if (columns.length < 2) continue;
      for (const column of columns)
        if (entries.length !== 1 || column !== entries[0]) column.role = 'ignored';
    }
  }

  #settleChains(hasEnds: boolean): void {
    const isChain = (text: string) => splitChain(text) !== undefined;
    for (const column of this.#columns) {
      const maybe = [undefined, 'chain', 'location', 'remark', 'cable', 'source', 'thing'].includes(
        column.role,
      );
      if (!hasEnds && maybe && this.#ratio(column, isChain) >= 0.5) {
        const other = this.#columns.find(
          (each) => each !== column && each.role === 'chain' && this.#ratio(each, isChain) >= 0.5,
        );
        const isTwin = other?.path !== undefined && column.path !== undefined && other.path !== column.path;
        // A second column of paths that says no other path of the antennas is not read, and named.
        column.role = other === undefined || isTwin ? 'chain' : undefined;
        continue;
      }
      if (column.role === 'path' && this.#ratio(column, (text) => pathLabels.test(text)) < 0.8)
        column.role = 'remark';
      if (column.role !== 'chain') continue;
      const isIndented = this.#raw(column).some((cell) => indentOf(cell) > 0);
      if (this.#ratio(column, (text) => pathLabels.test(text)) >= 0.8) column.role = 'path';
      else column.role = isIndented ? 'thing' : 'location';
    }
  }

  #settleCables(): void {
    const isSize = (text: string) => readSize(text) !== undefined && text.length < 40;
    const isNumber = (text: string) => /^\d+([.,]\d+)?$/.test(text);
    this.#settleStated();
    this.#settleSums(isNumber);
    for (const column of this.#columns) {
      const isSized = column.role === undefined && this.#ratio(column, isFeed) > 0.8;
      if (isSized && this.#ratio(column, isSize) > 0.8 && !isOutputHead(column.name)) column.role = 'size';
      const isMeasured = unitM(column.unit) !== undefined && this.#ratio(column, isNumber) > 0.6;
      if (isMeasured && (column.role === 'cable' || column.role === undefined) && !this.#has('length')) {
        column.role = 'length';
      }
      if (column.role === 'length' && this.#ratio(column, isSize) > 0.5) column.role = 'size';
      const hasSize = this.#columns.some(({ role, end }) => role === 'size' && end === column.end);
      if (column.role === 'cable' && this.#isSizes(column, isSize)) column.role = 'size';
      if (column.role === 'kind' && !hasSize && this.#ratio(column, isSize) > 0.5) column.role = 'size';
    }
  }

  /** Several columns of metres without a total are of other things. */
  #settleSums(isNumber: (text: string) => boolean): void {
    const measured = this.#columns.filter(
      (column) =>
        column.role === undefined && unitM(column.unit) !== undefined && this.#ratio(column, isNumber) > 0.5,
    );
    if (measured.length < 2) return;
    for (const column of measured) column.role = 'ignored';
  }

  /** A column whose cells are lengths with their units holds lengths, whatever its head says, where none that is called so does. */
  #settleStated(): void {
    const isLength = (text: string) =>
      /\d/.test(text) && typeof readLength(text, undefined, false) === 'object';
    const isStated = (text: string) => statedLength.test(text.normalize('NFKC'));
    for (const column of this.#columns) {
      const maybe = [undefined, 'cable', 'size', 'path', 'remark'].includes(column.role);
      if (!maybe || this.#ratio(column, isStated) <= 0.6) continue;
      const called = this.#of('length').filter(({ end }) => end === column.end);
      if (called.some((each) => this.#ratio(each, isLength) > 0.3)) continue;
      for (const each of called) each.role = undefined;
      column.role = 'length';
    }
  }

  /** Kinds of cable, not their numbers: sizes, or texts that recur below a head that asks for no number. */
  #isSizes(column: HeadColumn, isSize: (text: string) => boolean): boolean {
    if (this.#ratio(column, isSize) > 0.5) return true;
    if (/编号|序号|号$|nr|no\b|number|nummer|\bid\b|tag|ref|kennung/i.test(column.name)) return false;
    const cells = this.#raw(column).map(cleanCell);
    return cells.length > 1 && (cells.some(isSize) || new Set(cells).size < 0.7 * cells.length);
  }

  #layout(): TreeLayout | undefined {
    if (this.#has('branch')) return this.#settleIds() ? 'trunk' : undefined;
    if (this.#has('from') && this.#has('to')) return 'cables';
    if (this.#settleNodes()) return 'columns';
    if (this.#of('chain').length > 0) {
      this.#settleIds();
      return 'chain';
    }
    if (!this.#has('parent') && !this.#has('to') && this.#settleOutline()) return 'outline';
    if (this.#isCableList()) return 'lengths';
    const outputs = this.#outputs();
    const hasIds = this.#settleIds();
    if (hasIds && !this.#has('parent') && outputs.length > 1) {
      for (const column of outputs) column.role = 'output';
      return 'outputs';
    }
    if (hasIds && this.#has('parent')) return 'parts';
    if (hasIds && this.#has('to')) {
      for (const column of this.#of('id')) column.role = 'from';
      return 'cables';
    }
    if (hasIds && this.#has('kind')) return 'list';
    return this.#has('kind') && this.#has('quantity') ? 'counts' : undefined;
  }

  /** True for numbers of cables, each once, with their lengths, and no parts. */
  #isCableList(): boolean {
    const ends = ['parent', 'from', 'to', 'branch', 'port'] as const;
    if (!this.#has('length') || ends.some((role) => this.#has(role))) return false;
    const numbers = this.#of('cable').length > 0 ? this.#of('cable') : this.#of('id');
    const described = [...this.#of('thing'), ...this.#of('kind')];
    const others = [...this.#of('id'), ...described].filter((column) => !numbers.includes(column));
    if (numbers.length !== 1 || others.some((column) => this.#ratio(column, isIdText) >= 0.5)) return false;
    if (this.#of('cable').length === 0 && described.length > 0) return false;
    const cells = this.#raw(numbers[0])
      .map(cleanCell)
      .filter((text) => /\d/.test(text));
    const isEach = new Set(cells).size >= 0.7 * cells.length;
    return cells.length > 1 && isEach && cells.filter((text) => readSize(text) !== undefined).length === 0;
  }

  /** Columns that have an output for a head, `口1` or `直通`, and ids for cells. */
  #outputs(): HeadColumn[] {
    const isId = (text: string) => (/\d/.test(text) && /\p{L}/u.test(text)) || nothingOn.test(text);
    return this.#columns.filter((column) => {
      if (column.role === 'output') return true;
      const isNamed = [undefined, 'port', 'to', 'thing'].includes(column.role) && isOutputHead(column.name);
      return isNamed && this.#raw(column).length > 0 && this.#ratio(column, isId) >= 0.5;
    });
  }

  /** The column of ids; what else names parts describes them. */
  #settleIds(): boolean {
    const isEachOnce = (column: HeadColumn) => {
      const cells = this.#raw(column).map(cleanCell);
      return new Set(cells).size >= 0.95 * cells.length;
    };
    if (!this.#has('id')) {
      const things = [...this.#of('thing'), ...this.#of('serial'), ...this.#of('kind')];
      const known = things.some((column) => this.#ratio(column, isIdText) >= 0.5);
      // A head that nobody knows above cells that are ids, each once.
      const unknown = this.#columns.filter(({ role }) => role === undefined && !known).filter(isEachOnce);
      const best = [...things, ...unknown]
        .map((column) => ({ column, ratio: this.#ratio(column, isIdText) }))
        .sort((a, b) => b.ratio - a.ratio)[0];
      if (best && best.ratio >= 0.5) best.column.role = 'id';
    }
    for (const column of this.#of('thing')) column.role = 'kind';
    return this.#has('id');
  }

  /** Columns of a part each, from the source to the antenna. */
  #settleNodes(): boolean {
    const feeds = ['cable', 'size', 'length', 'port'];
    const parts = this.#columns.filter(({ role }) => role === 'thing' || role === 'id' || role === 'node');
    const isApart = (column: HeadColumn, next: HeadColumn | undefined) =>
      next === undefined ||
      this.#columns.some(
        ({ role, index }) => index > column.index && index < next.index && feeds.includes(role ?? ''),
      );
    const isAlternating = parts.length > 2 && parts.every((column, at) => isApart(column, parts[at + 1]));
    const isShort = this.#of('node').length === 1 && this.#has('source') && this.#has('id');
    if (this.#of('node').length < 2 && !isAlternating && !isShort) return false;
    const first = Math.min(...parts.filter(({ role }) => role === 'node').map(({ index }) => index));
    for (const column of [...parts, ...this.#of('source')]) {
      // An antenna that a row begins with stands at the end of its path.
      const isAntenna = antennaHead.test(column.name) && column.role !== 'node';
      const isListed = column.role !== 'node' && column.role !== 'source' && !isAlternating;
      const isRowOf = column.index < first && (isAntenna || isListed);
      column.role = isRowOf ? 'id' : 'node';
    }
    return true;
  }

  /** The number, depth or indent that says where in an outline a row stands. */
  #settleOutline(): boolean {
    const isNumber = (text: string) => /^\d+(?:[.-]\d+)*\.?$/.test(text);
    for (const column of [
      ...this.#of('serial'),
      ...this.#of('depth'),
      ...this.#of('id'),
      ...this.#of('level'),
    ]) {
      const cells = this.#raw(column).map(cleanCell).filter(isNumber);
      const nested = cells.filter((cell) => /\d[.-]\d/.test(cell)).length;
      const isKnown = (text: string) => isNumber(text) || datedNumbers(text).length > 0;
      if (nested >= 2 && nested >= 0.5 * cells.length && this.#ratio(column, isKnown) >= 0.6) {
        column.role = 'serial';
        this.#settleIds();
        column.role = 'depth';
        return this.#has('id') || this.#has('kind');
      }
    }
    const depth = [...this.#of('depth'), ...this.#of('level')].find((column) => this.#isDepth(column));
    if (depth) {
      depth.role = 'depth';
      if (this.#settleIds()) return true;
      // Parts that have a kind for a name are told apart by their place.
      const [named] = this.#of('kind');
      if (named) named.role = 'id';
      return named !== undefined;
    }
    const indented = [...this.#of('id'), ...this.#of('thing'), ...this.#of('kind')].find((column) => {
      const depths = this.#raw(column).map(indentOf);
      return depths[0] === 0 && depths.filter((each) => each > 0).length >= 0.3 * depths.length;
    });
    if (!indented) return false;
    for (const column of this.#of('thing')) if (column !== indented) column.role = 'kind';
    if (indented.role !== 'id') for (const column of this.#of('id')) column.role = 'kind';
    indented.role = 'id';
    return true;
  }

  /** Small numbers of which none is more than one above that before it. */
  #isDepth(column: HeadColumn): boolean {
    const depths = this.#raw(column).map((cell) => depthOf(cleanCell(cell)));
    if (depths.length < 3 || depths.some((depth) => depth === undefined))
      return column.role === 'depth' && this.#ratio(column, (text) => depthOf(text) !== undefined) > 0.6;
    const known = depths as number[];
    const isSteady = known.every((depth, at) => at === 0 || depth <= known[at - 1] + 1);
    return (
      column.role === 'depth' ||
      (isSteady && known[0] === Math.min(...known) && Math.max(...known) >= known[0] + 2)
    );
  }

  /** Ports, kinds and levels that belong to the end that stands left of them. */
  #settleEnds(layout: TreeLayout): void {
    const isKind = (text: string) => readKind(text, '').kind !== undefined;
    let end: 'from' | 'to' = 'from';
    // Beside a port of what feeds a part another one is the part's own.
    const hasStated = this.#of('port').some((column) => column.end === 'from');
    for (const column of this.#columns) {
      if (column.role === 'from' || column.role === 'to') end = column.role;
      if (column.end !== undefined) continue;
      if (column.role === 'port') column.end = layout === 'cables' ? end : hasStated ? 'to' : 'from';
      if (layout !== 'cables') continue;
      if (column.role === 'thing' || column.role === 'kind') {
        column.role =
          this.#ratio(column, isKind) >= 0.5 ? 'kind' : column.role === 'thing' ? 'remark' : 'kind';
        column.end = end;
      }
      if (column.role === 'value') column.end = end;
      if (column.role === 'level') column.end = 'to';
      if (column.role === 'id') column.role = 'cable';
    }
    if (layout !== 'cables') return;
    const isPort = (text: string) => readPort(text) !== 'bad';
    for (const column of this.#of('port')) if (this.#ratio(column, isPort) < 0.2) column.role = 'remark';
  }
}

/** True for a text that may be the id of a part. */
function isIdText(text: string): boolean {
  return (
    /^[\p{L}#][\p{L}\d]*[-_ .#/+]?.*\d|^rru$|^(信源|天线)/iu.test(text) &&
    text.length <= 60 &&
    !/^\d|db$/i.test(text) &&
    !isFeed(text)
  );
}

/** Depth that a cell of an outline names: 2, 二级, L2. */
export function depthOf(text: string): number | undefined {
  const digits = /^(?:第|l|level|ebene|stufe|tier)?\s*(\d{1,2})\s*(?:级|层级?)?$/i.exec(text)?.[1];
  if (digits !== undefined) return Number(digits);
  const chinese = /^第?([一二三四五六七八九十])级?$/.exec(text)?.[1];
  return chinese === undefined ? undefined : chineseDigits.indexOf(chinese) + 1;
}

/** Numbers of an outline that a date may have been: `1月2日`, `2001/1/2`, `1/2/2003` and `2-Jan` for 1.2, 1.1.2, 1.2.3 and 1.2. */
export function datedNumbers(text: string): string[] {
  const day = /^(\d{1,2})月(\d{1,2})日$/.exec(text);
  if (day) return [numberOf(day.slice(1))];
  const last = /^(\d{1,2})[/.](\d{1,2})[/.](?:19|20)(\d\d)$/.exec(text);
  if (last) return [numberOf(last.slice(1))];
  const first = /^(?:19|20)(\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  if (first) return [numberOf(first.slice(1))];
  const named = /^(?:(\d{1,2})[-. ]*)?([a-zä]{3})[-. ]*(\d{1,2})?$/i.exec(text);
  const month = named ? monthNames.findIndex((names) => names.test(named[2])) + 1 : 0;
  const number = named?.[1] ?? named?.[3];
  if (month === 0 || number === undefined || (named?.[1] !== undefined && named[3] !== undefined)) return [];
  return [...new Set([numberOf([`${month}`, number]), numberOf([number, `${month}`])])];
}

const numberOf = (members: readonly string[]) => members.map(Number).join('.');

const indentSigns = /^[\s\u3000│├└─┣┗┃|+`>·•–—-]+/;

/** Width of what a cell is indented by. */
export function indentOf(cell: string): number {
  const found = indentSigns.exec(cell.replace(/\p{Cf}/gu, ''))?.[0] ?? '';
  return [...found].reduce((sum, sign) => sum + (sign === '\u3000' ? 2 : sign === '\t' ? 4 : 1), 0);
}

/** A cell without what it is indented by. */
export function withoutIndent(cell: string): string {
  return cleanCell(cell.replace(/\p{Cf}/gu, '').replace(indentSigns, ''));
}

/** True where a cell holds size and length of a cable together. */
export function isWholeFeed(text: string): boolean {
  const { size, length } = readFeed(text, false);
  return (size !== undefined || jumperWords.test(text)) && length !== 'missing';
}
