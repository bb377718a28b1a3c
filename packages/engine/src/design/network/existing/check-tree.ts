import { type Phrase, say, verbatim } from '../../../core/index.ts';
import { checkPaths, nameAntennaPorts } from './check-paths.ts';
import { checkPlausible } from './check-plausible.ts';
import { readIdLevel, readKind, readPort, readSourcePort } from './tree-cells.ts';
import type { DraftTree, DrawnCable, TreeCable, TreePart, TreeTable } from './tree-table.ts';
import { kindLetters } from './tree-vocabulary.ts';

/**
 * Finds what contradicts itself in a tree, and what is not known. Cables that are written from the antenna are turned around. Of single
 * rows that contradict others the tree is left without what they are about only where somebody asks for it.
 */
export function checkTree(
  tree: DraftTree,
  { leavesOut = false }: { leavesOut?: boolean } = {},
): Omit<TreeTable, 'encoding'> {
  const { parts, doubts } = tree;
  const drawn = nameAntennaPorts(tree.cables, tree);
  const cables = withoutRepeats(drawn, tree);
  checkFeeds(cables, tree);
  checkPorts(cables, tree);
  checkCircles(cables, tree);
  addLevels(cables, parts);
  checkUnknown(cables, tree);
  checkLengths(cables, tree);
  checkLevels(cables, tree);
  checkPaths(cables, tree);
  checkPlausible(cables, tree);
  const settled = leavesOut ? withoutSlips(cables, tree) : cables;
  const rowOf = ({ at }: { at: string | Phrase }) =>
    typeof at === 'object' ? Number(at.values?.row ?? 0) : 0;
  const inOrder = <Item extends { at: string | Phrase }>(items: readonly Item[]) =>
    [...items].sort((a, b) => rowOf(a) - rowOf(b));
  return {
    parts: [...parts.values()],
    cables: settled.map(asRead),
    problems: inOrder(tree.problems),
    doubts: inOrder(doubts),
  };
}

/** More rows that contradict others than one for so many cables: nobody knows which are right. */
const cablesPerSlip = 4;
/** Contradictions of single rows: what they are about is left out. */
const slips: ReadonlySet<string> = new Set([
  ...['tree-fed-twice', 'tree-port-twice', 'tree-no-part', 'tree-cable-twice'],
  ...['tree-cable-differs', 'tree-part-differs', 'tree-lengths-differ', 'tree-port-missing'],
]);
/** Those that leave the cable as it is, but for its length or a part's value. */
const partial: ReadonlySet<string> = new Set([
  ...['tree-no-part', 'tree-cable-differs', 'tree-part-differs', 'tree-lengths-differ', 'tree-cable-twice'],
]);

/**
 * Leaves out what single rows contradict themselves in, and names it with what was found and expected: cables that lead elsewhere in
 * another row, lengths and values that differ. Where too many contradict themselves the table is no tree.
 */
function withoutSlips(cables: readonly DrawnCable[], tree: DraftTree): DrawnCable[] {
  const { problems, doubts, parts } = tree;
  const codeOf = ({ found }: DraftTree['problems'][number]) => (typeof found === 'object' ? found.code : '');
  const isSlip = (problem: DraftTree['problems'][number]) =>
    slips.has(codeOf(problem)) ||
    (typeof problem.found === 'string' && codeIn(problem.expected) === 'tree-length');
  const allowed = Math.max(1, Math.floor(cables.length / cablesPerSlip));
  const rowCount = new Set(problems.map(({ at }) => JSON.stringify(at))).size;
  if (rowCount === 0 || rowCount > allowed || !problems.every(isSlip)) return [...cables];
  const out = new Set<DrawnCable>();
  const unmeasured = new Set<DrawnCable>();
  for (const problem of problems) {
    const { at, found, expected } = problem;
    const code = codeOf(problem);
    const values = typeof found === 'object' ? (found.values ?? {}) : {};
    const rows = new Set([at, values.other].map((each) => JSON.stringify(each)));
    const { id, from, to } = values;
    const isAbout = (cable: DrawnCable) =>
      from === undefined && to === undefined
        ? [cable.from, cable.to].includes(String(id ?? cable.to))
        : cable.from === from && cable.to === to;
    for (const cable of cables.filter((each) => rows.has(JSON.stringify(each.at)))) {
      if (code === 'tree-part-differs' || code === 'tree-no-part') continue;
      if (!isAbout(cable)) continue;
      if (partial.has(code) || code === '') unmeasured.add(cable);
      else out.add(cable);
    }
    for (const cable of cables) if (code === 'tree-cable-differs' && isAbout(cable)) unmeasured.add(cable);
    const part = code === 'tree-part-differs' ? parts.get(String(id)) : undefined;
    if (part) for (const key of ['ways', 'valueDb'] as const) delete part[key];
    const where = typeof at === 'object' ? at : verbatim(at);
    const gone = [...out].filter((cable) => rows.has(JSON.stringify(cable.at)) && isAbout(cable));
    const list = gone.map((cable) => `${cable.from} → ${cable.to}`).join(', ');
    doubts.push({
      at: where,
      text:
        gone.length > 0
          ? say('tree-left-out', { found, expected, list })
          : say('tree-not-used', { found, expected }),
    });
  }
  tree.problems = [];
  sayUnfed(cables, out, tree);
  return cables
    .filter((cable) => !out.has(cable))
    .map((cable) => {
      if (!unmeasured.has(cable)) return cable;
      const { lengthM: _, ...rest } = cable;
      return rest;
    });
}

