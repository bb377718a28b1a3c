import { type LocalizedProblem, type Phrase, say } from '../core/index.ts';
import {
  allSourcePorts,
  basebandPorts,
  feederPaths,
  fibrePorts,
  inputPorts,
  outputPorts,
} from './network-ports.ts';
import type { CatalogPart, Network, NetworkCable, NetworkSource, partKinds } from './network-schema.ts';
import type { Plan } from './schema.ts';

/** Ids of the sources that a feeder leads into: their POI passes on the carriers that they do not send themselves. */
export function joinedSources({ sources = [], basebands = [], cables = [] }: Network): ReadonlySet<string> {
  const ids = new Set(sources.map(({ id }) => id));
  const fibred = new Set(basebands.map(({ id }) => id));
  return new Set(
    cables.flatMap(({ from, to }) => (ids.has(to.node) && !fibred.has(from.node) ? [to.node] : [])),
  );
}

/**
 * Faults of a plan's feeder network: references, parts, ports used twice, cycles. Empty where there is none.
 */
export function checkNetwork(plan: NetworkedPlan): LocalizedProblem[] {
  const { network } = plan;
  if (!network) return [];
  const problems: LocalizedProblem[] = [];
  const add = (at: string, found: string | Phrase, expected: string | Phrase) => {
    problems.push({ at, found, expected });
  };
  checkNodes(plan, network, add);
  checkNetworkParts(network.parts ?? [], add);
  const parts = new Map((network.parts ?? []).map((part) => [part.id, part]));
  const namePart: NamePart = (id, kinds, at) => {
    const part = parts.get(id);
    if (!part) add(at, say('unknown-part', { part: id }), say('no-parts-listed'));
    else if (kinds.includes(part.kind)) return part;
    else {
      add(
        at,
        say('part-kind', { part: id, kind: part.kind }),
        say('part-of-kind', { kinds: kinds.join(', ') }),
      );
    }
    return undefined;
  };
  const sourceParts = new Map<string, CatalogPart | undefined>();
  network.sources?.forEach((source, index) => {
    sourceParts.set(source.id, checkSource(plan, source, `network.sources[${index}]`, namePart, add));
  });
  const deviceParts = new Map<string, CatalogPart | undefined>();
  network.devices?.forEach(({ id, level, part }, index) => {
    const at = `network.devices[${index}]`;
    checkLevel(plan, level, `${at}.level`, add);
    deviceParts.set(id, namePart(part, ['splitter', 'coupler', 'attenuator', 'load'], `${at}.part`));
  });
  const basebandParts = new Map<string, CatalogPart | undefined>();
  network.basebands?.forEach((baseband, index) => {
    const at = `network.basebands[${index}]`;
    const level = checkLevel(plan, baseband.level, `${at}.level`, add);
    checkFacility(level, baseband.facility, `${at}.facility`, add);
    basebandParts.set(baseband.id, namePart(baseband.part, ['baseband'], `${at}.part`));
  });
  checkNetworkCables(plan, network, { sourceParts, deviceParts, basebandParts, namePart, add });
  return problems;
}

interface Context {
  /** Part of each source and device by id; undefined where it has none that is known. */
  sourceParts: ReadonlyMap<string, CatalogPart | undefined>;
  deviceParts: ReadonlyMap<string, CatalogPart | undefined>;
  basebandParts: ReadonlyMap<string, CatalogPart | undefined>;
  sources: ReadonlyMap<string, NetworkSource>;
  antennas: ReadonlyMap<string, NetworkedPlan['antennas'][number]>;
  namePart: NamePart;
  add: AddProblem;
}

/** Far more than any loss budget bears; deeper nesting is a mistake. */
const maxDevicesInRow = 200;

/** Ends that are no ports, ports used twice, circles, data cables where radio belongs. */
function checkNetworkCables(
  plan: NetworkedPlan,
  network: Network,
  given: Omit<Context, 'sources' | 'antennas'>,
): void {
  const { add } = given;
  const context: Context = {
    ...given,
    sources: new Map((network.sources ?? []).map((source) => [source.id, source])),
    antennas: new Map(plan.antennas.map((antenna) => [antenna.id, antenna])),
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
    const isAntenna = context.antennas.has(from.node);
    if (isAntenna) {
      add(`${at}.from.node`, say('node-feeds-nothing', { id: from.node }), say('source-or-device'));
    } else add(`${at}.from.node`, say('no-such-node', { id: from.node }), say('node-known'));
    return;
  }
  const source = context.sources.get(from.node);
  const part = (isSource ? sourceParts : deviceParts).get(from.node);
  if (!part && (!source || source.part !== undefined)) return;
  const ports = source ? allSourcePorts(source, part) : outputPorts(part as CatalogPart);
  if (ports.includes(from.port)) return;
  add(
    `${at}.from.port`,
    say('port-unknown', { port: from.port }),
    ports.length > 0 ? say('one-of', { list: ports.join(', ') }) : say('port-none', { id: from.node }),
  );
}

