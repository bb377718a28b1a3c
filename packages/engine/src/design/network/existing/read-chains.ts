import { type Phrase, say, type TableRow } from '../../../core/index.ts';
import { isBlank } from './read-rows.ts';
import type { BlockReader } from './tree-block.ts';
import { readKind, readLevel, readPort } from './tree-cells.ts';
import { type Chain, splitChain } from './tree-chain.ts';
import { isKindAlone, type ReadName, readName } from './tree-names.ts';

interface Path {
  row: TableRow;
  at: Phrase;
  scope: string | undefined;
  names: ReadName[];
  feeds: Chain['feeds'];
  antenna: string;
  /** Parts above the first one, which stand in another antenna's row. */
  above: ReadName[];
  /** Cables between these and the first one. */
  feedsAbove: Chain['feeds'];
}

/** Longest path, parts: more is no feeder. */
const maxNames = 100;

/** Reads rows of an antenna each with its path from the source in one cell. Cables that several paths share are one. */
export function readChains(reader: BlockReader): void {
  const { draft } = reader;
  draft.hasCables = true;
  const paths: Path[] = [];
  const byAntenna = new Map<string, Path>();
  draft.isSummedAhead = true;
  for (const { row, at, scope } of reader.dataRows()) {
    const text = reader.cell(row, 'chain');
    const chain = splitChain(text);
    const antenna = reader.cell(row, 'id');
    if (!chain || chain.names.length > maxNames) {
      if (text === '' && isBlank(antenna))
        reader.unread(
          at,
          [...row.cells].filter((cell) => cell.trim() !== ''),
        );
      else draft.problem(at, JSON.stringify(text.slice(0, 60)), say('tree-chain'));
      continue;
    }
    const path = readPath(chain, { row, at, scope, antenna }, reader, byAntenna);
    const nameless = path?.names.find(({ id }) => isKindAlone(id));
    if (nameless) draft.problem(at, say('tree-kind-alone', { id: nameless.id }), say('tree-id'));
    if (!path || nameless) continue;
    reader.sayRemarks(row, antenna);
    paths.push(path);
    const last = path.names[path.names.length - 1].id;
    for (const key of [last, antenna, last.replace(/^\D+/, '')])
      if (key !== '' && !byAntenna.has(key)) byAntenna.set(key, path);
  }
  draft.isSummedAhead = false;
  const isBare = hasBarePorts(paths);
  if (isBare) draft.doubt(reader.block.headAt, say('tree-ports-behind'));
  const [ends, starts] = [
    paths.some(({ names }) => names[names.length - 1].feed),
    paths.some(({ names }) => names[0].feed),
  ];
  if (ends && starts) draft.problem(reader.block.headAt, say('tree-feeds-unclear'), say('tree-feeds-clear'));
  for (const path of paths) sayPathLength(path, reader);
  for (const path of paths) addPath(path, { reader, isBare, isFeedBehind: ends });
}