/** Names antennas that no source reaches any more without the cables that are left out. */
function sayUnfed(
  cables: readonly DrawnCable[],
  out: ReadonlySet<DrawnCable>,
  { parts, doubts }: DraftTree,
): void {
  const [first] = out;
  if (!first) return;
  const reached = (some: readonly DrawnCable[]) => {
    const known = new Set([...parts.values()].filter(({ kind }) => kind === 'source').map(({ id }) => id));
    const leadTo = new Map<string, string[]>();
    for (const { from, to } of some) leadTo.set(from, [...(leadTo.get(from) ?? []), to]);
    for (const node of known) for (const to of leadTo.get(node) ?? []) known.add(to);
    return known;
  };
  const [before, after] = [reached(cables), reached(cables.filter((cable) => !out.has(cable)))];
  const unfed = [...parts.values()]
    .filter(({ id, kind }) => kind === 'antenna' && before.has(id) && !after.has(id))
    .map(({ id }) => id);
  if (unfed.length === 0) return;
  const values = { count: unfed.length, list: unfed.slice(0, 20).join(', ') };
  doubts.push({ at: first.at, text: say('tree-left-unfed', values) });
}

const codeIn = (phrase: string | Phrase) => (typeof phrase === 'object' ? phrase.code : '');

/** A cable without what it was read of. */
function asRead({
  length: _,
  lengthText: __,
  written: ___,
  portText: ____,
  toPortText: _____,
  scope: ______,
  sizeText: _______,
  isJumper: ________,
  levelDbm: _________,
  lossDb: __________,
  ...cable
}: DrawnCable): TreeCable {
  return cable;
}

/** Adds ends of cables that have no row: of a source, which nothing feeds, that is usual; else a list of parts has to have them. */
export function addEnds({ parts, cables, hasList, problems, doubts }: DraftTree): void {
  const fed = new Set(cables.map(({ to }) => to));
  const feeding = new Set(cables.map(({ from }) => from));
  const outputs = new Set(
    cables.flatMap(({ from, port }) => (port === 'through' || port === 'coupled' ? [from] : [])),
  );
  const alikes = new Map([...parts.keys()].map((id) => [lookAlike(id), id]));
  const listed = new Set([...parts.values()].map(({ kind }) => kind));
  const letters = new Set(
    [...parts.values()].flatMap(({ id, kind }) => (kind === 'source' ? [] : [lettersOf(id)])),
  );
  if (!hasList) for (const id of fed) if (!alikes.has(lookAlike(id))) alikes.set(lookAlike(id), id);
  for (const { from, to, at } of cables) {
    for (const id of [from, to]) {
      if (parts.has(id)) continue;
      const read = readKind('', id);
      const level = readIdLevel(id);
      const part: TreePart = { id, ...read, ...(level === undefined ? {} : { level, levelAssumed: true }) };
      parts.set(id, part);
      const alike = alikes.get(lookAlike(id));
      const isEnd = read.kind === 'antenna' || read.kind === 'load';
      const isFirst = id === from && !fed.has(id) && !isEnd;
      const isSource = read.kind === 'source' || read.kind === 'combiner';
      const mayBeSource = isSource || (read.kind === undefined && !letters.has(lettersOf(id)));
      if (alike !== undefined && alike !== id) {
        problems.push({
          at,
          found: say('tree-no-part', { id }),
          expected: say('tree-look-alike', { id: alike }),
        });
      } else if (isFirst && mayBeSource) {
        if (read.kind === undefined) part.kind = 'source';
        doubts.push({ at, text: say('tree-source-unlisted', { id }) });
      } else if (isFirst && !hasList) {
        problems.push({
          at,
          found: say('tree-unlisted-feeds', { id, to }),
          expected: say('tree-part-listed'),
        });
      } else if (hasList && !(isEnd && !listed.has(read.kind))) {
        // A list without any antenna leaves them out on purpose.
        problems.push({ at, found: say('tree-no-part', { id }), expected: say('tree-part-listed') });
      }
    }
  }
  for (const part of parts.values()) {
    if (part.kind !== undefined) continue;
    // Ports and places say it where no words do: couplers alone have a through port, and an A that feeds nothing is an antenna.
    if (outputs.has(part.id)) part.kind = 'coupler';
    else if (!feeding.has(part.id) && fed.has(part.id) && /^a[-_ ]?\w*\d/i.test(part.id))
      part.kind = 'antenna';
  }
}

