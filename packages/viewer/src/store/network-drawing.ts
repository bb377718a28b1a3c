import type { Plan, Point } from '@diku/engine';
import { antennaLocation, type CatalogPart, type NetworkCable } from '@diku/engine/plan';
import { isFeedStale } from './derived-states.ts';
import type { RecordRef } from './plan-records.ts';
import type { ViewState } from './view-state.ts';

/** A point of a network in the garage: metres in the plan, and over the floor of its level. */
export type RoomPoint = readonly [x: number, y: number, zM: number];

/** A source, baseband unit or device where it stands. */
export interface DrawnNode {
  id: string;
  kind: 'source' | 'baseband' | 'device';
  /** Absent where the plan does not say which part it is. */
  partKind: CatalogPart['kind'] | undefined;
  level: string;
  at: RoomPoint;
  /** Number among those that stand at the same location, from 0. */
  slot: number;
  locked: boolean;
}

/** The stretch of a cable on one level. */
export interface DrawnRun {
  level: string;
  points: readonly RoomPoint[];
  /** Level that it rises or falls to at its end. */
  toLevel?: string;
}

export interface DrawnCable {
  id: string;
  kind: 'cable' | 'data-cable' | 'fibre';
  diameterMm: number;
  from: string;
  to: string;
  runs: readonly DrawnRun[];
  /** Its end was led after an antenna that moved since it was designed. */
  isLed: boolean;
  locked: boolean;
}

/** A plan's network as it is drawn in its garage, and what leads to what. */
export interface NetworkDrawing {
  nodes: readonly DrawnNode[];
  cables: readonly DrawnCable[];
  /** Cables by the node that they lead to, and by the node that they come from. */
  into: ReadonlyMap<string, readonly DrawnCable[]>;
  outOf: ReadonlyMap<string, readonly DrawnCable[]>;
  /** The plan changed under it. */
  isStale: boolean;
}

/** Cables run so far under the ceiling, metres: as trays are drawn. */
const underCeilingM = 0.3;
/** Equipment stands in racks, drawn at this height, metres. */
const rackM = 1.2;
/** Ends that are farther from their antenna were designed for another location, metres. */
const sameM = 0.02;

const known = new WeakMap<NonNullable<Plan['network']>, { plan: Plan; drawing: NetworkDrawing }>();

/** The network of a plan as it is drawn: found once for its antennas and levels. Undefined without one. */
export function networkDrawing(plan: Plan): NetworkDrawing | undefined {
  const { network } = plan;
  if (!network?.sources?.length) return undefined;
  const found = known.get(network);
  if (found && found.plan.antennas === plan.antennas && found.plan.levels === plan.levels)
    return found.drawing;
  const drawing = drawNetwork(plan, network);
  known.set(network, { plan, drawing });
  return drawing;
}

function drawNetwork(plan: Plan, network: NonNullable<Plan['network']>): NetworkDrawing {
  const { sources = [], basebands = [], devices = [], cables = [], parts = [] } = network;
  const partOf = new Map(parts.map((part) => [part.id, part]));
  const runM = new Map(plan.levels.map(({ id, clearHeightM }) => [id, clearHeightM - underCeilingM]));
  const slots = new Map<string, number>();
  const node = (
    kind: DrawnNode['kind'],
    { id, level, position, locked }: { id: string; level: string; position: Point; locked?: boolean },
    partKind: DrawnNode['partKind'],
  ): DrawnNode => {
    const key = `${level} ${position[0].toFixed(1)} ${position[1].toFixed(1)}`;
    const slot = slots.get(key) ?? 0;
    slots.set(key, slot + 1);
    const zM = kind === 'device' ? (runM.get(level) ?? 0) : rackM;
    return { id, kind, partKind, level, at: [...position, zM], slot, locked: locked === true };
  };
  const nodes = [
    ...sources.map((each) => node('source', each, partOf.get(each.part ?? each.units[0]?.part ?? '')?.kind)),
    ...basebands.map((each) => node('baseband', each, 'baseband')),
    ...devices.map((each) => node('device', each, partOf.get(each.part)?.kind)),
  ];
  const ends = new Map<string, CableEnd>([
    ...nodes.map(({ id, level, at }): [string, CableEnd] => [id, { level, at, isAntenna: false }]),
    ...plan.antennas.map((antenna): [string, CableEnd] => {
      const [x, y] = antennaLocation(antenna);
      return [antenna.id, { level: antenna.level, at: [x, y, antenna.heightM], isAntenna: true }];
    }),
  ]);
  const drawn = cables.map((cable) => drawCable(cable, partOf.get(cable.part), { ends, runM }));
  return {
    nodes,
    cables: drawn,
    into: byNode(drawn, 'to'),
    outOf: byNode(drawn, 'from'),
    isStale: isFeedStale(plan),
  };
}

