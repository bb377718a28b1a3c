import { say } from '../core/index.ts';
import { basebandPorts, inputPort, outputPorts, sourcePorts } from './network-ports.ts';
import { type AddProblem, checkLevel, type NamePart, type NetworkedPlan } from './network-problems.ts';
import type { CatalogPart, Network, NetworkCable, NetworkSource } from './network-schema.ts';

interface Context {
  /** Part of each source and device by id; undefined where it has none that is known. */
  sourceParts: ReadonlyMap<string, CatalogPart | undefined>;
  deviceParts: ReadonlyMap<string, CatalogPart | undefined>;
  basebandParts: ReadonlyMap<string, CatalogPart | undefined>;
  sources: ReadonlyMap<string, NetworkSource>;
  antennaIds: ReadonlySet<string>;
  namePart: NamePart;
  add: AddProblem;
}

/** Far more than any loss budget bears; deeper nesting is a mistake. */
const mostDevicesInRow = 200;

/** Ends that are no ports, ports used twice, circles, data cables where radio belongs. */
export function checkNetworkCables(
  plan: NetworkedPlan,
  network: Network,
  given: Omit<Context, 'sources' | 'antennaIds'>,
): void {
  const { add } = given;
  const context: Context = {
    ...given,
    sources: new Map((network.sources ?? []).map((source) => [source.id, source])),
    antennaIds: new Set(plan.antennas.map(({ id }) => id)),
  };
  const used = new Map<string, string>();
  network.cables?.forEach((cable, index) => {
    const at = `network.cables[${index}]`;
    cable.course.forEach(({ level }, order) => {
      checkLevel(plan, level, `${at}.course[${order}].level`, add);
    });
    checkFrom(cable, at, context);
    checkTo(cable, at, context);
    checkKind(cable, at, context);
    for (const end of ['from', 'to'] as const) {
      const { node, port } = cable[end];
      const key = JSON.stringify([node, port]);
      const other = used.get(key);
      if (other === undefined) used.set(key, at);
      else add(`${at}.${end}`, say('port-used', { node, port, other }), say('port-once'));
    }
  });
  checkCircles(network, add);
}

function checkFrom({ from }: NetworkCable, at: string, context: Context): void {
  const { sourceParts, deviceParts, basebandParts, add } = context;
  if (basebandParts.has(from.node)) {
    const part = basebandParts.get(from.node);
    const ports = basebandPorts(part);
    if (!part || ports.includes(from.port)) return;
    add(
      `${at}.from.port`,
      say('port-unknown', { port: from.port }),
      say('one-of', { list: ports.join(', ') }),
    );
    return;
  }
  const isSource = sourceParts.has(from.node);
  if (!isSource && !deviceParts.has(from.node)) {
    const isAntenna = context.antennaIds.has(from.node);
    if (isAntenna) {
      add(`${at}.from.node`, say('node-feeds-nothing', { id: from.node }), say('source-or-device'));
    } else add(`${at}.from.node`, say('no-such-node', { id: from.node }), say('node-known'));
    return;
  }
  const source = context.sources.get(from.node);
  const part = (isSource ? sourceParts : deviceParts).get(from.node);
  if (!part && (!source || source.part !== undefined)) return;
  const ports = source ? sourcePorts(source, part) : outputPorts(part as CatalogPart);
  if (ports.includes(from.port)) return;
  add(
    `${at}.from.port`,
    say('port-unknown', { port: from.port }),
    ports.length > 0 ? say('one-of', { list: ports.join(', ') }) : say('port-none', { id: from.node }),
  );
}

function checkTo({ from, to }: NetworkCable, at: string, context: Context): void {
  const { antennaIds, sourceParts, deviceParts, basebandParts, add } = context;
  const id = to.node;
  const isFibre = basebandParts.has(from.node) && sourceParts.get(id)?.kind === 'hub';
  if (antennaIds.has(id) || deviceParts.has(id) || isFibre) {
    if (to.port !== inputPort) add(`${at}.to.port`, say('port-unknown', { port: to.port }), inputPort);
  } else if (sourceParts.has(id) || basebandParts.has(id)) {
    add(`${at}.to.node`, say('node-takes-nothing', { id }), say('device-or-antenna'));
  } else add(`${at}.to.node`, say('no-such-node', { id }), say('node-known'));
}

/** A baseband unit speaks light with its hubs and a hub data with its small cells; everything else is radio. */
function checkKind(cable: NetworkCable, at: string, context: Context): void {
  const { sourceParts, basebandParts, namePart, add } = context;
  const part = namePart(cable.part, ['cable', 'data-cable', 'fibre'], `${at}.part`);
  if (!part) return;
  const isFromHub = sourceParts.get(cable.from.node)?.kind === 'hub';
  const kind = basebandParts.has(cable.from.node) ? 'fibre' : isFromHub ? 'data-cable' : 'cable';
  if (part.kind === kind) return;
  add(
    `${at}.part`,
    say('cable-of-source', { kind: part.kind, node: cable.from.node }),
    say('data-cable-at-hub'),
  );
}

/** Follows every device up to what feeds it; each has one input, so that a way up is one way. */
function checkCircles(network: Network, add: AddProblem): void {
  const devices = new Map((network.devices ?? []).map(({ id }, index) => [id, index]));
  const feeders = new Map<string, string>();
  for (const { from, to } of network.cables ?? []) {
    if (!feeders.has(to.node)) feeders.set(to.node, from.node);
  }
  const depths = new Map<string, number>();
  for (const start of devices.keys()) {
    const way: string[] = [];
    const onWay = new Set<string>();
    let node: string | undefined = start;
    while (node !== undefined && devices.has(node) && !depths.has(node) && !onWay.has(node)) {
      way.push(node);
      onWay.add(node);
      node = feeders.get(node);
    }
    if (node !== undefined && onWay.has(node)) {
      const circle = way.slice(way.indexOf(node));
      add(
        `network.devices[${devices.get(node)}]`,
        say('runs-in-circle', { id: node, way: [...circle, node].reverse().slice(0, 10).join(' → ') }),
        say('tree-from-source'),
      );
    }
    let depth = node === undefined ? 0 : (depths.get(node) ?? 0);
    for (const id of way.reverse()) {
      depth += 1;
      depths.set(id, depth);
      if (depth !== mostDevicesInRow + 1) continue;
      add(
        `network.devices[${devices.get(id)}]`,
        say('too-deep', { count: depth }),
        say('at-most-devices', { most: mostDevicesInRow }),
      );
    }
  }
}