/** Letters that an id begins with. */
function lettersOf(id: string): string {
  const found = kindLetters.find(([, words]) => words.test(id))?.[0];
  return found ?? (/^\p{L}+/u.exec(id)?.[0] ?? '').toUpperCase();
}

/** Letters and digits that are taken for one another. */
function lookAlike(id: string): string {
  return id
    .toUpperCase()
    .replace(/[LI|]/g, '1')
    .replace(/O/g, '0')
    .replace(/[\s_-]/g, '');
}

function withoutRepeats(cables: readonly DrawnCable[], { problems, doubts }: DraftTree): DrawnCable[] {
  const known = new Map<string, DrawnCable>();
  return cables.filter((cable) => {
    const key = JSON.stringify([cable.from, cable.port, cable.to, cable.toPort]);
    const first = known.get(key);
    if (!first) {
      known.set(key, cable);
      return true;
    }
    const isSame = first.lengthM === cable.lengthM && first.size === cable.size;
    const values = { from: cable.from, to: cable.to, other: first.at };
    if (isSame) doubts.push({ at: cable.at, text: say('tree-cable-repeated', values) });
    else
      problems.push({
        at: cable.at,
        found: say('tree-cable-twice', values),
        expected: say('tree-cable-once'),
      });
    return false;
  });
}

/** Everything has one input, but what combines, and antennas with several ports. */
function checkFeeds(cables: readonly DrawnCable[], { parts, repeated, problems }: DraftTree): void {
  const into = new Map<string, DrawnCable>();
  for (const cable of cables) {
    const { to, toPort, from, at } = cable;
    const key = JSON.stringify([to, toPort]);
    const first = into.get(key);
    if (!first) into.set(key, cable);
    else if (parts.get(to)?.kind !== 'combiner') {
      const found = say('tree-fed-twice', { id: to, first: first.from, second: from, other: first.at });
      problems.push({ at, found, expected: say('tree-fed-once') });
    }
  }
  const named = new Set(problems.map(({ at }) => at));
  for (const { id, at } of repeated) {
    const first = parts.get(id)?.at;
    if (!at || !first || named.has(at)) continue;
    problems.push({
      at,
      found: say('tree-part-twice', { id, other: first }),
      expected: say('tree-part-once'),
    });
  }
}

/** Outputs that a part has, as far as the table says how many. */
export function portsOf({ kind, ways }: TreePart): string[] | undefined {
  if (kind === 'coupler') return ['through', 'coupled'];
  if (kind === 'attenuator') return ['out'];
  if (kind === 'radiating-cable') return ['end'];
  if (kind === 'splitter' && ways !== undefined) {
    return Array.from({ length: ways }, (_, index) => `out${index + 1}`);
  }
  return undefined;
}

