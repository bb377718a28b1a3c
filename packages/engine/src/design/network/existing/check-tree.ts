import { type Phrase, say } from '../../../core/index.ts';
import { readKind } from './tree-cells.ts';
import type { TreeCable, TreePart, TreeTable } from './tree-table.ts';

interface DraftTree extends Pick<TreeTable, 'problems' | 'doubts'> {
  parts: Map<string, TreePart>;
  /** Rows of ids that have one already. */
  repeated: readonly TreePart[];
  cables: TreeCable[];
  /** True where parts have a list of their own: then every end of a cable has to be in it. */
  hasList: boolean;
}

/** Finds what contradicts itself in a tree, and what is not known. Cables that are written from the antenna are turned around. */
export function checkTree(tree: DraftTree): Omit<TreeTable, 'encoding'> {
  const { parts, problems, doubts } = tree;
  addEnds(tree);
  const cables = withoutRepeats(
    tree.cables.map((cable) => turned(cable, tree)),
    tree,
  );
  checkFeeds(cables, tree);
  checkPorts(cables, tree);
  checkCircles(cables, tree);
  checkUnknown(cables, tree);
  const rowOf = ({ at }: { at: string | Phrase }) =>
    typeof at === 'object' ? Number(at.values?.row ?? 0) : 0;
  const inOrder = <Item extends { at: string | Phrase }>(items: readonly Item[]) =>
    [...items].sort((a, b) => rowOf(a) - rowOf(b));
  return {
    parts: [...parts.values()],
    cables,
    problems: inOrder(problems),
    doubts: inOrder(doubts),
  };
}

/** Ends of cables that have no row: of a source, which nothing feeds, that is usual; else a list of parts has to have them. */
function addEnds({ parts, cables, hasList, problems, doubts }: DraftTree): void {
  const fed = new Set(cables.map(({ to }) => to));
  const listed = [...parts.keys()];
  for (const { from, to, at } of cables) {
    for (const id of [from, to]) {
      if (parts.has(id)) continue;
      const read = readKind('', id);
      parts.set(id, { id, ...read });
      const alike = listed.find((each) => lookAlike(each) === lookAlike(id));
      if (alike !== undefined) {
        problems.push({
          at,
          found: say('tree-no-part', { id }),
          expected: say('tree-look-alike', { id: alike }),
        });
      } else if (id === from && !fed.has(id)) {
        if (read.kind === undefined) parts.set(id, { id, kind: 'source' });
        doubts.push({ at, text: say('tree-source-unlisted', { id }) });
      } else if (hasList || id === from) {
        problems.push({ at, found: say('tree-no-part', { id }), expected: say('tree-part-listed') });
      }
    }
  }
}

/** Letters and digits that are taken for one another. */
function lookAlike(id: string): string {
  return id
    .toUpperCase()
    .replace(/[LI|]/g, '1')
    .replace(/O/g, '0')
    .replace(/[\s_-]/g, '');
}

/** A cable from where the power comes: an antenna or a load feeds nothing, and nothing feeds a source. */
function turned(cable: TreeCable, { parts, doubts }: DraftTree): TreeCable {
  const isEnd = (id: string) => ['antenna', 'load', 'radiating-cable'].includes(parts.get(id)?.kind ?? '');
  const isSource = (id: string) => parts.get(id)?.kind === 'source';
  if (!(isEnd(cable.from) && !isEnd(cable.to)) && !(isSource(cable.to) && !isSource(cable.from)))
    return cable;
  doubts.push({ at: cable.at, text: say('tree-turned', { from: cable.to, to: cable.from }) });
  return { ...cable, from: cable.to, to: cable.from };
}

function withoutRepeats(cables: readonly TreeCable[], { problems, doubts }: DraftTree): TreeCable[] {
  const known = new Map<string, TreeCable>();
  return cables.filter((cable) => {
    const key = JSON.stringify([cable.from, cable.port, cable.to]);
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

/** Everything has one input, but what combines. */
function checkFeeds(cables: readonly TreeCable[], { parts, repeated, problems }: DraftTree): void {
  const into = new Map<string, TreeCable>();
  for (const cable of cables) {
    const { to, from, at } = cable;
    const first = into.get(to);
    if (!first) into.set(to, cable);
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
  if (kind === 'splitter' && ways !== undefined) {
    return Array.from({ length: ways }, (_, index) => `out${index + 1}`);
  }
  return undefined;
}

function checkPorts(cables: TreeCable[], { parts, problems, doubts }: DraftTree): void {
  const used = new Map<string, TreeCable>();
  for (const cable of cables) {
    const part = parts.get(cable.from);
    const ports = part && portsOf(part);
    const isSingle = part?.kind === 'source' || part?.kind === 'combiner' || part?.kind === 'attenuator';
    if (isSingle && (cable.port === undefined || cable.port === 'out')) cable.port = ports?.[0] ?? 'out1';
    if (part?.kind === 'attenuator' && cable.port === 'out1') cable.port = 'out';
    const { port, from, at } = cable;
    if (part?.kind === undefined) continue;
    const expected = ports ? say('one-of', { list: ports.join(', ') }) : say('tree-port');
    if (port === undefined || port === 'bad' || (ports && !ports.includes(port))) {
      const found =
        port === undefined ? say('tree-port-missing', { id: from }) : say('tree-port-bad', { id: from });
      problems.push({ at, found, expected });
      continue;
    }
    const key = JSON.stringify([from, port]);
    const first = used.get(key);
    if (first) {
      const found = say('tree-port-twice', { id: from, port, other: first.at });
      problems.push({ at, found, expected: say('port-once') });
    } else used.set(key, cable);
  }
  for (const part of parts.values()) {
    const open = (portsOf(part) ?? []).filter((port) => !used.has(JSON.stringify([part.id, port])));
    const isUsed = cables.some(({ from, to }) => from === part.id || to === part.id);
    if (open.length > 0 && isUsed && part.at) {
      doubts.push({ at: part.at, text: say('tree-open-port', { id: part.id, list: open.join(', ') }) });
    }
  }
}

function checkCircles(cables: readonly TreeCable[], { problems }: DraftTree): void {
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

/** Parts of which nobody knows what they are, and those that no cable reaches. */
function checkUnknown(cables: readonly TreeCable[], { parts, doubts }: DraftTree): void {
  const fed = new Set(cables.map(({ to }) => to));
  const feeding = new Set(cables.map(({ from }) => from));
  for (const part of parts.values()) {
    const { id, kind, at } = part;
    const where: Phrase | undefined = at ?? cables.find(({ from, to }) => from === id || to === id)?.at;
    if (!where) continue;
    const doubt = (text: Phrase) => doubts.push({ at: where, text });
    if (kind === undefined) doubt(say('tree-kind-unknown', { id }));
    if ((kind === 'coupler' || kind === 'attenuator') && part.valueDb === undefined) {
      doubt(say('tree-value-unknown', { id }));
    }
    if (kind === 'splitter' && part.ways === undefined) doubt(say('tree-ways-unknown', { id }));
    if (kind !== 'source' && !fed.has(id) && !(kind === 'combiner' && feeding.has(id))) {
      doubt(say('tree-unreached', { id }));
    }
  }
}
