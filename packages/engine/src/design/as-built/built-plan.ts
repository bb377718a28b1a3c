import {
  distance,
  InputError,
  type Phrase,
  type Point,
  requireList,
  requireObject,
  say,
} from '../../core/index.ts';
import {
  type Antenna,
  antennaLocation,
  type BuiltAntenna,
  type BuiltCable,
  type BuiltRecord,
  type CatalogPart,
  fibrePorts,
  moveAntenna,
  type Network,
  type NetworkCable,
  type NetworkSource,
  networkState,
  type Plan,
  pathLengthM,
  planProfile,
  recordBasis,
  requirePlan,
  withNetworkBasis,
  withoutNetworkPower,
} from '../../plan/index.ts';
import { evaluateNetwork, portKey } from '../../radio/index.ts';
import type { Catalogue } from '../network/catalogue/catalogue.ts';
import { defaultCatalogue } from '../network/catalogue/default-catalogue.ts';
import { addedNodes, type BuiltDevices, builtDevices, isAddedPart, replacedCells } from './built-devices.ts';
import { designedPlan, smallCellAntennas } from './designed-plan.ts';

/** A plan as it was built, and what was assumed where the record says nothing. */
export interface BuiltPlan {
  plan: Plan;
  notes: Phrase[];
}

/** Powers are written to a millionth of a decibel, as those of a design are. */
const powerSteps = 1e6;
const courseToleranceM = 0.05;

/**
 * The plan as it was built: antennas, devices and sources where the record has them and of the parts that it says, cables as long and of the kind that it says, branches that reflect
 * with what they lose, and the port powers of all that. What the record is silent about stays as designed. The record and the design
 * are kept with it, and its drawings are as-built ones.
 * @param given what was recorded; rows of small cells among its devices are of their antennas
 * @throws InputError for a plan whose network was designed for other antennas than it has
 */
export function builtPlan(
  plan: Plan,
  given: BuiltRecord,
  { catalogue = defaultCatalogue() }: { catalogue?: Catalogue } = {},
): BuiltPlan {
  requirePlan(plan);
  requireObject('record', given, ['antennas']);
  requireList('record.antennas', given.antennas);
  const design = designedPlan(plan);
  if (networkState(design).state === 'stale') {
    throw new InputError([{ at: 'network', found: say('built-stale'), expected: say('built-current') }]);
  }
  const notes: Phrase[] = [];
  const record = withCellRows(design, given);
  const antennas = builtAntennas(design, record);
  const network = builtNetwork(design, antennas, record, { notes, catalogue });
  const { antennas: designedAntennas, network: designedNetwork, derived, titleBlock } = design;
  const stage = titleBlock?.stage;
  const asBuilt = {
    ...record,
    designed: {
      antennas: designedAntennas,
      ...(designedNetwork ? { network: designedNetwork } : {}),
      ...(derived ? { derived } : {}),
      ...(stage === undefined ? {} : { stage }),
    },
  };
  const isSame = antennas === designedAntennas && network === designedNetwork;
  const { verdict: _verdict, ...withoutVerdict } = derived ?? {};
  const changed = isSame
    ? design
    : withPortPowers(
        { ...design, antennas, ...(network ? { network } : {}), derived: withoutVerdict },
        design,
      );
  const built = withKnownRefusals(changed, design);
  return {
    plan: {
      ...built,
      titleBlock: { ...titleBlock, stage: 'as-built' },
      asBuilt: { ...asBuilt, basis: recordBasis({ ...built, asBuilt }) },
    },
    notes,
  };
}

/** Antennas that were refused by their number and are gone are named by where they hung. */
function withKnownRefusals(plan: Plan, { antennas }: Plan): Plan {
  const { placement } = plan;
  if (!placement?.refused) return plan;
  const known = new Set(plan.antennas.map(({ id }) => id));
  type Refused = NonNullable<typeof placement.refused>[number];
  const refused = placement.refused.flatMap((each): Refused[] => {
    if (typeof each !== 'string' || known.has(each)) return [each];
    const gone = antennas.find(({ id }) => id === each);
    if (!gone) return [];
    const [x, y] = antennaLocation(gone);
    return [{ level: gone.level, position: [x, y] }];
  });
  return { ...plan, placement: { ...placement, refused } };
}

