import { listPhrases, type Phrase, say } from '../../../core/index.ts';
import { addEnds, checkTree, orientCables, portsOf } from './check-tree.ts';
import {
  cleanId,
  type PathLabel,
  readIdLevel,
  readKind,
  readLevel,
  readPort,
  readPortOf,
  readSourcePort,
} from './tree-cells.ts';
import { readName } from './tree-names.ts';
import type { DraftCable, DrawnCable, TreePart, TreeTable } from './tree-table.ts';
import { elsewhereWords, noteWords, sameAsFirst, type TreeKind, unknownWords } from './tree-vocabulary.ts';

/** A part as a row has it. */
export interface DraftPart {
  id: string;
  words: string;
  /** Cells that hold a number alone: ways or decibels, by what the part is. */
  values?: readonly string[];
  level?: string;
  position?: [number, number];
  at: Phrase;
  /** False where it is named on the way: as an end of a cable, or within a path. */
  isRow: boolean;
  /** Level of the sheet or section that the row stands in. */
  scope?: string;
}

/** Size and length of a cable as a list of cables has them. */
type ListedLength = Pick<DraftCable, 'size' | 'sizeText' | 'isJumper' | 'length' | 'lengthText' | 'at'> & {
  id: string;
};

/** A count in words. */
interface Stated {
  at: Phrase;
  stated: number;
  kind: TreeKind;
  ways?: number;
}

interface Sum {
  at: Phrase;
  statedM?: number;
  size?: string;
  count?: { stated: number; kind?: TreeKind; only?: Partial<TreePart> };
  /** Cables before it: from the last sum, the beginning of the sheet and that of the file. */
  ranges: [number, number][];
}

/** Meanings of letters of ids and of words of ports, as somebody says them. */
interface Meanings {
  kinds: Readonly<Record<string, string>>;
  ports: Readonly<Record<string, string>>;
}

/** Collects what the rows of all sheets say, and makes one tree of it. */
export class TreeDraft {
  readonly problems: TreeTable['problems'] = [];
  readonly doubts: TreeTable['doubts'] = [];
  readonly #parts: DraftPart[] = [];
  /** Doubts that are named, once each. */
  readonly #said = new Set<string>();
  /** Texts at the ends of cables. */
  readonly #led = new Set<string>();
  /** Ids that have a row. */
  readonly #listed = new Set<string>();
  /** Rows of parts by id. */
  readonly #rows = new Set<string>();
  readonly #cables: DraftCable[] = [];
  readonly #sourceLevels = new Map<string, number>();
  readonly #remarks: { id: string; text: string; at: Phrase }[] = [];
  readonly #sums: Sum[] = [];
  readonly #pointers: DraftCable[] = [];
  readonly #notes: { text: string; at: Phrase }[] = [];
  readonly #stated: Stated[] = [];
  readonly #lengths: ListedLength[] = [];
  readonly #listSums: (Omit<Sum, 'ranges'> & { end: number })[] = [];
  #allAntennas: TreePart['antennaType'];
  #sheetStart = 0;
  #lastSum = 0;
  /** True behind a sum: what follows is no part of it. */
  #isSummed = false;
  /** Path of a twin tree that is being read. */
  #path: PathLabel | undefined;
  /** Names of sheets. */
  readonly sheets: string[] = [];
  hasCables = false;
  hasList = false;
  /** True while sums are met before the cables that they are of are added. */
  isSummedAhead = false;

  constructor(private readonly meanings: Meanings = { kinds: {}, ports: {} }) {}

  problem(at: Phrase, found: Phrase | string, expected: Phrase): void {
    this.problems.push({ at, found, expected });
  }

