import { z } from 'zod';
import { InputError, type Phrase, PlanError, type Point, say } from '../../core/index.ts';
import {
  antennaLocation,
  type CatalogPart,
  checkNetwork,
  facilityKindRow,
  type Network,
  type NetworkCable,
  type NetworkDevice,
  type NetworkSource,
  outputPorts,
  type Plan,
  portPowerState,
  requirePlan,
  schemaProblems,
  withNetworkBasis,
} from '../../plan/index.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import { defaultCatalogue } from './catalogue/default-catalogue.ts';
import { cheapestOf } from './design/design-parts.ts';
import { hubIds } from './design/held-hubs.ts';
import { networkPath } from './design/locked-problem.ts';
import { type CourseEnd, movedTo, withLength, withPathAt } from './follow-antennas.ts';

const id = z.string().min(1).max(200);
const point = z.tuple([z.number().min(-1e6).max(1e6), z.number().min(-1e6).max(1e6)]);
const course = z
  .array(z.strictObject({ level: id, path: z.array(point).min(1).max(20_000) }))
  .min(1)
  .max(100);

const networkChange = z.discriminatedUnion('change', [
  /** Locks sources, radio units, baseband units, devices and cables, or unlocks them. */
  z.strictObject({ change: z.literal('lock'), ids: z.array(id).min(1).max(50_000), locked: z.boolean() }),
  /** A device, cable, hub, radio unit or baseband unit is another part of the catalogue: another value, or another kind of device. */
  z.strictObject({ change: z.literal('part'), id, part: id }),
  /** A device hangs elsewhere on its level; courses follow with their ends. */
  z.strictObject({ change: z.literal('position'), id, position: point }),
  /** A source or baseband unit stands in another equipment room. */
  z.strictObject({ change: z.literal('room'), id, facility: id }),
  /** A feeder or fibre runs another way; its length follows unless it is stated. */
  z.strictObject({
    change: z.literal('course'),
    id,
    course,
    lengthM: z.number().min(0).max(100_000).optional(),
  }),
  /** A cable begins at another output: a feeder at that of a source or device, a fibre at that of a baseband unit. */
  z.strictObject({
    change: z.literal('feed'),
    id,
    from: z.strictObject({ node: id, port: z.string().min(1).max(20) }),
    course: course.optional(),
  }),
]);

const networkChanges = z.array(networkChange).min(1).max(10_000);

/** One thing that a person sets in a feeder network. */
export type NetworkChange = z.infer<typeof networkChange>;

/** @throws InputError with every problem and its path: what is no list of changes */
function parseNetworkChanges(value: unknown): NetworkChange[] {
  const result = networkChanges.safeParse(value);
  if (result.success) return result.data;
  throw new InputError(schemaProblems(result.error.issues, value, 'changes'));
}

/** A network while it is changed. */
type Changed = Required<Pick<Network, 'sources' | 'devices' | 'cables' | 'parts' | 'basebands'>>;

interface ChangeTask {
  plan: Plan;
  catalogue: Catalogue;
  /** Path of the change in its list. */
  at: string;
}

/**
 * The plan with a network as a person sets it, change by change. What is set is locked: a design afterwards leaves it as it is and
 * designs the rest around it. Until then the network is stale, but for locks alone: they change nothing of it.
 * @throws InputError naming the change, and what there is instead of what it names; PlanError where the network makes no sense with it
 */
export function changeNetwork(
  plan: Plan,
  changes: readonly NetworkChange[],
  { catalogue = defaultCatalogue() }: { catalogue?: Catalogue } = {},
): Plan {
  requirePlan(plan);
  const { network = {} } = plan;
  const { sources = [], devices = [], cables = [], parts = [], basebands = [] } = network;
  const changed = parseNetworkChanges(changes).reduce<Changed>(
    (before, change, index) => applyChange(before, change, { plan, catalogue, at: `changes[${index}]` }),
    { sources, devices, cables, parts, basebands },
  );
  // A network of repeaters has no baseband units.
  const { basebands: kept, ...others } = changed;
  const fibred = network.basebands ? { basebands: kept } : {};
  const result = { ...plan, network: { ...network, ...others, ...fibred } };
  const problems = checkNetwork(result);
  if (problems.length > 0) throw new PlanError(problems);
  const isLocking = changes.every(({ change }) => change === 'lock');
  return isLocking && portPowerState(plan).state === 'current' ? withNetworkBasis(result) : result;
}

