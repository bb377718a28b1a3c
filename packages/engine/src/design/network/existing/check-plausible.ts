import { type Phrase, say } from '../../../core/index.ts';
import type { DraftTree, DrawnCable, TreePart } from './tree-table.ts';
import { catalogueCouplingsDb, catalogueOutputs, type TreeKind } from './tree-vocabulary.ts';

/** Fraction of what is checked that may be odd: beyond it the reading is not believed, below it each one is named. */
const oddRatio = 0.4;
/** Fewer of a kind say nothing of a whole table. */
const minChecked = 4;
/** The middle length of the feeders of a garage, metres: outside of it a column of something else was read, or another unit. */
const middleLengthM: readonly [number, number] = [2.5, 120];
/** Sources, splitters and couplers in one garage have names; so many beginnings without one are rows that were not read. */
const maxUnsourced = 2;

/** Checks what a whole tree is like: no single row contradicts these, all of them together do. */
export function checkPlausible(cables: readonly DrawnCable[], tree: DraftTree): void {
  const rows = rowsOf(cables, tree);
  checkMiddleLength(cables, tree);
  checkCumulative(cables, tree);
  checkLosses(cables, tree);
  checkValues(rows, tree);
  checkPrefixes(rows, tree);
  checkBeginnings(cables, rows, tree);
  checkOutputs(cables, rows, tree);
}

/** Row of each part: its own, else that of the first cable at it. */
function rowsOf(cables: readonly DrawnCable[], { parts }: DraftTree): Map<string, Phrase> {
  const rows = new Map<string, Phrase>();
  for (const { id, at } of parts.values()) if (at) rows.set(id, at);
  for (const { from, to, at } of cables) for (const id of [to, from]) if (!rows.has(id)) rows.set(id, at);
  return rows;
}

/** Middle of some numbers. */
function middleOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

function checkMiddleLength(cables: readonly DrawnCable[], { problems }: DraftTree): void {
  const stated = cables.filter(({ lengthM, size }) => lengthM !== undefined && size !== 'direct');
  const lengths = stated.map(({ lengthM = 0 }) => lengthM);
  if (lengths.length < minChecked) return;
  const middle = middleOf(lengths);
  const [low, high] = middleLengthM;
  if (middle >= low && middle <= high) return;
  const found = say('tree-lengths-odd', { count: lengths.length, middle: Math.round(100 * middle) / 100 });
  problems.push({ at: stated[0].at, found, expected: say('tree-lengths-usual', { low, high }) });
}

/** Fraction of cables that are longer than the one above them; of lengths each on its own about half are. */
const growingRatio = 0.9;
const minGrowing = 8;

/** Lengths that grow along every path are those from the source on, not of the cables. */
function checkCumulative(cables: readonly DrawnCable[], { problems }: DraftTree): void {
  const into = new Map(cables.map((cable) => [cable.to, cable]));
  const steps = cables.flatMap((cable) => {
    const above = into.get(cable.from);
    if (cable.lengthM === undefined || above?.lengthM === undefined) return [];
    return [{ at: cable.at, isLonger: cable.lengthM > above.lengthM }];
  });
  const growing = steps.filter(({ isLonger }) => isLonger).length;
  if (steps.length < minGrowing || growing < growingRatio * steps.length) return;
  const found = say('tree-lengths-grow', { count: growing, all: steps.length });
  problems.push({ at: steps[0].at, found, expected: say('tree-lengths-own') });
}

/** Losses of one size of cable are alike by its metre: a row that is off by more than both of these is of another size or length. */
const lossOffRatio = 0.25;
const lossOffDb = 0.2;
/** Losses of which fewer are alike are not of the cables alone. */
const alikeLosses = 0.7;

/** Losses that rows state for their cables, held against the lengths of all of the size. */
function checkLosses(cables: readonly DrawnCable[], { doubts }: DraftTree): void {
  const bySize = new Map<string, { cable: DrawnCable; lossDb: number; lengthM: number }[]>();
  for (const cable of cables) {
    const { size, lossDb, lengthM = 0 } = cable;
    if (size === undefined || lossDb === undefined || lengthM <= 0) continue;
    bySize.set(size, [...(bySize.get(size) ?? []), { cable, lossDb, lengthM }]);
  }
  for (const group of bySize.values()) {
    if (group.length < minChecked) continue;
    const perM = middleOf(group.map(({ lossDb, lengthM }) => lossDb / lengthM));
    const off = group.filter(({ lossDb, lengthM }) => {
      const offDb = Math.abs(lossDb - perM * lengthM);
      return offDb > lossOffDb && offDb > lossOffRatio * perM * lengthM;
    });
    if (off.length > (1 - alikeLosses) * group.length) continue;
    for (const { cable, lossDb, lengthM } of off) {
      const values = { from: cable.from, to: cable.to, loss: lossDb, usual: (perM * lengthM).toFixed(2) };
      doubts.push({ at: cable.at, text: say('tree-loss-differs', values) });
    }
  }
}

/** Names what is odd, and refuses the whole where most is. */
function nameOdd(
  odd: readonly { at: Phrase; text: Phrase }[],
  checked: number,
  whole: { found: Phrase; expected: Phrase },
  { problems, doubts }: DraftTree,
): void {
  doubts.push(...odd);
  if (checked < minChecked || odd.length <= oddRatio * checked) return;
  problems.push({ at: odd[0].at, ...whole });
}

