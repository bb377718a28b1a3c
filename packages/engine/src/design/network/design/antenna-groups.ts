import { type LocalizedProblem, PlanError, say } from '../../../core/index.ts';
import type { Carrier, Plan } from '../../../plan/index.ts';
import { radiates } from '../../../radio/index.ts';
import type { Routing } from './build-routing.ts';
import { lockedProblem } from './locked-problem.ts';
import { startId } from './prepare-retained.ts';
import { antennasBehind, type RetainedNetwork } from './retained-network.ts';
import { shortestPaths } from './shortest-paths.ts';

/** Antennas that share cell, carriers and reachable equipment rooms. */
export interface AntennaGroup {
  /** Indices in the plan's list. */
  antennas: number[];
  carriers: Carrier[];
  cell: string;
  /** Ends of the cables from sources that are designed: antennas, and what stays of the network before. */
  terminals: number[];
  /** Starts that feed its antennas, and those of them that hang on a source by a cable that stays. */
  starts: number[];
  rooted: number[];
}

interface GroupTask {
  routing: Routing;
  isReached: (antenna: string) => boolean;
  retained: RetainedNetwork | undefined;
}

/** @throws PlanError where what stays feeds antennas that cannot share a source */
export function antennaGroups(plan: Plan, { routing, isReached, retained }: GroupTask): AntennaGroup[] {
  // What a room reaches by fibre its remote units reach by cable.
  const rooms = routing.sites.filter(({ remoteFibreM }) => remoteFibreM === undefined);
  const components = rooms.map(({ node }) => shortestPaths(routing.graph, [{ node, weight: 0 }]).weight);
  const behind = (retained?.starts ?? []).map((start) => antennasBehind(retained as RetainedNetwork, start));
  const startOf = new Map(behind.flatMap((antennas, start) => antennas.map((antenna) => [antenna, start])));
  // Where starts lie within each other the outermost counts.
  retained?.starts.forEach(({ isInner }, start) => {
    if (!isInner) for (const antenna of behind[start]) startOf.set(antenna, start);
  });
  const groups = new Map<string, AntennaGroup>();
  const groupOf = new Map<number, AntennaGroup>();
  plan.antennas.forEach((antenna, index) => {
    if (antenna.feed === 'small-cell' || !isReached(antenna.id)) return;
    const carriers = plan.carriers.filter((carrier) => radiates(antenna, carrier));
    if (carriers.length === 0) return;
    const start = retained?.starts[startOf.get(index) ?? -1];
    const node = start?.node ?? routing.antennaNodes[index];
    const component = components.findIndex((weight) => weight[node] < Number.POSITIVE_INFINITY);
    const part = routing.partOf[node];
    // What no feeder leads to from a room, or has a source of its own, is fed by itself.
    const isApart = component < 0 || routing.access.get(part) === 'source';
    const key = JSON.stringify([
      ...[antenna.cell, component, carriers.map(({ id }) => id)],
      ...(isApart ? [part] : []),
    ]);
    const empty = { antennas: [], terminals: [], starts: [], rooted: [] };
    const group = groups.get(key) ?? { ...empty, carriers, cell: antenna.cell };
    groups.set(key, group);
    groupOf.set(index, group);
    group.antennas.push(index);
    if (!startOf.has(index)) group.terminals.push(index);
  });
  if (retained) addStarts(plan, retained, { behind, groupOf });
  if (retained) for (const group of groups.values()) adoptAdded(group, retained, routing);
  return [...groups.values()];
}

function addStarts(
  plan: Plan,
  { first, starts }: RetainedNetwork,
  { behind, groupOf }: { behind: number[][]; groupOf: ReadonlyMap<number, AntennaGroup> },
): void {
  const problems: LocalizedProblem[] = [];
  starts.forEach(({ top, isInner, source }, start) => {
    const [one, ...others] = behind[start];
    const id = startId(top) ?? '';
    const group = groupOf.get(one);
    const other = others.find((antenna) => groupOf.get(antenna) !== group);
    if (one === undefined) problems.push(lockedProblem(plan, id, say('locked-feeds-nothing')));
    else if (!group || other !== undefined) {
      const names = [one, other ?? one].map((antenna) => plan.antennas[antenna].id);
      const found = say('locked-several-groups', { first: names[0], other: names[1] });
      problems.push(lockedProblem(plan, id, found));
    } else {
      group.starts.push(start);
      if (source) group.rooted.push(start);
      else if (!isInner) group.terminals.push(first + start);
    }
  });
  if (problems.length > 0) throw new PlanError(problems);
}

/**
 * Antennas that are new hang on the source whose first cable stays, behind the nearest output that is designed anew; without one
 * they get a source of their own.
 */
function adoptAdded(
  group: AntennaGroup,
  { starts, added }: RetainedNetwork,
  { graph, antennaNodes }: Routing,
): void {
  const outputs = group.rooted.flatMap((start) => starts[start].outputs);
  if (outputs.length === 0) return;
  const weights = outputs.map(({ node }) => shortestPaths(graph, [{ node, weight: 0 }]).weight);
  group.terminals = group.terminals.filter((terminal) => {
    if (!added.has(terminal)) return true;
    const farCny = weights.map((weight) => weight[antennaNodes[terminal]]);
    const nearestCny = Math.min(...farCny);
    if (!(nearestCny < Number.POSITIVE_INFINITY)) return true;
    outputs[farCny.indexOf(nearestCny)].terminals.push(terminal);
    return false;
  });
}