function applyChange(network: Changed, change: NetworkChange, task: ChangeTask): Changed {
  switch (change.change) {
    case 'lock':
      return withLocks(network, change, task);
    case 'part':
      if (hubIds(network).has(change.id)) return withHubPart(network, change, task);
      if (isActive(network, change.id)) return withActivePart(network, change, task);
      return network.devices.some(({ id: known }) => known === change.id)
        ? withDevicePart(network, change, task)
        : withCablePart(network, change, task);
    case 'position':
      return withPosition(network, change, task);
    case 'room':
      return withRoom(network, change, task);
    case 'course':
      return withCourse(network, change, task);
    default:
      return withFeed(network, change, task);
  }
}

function refuse(at: string, found: string | Phrase, expected: string | Phrase): never {
  throw new InputError([{ at, found, expected }]);
}

/** A thing of a list by its id. */
function thing<Item extends { id: string }>(items: readonly Item[], wanted: string, at: string): Item {
  const found = items.find((each) => each.id === wanted);
  return found ?? refuse(at, `"${wanted}"`, say('one-of', { list: namedIds(items) }));
}

/** Ids are listed up to so many. */
const maxNamed = 40;

function namedIds(items: readonly { id: string }[]): string {
  const ids = items.slice(0, maxNamed).map((each) => each.id);
  return [...ids, ...(items.length > maxNamed ? ['…'] : [])].join(', ');
}

function replaced<Item extends { id: string }>(items: readonly Item[], item: Item): Item[] {
  return items.map((each) => (each.id === item.id ? item : each));
}

function withLocks(
  network: Changed,
  { ids, locked }: Extract<NetworkChange, { change: 'lock' }>,
  { at }: ChangeTask,
): Changed {
  const { sources, devices, cables, basebands } = network;
  const all = [...sources, ...radioUnits(network), ...devices, ...cables, ...basebands];
  ids.forEach((each, index) => {
    thing(all, each, `${at}.ids[${index}]`);
  });
  const wanted = new Set(ids);
  const locking = <Item extends { id: string; locked?: boolean }>(items: readonly Item[]): Item[] =>
    items.map((item) => {
      if (!wanted.has(item.id)) return item;
      const { locked: _, ...free } = item;
      return (locked ? { ...item, locked } : free) as Item;
    });
  return {
    ...network,
    sources: locking(sources).map((source) => ({ ...source, units: locking(source.units) })),
    devices: locking(devices),
    cables: locking(cables),
    basebands: locking(basebands),
  };
}

/** Radio units and repeaters of a network: those of hubs are the antennas' parts. */
function radioUnits(network: Pick<Changed, 'sources' | 'parts'>): NetworkSource['units'] {
  const hubs = hubIds(network);
  return network.sources.flatMap(({ id: source, units }) => (hubs.has(source) ? [] : units));
}

function isActive(network: Changed, wanted: string): boolean {
  return [...radioUnits(network), ...network.basebands].some((each) => each.id === wanted);
}

/** A radio unit of another part, which sends the same carriers from the same source, or a baseband unit of another part. */
function withActivePart(
  network: Changed,
  { id: wanted, part: name }: Extract<NetworkChange, { change: 'part' }>,
  task: ChangeTask,
): Changed {
  const isBaseband = network.basebands.some((each) => each.id === wanted);
  const part = listedPart(task, name, isBaseband ? ['baseband'] : ['radio-unit', 'repeater']);
  const change = <Item extends { id: string; part: string }>(items: readonly Item[]): Item[] =>
    items.map((item) => (item.id === wanted ? { ...item, part: name, locked: true } : item));
  return {
    ...network,
    sources: network.sources.map((source) => ({ ...source, units: change(source.units) })),
    basebands: change(network.basebands),
    parts: withParts(network, [part]),
  };
}

const deviceKinds: readonly CatalogPart['kind'][] = ['splitter', 'coupler', 'attenuator'];

/** Part of the catalogue by its id. */
function listedPart(
  { catalogue, at }: ChangeTask,
  wanted: string,
  kinds: readonly CatalogPart['kind'][],
): CatalogPart {
  const fitting = catalogue.parts.filter(({ kind }) => kinds.includes(kind));
  return thing(fitting, wanted, `${at}.part`);
}

function withParts({ parts }: Changed, added: readonly CatalogPart[]): CatalogPart[] {
  return [...parts, ...added.filter((part) => !parts.some((known) => known.id === part.id))];
}