function checkTo({ from, to }: NetworkCable, at: string, context: Context): void {
  const { antennas, sourceParts, deviceParts, basebandParts, add } = context;
  const id = to.node;
  const source = basebandParts.has(from.node) ? context.sources.get(id) : undefined;
  const isJoined = !source && sourceParts.get(id)?.kind === 'poi';
  if (antennas.has(id) || deviceParts.has(id) || source || isJoined) {
    const ports =
      source && sourceParts.get(id)?.kind !== 'hub' ? fibrePorts(source) : radioInputs(id, context);
    if (ports.includes(to.port)) return;
    const expected = ports.length === 1 ? ports[0] : say('one-of', { list: ports.join(', ') });
    add(`${at}.to.port`, say('port-unknown', { port: to.port }), expected);
  } else if (sourceParts.has(id) || basebandParts.has(id)) {
    add(`${at}.to.node`, say('node-takes-nothing', { id }), say('device-or-antenna'));
  } else add(`${at}.to.node`, say('no-such-node', { id }), say('node-known'));
}

/** Inputs of what a feeder or data cable leads to: one for each path of an antenna or joined source. */
function radioInputs(id: string, { antennas, sources }: Context): string[] {
  const antenna = antennas.get(id);
  if (antenna) return inputPorts({ paths: feederPaths(antenna) });
  return inputPorts(sources.get(id) ?? {});
}

/** A baseband unit speaks light with hubs and radio units and a hub data with its small cells; everything else is radio. */
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

/** Follows every device and joined source up to what feeds it; each has one input, so that a way up is one way. */
function checkCircles(network: Network, add: AddProblem): void {
  const fibred = new Set((network.basebands ?? []).map(({ id }) => id));
  const joined = joinedSources(network);
  const devices = new Map([
    ...(network.devices ?? []).map(({ id }, index) => [id, `network.devices[${index}]`] as const),
    ...(network.sources ?? []).flatMap(({ id }, index) =>
      joined.has(id) ? [[id, `network.sources[${index}]`] as const] : [],
    ),
  ]);
  const feeders = new Map<string, string>();
  for (const { from, to } of network.cables ?? []) {
    if (!fibred.has(from.node) && !feeders.has(to.node)) feeders.set(to.node, from.node);
  }
  const depths = new Map<string, number>();
  for (const start of devices.keys()) {
    const path: string[] = [];
    const onPath = new Set<string>();
    let node: string | undefined = start;
    while (node !== undefined && devices.has(node) && !depths.has(node) && !onPath.has(node)) {
      path.push(node);
      onPath.add(node);
      node = feeders.get(node);
    }
    if (node !== undefined && onPath.has(node)) {
      const circle = path.slice(path.indexOf(node));
      add(
        devices.get(node) ?? '',
        say('runs-in-circle', { id: node, way: [...circle, node].reverse().slice(0, 10).join(' → ') }),
        say('tree-from-source'),
      );
    }
    let depth = node === undefined ? 0 : (depths.get(node) ?? 0);
    for (const id of path.reverse()) {
      depth += 1;
      depths.set(id, depth);
      if (depth !== maxDevicesInRow + 1) continue;
      add(
        devices.get(id) ?? '',
        say('too-deep', { count: depth }),
        say('at-most-devices', { most: maxDevicesInRow }),
      );
    }
  }
}

/** Figures that parts of a kind must have. */
const needs: Partial<Record<CatalogPart['kind'], readonly (keyof CatalogPart)[]>> = {
  splitter: ['ways', 'lossDb'],
  coupler: ['couplingDb', 'lossDb'],
  attenuator: ['lossDb'],
  cable: ['lossDbPer100M'],
  'shift-unit': ['shift'],
};
/** Data sheets round: 3.0 dB stands for half of the power. */
const roundedDb = 0.05;

/** A part lacks what its kind is about, or gives more than it gets. */
function checkNetworkParts(parts: readonly CatalogPart[], add: AddProblem): void {
  parts.forEach((part, index) => {
    const at = `network.parts[${index}]`;
    for (const key of needs[part.kind] ?? []) {
      if (part[key] !== undefined) continue;
      add(`${at}.${key}`, say('nothing-there'), say('key-needed', { kind: part.kind, key: String(key) }));
    }
    if (part.kind !== 'splitter' || part.ways === undefined) return;
    const minDb = 10 * Math.log10(part.ways);
    for (const [frequency, lossDb] of Object.entries(part.lossDb ?? {})) {
      if (lossDb >= minDb - roundedDb) continue;
      add(
        `${at}.lossDb.${frequency}`,
        say('gives-more', { loss: lossDb }),
        say('loss-of-split', { ways: part.ways, loss: minDb.toFixed(2) }),
      );
    }
  });
}