/** A record in which small cells that a table of devices has are antennas too, where the table of antennas does not have them. */
function withCellRows(design: Plan, record: BuiltRecord): BuiltRecord {
  const known = new Set(record.antennas.map(({ id }) => id));
  const rows = new Map((record.devices ?? []).map((row) => [row.id, row]));
  const cells = smallCellAntennas(design).flatMap(({ unit, antenna }): BuiltAntenna[] => {
    const row = rows.get(unit.id);
    if (!row || known.has(antenna.id)) return [];
    const { origin, level, position, note } = row;
    const isMoved =
      position !== undefined && distance(position, antennaLocation(antenna)) > positionToleranceOf(design);
    const isGone = row.state === 'not-installed';
    return [
      {
        ...{ id: antenna.id, state: isGone ? 'not-installed' : isMoved ? 'moved' : 'installed', origin },
        ...(level === undefined ? {} : { level }),
        ...(position === undefined ? {} : { position }),
        ...(note === undefined ? {} : { note }),
      },
    ];
  });
  return cells.length === 0 ? record : { ...record, antennas: [...record.antennas, ...cells] };
}

function positionToleranceOf(plan: Plan): number {
  return planProfile(plan).installation.positionToleranceM;
}

/** The antennas that hang; those of the design themselves where nothing is different. */
function builtAntennas(design: Plan, { antennas: recorded, devices }: BuiltRecord): Antenna[] {
  const cells = replacedCells(design, devices);
  const rows = new Map(recorded.map((row) => [row.id, row]));
  const hung = design.antennas.flatMap((antenna): Antenna[] => {
    const row = rows.get(antenna.id);
    const installed = ofPart(antenna, cells.get(antenna.id)?.part);
    if (!row) return [installed];
    if (row.state === 'not-installed') return [];
    const moved = row.state === 'moved' && row.position ? moveAntenna(installed, row.position) : installed;
    const level = row.level ?? antenna.level;
    const heightM = row.heightM ?? antenna.heightM;
    const isSame = moved === antenna && level === antenna.level && heightM === antenna.heightM;
    return [isSame ? antenna : { ...moved, level, heightM }];
  });
  const added = recorded
    .filter(({ id, state }) => state === 'added' && !design.antennas.some((antenna) => antenna.id === id))
    .map((row) => addedAntenna(design, row));
  const isSame =
    added.length === 0 &&
    hung.length === design.antennas.length &&
    hung.every((antenna, index) => antenna === design.antennas[index]);
  return isSame ? design.antennas : [...hung, ...added];
}

/** A small cell with its antenna of another part, which says itself how many paths it sends. */
function ofPart(antenna: Antenna, part: string | undefined): Antenna {
  if (part === undefined || part === antenna.part) return antenna;
  const { paths: _, ...rest } = antenna;
  return { ...rest, part };
}

/** An antenna that the design does not have is of the cell, and as high, as the nearest one of its level. */
function addedAntenna({ antennas, levels }: Plan, row: BuiltAntenna): Antenna {
  const position = row.position as [number, number];
  const level = row.level ?? levels[0].id;
  const farM = (antenna: Antenna) => distance(antennaLocation(antenna), position);
  const nearest = (
    antennas.some((each) => each.level === level) ? antennas.filter((each) => each.level === level) : antennas
  )
    .slice()
    .sort((a, b) => farM(a) - farM(b))[0];
  const clearM = levels.find(({ id }) => id === level)?.clearHeightM ?? 2.5;
  return {
    ...{ id: row.id, level, position, heightM: row.heightM ?? nearest?.heightM ?? clearM - 0.1 },
    ...{ type: row.type ?? 'ceiling-omni', cell: nearest?.cell ?? 'S1', carriers: ['*'] },
  };
}

