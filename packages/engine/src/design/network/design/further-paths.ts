import { distance } from '../../../core/index.ts';
import {
  type Antenna,
  type Carrier,
  type CatalogPart,
  feederPaths,
  type Network,
  type NetworkCable,
  type NetworkDevice,
  type NetworkSource,
  outputPorts,
  pathLengthM,
  pathPort,
  portOnPath,
} from '../../../plan/index.ts';
import { sentPaths } from '../../../radio/index.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';

/** Parts of which a network with several paths has one for each: what stands between the radio units and the antennas. */
const pathKinds: ReadonlySet<CatalogPart['kind']> = new Set([
  ...(['poi', 'splitter', 'coupler', 'attenuator', 'load', 'cable', 'penetration'] as const),
]);

/** The catalogue with every passive part and every way through walls at the price of one for each path. */
export function pricedForPaths(catalogue: Catalogue, paths: number): Catalogue {
  if (paths === 1) return catalogue;
  const { laying, parts } = catalogue;
  const { penetrationCny, attenuatorAversionCny } = laying;
  return {
    ...catalogue,
    laying: {
      ...laying,
      penetrationCny: penetrationCny * paths,
      ...(attenuatorAversionCny === undefined
        ? {}
        : { attenuatorAversionCny: attenuatorAversionCny * paths }),
    },
    parts: parts.map((part) => {
      if (!pathKinds.has(part.kind)) return part;
      const { priceCny, labourCny } = part;
      return {
        ...part,
        priceCny: priceCny * paths,
        ...(labourCny === undefined ? {} : { labourCny: labourCny * paths }),
      };
    }),
  };
}

/** Paths that a plan's antennas ask of its network, at most. */
export function askedPaths(antennas: readonly Antenna[]): number {
  return antennas.reduce((max, antenna) => Math.max(max, feederPaths(antenna)), 1);
}

/** A network without the parts of further paths: those are built after the first. */
export function firstPath<Known extends Pick<Network, 'sources' | 'devices' | 'cables'>>(
  network: Known,
): Known {
  const { sources = [], devices = [], cables = [] } = network;
  const further = furtherParts(network);
  if (further.cables.size === 0) return network;
  return {
    ...network,
    sources: sources.map(({ paths: _, ...source }) => source),
    devices: devices.filter(({ id }) => !further.devices.has(id)),
    cables: cables.filter(({ id }) => !further.cables.has(id)),
  };
}

/** Ids of the devices and cables that the outputs of further paths lead to. */
export function furtherParts({ devices = [], cables = [] }: Pick<Network, 'devices' | 'cables'>): {
  devices: ReadonlySet<string>;
  cables: ReadonlySet<string>;
} {
  const known = new Set(devices.map(({ id }) => id));
  const from = new Map<string, NetworkCable[]>();
  for (const cable of cables) from.set(cable.from.node, [...(from.get(cable.from.node) ?? []), cable]);
  const found = { devices: new Set<string>(), cables: new Set<string>() };
  const waiting = cables.filter((cable) => portOnPath(cable.from.port).path > 1);
  for (let cable = waiting.pop(); cable; cable = waiting.pop()) {
    const { node } = cable.to;
    found.cables.add(cable.id);
    if (!known.has(node) || found.devices.has(node)) continue;
    found.devices.add(node);
    waiting.push(...(from.get(node) ?? []));
  }
  return found;
}

/** Parts of further paths that stay as they are, and their counterparts on the first path, which stay with them. */
export interface StandingPaths {
  /** Maps by path, each by the counterpart's id. */
  devices: ReadonlyMap<number, ReadonlyMap<string, NetworkDevice>>;
  cables: ReadonlyMap<number, ReadonlyMap<string, NetworkCable>>;
  /** Loads on outputs that the counterpart does not have, with their cables. */
  loads: { devices: NetworkDevice[]; cables: NetworkCable[] };
  /** Ids of the counterparts, and of the sources within trees that they hang on. */
  twins: ReadonlySet<string>;
  /** Parts that devices are of. */
  parts: readonly CatalogPart[];
}

interface TreeParts extends Required<Pick<Network, 'sources' | 'devices' | 'cables'>> {
  /** Those of the radio units at least. */
  parts: readonly CatalogPart[];
}

interface BuiltPaths extends Omit<TreeParts, 'parts'> {
  /** Carriers that antennas are to radiate on more paths than their radio units send. */
  short: Carrier[];
}

/** Load that ends an output which leads to no antenna on a path, and the cable in between. */
export interface PathEnd {
  load: CatalogPart;
  jumper: CatalogPart;
}