/** An antenna, a source and a device never share an id: cables name them by it. */
function checkNodes(plan: NetworkedPlan, network: Network, add: AddProblem): void {
  const nodes = new Map(plan.antennas.map(({ id }, index) => [id, `antennas[${index}]`]));
  const cables = new Map<string, string>();
  const parts = new Map<string, string>();
  const lists = [
    ['parts', parts],
    ['sources', nodes],
    ['devices', nodes],
    ['basebands', nodes],
    ['cables', cables],
  ] as const;
  for (const [list, seen] of lists) {
    network[list]?.forEach(({ id }, index) => {
      const at = `network.${list}[${index}]`;
      const other = seen.get(id);
      if (other === undefined) seen.set(id, at);
      else add(`${at}.id`, say('id-used', { id, other }), say('id-once'));
    });
  }
}

function checkSource(
  plan: NetworkedPlan,
  source: NetworkSource,
  at: string,
  namePart: NamePart,
  add: AddProblem,
): CatalogPart | undefined {
  const level = checkLevel(plan, source.level, `${at}.level`, add);
  checkFacility(level, source.facility, `${at}.facility`, add);
  const part = source.part === undefined ? undefined : namePart(source.part, ['poi', 'hub'], `${at}.part`);
  const isHub = part?.kind === 'hub';
  const count = source.units.filter(({ intermediateMhz }) => !intermediateMhz).length;
  if (source.part === undefined && count !== 1) {
    add(`${at}.units`, say('units-count', { count }), say('one-unit'));
  }
  if (isHub && part.ways !== undefined && count > part.ways) {
    add(`${at}.units`, say('units-count', { count }), say('at-most-units', { most: part.ways }));
  }
  const carrierIds = plan.carriers.map(({ id }) => id);
  const sent = new Map<string, string>();
  const unitIds = new Map<string, string>();
  source.units.forEach((unit, index) => {
    const unitAt = `${at}.units[${index}]`;
    const other = unitIds.get(unit.id);
    if (other === undefined) unitIds.set(unit.id, unitAt);
    else add(`${unitAt}.id`, say('id-used', { id: unit.id, other }), say('id-once'));
    const kind = unit.intermediateMhz ? (['shift-unit'] as const) : (['radio-unit', 'repeater'] as const);
    namePart(unit.part, isHub ? ['small-cell'] : kind, `${unitAt}.part`);
    for (const carrier of Object.keys(unit.outputPowerDbm)) {
      const carrierAt = `${unitAt}.outputPowerDbm.${carrier}`;
      const first = sent.get(carrier);
      if (!carrierIds.includes(carrier)) {
        add(carrierAt, `"${carrier}"`, say('one-of', { list: carrierIds.join(', ') }));
      } else if (first !== undefined && !isHub) {
        add(carrierAt, say('carrier-twice', { carrier, other: first }), say('carrier-once'));
      } else sent.set(carrier, unit.id);
    }
  });
  checkShifted(source, new Set(sent.keys()), at, add);
  return part;
}

/** A near end shifts carriers that the radio units beside it send, each once. */
function checkShifted(
  { units }: NetworkSource,
  sent: ReadonlySet<string>,
  at: string,
  add: AddProblem,
): void {
  const shifted = new Map<string, string>();
  units.forEach(({ id, intermediateMhz = {} }, index) => {
    for (const carrier of Object.keys(intermediateMhz)) {
      const carrierAt = `${at}.units[${index}].intermediateMhz.${carrier}`;
      const other = shifted.get(carrier);
      if (!sent.has(carrier)) {
        add(carrierAt, `"${carrier}"`, say('one-of', { list: [...sent].join(', ') }));
      } else if (other !== undefined) {
        add(carrierAt, say('carrier-twice', { carrier, other }), say('carrier-once'));
      } else shifted.set(carrier, id);
    }
  });
}

function checkFacility(
  level: Plan['levels'][number] | undefined,
  facility: string | undefined,
  at: string,
  add: AddProblem,
): void {
  if (!level || facility === undefined) return;
  const known = (level.facilities ?? []).map(({ id }) => id);
  if (known.includes(facility)) return;
  add(
    at,
    say('facility-unknown', { id: facility, level: level.id }),
    say('facility-known', { list: known.join(', ') }),
  );
}

type NetworkedPlan = Pick<Plan, 'levels' | 'carriers' | 'antennas' | 'network'>;

type PartKind = (typeof partKinds)[number];

/** Resolves the name of a part: the kinds that may stand there, and whether the named one is known. */
type NamePart = (id: string, kinds: readonly PartKind[], at: string) => CatalogPart | undefined;

type AddProblem = (at: string, found: string | Phrase, expected: string | Phrase) => void;

function checkLevel(
  { levels }: Pick<Plan, 'levels'>,
  id: string,
  at: string,
  add: AddProblem,
): Plan['levels'][number] | undefined {
  const level = levels.find((candidate) => candidate.id === id);
  if (!level) add(at, `"${id}"`, say('one-of', { list: levels.map((each) => each.id).join(', ') }));
  return level;
}