interface NetworkChange {
  notes: Phrase[];
  catalogue: Catalogue;
}

/** The network as it was installed; that of the design itself where nothing is different. */
function builtNetwork(
  design: Plan,
  antennas: readonly Antenna[],
  record: BuiltRecord,
  { notes, catalogue }: NetworkChange,
): Network | undefined {
  const { network } = design;
  if (!network?.cables) return network;
  const hung = new Set(antennas.map(({ id }) => id));
  const devices = withAdded(builtDevices(design, record.devices, { parts: catalogue.parts, hung }), record, {
    design,
    antennas,
    notes,
    parts: [...catalogue.parts, ...(network.parts ?? [])],
  });
  const all = builtCables(design, antennas, record, { notes, devices });
  const unfed = network.unfed?.filter((id) => hung.has(id));
  const isSame =
    isSameList(all, network.cables) &&
    isSameList(devices.devices, network.devices) &&
    isSameList(devices.sources, network.sources);
  if (isSame && unfed?.length === network.unfed?.length) return network;
  const units = devices.sources.flatMap((source) => source.units);
  const used = new Set([...all, ...devices.devices, ...devices.sources, ...units].map(({ part }) => part));
  const parts = [...(network.parts ?? [])];
  for (const part of catalogue.parts) {
    if (used.has(part.id) && !parts.some(({ id }) => id === part.id)) parts.push(part);
  }
  return {
    ...network,
    parts,
    ...(network.sources ? { sources: devices.sources } : {}),
    ...(network.devices || devices.devices.length > 0 ? { devices: devices.devices } : {}),
    cables: all,
    ...(unfed ? { unfed } : {}),
  };
}

/** Devices with those that were added and that cables connect; assumptions on them are noted. */
function withAdded(
  devices: BuiltDevices,
  record: BuiltRecord,
  {
    design,
    antennas,
    notes,
    parts,
  }: { design: Plan; antennas: readonly Antenna[]; notes: Phrase[]; parts: readonly CatalogPart[] },
): BuiltDevices {
  if (!record.devices?.some(isAddedPart)) return devices;
  const { devices: installed, sources } = devices;
  const added = addedNodes(record, { design, antennas, parts, devices: installed, sources });
  for (const { id, positionAssumed } of added.devices)
    if (positionAssumed) notes.push(say('built-added-position', { id }));
  for (const { id, units } of added.sources) {
    const powers = Object.entries(units[0].outputPowerDbm).map(([carrier, dbm]) => `${carrier} ${dbm} dBm`);
    notes.push(say('built-added-powers', { id, list: powers.join(', ') }));
  }
  return {
    ...devices,
    devices: [...installed, ...added.devices],
    sources: [...sources, ...added.sources],
  };
}

function isSameList<Item>(one: readonly Item[], other: readonly Item[] = []): boolean {
  return one.length === other.length && one.every((each, index) => each === other[index]);
}

/** Cables between what was installed, with those to antennas that were added. */
function builtCables(
  design: Plan,
  antennas: readonly Antenna[],
  record: BuiltRecord,
  { notes, devices }: { notes: Phrase[]; devices: BuiltDevices },
): NetworkCable[] {
  const hung = new Set(antennas.map(({ id }) => id));
  const gone = new Set(design.antennas.filter(({ id }) => !hung.has(id)).map(({ id }) => id));
  const rows = new Map((record.cables ?? []).map((row) => [row.id, row]));
  const mismatches = measuredMismatches(design, record);
  const fibred = unitlessFibres(design.network, devices.sources);
  const added = [...rows.values()].flatMap((row) => addedCable(row, { design, antennas, devices }));
  // A cable that leads elsewhere now, or to what another cable leads to, is not there any more.
  const elsewhere = new Set(added.map(({ id }) => id));
  const led = new Set(added.map(({ to }) => portKey(to)));
  const cables = (design.network?.cables ?? []).flatMap((cable): NetworkCable[] => {
    const ends = [cable.from.node, cable.to.node];
    if (elsewhere.has(cable.id) || led.has(portKey(cable.to))) return [];
    if (gone.has(cable.to.node) || ends.some((id) => devices.gone.has(id)) || fibred.has(cable.id)) return [];
    const port = devices.portOf(cable.from);
    const hanging = port === cable.from.port ? cable : { ...cable, from: { ...cable.from, port } };
    const built = builtCable(hanging, rows.get(cable.id), { design, antennas, notes, devices });
    const mismatchLossDb = mismatches.get(cable.id);
    return [mismatchLossDb === undefined ? built : { ...built, mismatchLossDb }];
  });
  const reflecting = added.map((cable) => {
    const lossDb = mismatches.get(cable.id);
    return lossDb === undefined ? cable : { ...cable, mismatchLossDb: lossDb };
  });
  return [...cables, ...reflecting];
}

