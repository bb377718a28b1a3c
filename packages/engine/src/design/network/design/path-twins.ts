import { type LocalizedProblem, PlanError, say } from '../../../core/index.ts';
import {
  type Network,
  type NetworkCable,
  type NetworkDevice,
  outputPorts,
  type Plan,
  portOnPath,
} from '../../../plan/index.ts';
import { cableLossDb, partLossDb } from '../../../radio/index.ts';
import { furtherParts, type StandingPaths } from './further-paths.ts';
import { lockedProblem } from './locked-problem.ts';
import { retainedParts } from './retained-parts.ts';

/** Counterpart on the first path of a part of a further one. */
interface Twin {
  id: string;
  /** Path of the other, from 2 on. */
  path: number;
}

type Tree = Pick<Network, 'parts' | 'sources' | 'devices' | 'cables'>;

/** Counterparts on the first path of the devices and cables of further paths, by the outputs that they hang on one after the other. */
export function pathTwins({ parts = [], sources = [], devices = [], cables = [] }: Tree): Map<string, Twin> {
  const found = new Map<string, Twin>();
  const partOf = new Map(parts.map((part) => [part.id, part]));
  const deviceOf = new Map(devices.map((device) => [device.id, device]));
  const from = new Map<string, NetworkCable[]>();
  for (const cable of cables) from.set(cable.from.node, [...(from.get(cable.from.node) ?? []), cable]);
  const outputsOf = ({ id, part }: NetworkDevice) => {
    const known = partOf.get(part);
    return (known ? outputPorts(known) : []).map((port) =>
      from.get(id)?.find((cable) => cable.from.port === port),
    );
  };
  const pair = (first: NetworkCable, other: NetworkCable, path: number) => {
    found.set(other.id, { id: first.id, path });
    const [one, twin] = [deviceOf.get(first.to.node), deviceOf.get(other.to.node)];
    if (!one || !twin || found.has(twin.id)) return;
    found.set(twin.id, { id: one.id, path });
    const outputs = outputsOf(twin);
    outputsOf(one).forEach((cable, index) => {
      const behind = outputs[index];
      if (cable && behind) pair(cable, behind, path);
    });
  };
  for (const { id } of sources) {
    for (const other of from.get(id) ?? []) {
      const { path, port } = portOnPath(other.from.port);
      const first = from.get(id)?.find((cable) => cable.from.port === port);
      if (path > 1 && first) pair(first, other, path);
    }
  }
  return found;
}

/**
 * The locked parts of further paths of a plan's network, with what these do not stay without.
 * @throws PlanError naming those that have no counterpart on the first path
 */
export function standingPaths(plan: Plan): StandingPaths | undefined {
  const { network } = plan;
  const further = furtherParts(network ?? {});
  const stays = further.cables.size === 0 ? undefined : retainedParts(plan);
  const devices = (stays?.devices ?? []).filter(({ id }) => further.devices.has(id));
  const cables = (stays?.cables ?? []).filter(({ id }) => further.cables.has(id));
  if (!network || !stays || devices.length + cables.length === 0) return undefined;
  const twins = pathTwins(network);
  const kinds = new Map((network.parts ?? []).map((part) => [part.id, part]));
  const isLoad = (id: string) =>
    kinds.get(String(devices.find((device) => device.id === id)?.part))?.kind === 'load';
  const loads = {
    devices: devices.filter(({ id }) => isLoad(id) && !twins.has(id)),
    cables: cables.filter(({ id, to }) => isLoad(to.node) && !twins.has(id)),
  };
  const extra = new Set([...loads.devices, ...loads.cables].map(({ id }) => id));
  const problems: LocalizedProblem[] = [...devices, ...cables]
    .filter(({ id }) => !extra.has(id) && (!twins.has(id) || isNarrower(network, id, twins.get(id)?.id)))
    .map(({ id }) => lockedProblem(plan, id, say('locked-no-twin')));
  if (problems.length > 0) throw new PlanError(problems);
  const ids = [...devices, ...cables].flatMap(({ id }) => twins.get(id)?.id ?? []);
  return {
    ...{ devices: byPath(devices, twins), cables: byPath(cables, twins), loads },
    twins: new Set([...ids, ...stays.sources.map(({ id }) => id)]),
    parts: network.parts ?? [],
  };
}