  doubt(at: Phrase, text: Phrase): void {
    const key = JSON.stringify([at, text]);
    if (!this.#said.has(key)) this.doubts.push({ at, text });
    this.#said.add(key);
  }

  endPath(): void {
    this.#path = undefined;
  }

  /** Adds what a row says of a part; of a row that is read for each of two paths it is one. */
  addPart(part: DraftPart): void {
    const key = JSON.stringify([part.id, part.at]);
    if (part.isRow && this.#rows.has(key)) return;
    if (part.isRow) this.#rows.add(key);
    if (part.isRow) this.#listed.add(part.id);
    this.#parts.push(part);
  }

  /** True where a part has a row already, or a cable leads to it. */
  hasPart(id: string): boolean {
    return this.#listed.has(id) || this.#led.has(id);
  }

  /** Begins another path; sums are of that alone where they stand apart. */
  beginPath(path: PathLabel, isApart: boolean): void {
    this.#path = path;
    if (!isApart) return;
    this.#sheetStart = this.#cables.length;
    this.#lastSum = this.#cables.length;
  }

  addCable(cable: DraftCable): void {
    this.hasCables = true;
    if (this.#isSummed) this.#lastSum = this.#cables.length;
    this.#isSummed = false;
    this.#led.add(cleanId(cable.to));
    this.#cables.push(this.#path === undefined ? cable : { path: this.#path, ...cable });
  }

  /** Adds what a row says feeds its part, where another row may say it from the other end. */
  addPointer(cable: DraftCable): void {
    this.#pointers.push(cable);
  }

  /** A level at the output of a part that nothing feeds. */
  setSourceLevel(id: string, levelDbm: number): void {
    this.#sourceLevels.set(id, levelDbm);
  }

  addRemark(id: string, text: string, at: Phrase): void {
    this.#remarks.push({ id, text, at });
  }

  /** All antennas that say nothing of their type are of this one. */
  setAllAntennas(type: TreePart['antennaType']): void {
    this.#allAntennas = type;
  }

  beginSheet(name: string | undefined): void {
    if (name !== undefined) this.sheets.push(cleanId(name));
    this.#sheetStart = this.#cables.length;
    this.#lastSum = this.#cables.length;
  }

  addSum(sum: Omit<Sum, 'ranges'>): void {
    const end = this.isSummedAhead ? Number.POSITIVE_INFINITY : this.#cables.length;
    this.#sums.push({
      ...sum,
      ranges: [
        [this.#lastSum, end],
        [this.#sheetStart, end],
        [0, end],
      ],
    });
    this.#isSummed ||= sum.statedM !== undefined;
  }

  /** A figure for the whole file, wherever it stands. */
  addTotal(sum: Omit<Sum, 'ranges'>): void {
    this.#sums.push({ ...sum, ranges: [[0, Number.POSITIVE_INFINITY]] });
  }

  /** Adds how many parts of a kind a note or a sum states: in its sheet or in all. */
  addStated(stated: Stated): void {
    this.#stated.push(stated);
  }

  /** Adds a text beside tables: what it says of a part is not read. */
  addNote(text: string, at: Phrase): void {
    if (noteWords.test(text)) this.#notes.push({ text, at });
  }

  /** Adds the length of a cable that other rows name by its number. */
  addLength(length: ListedLength): void {
    this.#lengths.push(length);
  }

  /** A sum in a list of lengths: of those above it. */
  addListSum(sum: Omit<Sum, 'ranges'>): void {
    this.#listSums.push({ ...sum, end: this.#lengths.length });
  }

  finish(options: { leavesOut?: boolean } = {}): Omit<TreeTable, 'encoding'> {
    this.#nameKinds();
    this.#joinPointers();
    this.#joinLengths();
    this.#copyFirstPath();
    const ends = new EndResolver(this.#parts, this.#cables, this);
    const merged = mergeParts(this.#parts, ends, this);
    const { parts, repeated } = merged;
    const drawn = this.#cables.map((cable) => this.#resolved(cable, ends, parts));
    const cables = mergeShared(mergeHalves(withoutPointers(drawn)), this);
    this.#sayLengths(cables);
    this.#saySizes(cables);
    this.#sayIds(parts, cables);
    this.#hangLoads(cables, parts, ends);
    const tree = {
      parts,
      repeated,
      cables,
      hasList: this.hasList,
      sourceLevels: this.#sourceLevels,
      problems: this.problems,
      doubts: this.doubts,
    };
    tree.cables = orientCables(tree);
    const listedCount = parts.size + repeated.length;
    addEnds(tree);
    for (const part of parts.values()) {
      if (part.kind === 'antenna' && this.#allAntennas) part.antennaType ??= this.#allAntennas;
    }
    this.#checkSums(drawn, parts, listedCount);
    this.#checkStated(parts);
    this.#sayNotes(parts);
    return checkTree(tree, options);
  }

  /** Parts that no output leads to hang where their own row says; where an output does lead to them both have to agree. */
  #joinPointers(): void {
    const into = new Map(this.#cables.map((cable) => [cleanId(cable.to), cable]));
    for (const pointer of this.#pointers) {
      const other = into.get(cleanId(pointer.to));
      const id = readName(pointer.from, { mayHavePort: true }).id;
      if (!other) this.#cables.push(pointer);
      else if (!cleanId(pointer.from).startsWith(cleanId(other.from)) && cleanId(other.from) !== id) {
        const found = { id: pointer.to, first: other.from, second: pointer.from, other: other.at };
        this.problem(pointer.at, say('tree-fed-twice', found), say('tree-fed-once'));
      }
    }
  }

  /** Gives parts the kinds that somebody says their letters mean. */
  #nameKinds(): void {
    const kinds = Object.entries(this.meanings.kinds).sort(([a], [b]) => b.length - a.length);
    if (kinds.length === 0) return;
    const kindOf = (id: string) => {
      const text = cleanId(id).toUpperCase();
      const kind = kinds.find(([letters]) => text.startsWith(letters.toUpperCase()))?.[1];
      return kind === 'source' ? 'signal source' : kind;
    };
    for (const part of this.#parts) {
      const kind = kindOf(part.id);
      if (kind !== undefined && readKind(part.words, '').kind === undefined)
        part.words = `${part.words} ${kind}`.trim();
    }
    for (const { from, to, at, scope } of this.#cables) {
      for (const end of [from, to]) {
        const { id } = readName(end, { mayHavePort: true });
        const words = kindOf(id);
        const scoped = scope === undefined ? {} : { scope };
        if (words !== undefined) this.#parts.push({ id, words, at, isRow: false, ...scoped });
      }
    }
  }

  /** The output that the last figure of a number means, where somebody says so: of couplers by the words, of splitters as it is. */
  #portOfFigure(figure: string, part: TreePart | undefined): string | undefined {
    const { ports } = this.meanings;
    if (figure === '' || !Object.keys(ports).some((each) => /^\.\d+$/.test(each))) return undefined;
    if (part?.kind === 'splitter') return `out${figure}`;
    return part?.kind === 'coupler' ? ports[`.${figure}`] : undefined;
  }

  #portOf(text: string, part: TreePart | undefined): string | undefined {
    const isSource = part?.kind === 'source' || part?.kind === 'combiner';
    const ports = isSource ? sourcePorts : part && portsOf(part);
    return this.meanings.ports[cleanId(text)] ?? readPortOf(text, ports);
  }

  /** Gives cables the sizes and lengths that a list has below their numbers. */
  #joinLengths(): void {
    const byId = new Map<string, ListedLength>();
    for (const listed of this.#lengths) {
      const key = cleanId(listed.id).toUpperCase();
      const first = byId.get(key);
      if (!first) byId.set(key, listed);
      else
        this.problem(
          listed.at,
          say('tree-part-twice', { id: listed.id, other: first.at }),
          say('tree-part-once'),
        );
    }
    const named = new Set<string>();
    for (const cable of this.#cables) {
      const key = cable.id === undefined ? undefined : cleanId(cable.id).toUpperCase();
      const listed = key === undefined ? undefined : byId.get(key);
      if (key === undefined || !listed) continue;
      named.add(key);
      this.#joinLength(cable, listed);
    }
    for (const [key, { id, at }] of byId) {
      if (!named.has(key)) this.doubt(at, say('tree-cable-unnamed', { id }));
    }
    this.#checkListSums();
  }

  #joinLength(cable: DraftCable, { at, size, sizeText, isJumper, length, lengthText }: ListedLength): void {
    const [stated, listed] = [cable.length, length];
    if (typeof stated === 'object' && typeof listed === 'object' && stated.lengthM !== listed.lengthM) {
      const found = say('tree-lengths-differ', { one: cable.lengthText, other: lengthText });
      this.problem(at, found, say('tree-length'));
    }
    if (cable.size !== undefined && size !== undefined && cable.size !== size) {
      const found = say('tree-sizes-differ', { id: cable.id ?? '', one: cable.size, other: size });
      this.problem(at, found, say('tree-cable-once'));
    }
    // A word in the place of a length points to the list.
    if (typeof stated !== 'object' && (stated === 'missing' || !/\d/.test(cable.lengthText)))
      Object.assign(cable, { length, lengthText });
    if (cable.size === undefined) Object.assign(cable, { size, sizeText, isJumper });
  }

  /** Cables of a second path of which a row says that they are as those of the first. */
  #copyFirstPath(): void {
    const keyOf = ({ from, to }: DraftCable) =>
      JSON.stringify([from, to].map((id) => cleanId(id).replace(/-p2(?=$|\D)/, '')));
    const twinKeyOf = ({ from, to }: DraftCable) =>
      JSON.stringify([from, to].map((id) => cleanId(id).replace(/B(?=[^A-Za-z]*$)/, 'A')));
    const labels = [...new Set(this.#cables.flatMap(({ path }) => path ?? []))].sort(byPath);
    const ofFirst = this.#cables.filter(({ path }) => path === labels[0] && path !== undefined);
    const first = new Map(ofFirst.map((cable) => [keyOf(cable), cable]));
    for (const cable of this.#cables) {
      if (cable.path === undefined || cable.path === labels[0]) continue;
      const unlabelled = ({ from, to }: DraftCable) =>
        JSON.stringify([from, to].map((id) => cleanId(id).replace(cable.path ?? '', labels[0])));
      const same = first.get(keyOf(cable)) ?? first.get(twinKeyOf(cable)) ?? first.get(unlabelled(cable));
      if (!same) continue;
      if (sameAsFirst.test(cable.lengthText.trim()))
        Object.assign(cable, { length: same.length, lengthText: same.lengthText });
      if (cable.size === undefined && sameAsFirst.test((cable.sizeText ?? '').trim())) {
        const { size, isJumper } = same;
        Object.assign(cable, size === undefined ? {} : { size }, isJumper ? { isJumper } : {});
      }
    }
  }

  #checkListSums(): void {
    const metresOf = ({ length }: ListedLength) => (typeof length === 'object' ? length.lengthM : 0);
    for (const { at, statedM, size, end } of this.#listSums) {
      if (statedM === undefined) continue;
      const listed = this.#lengths.slice(0, end).filter((each) => size === undefined || each.size === size);
      const sumM = listed.reduce((sum, each) => sum + metresOf(each), 0);
      const found = Math.round(100 * sumM) / 100;
      if (Math.abs(found - statedM) <= Math.max(0.05, 0.0005 * statedM)) continue;
      this.doubt(at, say('tree-sum-length', { stated: Math.round(100 * statedM) / 100, found }));
    }
  }

  #resolved(cable: DraftCable, ends: EndResolver, parts: Map<string, TreePart>): DrawnCable {
    const { portText, toPortText, length, lengthText, size, lastFigure = '', ...rest } = cable;
    const from = ends.resolve(cable.from, cable);
    const to = ends.resolve(cable.to, { ...cable, isTo: true });
    for (const { id, words, level } of [from, to]) {
      if (words === '' || parts.has(id)) continue;
      parts.set(id, { id, ...readKind(words, id), ...(level === undefined ? {} : { level }), at: cable.at });
    }
    const ofNumber =
      portText === '' && from.port === '' ? this.#portOfFigure(lastFigure, parts.get(from.id)) : undefined;
    const read = ofNumber ?? this.#portOf(portText === '' ? from.port : portText, parts.get(from.id));
    const stated = typeof length === 'object' ? length.lengthM : undefined;
    const isScrewed = stated === 0 && parts.get(to.id)?.kind === 'load';
    const joined = isScrewed ? 'direct' : size;
    const lengthM = joined === 'direct' ? 0 : stated;
    return {
      ...rest,
      ...{ from: from.id, to: to.id, toPortText: toPortText === '' ? to.port : toPortText },
      ...(read === undefined ? {} : { port: read }),
      ...{ portText: portText === '' ? from.port : portText, length, lengthText },
      ...(joined === undefined ? {} : { size: joined }),
      ...(lengthM === undefined ? {} : { lengthM }),
    };
  }