/** Couplings and numbers of outputs that no catalogue has were read of another column, or by half. */
function checkValues(rows: ReadonlyMap<string, Phrase>, tree: DraftTree): void {
  const checked = [...tree.parts.values()].flatMap(({ id, kind, ways, valueDb }) => {
    const isCoupler = kind === 'coupler' && valueDb !== undefined;
    const isSplitter = kind === 'splitter' && ways !== undefined;
    if (!isCoupler && !isSplitter) return [];
    const known: readonly number[] = isCoupler ? catalogueCouplingsDb : catalogueOutputs;
    const value = (isCoupler ? valueDb : ways) ?? 0;
    return [{ id, isOdd: !known.includes(value), value: isCoupler ? `${value} dB` : `1:${value}`, known }];
  });
  const odd = checked.flatMap(({ id, isOdd, value, known }) => {
    const at = rows.get(id);
    return isOdd && at ? [{ at, text: say('tree-value-odd', { id, value, list: known.join(', ') }) }] : [];
  });
  const list = [...catalogueCouplingsDb, ...catalogueOutputs].join(', ');
  const whole = {
    found: say('tree-values-odd', { count: odd.length, all: checked.length }),
    expected: say('one-of', { list }),
  };
  nameOdd(odd, checked.length, whole, tree);
}

/** Kinds that ids begin with in so many words: whatever an office's letters mean, these mean one thing. */
const worded: readonly [TreeKind, RegExp][] = [
  ['antenna', /^ant[-_ ]?\w*\d|^天线|天线$/i],
  ['source', /^rru/i],
  ['splitter', /^(ps|gf)[-_ ]?\d|^功分|功分器?$/i],
  ['coupler', /^(oh|cpl|dc)[-_ ]?\d|^耦合|耦合器?$/i],
  ['load', /^(load|fz)[-_ ]?\d|^负载|负载$/i],
];

/** The kind that an id says itself. */
export function wordedKind(id: string): TreeKind | undefined {
  return worded.find(([, words]) => words.test(id))?.[0];
}

/** Ids that say another kind than what was read: the words of a row, or its id, are those of another one. */
function checkPrefixes(rows: ReadonlyMap<string, Phrase>, tree: DraftTree): void {
  const checked = [...tree.parts.values()].flatMap(({ id, kind }) => {
    const said = wordedKind(id);
    return said === undefined || kind === undefined ? [] : [{ id, kind, said }];
  });
  const odd = checked.flatMap(({ id, kind, said }) => {
    const at = rows.get(id);
    return kind !== said && at ? [{ at, text: say('tree-prefix-odd', { id, said, kind }) }] : [];
  });
  const whole = {
    found: say('tree-prefixes-odd', { count: odd.length, all: checked.length }),
    expected: say('tree-prefixes-usual'),
  };
  nameOdd(odd, checked.length, whole, tree);
}

/** Parts that nothing feeds are sources: where several are none, rows between them were not read. */
function checkBeginnings(
  cables: readonly DrawnCable[],
  rows: ReadonlyMap<string, Phrase>,
  tree: DraftTree,
): void {
  const fed = new Set(cables.map(({ to }) => to));
  const begun = [...new Set(cables.map(({ from }) => from))].filter((id) => !fed.has(id));
  const isSource = ({ kind }: Partial<TreePart>) => kind === 'source' || kind === 'combiner';
  const unsourced = begun.filter((id) => !isSource(tree.parts.get(id) ?? {}));
  if (unsourced.length <= maxUnsourced || unsourced.length < 0.1 * tree.parts.size) return;
  const list = unsourced.slice(0, 8).join(', ');
  const at = rows.get(unsourced[0]) ?? say('tree-whole');
  const found = say('tree-beginnings', { count: unsourced.length, list });
  tree.problems.push({ at, found, expected: say('tree-from-source') });
}

/** Splitters and couplers feed something each: where most of a tree's do not, cables were not read. */
function checkOutputs(
  cables: readonly DrawnCable[],
  rows: ReadonlyMap<string, Phrase>,
  tree: DraftTree,
): void {
  const counts = new Map<string, number>();
  for (const { from } of cables) counts.set(from, (counts.get(from) ?? 0) + 1);
  const fed = new Set(cables.map(({ to }) => to));
  const checked = [...tree.parts.values()].filter(
    ({ id, kind }) => (kind === 'splitter' || kind === 'coupler') && fed.has(id),
  );
  const idle = checked.filter(({ id }) => !counts.has(id));
  const odd = idle.flatMap(({ id }) => {
    const at = rows.get(id);
    return at ? [{ at, text: say('tree-feeds-nothing', { id }) }] : [];
  });
  const whole = {
    found: say('tree-feed-nothing', { count: odd.length, all: checked.length }),
    expected: say('tree-feed-usual'),
  };
  nameOdd(odd, checked.length, whole, tree);
  const single = checked.filter(({ id, kind }) => kind === 'splitter' && counts.get(id) === 1).length;
  if (single < minChecked || single <= oddRatio * checked.length) return;
  const at = rows.get(checked[0].id) ?? say('tree-whole');
  const found = say('tree-outputs-open', { count: single, all: checked.length });
  tree.problems.push({ at, found, expected: say('tree-feed-usual') });
}