function checkPorts(cables: readonly DrawnCable[], tree: DraftTree): void {
  const { parts, problems, doubts } = tree;
  namePorts(cables, tree);
  const used = new Map<string, DrawnCable>();
  for (const cable of cables) {
    const part = parts.get(cable.from);
    const ports = part && portsOf(part);
    const { port, from, at } = cable;
    if (part?.kind === undefined && (port === undefined || port === 'bad' || port === 'in')) continue;
    const expected = ports ? say('one-of', { list: ports.join(', ') }) : say('tree-port');
    if (port === undefined || port === 'bad' || port === 'in' || (ports && !ports.includes(port))) {
      const found =
        port === undefined ? say('tree-port-missing', { id: from }) : say('tree-port-bad', { id: from });
      problems.push({ at, found, expected });
      continue;
    }
    const key = JSON.stringify([from, port]);
    const first = used.get(key);
    if (first) {
      const isStated = part?.kind !== 'source' || first.portText !== '' || cable.portText !== '';
      problems.push(
        isStated
          ? {
              at,
              found: say('tree-port-twice', { id: from, port, other: first.at }),
              expected: say('port-once'),
            }
          : {
              at,
              found: say('tree-source-ports', { id: from, other: first.at }),
              expected: say('tree-source-port'),
            },
      );
    } else used.set(key, cable);
  }
  const ends = new Set(cables.flatMap(({ from, to }) => [from, to]));
  for (const part of parts.values()) {
    if (!ends.has(part.id) || !part.at) continue;
    if (part.kind === 'radiating-cable') {
      const isEnded = used.has(JSON.stringify([part.id, 'end']));
      if (!isEnded) doubts.push({ at: part.at, text: say('tree-open-end', { id: part.id }) });
      continue;
    }
    const open = (portsOf(part) ?? []).filter((port) => !used.has(JSON.stringify([part.id, port])));
    if (open.length > 0) {
      doubts.push({ at: part.at, text: say('tree-open-port', { id: part.id, list: open.join(', ') }) });
    }
  }
}

/** Ports that are not stated, where what is left or alike says which they are. */
function namePorts(cables: readonly DrawnCable[], { parts, doubts }: DraftTree): void {
  const from = new Map<string, DrawnCable[]>();
  for (const cable of cables) {
    const group = from.get(cable.from);
    if (group) group.push(cable);
    else from.set(cable.from, [cable]);
  }
  for (const [id, group] of from) {
    const kind = parts.get(id)?.kind;
    const isOpen = ({ port }: DrawnCable) => port === undefined || port === 'out';
    if (kind === 'source' || kind === 'combiner') nameSourcePorts(group);
    if (kind === 'attenuator')
      for (const cable of group) if (isOpen(cable) || cable.port === 'out1') cable.port = 'out';
    if (kind === 'radiating-cable') for (const cable of group.filter(isOpen)) cable.port = 'end';
    if (kind === 'splitter') {
      const unstated = group.filter(isOpen);
      const taken = new Set(group.map(({ port }) => port));
      for (const cable of unstated) {
        let number = 1;
        while (taken.has(`out${number}`)) number += 1;
        cable.port = `out${number}`;
        taken.add(cable.port);
      }
      if (unstated.length > 0) doubts.push({ at: unstated[0].at, text: say('tree-ports-numbered', { id }) });
    }
    if (kind === 'coupler') nameCouplerPorts(group, doubts);
  }
}

/** Outputs of a source by the marks on its housing; where these begin at 0, each is one more. */
function nameSourcePorts(group: readonly DrawnCable[]): void {
  for (const cable of group) {
    if (cable.port === 'bad') cable.port = readSourcePort(cable.portText) ?? 'bad';
  }
  // Each path has an output of its own.
  const paths = [...new Set(group.flatMap(({ path }) => path ?? []))].sort();
  for (const cable of group) {
    if (cable.port !== undefined && cable.port !== 'out') continue;
    cable.port = `out${cable.path === undefined || paths.length < 2 ? 1 : paths.indexOf(cable.path) + 1}`;
  }
  if (!group.some(({ port }) => port === 'out0')) return;
  for (const cable of group)
    cable.port = cable.port?.replace(/^out(\d+)$/, (_, digits) => `out${Number(digits) + 1}`);
}