  #sayLengths(cables: readonly DrawnCable[]): void {
    for (const { size, length, lengthText, at } of cables) {
      if (size === 'direct') continue;
      if (length === 'missing') this.doubt(at, say('tree-length-missing'));
      else if (length === 'bad' && isInWords(lengthText))
        this.doubt(at, say('tree-length-words', { text: lengthText.slice(0, 60) }));
      else if (length === 'bad') this.problem(at, JSON.stringify(lengthText), say('tree-length'));
      else if (length.isSum)
        this.doubt(at, say('tree-length-added', { text: lengthText, length: length.lengthM }));
      else if (length.isEstimate) this.doubt(at, say('tree-length-estimated', { text: lengthText }));
    }
  }

  /** Jumpers, and cables without a size where others have one. */
  #saySizes(cables: readonly DrawnCable[]): void {
    const jumpers = cables.filter(({ isJumper, size }) => isJumper && size !== 'direct');
    if (jumpers.length > 0) {
      const list = jumpers.slice(0, 10).map(({ from, to }) => `${from} → ${to}`);
      this.doubt(jumpers[0].at, say('tree-jumpers', { list: list.join(', ') }));
    }
    if (cables.every(({ size, sizeText = '' }) => size === undefined && sizeText === '')) return;
    for (const { from, to, size, at } of cables) {
      if (size === undefined) this.doubt(at, say('tree-size-unknown', { from, to }));
    }
  }

  /** Ids that are not sure, and those with a letter where the others have a digit: `ANTO6` among `ANT05` and `ANT07`. */
  #sayIds(parts: ReadonlyMap<string, TreePart>, cables: readonly DrawnCable[]): void {
    const shapeOf = (id: string) => id.replace(/\d/g, '0');
    const shapes = new Map<string, number>();
    const rows = new Map<string, Phrase>();
    for (const { id, at } of parts.values()) if (at) rows.set(id, at);
    for (const { to, at } of cables) if (!rows.has(to)) rows.set(to, at);
    for (const id of rows.keys()) shapes.set(shapeOf(id), (shapes.get(shapeOf(id)) ?? 0) + 1);
    for (const [id, at] of rows) {
      if (/[?]$/.test(id)) this.doubt(at, say('tree-row-unsure', { id, text: id }));
      const digits = id.replace(/[oO](?=\d|$)/g, '0').replace(/[lI](?=\d|$)/g, '1');
      const [same, others] = [shapes.get(shapeOf(id)) ?? 0, shapes.get(shapeOf(digits)) ?? 0];
      if (digits !== id && same === 1 && others > 1)
        this.doubt(at, say('tree-id-letter', { id, other: digits }));
    }
  }

  /** Loads that only a remark says the place of are screwed on there. */
  #hangLoads(cables: DrawnCable[], parts: ReadonlyMap<string, TreePart>, ends: EndResolver): void {
    const fed = new Set(cables.map(({ to }) => to));
    for (const { id, text, at } of this.#remarks) {
      if (parts.get(id)?.kind !== 'load' || fed.has(id)) continue;
      const port = remarkedPort(text, ends);
      if (!port) continue;
      const length = { lengthM: 0, isEstimate: false };
      cables.push({
        ...port,
        ...{
          to: id,
          size: 'direct',
          lengthM: 0,
          length,
          lengthText: '',
          portText: port.port,
          toPortText: '',
        },
        ...{ at, written: 'fed' },
      });
      this.doubt(at, say('tree-load-remark', { id, from: port.from, port: port.port }));
    }
  }

  #checkSums(drawn: readonly DrawnCable[], parts: ReadonlyMap<string, TreePart>, listedCount: number): void {
    const lengthOf = ([from, to]: [number, number], size: string | undefined) => {
      const seen = new Set<string>();
      let sumM = 0;
      for (const cable of drawn.slice(from, to)) {
        const key = JSON.stringify([cable.from, cable.port, cable.to]);
        if (cable.written === 'path' && seen.has(key)) continue;
        seen.add(key);
        if (size === undefined || cable.size === size) sumM += cable.lengthM ?? 0;
      }
      return Math.round(100 * sumM) / 100;
    };
    const sums: { at: Phrase; stated: number; found: number }[] = [];
    for (const { at, statedM, size, count, ranges } of this.#sums) {
      if (statedM !== undefined && drawn.length > 0) {
        const lengths = ranges.map((range) => lengthOf(range, size));
        const [found] = [...lengths].sort((a, b) => Math.abs(a - statedM) - Math.abs(b - statedM));
        const near = Math.max(0.05, 0.0005 * statedM);
        const stated = Math.round(100 * statedM) / 100;
        sums.push({ at, stated, found });
        if (Math.abs(found - statedM) > near) {
          this.doubt(at, say('tree-sum-length', { stated, found: size === undefined ? lengths[0] : found }));
        }
      }
      if (!count) continue;
      const fits = (part: TreePart) =>
        (count.kind === undefined || part.kind === count.kind) &&
        Object.entries(count.only ?? {}).every(([key, value]) => part[key as keyof TreePart] === value);
      const found = count.kind === undefined ? listedCount : [...parts.values()].filter(fits).length;
      if (found !== count.stated) this.doubt(at, say('tree-sum-pieces', { stated: count.stated, found }));
    }
    this.#refuseFarSums(sums);
  }

  /** Sums that all are far from the rows above them are of other lengths than those that were read. */
  #refuseFarSums(sums: readonly { at: Phrase; stated: number; found: number }[]): void {
    const [first] = sums;
    const isFar = ({ stated, found }: (typeof sums)[number]) =>
      Math.abs(found - stated) > farSumRatio * Math.max(found, stated);
    if (!first || first.stated < minSumM || !sums.every(isFar)) return;
    const { at, stated, found } = first;
    this.problem(at, say('tree-sum-off', { stated, found }), say('tree-sum-rows'));
  }

  /** Notes that speak of a change of parts. */
  #sayNotes(parts: ReadonlyMap<string, TreePart>): void {
    const isSign = (sign: string | undefined) => sign !== undefined && /[A-Za-z0-9]/.test(sign);
    for (const { text, at } of this.#notes.slice(0, maxNotes)) {
      const list = [...parts.keys()].filter((id) => {
        const begin = /\d/.test(id) ? text.indexOf(id) : -1;
        return begin >= 0 && !isSign(text[begin - 1]) && !isSign(text[begin + id.length]);
      });
      if (list.length > 0)
        this.doubt(at, say('tree-note', { list: list.join(', '), text: text.slice(0, 100) }));
    }
  }

  /** Counts in words that neither the whole table nor its sheet has. */
  #checkStated(parts: ReadonlyMap<string, TreePart>): void {
    const sheetOf = (at: Phrase | undefined) => at?.values?.sheet;
    const rowOf = (at: Phrase | undefined) => Number(at?.values?.row ?? 0);
    /** Counts of a sum: since the one above it, and of all above it. */
    const betweenSums = (counted: readonly TreePart[], at: Phrase) => {
      const sums = this.#stated
        .filter((each) => sheetOf(each.at) === sheetOf(at))
        .map((each) => rowOf(each.at));
      const last = sums.filter((row) => row < rowOf(at)).reduce((max, row) => Math.max(max, row), 0);
      return [last, 0].map((first) => {
        const isIn = (part: TreePart) =>
          sheetOf(part.at) === sheetOf(at) && rowOf(part.at) > first && rowOf(part.at) < rowOf(at);
        return counted.filter(isIn).length;
      });
    };
    for (const { at, stated, kind, ways } of this.#stated) {
      const counted = [...parts.values()].filter(
        (part) => part.kind === kind && (ways === undefined || part.ways === ways),
      );
      const here = counted.filter((part) => sheetOf(part.at) === sheetOf(at)).length;
      const found = [counted.length, here, ...betweenSums(counted, at)].sort(
        (a, b) => Math.abs(a - stated) - Math.abs(b - stated),
      )[0];
      if (found === stated) continue;
      const values = { stated, kind, found };
      this.doubt(at, say('tree-count-off', values));
      if (kind !== 'antenna' || Math.abs(found - stated) <= Math.max(2, 0.2 * stated)) continue;
      this.problem(at, say('tree-count-off', values), say('tree-count-rows'));
    }
  }
}