/** A path from the source on, with the antenna of its row at the end. */
function readPath(
  chain: Chain,
  given: Omit<Path, 'names' | 'feeds' | 'above' | 'feedsAbove'>,
  reader: BlockReader,
  byAntenna: ReadonlyMap<string, Path>,
): Path | undefined {
  const { draft } = reader;
  const { at, antenna } = given;
  let names = chain.names.map((name) => readName(name, { mayHavePort: true }));
  let feeds = [...chain.feeds];
  let above: ReadName[] = [];
  let feedsAbove: Chain['feeds'] = [];
  const kindOf = ({ words, id }: ReadName) => readKind(words, id).kind;
  const isReversed =
    chain.isBackward ||
    reader.block.isBackward === true ||
    (kindOf(names[0]) === 'antenna' && kindOf(names[names.length - 1]) !== 'antenna') ||
    (names[0].id === antenna && names.length > 1);
  if (isReversed) {
    feeds = Array.from({ length: names.length - 1 }, (_, index) => feeds[names.length - 2 - index]);
    names = [...names].reverse();
  }
  if (chain.like) {
    const begun = likePath(chain.like, given, reader, byAntenna);
    if (!begun) return undefined;
    above = begun.above;
    feedsAbove = begun.feedsAbove;
    names = [begun.name, ...names.slice(1)];
  }
  const source = reader.cell(given.row, 'source');
  const first = names[0];
  if (!chain.like && !isBlank(source) && first.id !== readName(source, { mayHavePort: true }).id) {
    const named = readName(source, { mayHavePort: true });
    if (kindOf(first) === 'source')
      draft.problem(at, say('tree-path-source', { id: first.id, other: named.id }), say('tree-path-ends'));
    names = [named, ...names];
    feeds = [undefined, ...feeds];
  }
  // A path of a row may end at its antenna by the word alone.
  const end = names[names.length - 1];
  if (!isBlank(antenna) && isKindAlone(end.id) && readKind(end.id, '').kind === 'antenna') {
    const named = readName(antenna, { mayHavePort: false });
    const words = `${end.id} ${end.words} ${named.words}`.trim();
    names = [...names.slice(0, -1), { ...end, id: named.id, words }];
  }
  const last = names[names.length - 1];
  const isSame =
    isBlank(antenna) ||
    last.id === antenna ||
    readName(antenna, { mayHavePort: false }).id === last.id ||
    last.id.replace(/^\D+/, '') === antenna;
  if (!isSame && kindOf(last) === 'antenna') {
    draft.problem(at, say('tree-path-end', { id: antenna, other: last.id }), say('tree-path-ends'));
    return undefined;
  }
  if (!isSame) names.push(readName(antenna, { mayHavePort: false }));
  return { ...given, names, feeds, above, feedsAbove };
}

/** Finds where a path goes on that is like another up to a part: that part with its output. */
function likePath(
  { antenna, upTo }: NonNullable<Chain['like']>,
  { at }: Pick<Path, 'at'>,
  { draft }: BlockReader,
  byAntenna: ReadonlyMap<string, Path>,
): { name: ReadName; above: ReadName[]; feedsAbove: Chain['feeds'] } | undefined {
  const key = antenna.trim();
  const path =
    byAntenna.get(key) ??
    byAntenna.get(readName(key, { mayHavePort: false }).id) ??
    (/^上$|^$|above|oben/i.test(key) ? [...byAntenna.values()].at(-1) : undefined);
  const name = readName(upTo, { mayHavePort: true });
  const parts = path ? [...path.above, ...path.names] : [];
  const index = parts.findIndex(({ id }) => id === name.id);
  if (index < 0) {
    draft.problem(at, say('tree-path-like', { antenna: key, id: name.id }), say('tree-path-known'));
    return undefined;
  }
  const found = parts[index];
  const begun = { ...found, portBehind: name.portBehind || found.portBehind, words: '' };
  const feeds = path ? [...path.feedsAbove, ...path.feeds] : [];
  return { name: begun, above: parts.slice(0, index), feedsAbove: feeds.slice(0, index) };
}

/** A length that a row states for its path has to be the sum of its cables. */
function sayPathLength({ row, at, feeds, names, feedsAbove }: Path, reader: BlockReader): void {
  const [column] = reader.columns('length');
  const text = column === undefined ? '' : (row.cells[column.index] ?? '').trim();
  if (text === '') return;
  const ofRow = Array.from({ length: names.length - 1 }, (_, index) => feeds[index]);
  const lengths = [...feedsAbove, ...ofRow].map((feed) => reader.feedText(feed ?? '').length);
  const stated = reader.readLength(text, column.unit);
  if (lengths.some((length) => typeof length !== 'object') || typeof stated !== 'object') {
    reader.draft.doubt(at, say('tree-row-unread', { text }));
    return;
  }
  const sumM = lengths.reduce((sum, length) => sum + (typeof length === 'object' ? length.lengthM : 0), 0);
  if (Math.abs(sumM - stated.lengthM) <= Math.max(0.1, 0.005 * sumM)) return;
  const found = Math.round(100 * sumM) / 100;
  reader.draft.doubt(at, say('tree-sum-length', { stated: stated.lengthM, found }));
}