/** A coupler's output is its through port; where one of two cables says its port, the other is on the one that is left. */
function nameCouplerPorts(group: readonly DrawnCable[], doubts: TreeTable['doubts']): void {
  const has = (port: string) => group.some((cable) => cable.port === port);
  // German connectors: K for Koppelausgang, D for Durchgang.
  for (const cable of group) {
    if (/^k$/i.test(cable.portText)) cable.port = 'coupled';
    if (/^d$/i.test(cable.portText)) cable.port = 'through';
  }
  for (const cable of group) {
    const isOutput =
      cable.port === 'out' || (cable.port === 'out1' && !has('out2') && /\p{L}/u.test(cable.portText));
    if (isOutput && !has('through')) cable.port = 'through';
  }
  const unstated = group.filter(({ port }) => port === undefined);
  if (group.length !== 2 || unstated.length !== 1 || (!has('through') && !has('coupled'))) return;
  const [cable] = unstated;
  cable.port = has('through') ? 'coupled' : 'through';
  doubts.push({
    at: cable.at,
    text: say('tree-port-left', { id: cable.from, to: cable.to, port: cable.port }),
  });
}

function checkCircles(cables: readonly DrawnCable[], { problems }: DraftTree): void {
  const into = new Map(cables.map((cable) => [cable.to, cable]));
  const settled = new Set<string>();
  for (const { to } of cables) {
    const passed = new Set<string>();
    let node = to;
    for (let cable = into.get(node); cable && !settled.has(node); cable = into.get(node)) {
      if (passed.has(node)) {
        const found = say('tree-circle', { list: [...passed].join(' ← ') });
        problems.push({ at: cable.at, found, expected: say('tree-no-circle') });
        break;
      }
      passed.add(node);
      node = cable.from;
    }
    for (const each of passed) settled.add(each);
  }
}

/** A passive part of which nobody says the level is on that of the antennas behind it, where all are on one. */
function addLevels(cables: readonly DrawnCable[], parts: ReadonlyMap<string, TreePart>): void {
  const into = new Map<string, string[]>();
  for (const { from, to } of cables) into.set(to, [...(into.get(to) ?? []), from]);
  const behind = new Map<string, Set<string | undefined>>();
  for (const { id, kind, level } of parts.values()) {
    if (kind !== 'antenna') continue;
    const passed = new Set([id]);
    for (const node of passed) for (const above of into.get(node) ?? []) passed.add(above);
    for (const node of passed) if (node !== id) behind.set(node, (behind.get(node) ?? new Set()).add(level));
  }
  for (const part of parts.values()) {
    const [level, ...others] = behind.get(part.id) ?? [];
    if (part.level !== undefined || part.kind === 'source' || level === undefined || others.length > 0)
      continue;
    Object.assign(part, { level, levelAssumed: true });
  }
}

/** Parts of which nobody knows what they are, and those that no cable reaches. */
function checkUnknown(cables: readonly DrawnCable[], { parts, doubts }: DraftTree): void {
  const fed = new Set(cables.map(({ to }) => to));
  const feeding = new Set(cables.map(({ from }) => from));
  const rows = new Map<string, Phrase>();
  for (const { from, to, at } of cables) for (const id of [from, to]) if (!rows.has(id)) rows.set(id, at);
  const isTyped = [...parts.values()].some(({ antennaType }) => antennaType !== undefined);
  for (const part of parts.values()) {
    const { id, kind, at } = part;
    const where: Phrase | undefined = at ?? rows.get(id);
    if (!where) continue;
    const doubt = (text: Phrase) => doubts.push({ at: where, text });
    if (kind === undefined) doubt(say('tree-kind-unknown', { id }));
    if ((kind === 'coupler' || kind === 'attenuator') && part.valueDb === undefined) {
      doubt(say('tree-value-unknown', { id }));
    }
    if (kind === 'antenna' && isTyped && part.antennaType === undefined)
      doubt(say('tree-type-unknown', { id }));
    if (kind === 'splitter' && part.ways === undefined) doubt(say('tree-ways-unknown', { id }));
    if (kind !== 'source' && !fed.has(id) && !(kind === 'combiner' && feeding.has(id))) {
      doubt(say('tree-unreached', { id }));
    }
  }
}

/** Losses of feeders from 450 MHz to 3.5 GHz, dB per 100 m, from and to. */
const feederLosses: Record<string, [number, number]> = {
  ...{ '1/2': [5, 18], '7/8': [2.8, 10], '1-1/4': [2, 7], '1-5/8': [1.5, 5.5] },
  ...{ jumper: [5, 60], direct: [0, 0] },
};
/** Loss of connectors and rounding, and what parts lose beyond dividing, dB. */
const connectorsDb = 0.9;
const splitterExcessDb = 1.8;
const throughExcessDb = 1.6;
const couplingToleranceDb = 1.2;
/** Levels of which fewer fit are of something else. */
const fittingRatio = 0.7;

