import { say } from '../../../core/index.ts';
import type { DraftTree, DrawnCable, TreeCable, TreePart } from './tree-table.ts';
import { antennaPort } from './tree-vocabulary.ts';

/** Names the ports of antennas that two cables lead to, by what stands at their end, else by the path of the cable. */
export function nameAntennaPorts(cables: readonly DrawnCable[], { parts }: DraftTree): DrawnCable[] {
  const feeds = new Map<string, Set<string>>();
  const labelled = cables.map((cable) => {
    if (parts.get(cable.to)?.kind !== 'antenna') return cable;
    const port = antennaPort.exec(cable.toPortText.replace(/\s/g, ''))?.[1].toUpperCase();
    const label = port ?? cable.path?.toUpperCase();
    if (label === undefined) return cable;
    feeds.set(cable.to, (feeds.get(cable.to) ?? new Set()).add(label));
    return { ...cable, toPort: label };
  });
  const isTwin = [...feeds.values()].some((labels) => labels.size > 1);
  if (isTwin) return labelled;
  return cables.map((cable) => cable);
}

/**
 * Path of each cable of a twin tree, from 1 on: what its end or its row says, and all that hangs together between a source and the
 * antennas is of one. Undefined where no antenna has several ports.
 */
export function pathsOfCables(
  cables: readonly TreeCable[],
  isShared: (id: string) => boolean,
): { paths: Map<TreeCable, number>; crossed: TreeCable[] } | undefined {
  const ofEnds = labelsOf(cables, ({ toPort }) => toPort);
  const ofRows = labelsOf(cables, ({ path }) => path);
  if (ofEnds.length < 2) return undefined;
  const byNode = new Map<string, TreeCable[]>();
  for (const cable of cables) {
    for (const id of [cable.from, cable.to]) {
      if (!isShared(id)) byNode.set(id, [...(byNode.get(id) ?? []), cable]);
    }
  }
  const paths = new Map<TreeCable, number>();
  const crossed: TreeCable[] = [];
  const waiting = cables.flatMap((cable): [TreeCable, number][] => {
    if (cable.toPort !== undefined) return [[cable, ofEnds.indexOf(cable.toPort) + 1]];
    return cable.path === undefined ? [] : [[cable, ofRows.indexOf(cable.path.toUpperCase()) + 1]];
  });
  for (const [cable, path] of waiting) {
    const known = paths.get(cable);
    if (known !== undefined && known !== path) crossed.push(cable);
    if (known !== undefined) continue;
    paths.set(cable, path);
    for (const id of [cable.from, cable.to]) {
      for (const next of byNode.get(id) ?? []) if (next !== cable) waiting.push([next, path]);
    }
  }
  return { paths, crossed };
}

function labelsOf(cables: readonly TreeCable[], read: (cable: TreeCable) => string | undefined): string[] {
  const labels = cables.flatMap((cable) => read(cable)?.toUpperCase() ?? []);
  return [...new Set(labels)].sort((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1));
}

/** The main path goes before that of diversity. */
const rankOf = (label: string) => (/^主/.test(label) ? 0 : 1);

/** Names what is wrong with a tree of two paths: ports that the other path feeds, antennas with one path, twins that differ. */
export function checkPaths(cables: readonly DrawnCable[], tree: DraftTree): void {
  const twins = cables.filter(({ toPort }) => toPort !== undefined);
  if (twins.length === 0) return;
  checkCrossed(cables, twins, tree);
  const ports = new Map<string, DrawnCable[]>();
  for (const cable of twins) ports.set(cable.to, [...(ports.get(cable.to) ?? []), cable]);
  for (const [id, [first, ...others]] of ports) {
    if (others.length === 0) tree.doubts.push({ at: first.at, text: say('tree-path-single', { id }) });
  }
  checkTwinParts(tree);
  checkTwinCables(cables, tree);
}

/** The path of a cable: what its row says nearest to the source, or else the output of the source that it comes from. */
function checkCrossed(
  cables: readonly DrawnCable[],
  twins: readonly DrawnCable[],
  { problems }: DraftTree,
): void {
  const into = new Map(cables.map((cable) => [cable.to, cable]));
  const pathOf = (cable: DrawnCable) => {
    let first = cable;
    const passed = new Set<string>();
    for (let above = into.get(first.from); above && !passed.has(first.from); above = into.get(first.from)) {
      passed.add(first.from);
      first = above;
    }
    return first === cable ? undefined : (first.path ?? first.port);
  };
  const counts = new Map<string, Map<string, number>>();
  const paths = twins.map(pathOf);
  for (const [index, { toPort = '' }] of twins.entries()) {
    const path = paths[index];
    if (path === undefined) continue;
    const count = counts.get(toPort) ?? new Map<string, number>();
    counts.set(toPort, count.set(path, (count.get(path) ?? 0) + 1));
  }
  for (const [index, { to, toPort = '', at }] of twins.entries()) {
    const path = paths[index];
    const [usual] = [...(counts.get(toPort) ?? [])].sort(([, a], [, b]) => b - a)[0] ?? [];
    if (path === undefined || usual === undefined || usual === path) continue;
    const found = say('tree-path-crossed', { id: to, port: toPort, path, other: usual });
    problems.push({ at, found, expected: say('tree-path-straight') });
  }
}

/** The id of a part's twin: `SPA2` and `SPB2` differ in one letter A or B, or in one digit 1 or 2 behind a path's name. */
function twinOf(id: string): string[] {
  return [...id].flatMap((sign, at) => (sign === 'A' ? [`${id.slice(0, at)}B${id.slice(at + 1)}`] : []));
}

function twinsOf(parts: ReadonlyMap<string, TreePart>): [TreePart, TreePart][] {
  return [...parts.values()].flatMap((part): [TreePart, TreePart][] => {
    if (part.kind === 'antenna' || part.kind === 'source') return [];
    const twin = twinOf(part.id)
      .map((id) => parts.get(id))
      .find((each) => each?.kind === part.kind && each !== undefined);
    return twin ? [[part, twin]] : [];
  });
}

function checkTwinParts({ parts, doubts }: DraftTree): void {
  for (const [one, other] of twinsOf(parts)) {
    const at = other.at ?? one.at;
    const [first, second] = [one, other].map(({ ways, valueDb }) => ways ?? valueDb);
    if (!at || first === undefined || second === undefined || first === second) continue;
    doubts.push({ at, text: say('tree-twins-differ', { one: one.id, other: other.id, first, second }) });
  }
}

/** Cables of one way that differ by more than this and a tenth are not one way, metres. */
const alikeM = 3;

function checkTwinCables(cables: readonly DrawnCable[], { parts, doubts }: DraftTree): void {
  const twins = new Map(twinsOf(parts).map(([one, other]) => [one.id, other.id]));
  const byEnds = new Map(cables.map((cable) => [JSON.stringify([cable.from, cable.to]), cable]));
  for (const cable of cables) {
    const { from, to, lengthM, at } = cable;
    if (!twins.has(to) && !twins.has(from)) continue;
    const other = byEnds.get(JSON.stringify([twins.get(from) ?? from, twins.get(to) ?? to]));
    if (lengthM === undefined || other?.lengthM === undefined) continue;
    if (Math.abs(lengthM - other.lengthM) <= Math.max(alikeM, 0.1 * lengthM)) continue;
    const ends = { one: `${from} → ${to}`, other: `${other.from} → ${other.to}` };
    doubts.push({
      at: other.at ?? at,
      text: say('tree-twins-differ', { ...ends, first: `${lengthM} m`, second: `${other.lengthM} m` }),
    });
  }
}