/** Branches keep their order; outputs that are new end in loads. */
function withDevicePart(
  network: Changed,
  { id: wanted, part: name }: Extract<NetworkChange, { change: 'part' }>,
  task: ChangeTask,
): Changed {
  const device = thing(network.devices, wanted, `${task.at}.id`);
  const part = listedPart(task, name, deviceKinds);
  const before = network.parts.find((known) => known.id === device.part);
  const portsBefore = before ? outputPorts(before) : [];
  const ports = outputPorts(part);
  const rank = ({ from }: NetworkCable) => portsBefore.indexOf(from.port);
  const isLoad = ({ to }: NetworkCable) => {
    const end = network.devices.find((each) => each.id === to.node);
    return network.parts.find((known) => known.id === end?.part)?.kind === 'load';
  };
  const all = network.cables.filter(({ from }) => from.node === wanted).sort((a, b) => rank(a) - rank(b));
  const branches = all.filter((cable) => !isLoad(cable));
  const ended = all.filter(isLoad);
  if (branches.length > ports.length) {
    const found = say('change-branches', { part: name, branches: branches.length, outputs: ports.length });
    refuse(`${task.at}.part`, found, say('change-branches-expected', { list: namedIds(branches) }));
  }
  const dropped = new Set(ended.flatMap((cable) => [cable.id, cable.to.node]));
  const cables = network.cables
    .filter((cable) => !dropped.has(cable.id))
    .map((cable) => {
      const port = ports[branches.indexOf(cable)];
      return port === undefined ? cable : { ...cable, from: { ...cable.from, port } };
    });
  const devices = replaced(
    network.devices.filter((each) => !dropped.has(each.id)),
    { ...device, part: name, locked: true },
  );
  const changed = { ...network, devices, cables, parts: withParts(network, [part]) };
  return ports
    .slice(branches.length)
    .reduce((found, port) => endedInLoad(found, device, port, task), changed);
}

function endedInLoad(
  network: Changed,
  device: NetworkDevice,
  port: string,
  { catalogue }: ChangeTask,
): Changed {
  const [load, jumper] = [cheapestOf(catalogue.parts, 'load'), cheapestOf(catalogue.parts, 'cable')];
  if (!load || !jumper) return network;
  const { level, position } = device;
  const added = { id: freeId(network, 'LD'), part: load.id, level, position };
  const cable = {
    ...{
      id: freeId(network, 'LJ'),
      part: jumper.id,
      from: { node: device.id, port },
      to: { node: added.id, port: 'in' },
    },
    ...{ course: [{ level, path: [position] }], lengthM: 0 },
  };
  return {
    ...network,
    devices: [...network.devices, added],
    cables: [...network.cables, cable],
    parts: withParts(network, [load, jumper]),
  };
}

function freeId({ devices, cables, sources }: Changed, letters: string): string {
  const taken = new Set([...devices, ...cables, ...sources].map((each) => each.id));
  for (let number = 1; ; number += 1) if (!taken.has(`${letters}${number}`)) return `${letters}${number}`;
}

function withCablePart(
  network: Changed,
  { id: wanted, part: name }: Extract<NetworkChange, { change: 'part' }>,
  task: ChangeTask,
): Changed {
  const cable = feeder(network, wanted, `${task.at}.id`, network.devices);
  const isFibre = network.basebands.some((each) => each.id === cable.from.node);
  const isOfHub = hubIds(network).has(cable.from.node);
  const part = listedPart(task, name, [isFibre ? 'fibre' : isOfHub ? 'data-cable' : 'cable']);
  return {
    ...network,
    cables: replaced(network.cables, { ...cable, part: name, locked: true }),
    parts: withParts(network, [part]),
  };
}

/** A hub of another part, which has outputs for all its small cells. */
function withHubPart(
  network: Changed,
  { id: wanted, part: name }: Extract<NetworkChange, { change: 'part' }>,
  task: ChangeTask,
): Changed {
  const hub = thing(network.sources, wanted, `${task.at}.id`);
  const part = listedPart(task, name, ['hub']);
  const sources = replaced(network.sources, { ...hub, part: name, locked: true });
  return { ...network, sources, parts: withParts(network, [part]) };
}