/** Loss of a part to an output, dB, from and to; undefined where nobody knows. */
function lossRangeDb(
  { kind, ways, valueDb }: TreePart,
  port: string | undefined,
): [number, number] | undefined {
  if (kind === 'source') return [0, 0];
  if (kind === 'splitter' && ways !== undefined) {
    const divisionDb = 10 * Math.log10(ways);
    return [divisionDb, divisionDb + splitterExcessDb];
  }
  if ((kind !== 'coupler' && kind !== 'attenuator') || valueDb === undefined) return undefined;
  if (kind === 'coupler' && port === 'through') {
    const throughDb = -10 * Math.log10(1 - 10 ** (-valueDb / 10));
    return [throughDb, throughDb + throughExcessDb];
  }
  return [valueDb - couplingToleranceDb, valueDb + couplingToleranceDb];
}

/** Names cables over which the levels that a table states fall by other than its parts and feeders lose. */
function checkLevels(cables: readonly DrawnCable[], { parts, sourceLevels, doubts }: DraftTree): void {
  const into = new Map(cables.map((cable) => [cable.to, cable]));
  const checked = cables.flatMap((cable) => {
    const { from, to, port, size = '', lengthM, levelDbm, at } = cable;
    const part = parts.get(from);
    const startDbm = into.has(from) ? into.get(from)?.levelDbm : sourceLevels.get(from);
    const range = part && lossRangeDb(part, port);
    const feeder = feederLosses[size];
    if (startDbm === undefined || levelDbm === undefined || lengthM === undefined || !range || !feeder)
      return [];
    const [low, high] = [0, 1].map((end) => range[end] + (feeder[end] * lengthM) / 100);
    const dropDb = startDbm - levelDbm;
    const isFitting = dropDb >= low - connectorsDb / 3 && dropDb <= high + connectorsDb;
    return [
      {
        isFitting,
        at,
        values: { from, to, drop: dropDb.toFixed(1), low: low.toFixed(1), high: high.toFixed(1) },
      },
    ];
  });
  const fitting = checked.filter(({ isFitting }) => isFitting).length;
  // Where most do not fit the levels are of something else, or values and lengths are: nobody can tell which.
  if (fitting < fittingRatio * checked.length && checked.length > 0) {
    const [{ at }] = checked;
    doubts.push({
      at,
      text: say('tree-levels-unfit', { count: checked.length - fitting, all: checked.length }),
    });
  }
  for (const { isFitting, at, values } of checked)
    if (!isFitting) doubts.push({ at, text: say('tree-levels-differ', values) });
}

/** Longer feeders lose more than 20 dB at 2 GHz in the thinner sizes: nobody installs them in a garage. */
const longestM = 300;
/** A cable between two connectors is no shorter. */
const shortestM = 0.3;

function checkLengths(cables: readonly DrawnCable[], { doubts }: DraftTree): void {
  for (const { lengthM, size, at } of cables) {
    if (lengthM !== undefined && lengthM > longestM)
      doubts.push({ at, text: say('tree-length-long', { length: lengthM }) });
    if (lengthM !== undefined && lengthM > 0 && lengthM < shortestM && size !== 'direct')
      doubts.push({ at, text: say('tree-length-short', { length: lengthM }) });
    if (lengthM === 0 && size !== 'direct') doubts.push({ at, text: say('tree-length-zero') });
  }
}

/**
 * Cables from where the power comes. Of tables with both ends a row may be written from the antenna: an antenna or a load feeds
 * nothing, nothing feeds a source, an input is no output, and what leads to a part that the source reaches feeds what it does not
 * reach otherwise. Tables that say what feeds a part are believed, and what is on an antenna is a problem.
 */
export function orientCables(tree: DraftTree): DrawnCable[] {
  const hasToPorts = tree.cables.some(({ toPortText }) => toPortText !== '');
  const hasFromPorts = tree.cables.some(({ portText }) => portText !== '');
  const cables = tree.cables.map((cable) => {
    if (cable.written !== 'ends') return named(cable, tree);
    return isWrittenBack(cable, tree, hasFromPorts) ? turned(cable, tree, hasToPorts) : cable;
  });
  return turnUnreached(cables, tree, hasToPorts);
}