/**
 * A network whose antennas have the paths that they ask for: beside the tree of each source stands another of the same parts on the
 * same courses for every further path that its units send. Where an antenna has fewer, its output in that tree ends in a load.
 * @param end absent where the catalogue has none: then such outputs stay open
 * @param standing parts of further paths that stay as they are where their counterpart stays
 */
export function withFurtherPaths(
  { antennas, carriers }: { antennas: readonly Antenna[]; carriers: readonly Carrier[] },
  network: TreeParts,
  end: PathEnd | undefined,
  standing?: StandingPaths,
): BuiltPaths {
  const tree = treeOf(network);
  const pathsOf = new Map(antennas.map((antenna) => [antenna.id, feederPaths(antenna)]));
  const short = new Set<Carrier>();
  for (const source of network.sources) {
    const asked = tree.antennasBehind(source.id).reduce((max, id) => Math.max(max, pathsOf.get(id) ?? 1), 1);
    const sent = pathsSent(source, network.parts, carriers);
    if (asked === 1) continue;
    for (const [carrier, paths] of sent) if (paths < asked) short.add(carrier);
    pathsOf.set(source.id, Math.min(asked, Math.max(1, ...sent.values())));
  }
  const sources = network.sources.map((source) => {
    const paths = pathsOf.get(source.id) ?? 1;
    return paths > 1 ? { ...source, paths } : source;
  });
  const built: BuiltPaths = {
    ...{ sources, devices: [...network.devices], cables: [...network.cables] },
    short: carriers.filter((carrier) => short.has(carrier)),
  };
  const pathCount = Math.max(1, ...sources.map(({ paths = 1 }) => paths));
  for (let path = 2; path <= pathCount; path += 1)
    new PathCopy(built, { path, tree, pathsOf, end, standing }).copy(network);
  built.devices.push(...(standing?.loads.devices ?? []));
  built.cables.push(...(standing?.loads.cables ?? []));
  return built;
}

/** Paths on which a source sends each of its carriers: one where the technology has one layer. */
function pathsSent(
  { units }: NetworkSource,
  parts: readonly CatalogPart[],
  carriers: readonly Carrier[],
): Map<Carrier, number> {
  return new Map(
    carriers.flatMap((carrier) => {
      const unit = units.find(({ outputPowerDbm }) => carrier.id in outputPowerDbm);
      const part = parts.find(({ id }) => id === unit?.part);
      return part ? [[carrier, sentPaths(part, carrier)] as const] : [];
    }),
  );
}

interface Tree {
  cablesFrom(node: string): readonly NetworkCable[];
  /** Ids of the antennas behind a node. */
  antennasBehind(node: string): readonly string[];
}

function treeOf({ devices, sources, cables }: TreeParts): Tree {
  const inner = new Set([...devices, ...sources].map(({ id }) => id));
  const byNode = new Map<string, NetworkCable[]>();
  for (const cable of cables) byNode.set(cable.from.node, [...(byNode.get(cable.from.node) ?? []), cable]);
  const cablesFrom = (node: string) => byNode.get(node) ?? [];
  const antennasBehind = (node: string): string[] =>
    cablesFrom(node).flatMap(({ to }) => (inner.has(to.node) ? antennasBehind(to.node) : [to.node]));
  return { cablesFrom, antennasBehind };
}

/** Builds the trees of all sources once more, for one further path. */
class PathCopy {
  readonly #devices: ReadonlyMap<string, NetworkDevice>;
  readonly #sources: ReadonlySet<string>;
  readonly #taken: Set<string>;
  /** Parts that stay, by their counterparts on the first path. */
  readonly #standingDevices: ReadonlyMap<string, NetworkDevice>;
  readonly #standingCables: ReadonlyMap<string, NetworkCable>;
  readonly #partOf: ReadonlyMap<string, CatalogPart>;

  constructor(
    private readonly built: BuiltPaths,
    private readonly task: {
      path: number;
      tree: Tree;
      /** Paths of antennas and sources by id. */
      pathsOf: ReadonlyMap<string, number>;
      end: PathEnd | undefined;
      standing: StandingPaths | undefined;
    },
  ) {
    const { devices, cables, sources } = built;
    this.#devices = new Map(devices.map((device) => [device.id, device]));
    this.#sources = new Set(sources.map(({ id }) => id));
    const { standing } = task;
    this.#standingDevices = standing?.devices.get(task.path) ?? new Map();
    this.#standingCables = standing?.cables.get(task.path) ?? new Map();
    this.#partOf = new Map(standing?.parts.map((part) => [part.id, part]));
    const stands = [
      ...[...this.#standingDevices.values(), ...this.#standingCables.values()],
      ...[...(standing?.loads.devices ?? []), ...(standing?.loads.cables ?? [])],
    ];
    this.#taken = new Set(
      [...devices, ...cables, ...stands, ...task.pathsOf.keys()].map((each) => idOf(each)),
    );
  }