/** Fibres to ends that a source has no more, as a unit was left out. */
function unitlessFibres(
  { cables = [], basebands = [] }: Network = {},
  sources: readonly NetworkSource[],
): ReadonlySet<string> {
  const ids = new Set(basebands.map(({ id }) => id));
  return new Set(
    cables.flatMap(({ id, from, to }) => {
      const source = sources.find((each) => each.id === to.node);
      const isEnd = !source || !ids.has(from.node) || !to.port.startsWith('fibre');
      return isEnd || fibrePorts(source).includes(to.port) ? [] : [id];
    }),
  );
}

/** Losses of branches by reflection, where the worst VSWR that was measured is over its limit; by cable. */
function measuredMismatches(plan: Plan, { tests = [] }: BuiltRecord): Map<string, number> {
  const { maxVswr } = planProfile(plan).installation;
  const worst = new Map<string, number>();
  for (const { cable, vswr } of tests) {
    if (vswr !== undefined && vswr > Math.max(worst.get(cable) ?? 0, maxVswr)) worst.set(cable, vswr);
  }
  return new Map([...worst].map(([cable, vswr]) => [cable, mismatchLossDb(vswr)]));
}

/** Power that does not pass a mismatch, dB: −10 lg (1 − Γ²), Γ = (VSWR − 1) / (VSWR + 1). */
export function mismatchLossDb(vswr: number): number {
  const reflected = (vswr - 1) / (vswr + 1);
  return Math.round(-10 * Math.log10(1 - reflected * reflected) * powerSteps) / powerSteps;
}

function builtCable(
  cable: NetworkCable,
  row: BuiltCable | undefined,
  {
    design,
    antennas,
    notes,
    devices,
  }: { design: Plan; antennas: readonly Antenna[]; notes: Phrase[]; devices: BuiltDevices },
): NetworkCable {
  const device = { from: devices.moved.get(cable.from.node), to: devices.moved.get(cable.to.node) };
  if (device.from || device.to) return betweenMoved(cable, row, device, notes);
  const designed = design.antennas.find(({ id }) => id === cable.to.node);
  const antenna = antennas.find(({ id }) => id === cable.to.node);
  const movedM = designed && antenna ? distance(antennaLocation(designed), antennaLocation(antenna)) : 0;
  const isMoved = movedM > 0 || designed?.level !== antenna?.level;
  const part = row?.part ?? cable.part;
  if (row?.via) return { ...onCourse(cable, row.via, antenna), part, ...measuredLength(cable, row, antenna) };
  if (!isMoved) {
    const lengthM = row?.lengthM ?? cable.lengthM;
    if (lengthM === cable.lengthM && part === cable.part) return cable;
    const isShorter =
      cable.course.length === 1 && pathLengthM(cable.course[0].path) > lengthM + courseToleranceM;
    // A cable that is shorter than its course was routed another way, and nobody says which.
    return { ...cable, part, lengthM, ...(isShorter ? straightCourse(cable) : {}) };
  }
  // Nobody measured it: the designed course and from its end straight on.
  const lengthM = row?.lengthM ?? Math.round(1000 * (cable.lengthM + movedM)) / 1000;
  if (row?.lengthM === undefined) {
    notes.push(
      say('built-length-assumed', { id: cable.id, antenna: cable.to.node, length: lengthM.toFixed(1) }),
    );
  }
  if (!antenna) return { ...cable, part, lengthM, courseAssumed: true };
  const location = antennaLocation(antenna);
  if (antenna.level !== cable.course[cable.course.length - 1].level) {
    const [{ level, path }] = cable.course;
    const course = riserCourse({ level, position: path[0] }, antenna);
    return { ...cable, part, lengthM, courseAssumed: true, course };
  }
  return { ...cable, part, lengthM, courseAssumed: true, course: courseTo(cable, location, lengthM) };
}