/** Adds the parts and cables of a path. */
function addPath(
  { row, at, scope, names, feeds }: Path,
  { reader, isBare, isFeedBehind }: { reader: BlockReader; isBare: boolean; isFeedBehind: boolean },
): void {
  const { draft } = reader;
  const scoped = scope === undefined ? {} : { scope };
  const parts = names.map((name, index) => (isBare && index < names.length - 1 ? withBarePort(name) : name));
  for (const [index, name] of parts.entries()) {
    const isLast = index === parts.length - 1;
    const said = isLast ? reader.said(row) : bareValue(name);
    const level =
      name.level ??
      (isLast
        ? (readLevel(reader.cell(row, 'level')) ?? readLevel(reader.cell(row, 'location')) ?? scope)
        : undefined);
    const position = isLast ? reader.position(row) : undefined;
    draft.addPart({
      ...{
        id: name.id,
        words: (isLast || said.values?.length === 0 ? `${said.words} ${name.words}` : said.words).trim(),
        values: said.values,
        at,
        isRow: false,
        ...scoped,
      },
      ...(level === undefined ? {} : { level }),
      ...(position ? { position } : {}),
    });
    if (isLast) continue;
    const next = parts[index + 1];
    const bracketed = isFeedBehind ? next.feed : name.feed;
    const text = feeds[index] ?? bracketed?.text ?? '';
    // A port behind the antenna is none of its own: it says the output that feeds it.
    const isEnd = index === parts.length - 2;
    const portText = name.portBehind || next.portBefore || (isEnd ? next.portBehind : '');
    draft.addCable({
      ...{
        from: name.id,
        to: next.id,
        portText,
        toPortText: '',
        ...reader.feedText(text),
        at,
        ...scoped,
        written: 'path',
      },
    });
  }
}

/** A number alone in brackets behind a part, `O1[5]/直`: its value, and that of a coupler where its output is one of a coupler. */
function bareValue({ words, portBehind }: ReadName): { words: string; values: string[] } {
  if (!/^\d+(?:[.,]\d+)?$/.test(words)) return { words: '', values: [] };
  const isCoupler = ['through', 'coupled'].includes(readPort(portBehind) ?? '');
  return { words: isCoupler ? 'coupler' : '', values: [words.replace(',', '.')] };
}

/** Takes a number behind a number for a port, in a table that sets none apart: `PS1-B1-2`. */
function withBarePort(name: ReadName): ReadName {
  const found = /^(.*\d[^-.\s]*)[-.](\d{1,2}|c|t|cpl|thru?|tap)$/i.exec(name.id);
  const { kind } = readKind(name.words, name.id);
  if (!found || name.portBehind !== '' || kind === 'source' || kind === 'antenna') return name;
  return { ...name, id: found[1], portBehind: found[2] };
}

/** True where all parts without a port may have one behind their id, and those that differ in it alone are fed as one part is. */
function hasBarePorts(paths: readonly Path[]): boolean {
  const feeds = new Map<string, Map<string, Set<string>>>();
  for (const { names } of paths) {
    const bare = names.slice(0, -1).map(withBarePort);
    for (const [index, name] of bare.entries()) {
      if (names[index].portBehind !== '' || readKind(name.words, name.id).kind === 'source') continue;
      if (name === names[index] || index === 0) return false;
      const ports = feeds.get(name.id) ?? new Map<string, Set<string>>();
      const above = `${bare[index - 1].id} ${bare[index - 1].portBehind}`;
      feeds.set(name.id, ports.set(name.portBehind, (ports.get(name.portBehind) ?? new Set()).add(above)));
    }
  }
  const several = [...feeds.values()].filter((ports) => ports.size > 1);
  const isFedOnce = (ports: Map<string, Set<string>>) =>
    new Set([...ports.values()].flatMap((ids) => [...ids])).size === 1;
  return several.length > 0 && several.every(isFedOnce);
}