/** True for a text without a number, and without letters alone that are taken for digits. */
const isInWords = (text: string) => !/\d/.test(text) && !/^[lIoO|.,\s]+$/.test(text);

/** More notes are a text of its own. */
const maxNotes = 50;
const sourcePorts = ['out1', 'out2', 'out3', 'out4', 'out'];

/** The main path goes before that of diversity. */
function byPath(a: string, b: string): number {
  const rank = (label: string) => (/^主/.test(label) ? 0 : 1);
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

/** Sums that differ by more are of something else; shorter ones are of a jumper or two. */
const farSumRatio = 0.3;
const minSumM = 20;

/**
 * Cables of which a list of parts says what they lead to, and a table of ends how long they are: one each, where neither says of both.
 */
function mergeHalves(cables: readonly DrawnCable[]): DrawnCable[] {
  const keyOf = ({ from, to, toPortText, path }: DrawnCable) => JSON.stringify([from, to, toPortText, path]);
  const isBare = ({ length, size, sizeText = '' }: DrawnCable) =>
    length === 'missing' && size === undefined && sizeText === '';
  const bare = new Map(
    cables.filter((cable) => cable.written === 'fed' && isBare(cable)).map((cable) => [keyOf(cable), cable]),
  );
  if (bare.size === 0) return [...cables];
  const joined = new Set<DrawnCable>();
  const found = cables.map((cable) => {
    const listed = cable.written === 'ends' ? bare.get(keyOf(cable)) : undefined;
    const isOther = listed?.port !== undefined && cable.port !== undefined && listed.port !== cable.port;
    if (!listed || isOther || joined.has(listed)) return cable;
    joined.add(listed);
    const { portText, port } = cable.port === undefined ? listed : cable;
    return { ...cable, portText, ...(port === undefined ? {} : { port }), written: listed.written };
  });
  return found.filter((cable) => !joined.has(cable));
}

/** Cables without the rows that point to another sheet for theirs, `见主干`, where that has it. */
function withoutPointers(cables: readonly DrawnCable[]): DrawnCable[] {
  const isPointer = ({ length, lengthText }: DrawnCable) =>
    length === 'bad' && elsewhereWords.test(lengthText) && !/\d/.test(lengthText);
  const keyOf = ({ from, port, to }: DrawnCable) => JSON.stringify([from, port, to]);
  const known = new Map(cables.filter((cable) => !isPointer(cable)).map((cable) => [keyOf(cable), cable]));
  return cables.filter((cable) => {
    const other = isPointer(cable) ? known.get(keyOf(cable)) : undefined;
    return other === undefined || (cable.size !== undefined && cable.size !== other.size);
  });
}

/** Finds the parts that texts at the ends of cables mean. */
class EndResolver {
  readonly known = new Set<string>();
  readonly #fed = new Set<string>();
  /** Levels on which an id has a row, where it has some on several. */
  readonly #scoped = new Map<string, Set<string>>();
  readonly #antennas = new Set<string>();
  readonly #sources = new Set<string>();

  constructor(
    parts: readonly DraftPart[],
    cables: readonly DraftCable[],
    private readonly draft: TreeDraft,
  ) {
    const scopes = new Map<string, Map<string, Phrase>>();
    for (const { id, words, level, scope = level, isRow, at } of parts) {
      this.known.add(id);
      const { kind } = readKind(words, id);
      if (kind === 'antenna') this.#antennas.add(id);
      if (kind === 'source') this.#sources.add(id);
      if (!isRow || scope === undefined) continue;
      const rows = scopes.get(id) ?? new Map<string, Phrase>();
      if (!rows.has(scope)) rows.set(scope, at);
      scopes.set(id, rows);
    }
    const several = [...scopes].filter(([, rows]) => rows.size > 1);
    // One id on two levels is a slip of the pen; where several recur, ids begin anew on every level.
    if (several.length > 1) this.#setScoped(scopes, several);
    for (const { to } of cables) this.#fed.add(to);
  }

  /** All ids of levels that share some have their level behind them, but those of sources. */
  #setScoped(
    scopes: ReadonlyMap<string, Map<string, Phrase>>,
    several: readonly [string, Map<string, Phrase>][],
  ): void {
    const levels = new Set(several.flatMap(([, rows]) => [...rows.keys()]));
    for (const [id, rows] of scopes) {
      const isSource = this.#sources.has(id) && rows.size === 1;
      if (!isSource && [...rows.keys()].some((level) => levels.has(level)))
        this.#scoped.set(id, new Set(rows.keys()));
    }
    const [[, rows]] = several;
    const list = several
      .slice(0, 10)
      .map(([id]) => id)
      .join(', ');
    this.draft.doubt([...rows.values()][1], say('tree-scoped', { list, levels: [...levels].join(', ') }));
  }

  /** An id with its level where ids begin anew on every level. */
  scopedId(id: string, scope: string | undefined, at: Phrase): string {
    const levels = this.#scoped.get(id);
    if (!levels) return id;
    const withLevel = (level: string) => id.replace(/(#\d+)?$/, (count) => `@${level}${count}`);
    if (scope !== undefined && levels.has(scope)) return withLevel(scope);
    const [only, ...rest] = levels;
    if (rest.length === 0) return withLevel(only);
    const list = [...levels].map(withLevel).join(', ');
    this.draft.problem(at, say('tree-which-level', { id }), say('one-of', { list }));
    return id;
  }

  resolve(
    given: string,
    { at, scope, isTo = false }: { at: Phrase; scope?: string; isTo?: boolean },
  ): { id: string; port: string; words: string; level?: string } {
    const text = cleanId(given);
    const found = this.#split(text, isTo);
    if (found) return { id: this.scopedId(found.id, scope, at), port: found.port, words: '' };
    const behindLevel = this.#behindLevel(text, isTo);
    if (behindLevel)
      return {
        id: this.scopedId(behindLevel.id, behindLevel.level ?? scope, at),
        port: behindLevel.port,
        words: '',
      };
    const withLevel = this.#withLevel(text, isTo);
    if (withLevel)
      return { id: this.scopedId(withLevel.id, withLevel.level, at), port: withLevel.port, words: '' };
    const behind = isTo ? inputBehind.exec(text) : null;
    if (behind) {
      const [, part = behind[3], input = behind[4]] = behind;
      const id = part.replace(/[\s:：#@/.-]+$/, '');
      return { ...this.resolve(id, { at, ...(scope === undefined ? {} : { scope }) }), port: input };
    }
    const name = readName(text, { mayHavePort: !isTo });
    if (name.id !== text && this.known.has(name.id)) {
      const id = this.scopedId(name.id, name.level ?? scope, at);
      return { id, port: name.portBehind, words: '' };
    }
    const { words, level } = name;
    // A source has often no row of its own: its port stands behind a space.
    const { id, port } = isTo ? { id: name.id, port: '' } : sourceWithPort(name.id, name.portBehind);
    return { id, port, words, ...(level === undefined ? {} : { level }) };
  }

  /** A part that is known, behind the name of its level or sheet: `B1层PS1`, `主干PS0`. */
  #behindLevel(text: string, isTo: boolean): { id: string; port: string; level?: string } | undefined {
    const sheet = this.draft.sheets.find((name) => name !== '' && text.startsWith(name));
    if (sheet !== undefined) {
      const found = this.#split(text.slice(sheet.length).replace(/^[\s:：!/_-]+/, ''), isTo);
      const level = readLevel(sheet);
      if (found) return { ...found, ...(level === undefined ? {} : { level }) };
    }
    for (let end = 2; end < Math.min(text.length, longestLevelName); end += 1) {
      const level = readLevel(text.slice(0, end));
      const found =
        level === undefined ? undefined : this.#split(text.slice(end).replace(/^[\s:：/_-]+/, ''), isTo);
      if (found && level !== undefined && this.#scoped.get(found.id)?.has(level)) return { ...found, level };
    }
    return undefined;
  }

  /** A part that is known, with its level behind it: `PS1-B1` on the sheet of another level. */
  #withLevel(text: string, isTo: boolean): { id: string; port: string; level: string } | undefined {
    const parted = /^(.+?)[\s_@-]+([^\s_@-]{1,8})$/.exec(text);
    const level = parted ? readLevel(parted[2]) : undefined;
    const found = parted && level !== undefined ? this.#split(parted[1], isTo) : undefined;
    if (!found || level === undefined) return undefined;
    const levels = this.#scoped.get(found.id);
    return levels && !levels.has(level) ? undefined : { ...found, level };
  }

  /** A part that is known, and its port behind it: ids that are known go before what they begin with. */
  #split(text: string, isTo: boolean): { id: string; port: string } | undefined {
    if (this.known.has(text) || (!isTo && this.#fed.has(text))) return { id: text, port: '' };
    for (let end = text.length - 1; end > 0; end -= 1) {
      const id = text.slice(0, end);
      if (!this.known.has(id) && (isTo || !this.#fed.has(id))) continue;
      const rest = text.slice(end);
      const isTouching = /[a-z0-9]$/i.test(id) && /^\d/.test(rest);
      const isBare = this.#antennas.has(id) && /^[-_.]?\d+$/.test(rest);
      const port = readPort(rest);
      if (!isTouching && !isBare && port !== 'bad') return { id, port: rest };
    }
    return undefined;
  }
}

/** Characters of the name of a level before an id. */
const longestLevelName = 10;

/** An input behind a part, or the port of an antenna: `SP-01/IN`, `ANT1:A`. */
const inputBehind =
  /^(.*\S)\s*[\s:：#@/.-]\s*(in\d?|input|输入(?:端|口|端口)?|入口?\d?|eingang)$|^(.*\d)\s*[:：/#@]\s*([A-D])$/i;

function sourceWithPort(id: string, port: string): { id: string; port: string } {
  const marked = port === '' ? /^(\S*\d)[\s:：#@/-]*(\S+)$/.exec(id) : null;
  const isMarked =
    marked !== null &&
    readKind('', marked[1]).kind === 'source' &&
    /^\D/.test(marked[2]) &&
    readSourcePort(marked[2]) !== undefined;
  if (isMarked) return { id: marked[1], port: marked[2] };
  const found = /^(\S*[^\s\d]\S*)\s+(\S+)$/.exec(id);
  const read = found ? readPort(found[2]) : undefined;
  const isBare = found !== null && /^\d+$/.test(found[2]) && !/\d/.test(found[1]);
  return found && port === '' && !isBare && read !== undefined && read !== 'bad'
    ? { id: found[1], port: found[2] }
    : { id, port };
}

/** Reads a part of what one row says. */
function partOf(
  { id: named, words, values = [], level, position, at, isRow, scope }: DraftPart,
  id: string,
): TreePart {
  const read = readKind(words, named);
  const bare = values.map(Number).find((value) => value > 0);
  const isBranching = read.kind === 'splitter' || read.kind === 'combiner';
  const isDb = read.kind === 'coupler' || read.kind === 'attenuator';
  const inId = readIdLevel(named);
  const stated = level ?? (inId === undefined && isRow ? scope : undefined);
  return {
    ...{ id, ...read, at },
    ...(bare !== undefined && isBranching && read.ways === undefined ? { ways: bare } : {}),
    ...(bare !== undefined && isDb && read.valueDb === undefined ? { valueDb: bare } : {}),
    ...(stated === undefined ? {} : { level: stated }),
    ...(stated === undefined && inId !== undefined ? { level: inId, levelAssumed: true } : {}),
    ...(position ? { position } : {}),
  };
}

/** Merges what all rows say of each part. Where they differ, its own row is believed, else most of them, and the others are named. */
function mergeParts(
  drafts: readonly DraftPart[],
  ends: EndResolver,
  draft: TreeDraft,
): { parts: Map<string, TreePart>; repeated: TreePart[] } {
  const groups = new Map<string, DraftPart[]>();
  for (const each of drafts) {
    const id = ends.scopedId(each.id, each.scope ?? each.level, each.at);
    const group = groups.get(id);
    if (group) group.push(each);
    else groups.set(id, [each]);
  }
  const parts = new Map<string, TreePart>();
  const repeated: TreePart[] = [];
  for (const [id, group] of groups) {
    const [listed, ...others] = group.filter(({ isRow }) => isRow);
    repeated.push(...others.map((each) => partOf(each, id)));
    const saying = group.filter((each) => !each.isRow || each === listed);
    const whole = saying.map((each) => partOf(each, id));
    const first = listed ? partOf(listed, id) : whole[0];
    const part: TreePart = { ...first };
    if (part.levelAssumed) delete part.level;
    for (const key of ['kind', 'ways', 'valueDb', 'antennaType', 'level'] as const) {
      const value = settleValue(id, { key, saying, whole, listed: listed ? first[key] : undefined }, draft);
      if (value !== undefined) Object.assign(part, { [key]: value });
    }
    if (part.level === undefined && first.levelAssumed) part.level = first.level;
    else delete part.levelAssumed;
    const words = [...new Set(group.flatMap((each) => [each.words, ...(each.values ?? [])]))]
      .join(' ')
      .trim();
    if ((part.kind === 'source' || part.kind === 'combiner') && words !== '') part.words = words;
    parts.set(id, part);
  }
  return { parts, repeated };
}

/** The value that a part's own row or most rows have; every other one is a problem. */
function settleValue(
  id: string,
  given: {
    key: 'kind' | 'ways' | 'valueDb' | 'antennaType' | 'level';
    saying: readonly DraftPart[];
    whole: readonly TreePart[];
    listed: string | number | undefined;
  },
  draft: TreeDraft,
): string | number | undefined {
  const { key, saying, whole, listed } = given;
  const places = new Map<string | number, Phrase[]>();
  for (const [index, { words, at }] of saying.entries()) {
    // Letters of an id say a kind only where no words do.
    const value = key === 'kind' ? readKind(words, '').kind : whole[index][key];
    if (value === undefined || (key === 'level' && whole[index].levelAssumed)) continue;
    const found = places.get(value);
    if (found) found.push(at);
    else places.set(value, [at]);
  }
  const [usual] = [...places].sort(([, a], [, b]) => b.length - a.length);
  if (!usual) return key === 'level' ? undefined : whole[0][key];
  const chosen = listed !== undefined && places.has(listed) ? listed : usual[0];
  const others = listPhrases((places.get(chosen) ?? []).slice(0, 10));
  const unit = key === 'valueDb' ? ' dB' : '';
  for (const [value, [at]] of places) {
    if (value === chosen) continue;
    const found = say('tree-part-differs', {
      id,
      value: `${value}${unit}`,
      chosen: `${chosen}${unit}`,
      others,
    });
    draft.problem(at, found, say('tree-part-once'));
  }
  return chosen;
}

/** Cables that stand in several paths are one; where rows differ in size or length, most of them are believed. */
function mergeShared(cables: readonly DrawnCable[], draft: TreeDraft): DrawnCable[] {
  const groups = new Map<string, DrawnCable[]>();
  for (const [index, cable] of cables.entries()) {
    const { from, port, to, toPortText } = cable;
    const key = cable.written === 'path' ? JSON.stringify([from, port, to, toPortText]) : String(index);
    const group = groups.get(key);
    if (group) group.push(cable);
    else groups.set(key, [cable]);
  }
  return [...groups.values()].map((group) => {
    const merged = { ...group[0] };
    for (const key of ['lengthM', 'size'] as const) {
      const places = new Map<string | number, DrawnCable[]>();
      for (const cable of group) {
        const value = cable[key];
        if (value === undefined) continue;
        const found = places.get(value);
        if (found) found.push(cable);
        else places.set(value, [cable]);
      }
      const [usual, ...others] = [...places].sort(([, a], [, b]) => b.length - a.length);
      if (!usual) continue;
      const [{ length, lengthText, lengthM, size }] = usual[1];
      Object.assign(merged, key === 'size' ? { size } : { length, lengthText, lengthM });
      const unit = key === 'lengthM' ? ' m' : '"';
      for (const [value, [{ at, from, to }]] of others) {
        const rows = listPhrases(usual[1].slice(0, 10).map((each) => each.at));
        const ends = { from, to, value: `${value}${unit}`, chosen: `${usual[0]}${unit}`, others: rows };
        draft.problem(at, say('tree-cable-differs', ends), say('tree-cable-once'));
      }
    }
    return merged;
  });
}

/** The port that a remark names: `on SP-03 port 4`. */
function remarkedPort(text: string, { known }: EndResolver): { from: string; port: string } | undefined {
  const [from] = [...known].filter((id) => text.includes(id)).sort((a, b) => b.length - a.length);
  if (from === undefined) return undefined;
  const rest = text.slice(text.indexOf(from) + from.length).trim();
  const port = unknownWords.test(rest) ? undefined : readPort(rest);
  return port === undefined || port === 'bad' ? undefined : { from, port };
}