/** A cable by its id. */
function feeder(
  { cables }: Changed,
  wanted: string,
  at: string,
  besides: readonly { id: string }[] = [],
): NetworkCable {
  const found = cables.find((cable) => cable.id === wanted);
  return found ?? refuse(at, `"${wanted}"`, say('one-of', { list: namedIds([...besides, ...cables]) }));
}

function withPosition(
  network: Changed,
  { id: wanted, position }: Extract<NetworkChange, { change: 'position' }>,
  { plan, at }: ChangeTask,
): Changed {
  const device = thing(network.devices, wanted, `${at}.id`);
  const cables = network.cables.map((cable) => {
    let { course: followed } = cable;
    if (cable.from.node === wanted)
      followed = withPathAt(followed, 'first', (path) => movedTo(path, 'first', position));
    if (cable.to.node === wanted)
      followed = withPathAt(followed, 'last', (path) => movedTo(path, 'last', position));
    return followed === cable.course ? cable : withLength(plan.levels, cable, followed);
  });
  const moved = { ...device, position: position as Point, locked: true };
  const { positionAssumed: _, ...known } = moved;
  return { ...network, cables, devices: replaced(network.devices, known) };
}

function withRoom(
  network: Changed,
  { id: wanted, facility: name }: Extract<NetworkChange, { change: 'room' }>,
  { plan, at }: ChangeTask,
): Changed {
  const all: Pick<NetworkSource, 'id' | 'position'>[] = [...network.sources, ...network.basebands];
  const source = thing(all, wanted, `${at}.id`);
  const isHub = hubIds(network).has(wanted);
  // A hub stands wherever there is power.
  const rooms = plan.levels.flatMap(({ id: level, facilities = [] }) =>
    facilities.flatMap(({ id: facility, kind, position, path }) => {
      const { isSourceSite, hasPower } = facilityKindRow(kind);
      return isSourceSite || (isHub && hasPower)
        ? [{ id: facility, level, position: position ?? path?.[0] }]
        : [];
    }),
  );
  const room = thing(rooms, name, `${at}.facility`);
  const position = room.position ?? source.position;
  const moved = { level: room.level, facility: room.id, position: position as Point, locked: true };
  const move = <Item extends { id: string }>(items: readonly Item[]): Item[] =>
    items.map((each) => (each.id === wanted ? { ...each, ...moved } : each));
  return { ...network, sources: move(network.sources), basebands: move(network.basebands) };
}

/** A small cell's data cable from another hub, as the last of its outputs: the unit goes with it, and the others close up. */
function withHub(
  network: Changed,
  cable: NetworkCable,
  { from, course: asked }: Extract<NetworkChange, { change: 'feed' }>,
  task: ChangeTask,
): Changed {
  const ids = hubIds(network);
  const hubs = network.sources.filter(({ id }) => ids.has(id));
  const hub = thing(hubs, from.node, `${task.at}.from.node`);
  const before = thing(hubs, cable.from.node, `${task.at}.id`);
  const outputOf = ({ from: { port } }: NetworkCable) => Number(port.replace(/^out/, ''));
  const output = outputOf(cable);
  const unit = before.units[output - 1];
  const isOfHub = ({ from: { node } }: NetworkCable) => node === before.id;
  const closed = network.cables.map((each) =>
    isOfHub(each) && outputOf(each) > output
      ? { ...each, from: { node: before.id, port: `out${outputOf(each) - 1}` } }
      : each,
  );
  const without = { ...before, units: before.units.filter((_, index) => index !== output - 1) };
  const after = hub.id === before.id ? without : hub;
  const taken = { ...after, units: [...after.units, unit] };
  // A hub without units is none.
  const sources = replaced(replaced(network.sources, without), taken).filter(({ units }) => units.length > 0);
  const gone = network.sources.filter(({ id }) => !sources.some((each) => each.id === id));
  const cables = closed.filter(({ to }) => !gone.some(({ id }) => id === to.node));
  const freed: Changed = { ...network, sources, cables };
  const hung = { ...cable, from: { node: hub.id, port: `out${taken.units.length}` } };
  const straight = [
    { level: hub.level, path: [hub.position] },
    ...cable.course.filter(({ level }) => level !== hub.level),
  ];
  const followed = withLength(task.plan.levels, hung, betweenNodes(freed, hung, asked ?? straight, task));
  const unknown = asked ? {} : { courseAssumed: true as const };
  return { ...freed, cables: replaced(cables, { ...followed, ...unknown, locked: true }) };
}