type MovedEnd = { before: Pick<Antenna, 'level' | 'position'>; after: Pick<Antenna, 'level' | 'position'> };

/** A cable one or both of whose devices hang elsewhere; of an antenna at its end that moved too nobody says the course either. */
function betweenMoved(
  cable: NetworkCable,
  row: BuiltCable | undefined,
  { from, to }: { from: MovedEnd | undefined; to: MovedEnd | undefined },
  notes: Phrase[],
): NetworkCable {
  const part = row?.part ?? cable.part;
  const movedM = [from, to].reduce(
    (sum, end) => sum + (end ? distance(end.before.position, end.after.position) : 0),
    0,
  );
  const lengthM = row?.lengthM ?? Math.round(1000 * (cable.lengthM + movedM)) / 1000;
  if (row?.lengthM === undefined) {
    const { id } = cable;
    notes.push(say('built-length-assumed', { id, antenna: cable.to.node, length: lengthM.toFixed(1) }));
  }
  const [first] = cable.course;
  const last = cable.course[cable.course.length - 1];
  const start = from?.after ?? { level: first.level, position: first.path[0] };
  const end = to?.after ?? { level: last.level, position: last.path[last.path.length - 1] };
  if (row?.via) {
    const path: [number, number][] = [start.position, ...row.via, end.position];
    return { ...cable, part, lengthM, course: [{ level: start.level, path }] };
  }
  const isRiser = start.level !== first.level || end.level !== last.level;
  if (isRiser) return { ...cable, part, lengthM, courseAssumed: true, course: courseBetween(start, end) };
  const ended = to ? courseTo(cable, end.position, lengthM) : cable.course;
  const course = from
    ? turned(courseTo({ ...cable, course: turned(ended) }, start.position, lengthM))
    : ended;
  return { ...cable, part, lengthM, courseAssumed: true, course };
}

/** The same course the other way. */
function turned(course: NetworkCable['course']): NetworkCable['course'] {
  return [...course].reverse().map(({ path, ...run }) => ({ ...run, path: [...path].reverse() }));
}

/** A cable along the corners that were measured, between its ends, of which the antenna may hang elsewhere now. */
function onCourse(
  { courseAssumed: _, ...cable }: NetworkCable,
  via: NonNullable<BuiltCable['via']>,
  antenna: Antenna | undefined,
): NetworkCable {
  const [{ level, path }] = cable.course;
  const last = cable.course[cable.course.length - 1].path;
  const end = antenna ? antennaLocation(antenna) : last[last.length - 1];
  return { ...cable, course: [{ level, path: [path[0], ...via, [end[0], end[1]]] }] };
}

/** Its measured length; where nobody measured it, the designed one with what the course is longer. */
function measuredLength(
  cable: NetworkCable,
  row: BuiltCable,
  antenna: Antenna | undefined,
): Pick<NetworkCable, 'lengthM'> {
  if (row.lengthM !== undefined) return { lengthM: row.lengthM };
  const [before, after] = [cable, onCourse(cable, row.via ?? [], antenna)].map(({ course }) =>
    course.reduce((sum, { path }) => sum + pathLengthM(path), 0),
  );
  return { lengthM: Math.max(0, Math.round(1000 * (cable.lengthM + after - before)) / 1000) };
}