function named(cable: DrawnCable, tree: DraftTree): DrawnCable {
  const { problems } = tree;
  const { from, to, at } = cable;
  const kind = kindOf(from, tree);
  if (kind === 'antenna' || kind === 'load') {
    problems.push({
      at,
      found: say('tree-end-feeds', { id: from, to }),
      expected: say('tree-ends-feed-nothing'),
    });
  }
  return cable;
}

function kindOf(id: string, { parts }: DraftTree): TreePart['kind'] {
  return parts.get(id)?.kind ?? readKind('', id).kind;
}

function isWrittenBack(cable: DrawnCable, tree: DraftTree, hasFromPorts: boolean): boolean {
  const { from, to, portText, toPortText } = cable;
  const [first, last] = [kindOf(from, tree), kindOf(to, tree)];
  const isEnd = (kind: string | undefined) => kind === 'antenna' || kind === 'load';
  if (isEnd(first) !== isEnd(last)) return isEnd(first);
  if ((first === 'source') !== (last === 'source')) return last === 'source';
  if (first === 'radiating-cable' && last !== 'radiating-cable' && !isEnd(last)) return true;
  const [before, behind] = [readPort(portText), readPort(toPortText)];
  const isOutput = behind !== undefined && behind !== 'in' && behind !== 'bad';
  const isBranching = last === 'splitter' || last === 'coupler';
  if (before === undefined && isOutput && isBranching && hasFromPorts) return true;
  return before === 'in' && isOutput;
}

function turned(cable: DrawnCable, { doubts }: DraftTree, hasToPorts: boolean): DrawnCable {
  const { from, to, at, portText, toPortText, port: _, ...rest } = cable;
  doubts.push({ at, text: say('tree-turned', { from: to, to: from }) });
  // With one column of ports that of the feeding part stands in it.
  const feeding = hasToPorts ? toPortText : portText;
  const port = readPort(feeding);
  return {
    ...{ ...rest, from: to, to: from, at, portText: feeding, toPortText: hasToPorts ? portText : '' },
    ...(port === undefined ? {} : { port }),
  };
}

/** Turns cables from parts that no source reaches to parts that one does. */
function turnUnreached(cables: readonly DrawnCable[], tree: DraftTree, hasToPorts: boolean): DrawnCable[] {
  const found = [...cables];
  const at = new Map<string, number[]>();
  const into = new Map<string, number>();
  for (const [index, { from, to }] of cables.entries()) {
    for (const id of [from, to]) at.set(id, [...(at.get(id) ?? []), index]);
    into.set(to, (into.get(to) ?? 0) + 1);
  }
  const sources = [...at.keys()].filter((id) => kindOf(id, tree) === 'source');
  const reached = new Set(sources);
  const spread = (begin: readonly string[]) => {
    const queue = [...begin];
    for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
      for (const index of at.get(node) ?? []) {
        const { from, to } = found[index];
        if (from !== node || reached.has(to)) continue;
        reached.add(to);
        queue.push(to);
      }
    }
  };
  spread(sources);
  // Of a part that nobody knows it is believed only in a table that has other rows written back.
  const hasTurned = tree.doubts.some(({ text }) => text.code === 'tree-turned');
  const isPassive = (id: string) =>
    !['antenna', 'load', 'source'].includes(kindOf(id, tree) ?? (hasTurned ? '' : 'antenna'));
  const open = new Set(
    cables.flatMap(({ from, written }, index) => (written === 'ends' && !reached.has(from) ? [index] : [])),
  );
  for (let isMoved = open.size > 0; isMoved; ) {
    isMoved = false;
    for (const index of open) {
      const { from, to } = found[index];
      if (reached.has(from) || !reached.has(to) || (into.get(from) ?? 0) > 0) continue;
      if (!isPassive(to) || !isPassive(from) || ((into.get(to) ?? 0) < 2 && !sources.includes(to))) continue;
      found[index] = turned(found[index], tree, hasToPorts);
      into.set(to, (into.get(to) ?? 0) - 1);
      into.set(from, 1);
      open.delete(index);
      reached.add(from);
      spread([from]);
      isMoved = true;
    }
  }
  return found;
}