function withCourse(
  network: Changed,
  { id: wanted, course: asked, lengthM }: Extract<NetworkChange, { change: 'course' }>,
  task: ChangeTask,
): Changed {
  const cable = feeder(network, wanted, `${task.at}.id`);
  const snapped = betweenNodes(network, cable, asked, task);
  const followed = withLength(task.plan.levels, cable, snapped);
  const settled = { ...followed, ...(lengthM === undefined ? {} : { lengthM }), locked: true };
  return { ...network, cables: replaced(network.cables, settled) };
}

/** A course whose ends are its nodes, whose levels it begins and ends on. */
function betweenNodes(
  network: Changed,
  { from, to }: NetworkCable,
  asked: NetworkCable['course'],
  { plan, at }: ChangeTask,
): NetworkCable['course'] {
  asked.forEach(({ level }, index) => {
    thing(plan.levels, level, `${at}.course[${index}].level`);
  });
  const ends = [
    { node: from.node, index: 0, end: 'first' as const },
    { node: to.node, index: asked.length - 1, end: 'last' as const },
  ];
  return ends.reduce<NetworkCable['course']>((followed, { node, index, end }) => {
    const location = locationOf(plan, network, node);
    if (!location) return followed;
    if (followed[index].level !== location.level) {
      const found = `"${followed[index].level}"`;
      refuse(
        `${at}.course[${index}].level`,
        found,
        say('change-course-level', { node, level: location.level }),
      );
    }
    return withPathAt(followed, end, (path) => joinedTo(path, end, location.position));
  }, asked);
}

/** Ends that are drawn no farther from their node are meant to be there, metres. */
const nearM = 0.3;

function joinedTo(path: readonly Point[], end: CourseEnd, position: Point): Point[] {
  const [x, y] = end === 'first' ? path[0] : path[path.length - 1];
  if (Math.hypot(x - position[0], y - position[1]) <= nearM && path.length > 1) {
    return movedTo(path, end, position);
  }
  return end === 'first' ? [position, ...path] : [...path, position];
}

function locationOf(
  { antennas }: Plan,
  { sources, devices, basebands }: Changed,
  node: string,
): { level: string; position: Point } | undefined {
  const antenna = antennas.find((each) => each.id === node);
  if (antenna) return { level: antenna.level, position: antennaLocation(antenna) };
  return [...sources, ...devices, ...basebands].find((each) => each.id === node);
}

function withFeed(
  network: Changed,
  { id: wanted, from, course: asked }: Extract<NetworkChange, { change: 'feed' }>,
  task: ChangeTask,
): Changed {
  const cable = feeder(network, wanted, `${task.at}.id`);
  if (hubIds(network).has(cable.from.node))
    return withHub(
      network,
      cable,
      { change: 'feed', id: wanted, from, ...(asked ? { course: asked } : {}) },
      task,
    );
  const isFibre = network.basebands.some((each) => each.id === cable.from.node);
  const starts: { id: string }[] = isFibre ? network.basebands : [...network.sources, ...network.devices];
  thing(starts, from.node, `${task.at}.from.node`);
  const other = network.cables.find(
    (each) => each.id !== wanted && each.from.node === from.node && each.from.port === from.port,
  );
  // A load makes room.
  const isLoad = network.devices.find((each) => each.id === other?.to.node);
  const endsInLoad = network.parts.find((part) => part.id === isLoad?.part)?.kind === 'load';
  if (other && !endsInLoad) {
    const path = networkPath({ network }, other.id);
    refuse(`${task.at}.from`, say('port-used', { ...from, other: path }), say('port-once'));
  }
  const dropped = new Set(other ? [other.id, other.to.node] : []);
  const freed: Changed = {
    ...network,
    devices: network.devices.filter((each) => !dropped.has(each.id)),
    cables: network.cables.filter((each) => !dropped.has(each.id)),
  };
  const hung = { ...cable, from };
  const given = asked ?? [
    { ...cable.course[0], path: cable.course[0].path.slice(1) },
    ...cable.course.slice(1),
  ];
  const start = locationOf(task.plan, freed, from.node);
  const rest =
    given[0].path.length > 0 || !start
      ? given
      : [{ level: start.level, path: [start.position] }, ...given.slice(1)];
  const snapped = betweenNodes(freed, hung, rest, task);
  const followed = { ...withLength(task.plan.levels, hung, snapped), locked: true };
  return { ...freed, cables: replaced(freed.cables, followed) };
}