/** The designed course with its end at a new location: straight on from its end, from its last corner, or straight, as its length allows. */
function courseTo(cable: NetworkCable, end: Point, lengthM: number): NetworkCable['course'] {
  const before = cable.course.slice(0, -1);
  const { level, path } = cable.course[cable.course.length - 1];
  const to: [number, number] = [end[0], end[1]];
  const earlierM = before.reduce((sum, run) => sum + pathLengthM(run.path), 0);
  // A course may be one point, where a part hangs right at the antenna: its beginning stays.
  const paths = [
    [path[0], ...path.slice(1, -1), to],
    [...path, to],
    [path[0], to],
  ];
  const fits = (each: readonly Point[]) => earlierM + pathLengthM(each) <= lengthM + courseToleranceM;
  return [...before, { level, path: paths.find(fits) ?? paths[2] }];
}

function straightCourse({ course }: NetworkCable): Pick<NetworkCable, 'course' | 'courseAssumed'> {
  const [{ level, path }] = course;
  return { courseAssumed: true, course: [{ level, path: [path[0], path[path.length - 1]] }] };
}

/** A course of which both ends are all that is known: straight, or to another level. */
function riserCourse(start: Located, antenna: Antenna): NetworkCable['course'] {
  return courseBetween(start, locatedAntenna(antenna));
}

function locatedAntenna(antenna: Antenna): Located {
  const [x, y] = antennaLocation(antenna);
  return { level: antenna.level, position: [x, y] };
}

interface Located {
  level: string;
  position: [number, number];
}

function courseBetween(start: Located, end: Located): NetworkCable['course'] {
  if (start.level === end.level) return [{ level: start.level, path: [start.position, end.position] }];
  return [
    { level: start.level, path: [start.position] },
    { level: end.level, path: [end.position] },
  ];
}

/** A cable that the design does not have, or has between other ends, by the corners that were measured, else straight. */
function addedCable(
  row: BuiltCable,
  { design, antennas, devices }: { design: Plan; antennas: readonly Antenna[]; devices: BuiltDevices },
): NetworkCable[] {
  if (!row.added || row.part === undefined) return [];
  const { from, to } = row.added;
  const nodes = [...devices.sources, ...devices.devices, ...(design.network?.basebands ?? [])];
  const start = nodes.find(({ id }) => id === from.node);
  const antenna = antennas.find(({ id }) => id === to.node);
  const node = nodes.find(({ id }) => id === to.node);
  const end = antenna ? locatedAntenna(antenna) : node;
  if (!start || !end) return [];
  const isRouted = row.via !== undefined && start.level === end.level;
  const course: NetworkCable['course'] = isRouted
    ? [{ level: start.level, path: [start.position, ...(row.via ?? []), end.position] }]
    : courseBetween(start, end);
  const runM = isRouted ? pathLengthM(course[0].path) : distance(start.position, end.position);
  const lengthM = row.lengthM ?? Math.round(1000 * runM) / 1000;
  const assumed = isRouted ? {} : { courseAssumed: true };
  return [{ id: row.id, part: row.part, from, to, course, ...assumed, lengthM }];
}

/** The plan with the powers that its network brings to the ports now. */
function withPortPowers(plan: Plan, design: Plan): Plan {
  const evaluation = evaluateNetwork(plan);
  if (!evaluation) return plan;
  const bare = withoutNetworkPower(design);
  const feeds = new Map(evaluation.antennas.map((feed) => [feed.antenna, feed]));
  const antennas = plan.antennas.map((antenna) => {
    const feed = feeds.get(antenna.id);
    const plain = bare(antenna);
    if (!feed) return plain;
    const reached = feed.carriers.map(({ carrier, powerDbm }) => [
      carrier,
      Math.round(powerDbm * powerSteps) / powerSteps,
    ]);
    return { ...plain, portPowerDbm: { ...plain.portPowerDbm, ...Object.fromEntries(reached) } };
  });
  return withNetworkBasis({ ...plan, antennas });
}