function byNode(cables: readonly DrawnCable[], end: 'from' | 'to'): Map<string, DrawnCable[]> {
  const found = new Map<string, DrawnCable[]>();
  for (const cable of cables) {
    const list = found.get(cable[end]);
    if (list) list.push(cable);
    else found.set(cable[end], [cable]);
  }
  return found;
}

interface CableEnd {
  level: string;
  at: RoomPoint;
  isAntenna: boolean;
}

/** A cable under the ceiling, down to what stands or hangs at its ends. */
function drawCable(
  { id, from, to, course, locked }: NetworkCable,
  part: CatalogPart | undefined,
  { ends, runM }: { ends: ReadonlyMap<string, CableEnd>; runM: ReadonlyMap<string, number> },
): DrawnCable {
  const [first, last] = [ends.get(from.node), ends.get(to.node)];
  let isLed = false;
  const runs = course.map(({ level, path }, index): DrawnRun => {
    const zM = runM.get(level) ?? 0;
    const points = path.map(([x, y]): RoomPoint => [x, y, zM]);
    if (index === 0 && first?.level === level && first.at[2] !== zM) points.unshift(first.at);
    if (index === course.length - 1 && last?.level === level) {
      const [x, y] = points[points.length - 1];
      const [toX, toY, toM] = last.at;
      if (last.isAntenna && Math.hypot(toX - x, toY - y) > sameM) {
        isLed = true;
        if (points.length > 1) points.pop();
        points.push([toX, toY, zM]);
      }
      if (toM !== zM) points.push(last.at);
    }
    const next = course[index + 1];
    return next ? { level, points, toLevel: next.level } : { level, points };
  });
  const kind = part?.kind === 'data-cable' || part?.kind === 'fibre' ? part.kind : 'cable';
  return {
    ...{ id, kind, runs, isLed, locked: locked === true },
    ...{ diameterMm: part?.diameterMm ?? 0, from: from.node, to: to.node },
  };
}

/** Ids of what leads from the source to something of a network, and of what it feeds, cables and antennas among them. */
export interface NetworkRoute {
  upstream: ReadonlySet<string>;
  downstream: ReadonlySet<string>;
}

/** Follows a network both ways from a node, an antenna or a cable. */
export function networkRoute({ cables, into, outOf }: NetworkDrawing, id: string): NetworkRoute {
  const [upstream, downstream] = [new Set<string>(), new Set<string>()];
  const up = (node: string) => {
    for (const cable of into.get(node) ?? []) {
      if (upstream.has(cable.id)) continue;
      upstream.add(cable.id).add(cable.from);
      up(cable.from);
    }
  };
  const down = (node: string) => {
    for (const cable of outOf.get(node) ?? []) {
      if (downstream.has(cable.id)) continue;
      downstream.add(cable.id).add(cable.to);
      down(cable.to);
    }
  };
  const cable = cables.find((each) => each.id === id);
  if (cable) {
    upstream.add(cable.from);
    downstream.add(cable.to);
  }
  up(cable?.from ?? id);
  down(cable?.to ?? id);
  return { upstream, downstream };
}

const networkKinds: ReadonlySet<string> = new Set(['source', 'baseband', 'device', 'cable']);

/** Returns whether the network is drawn: as was chosen, else while it is looked at. */
export function isNetworkShown(
  { showsNetwork, selection }: ViewState,
  { side, schematic }: { side: string; schematic: string },
): boolean {
  const isLookedAt = side === 'network' || schematic !== 'closed';
  return showsNetwork ?? (isLookedAt || selection.some(isOfNetwork));
}

/** Returns whether something is a part of the network, antennas aside. */
export function isOfNetwork({ kind }: RecordRef): boolean {
  return networkKinds.has(kind);
}