  copy({ sources }: TreeParts): void {
    for (const { id } of sources) if (this.#hasPath(id)) this.#copyFrom(id, id);
  }

  #hasPath(node: string): boolean {
    return (this.task.pathsOf.get(node) ?? 1) >= this.task.path;
  }

  /** Ids of copies end with their path: `PS1-B1-p2`. */
  #freeId(id: string): string {
    for (let free = `${id}-p${this.task.path}`; ; free = `${free}x`) {
      if (this.#taken.has(free)) continue;
      this.#taken.add(free);
      return free;
    }
  }

  #copyFrom(node: string, copy: string): void {
    const { tree, path, end } = this.task;
    for (const cable of tree.cablesFrom(node)) {
      const stands = this.#standingCables.get(cable.id);
      const from = {
        node: copy,
        port: this.#sources.has(node) ? pathPort(cable.from.port, path) : this.#portOf(node, cable.from.port),
      };
      const id = stands?.id ?? this.#freeId(cable.id);
      const to = this.#copyEnd(cable);
      if (to && stands) this.built.cables.push(stands);
      else if (to) this.built.cables.push({ ...this.#atDevices(cable), id, from, to });
      else if (end) this.#endInLoad(cable, { id, from, end });
    }
  }

  /** Output of a device's counterpart: another part has as many outputs at least, in the same order. */
  #portOf(device: string, port: string): string {
    const [first, stands] = [this.#devices.get(device), this.#standingDevices.get(device)];
    const [part, other] = [first, stands].map((each) => this.#partOf.get(String(each?.part)));
    return part && other ? outputPorts(other)[outputPorts(part).indexOf(port)] : port;
  }

  /** A cable without its lock, whose course joins devices that stay elsewhere than their counterparts. */
  #atDevices({ locked: _, ...cable }: NetworkCable): NetworkCable {
    const [first, last] = [cable.from, cable.to].map(({ node }) => {
      const [device, stands] = [this.#devices.get(node), this.#standingDevices.get(node)];
      const isMoved = device && stands && distance(device.position, stands.position) > 0;
      return isMoved ? stands.position : undefined;
    });
    if (!first && !last) return cable;
    const course = cable.course.map((part, index) => {
      const path: [number, number][] = part.path.length > 1 ? [...part.path] : [part.path[0], part.path[0]];
      if (first && index === 0) path[0] = first;
      if (last && index === cable.course.length - 1) path[path.length - 1] = last;
      return { ...part, path };
    });
    const lengthOf = (parts: NetworkCable['course']) =>
      parts.reduce((sum, { path }) => sum + pathLengthM(path), 0);
    const lengthM = Math.round(100 * (cable.lengthM + lengthOf(course) - lengthOf(cable.course))) / 100;
    return { ...cable, course, lengthM };
  }

  /** End of a cable's copy; undefined where nothing there has such a path. */
  #copyEnd({ to }: NetworkCable): NetworkCable['to'] | undefined {
    const device = this.#devices.get(to.node);
    if (!device) {
      return this.#hasPath(to.node) ? { node: to.node, port: pathPort(to.port, this.task.path) } : undefined;
    }
    if (!this.task.tree.antennasBehind(device.id).some((id) => this.#hasPath(id))) return undefined;
    const { locked: _, ...same } = device;
    const stands = this.#standingDevices.get(device.id);
    const id = stands?.id ?? this.#freeId(device.id);
    this.built.devices.push(stands ?? { ...same, id });
    this.#copyFrom(device.id, id);
    return { node: id, port: to.port };
  }

  #endInLoad(
    { course: [{ level, path }] }: NetworkCable,
    { id, from, end }: { id: string; from: NetworkCable['from']; end: PathEnd },
  ): void {
    const [position] = path;
    const load = { id: this.#freeId(`LD-${id}`), part: end.load.id, level, position };
    this.built.devices.push(load);
    this.built.cables.push({
      ...{ id, part: end.jumper.id, from, to: { node: load.id, port: 'in' } },
      ...{ course: [{ level, path: [position] }], lengthM: 0 },
    });
  }
}

function idOf(each: string | { id: string }): string {
  return typeof each === 'string' ? each : each.id;
}