/** True of a device with fewer outputs than its counterpart. */
function isNarrower({ devices = [], parts = [] }: Network, id: string, twin: string | undefined): boolean {
  const outputs = (wanted: string | undefined) => {
    const device = devices.find((each) => each.id === wanted);
    const part = parts.find((each) => each.id === device?.part);
    return part ? outputPorts(part).length : 0;
  };
  return outputs(id) < outputs(twin);
}

function byPath<Item extends { id: string }>(
  items: readonly Item[],
  twins: ReadonlyMap<string, Twin>,
): Map<number, Map<string, Item>> {
  const found = new Map<number, Map<string, Item>>();
  for (const item of items) {
    const twin = twins.get(item.id);
    if (twin) found.set(twin.path, (found.get(twin.path) ?? new Map<string, Item>()).set(twin.id, item));
  }
  return found;
}

/** Range in which a port of a further path gets more than that of the first, dB. */
export interface PathOffset {
  lowestDb: number;
  highestDb: number;
}

/**
 * How far the ports of antennas on further paths are from those on the first, by what parts that stay lose more or less than their
 * counterparts: of each carrier, by antenna. Antennas that are not there are as strong on all paths.
 */
export function pathOffsets(
  { network = {}, carriers }: Plan,
  standing: StandingPaths | undefined,
): Map<string, PathOffset[]> {
  const found = new Map<string, PathOffset[]>();
  if (!standing) return found;
  const { parts = [], devices = [], cables = [] } = network;
  const partOf = new Map(parts.map((part) => [part.id, part]));
  const byId = new Map([...devices, ...cables].map((each) => [each.id, each]));
  const ends = new Set(devices.map(({ id }) => id));
  for (const [path, standingCables] of withPaths(standing)) {
    const twinOf = new Map(
      [...standingCables, ...(standing.devices.get(path) ?? [])].map(([twin, { id }]) => [id, twin]),
    );
    const lossDb = (id: string, output: number, frequencyMhz: number) => {
      const each = byId.get(id);
      const part = partOf.get(String(each?.part));
      if (!each || !part) return 0;
      if ('lengthM' in each) return cableLossDb(part, Number(each.lengthM), frequencyMhz);
      return partLossDb(part, outputPorts(part)[output], frequencyMhz);
    };
    const lessDb = (id: string, output: number) => {
      const twin = twinOf.get(id);
      return carriers.map(({ frequencyMhz }) =>
        twin === undefined ? 0 : lossDb(twin, output, frequencyMhz) - lossDb(id, output, frequencyMhz),
      );
    };
    const visit = (cable: NetworkCable, beforeDb: readonly number[]) => {
      const hereDb = sumDb(beforeDb, lessDb(cable.id, 0));
      const { node } = cable.to;
      if (!ends.has(node)) found.set(node, widened(found.get(node), hereDb));
      const device = devices.find(({ id }) => id === node);
      const ports = outputPorts(partOf.get(String(device?.part)) ?? parts[0]);
      for (const next of cables) {
        if (next.from.node === node && device)
          visit(next, sumDb(hereDb, lessDb(node, ports.indexOf(next.from.port))));
      }
    };
    for (const cable of cables) {
      if (portOnPath(cable.from.port).path === path)
        visit(
          cable,
          carriers.map(() => 0),
        );
    }
  }
  return found;
}

/** Paths with parts that stay, with the cables of each. */
function withPaths({ devices, cables }: StandingPaths): [number, ReadonlyMap<string, NetworkCable>][] {
  const paths = new Set([...devices.keys(), ...cables.keys()]);
  return [...paths].map((path) => [path, cables.get(path) ?? new Map<string, NetworkCable>()]);
}

function sumDb(a: readonly number[], b: readonly number[]): number[] {
  return a.map((each, index) => each + b[index]);
}

function widened(known: readonly PathOffset[] | undefined, offsetsDb: readonly number[]): PathOffset[] {
  return offsetsDb.map((offsetDb, index) => ({
    lowestDb: Math.min(known?.[index]?.lowestDb ?? 0, offsetDb),
    highestDb: Math.max(known?.[index]?.highestDb ?? 0, offsetDb),
  }));
}
