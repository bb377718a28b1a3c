import {
  type Antenna,
  allSourcePorts,
  type CatalogPart,
  type Network,
  type NetworkCable,
  type NetworkSource,
  outputPorts,
  type Plan,
  portOnPath,
} from '../../../plan/index.ts';
import { portKey } from '../../../radio/index.ts';

/** A node of the tree below one source, as it is drawn. */
export interface FeederNode {
  id: string;
  /** A joined source is the end of the tree that leads into it, and the beginning of its own. */
  kind: 'source' | 'device' | 'antenna' | 'open' | 'joined-source' | 'to-sheet' | 'from-sheet';
  level: string;
  part?: CatalogPart;
  antenna?: Antenna;
  /** Path of an antenna whose others are drawn elsewhere, from 2 on. */
  path?: number;
  source?: NetworkSource;
  /** Baseband units that a source is connected to, and the fibres from there with their lengths. */
  basebands?: readonly { id: string; fibre: NetworkCable; powerW?: number }[];
  /** The feeder that brings the carriers that a source does not send itself, and the part that it comes from. */
  fedBy?: { feeder: string; from: string };
  /** The cut that it is an end of: another piece of the tree has the other. */
  cut?: string;
  branches: FeederBranch[];
}

export interface FeederBranch {
  port: string;
  /** Absent where the port is open. */
  cable?: NetworkCable;
  cablePart?: CatalogPart;
  node: FeederNode;
}

/**
 * The trees below the sources of a plan's network, each branch in the order it is drawn in: what runs straight on first. What a
 * cable leads to that is not there, or that was met before, is drawn as an open port.
 */
export function feederTrees(plan: Pick<Plan, 'antennas' | 'network' | 'levels'>): FeederNode[] {
  const network: Network = plan.network ?? {};
  const parts = new Map((network.parts ?? []).map((part) => [part.id, part]));
  const devices = new Map((network.devices ?? []).map((device) => [device.id, device]));
  const antennas = new Map(plan.antennas.map((antenna) => [antenna.id, antenna]));
  const cables = new Map((network.cables ?? []).map((cable) => [portKey(cable.from), cable]));
  const depth = new Map(plan.levels.map(({ id, elevationM }) => [id, -elevationM]));
  const met = new Set<string>();
  const branch = (owner: string, level: string, port: string): FeederBranch => {
    const cable = cables.get(portKey({ node: owner, port }));
    const open: FeederNode = { id: `${owner} ${port}`, kind: 'open', level, branches: [] };
    if (!cable) return { port, node: open };
    return { port, cable, cablePart: parts.get(cable.part), node: nodeOf(cable.to) ?? open };
  };
  const joined = new Map((network.sources ?? []).map((source) => [source.id, source]));
  const nodeOf = ({ node: id, port }: NetworkCable['to']): FeederNode | undefined => {
    const source = joined.get(id);
    if (source) return { id, kind: 'joined-source', level: source.level, branches: [] };
    const { path } = portOnPath(port);
    const key = portKey({ node: id, port: String(path) });
    if (met.has(key)) return undefined;
    met.add(key);
    const antenna = antennas.get(id);
    if (antenna) {
      const further = path === 1 ? {} : { path };
      return { id, kind: 'antenna', level: antenna.level, antenna, ...further, branches: [] };
    }
    const device = devices.get(id);
    if (!device) return undefined;
    const part = parts.get(device.part);
    const ports = part ? outputPorts(part) : [];
    const branches = ports.map((output) => branch(id, device.level, output));
    return { id, kind: 'device', level: device.level, part, branches: drawnOrder(branches, part) };
  };
  const drawnOrder = (branches: FeederBranch[], part: CatalogPart | undefined): FeederBranch[] => {
    if (part?.kind === 'coupler') return branches;
    const rank = ({ node }: FeederBranch) => depth.get(firstLevel(node)) ?? 0;
    return [...branches].sort((a, b) => rank(a) - rank(b) || leafCount(b.node) - leafCount(a.node));
  };
  const { fedBy, fibresTo } = feedersOfSources(network);
  return (network.sources ?? []).map((source) => {
    const part = source.part === undefined ? undefined : parts.get(source.part);
    const branches = allSourcePorts(source, part)
      .map((port) => branch(source.id, source.level, port))
      .filter(({ cable }) => cable !== undefined);
    return {
      id: source.id,
      kind: 'source',
      level: source.level,
      part,
      source,
      basebands: fibresTo(source.id),
      fedBy: fedBy(source.id),
      branches: drawnOrder(branches, part),
    };
  });
}

/** Feeders and fibres that lead to sources, by the sources' ids. */
function feedersOfSources({ cables = [], basebands = [], parts = [] }: Network): {
  fedBy(source: string): FeederNode['fedBy'];
  fibresTo(source: string): NonNullable<FeederNode['basebands']>;
} {
  const fibred = new Set(basebands.map(({ id }) => id));
  const powerOf = (id: string) => {
    const part = basebands.find((each) => each.id === id)?.part;
    return parts.find((each) => each.id === part)?.powerW;
  };
  return {
    fedBy: (source) => {
      const cable = cables.find(({ from, to }) => to.node === source && !fibred.has(from.node));
      return cable && { feeder: cable.id, from: cable.from.node };
    },
    fibresTo: (source) =>
      cables
        .filter(({ from, to }) => to.node === source && fibred.has(from.node))
        .map((cable) => {
          const powerW = powerOf(cable.from.node);
          const fibre = { id: cable.from.node, fibre: cable };
          return powerW === undefined ? fibre : { ...fibre, powerW };
        }),
  };
}

/** Level of the first antenna below a node, in the order it is drawn in. */
function firstLevel(node: FeederNode): string {
  return node.branches.length === 0 ? node.level : firstLevel(node.branches[0].node);
}

export function leafCount(node: FeederNode): number {
  return node.branches.length === 0 ? 1 : node.branches.reduce((sum, each) => sum + leafCount(each.node), 0);
}

/** Branches from a node down to its deepest leaf. */
export function depthOf(node: FeederNode): number {
  return node.branches.reduce((max, each) => Math.max(max, 1 + depthOf(each.node)), 0);
}
