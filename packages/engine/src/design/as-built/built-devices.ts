import type { Point } from '../../core/index.ts';
import {
  type Antenna,
  antennaLocation,
  type BuiltCable,
  type BuiltDevice,
  type BuiltRecord,
  type Carrier,
  type CatalogPart,
  type Network,
  type NetworkCable,
  type NetworkDevice,
  type NetworkSource,
  outputPorts,
  type Plan,
} from '../../plan/index.ts';
import { feedTargetDbm, unitPowerDbm } from '../../radio/index.ts';
import { smallCellAntennas } from './designed-plan.ts';

/** Devices and sources as they were installed, and what that makes of the ends of cables. */
export interface BuiltDevices {
  devices: NetworkDevice[];
  sources: NetworkSource[];
  /** Locations as designed and as built of those that hang elsewhere, by id. */
  moved: ReadonlyMap<string, { before: Installed; after: Installed }>;
  /** Ids of those that were left out, and of the loads on their outputs. */
  gone: ReadonlySet<string>;
  /** The output of a device that a cable begins at now: another part has its outputs in the same order. */
  portOf(from: NetworkCable['from']): string;
}

type Installed = Pick<NetworkDevice, 'level' | 'position'>;

/**
 * Devices and sources of a network with what a record says of them; the network's own where it says nothing. Small cells whose antennas do not
 * hang are gone from their hubs, whose outputs are numbered by those that are left.
 */
export function builtDevices(
  { antennas, carriers, network: designed = {} }: Pick<Plan, 'antennas' | 'carriers' | 'network'>,
  recorded: readonly BuiltDevice[] = [],
  { parts: catalogue, hung }: { parts: readonly CatalogPart[]; hung?: ReadonlySet<string> },
): BuiltDevices {
  const { devices = [], sources = [], cables = [], parts = [] } = designed;
  const rows = new Map(recorded.map((row) => [row.id, row]));
  const listed = new Map([...catalogue, ...parts].map((part) => [part.id, part]));
  const cells = new Map(
    smallCellAntennas({ antennas, network: designed }).map(({ unit, antenna }) => [unit.id, antenna]),
  );
  const hubPorts = new Map<string, string>();
  const gone = leftOut({ devices, cables, parts }, rows);
  const network = { devices, cables, parts };
  const partIds = new Map(devices.map(({ id, part }) => [id, part]));
  const portOf = ({ node, port }: NetworkCable['from']): string | undefined => {
    const renumbered = hubPorts.get(`${node} ${port}`);
    if (renumbered !== undefined) return renumbered;
    const before = partIds.get(node);
    const [old, now] = [before, rows.get(node)?.part ?? before].map((part) => listed.get(String(part)));
    if (!old || !now || old === now) return port;
    return outputPorts(now)[rankOf(network, { node, port }, old)];
  };
  // A load on an output that another part does not have is gone with it.
  const loads = loadIds(network);
  for (const { from, to } of cables) if (loads.has(to.node) && portOf(from) === undefined) gone.add(to.node);
  const moved = new Map<string, { before: Installed; after: Installed }>();
  const place = <Item extends NetworkDevice | NetworkSource>(item: Item): Item => {
    const row = rows.get(item.id);
    if (!row) return item;
    const isMoved = row.state !== 'installed' && (row.position !== undefined || row.level !== undefined);
    const [level, position] = [row.level ?? item.level, row.position ?? item.position];
    const isElsewhere = isMoved && (level !== item.level || !isAt(position, item.position));
    if (isElsewhere) moved.set(item.id, { before: item, after: { level, position } });
    const { positionAssumed: _, ...known } = item as Item & { positionAssumed?: boolean };
    const located = isElsewhere ? ({ ...known, level, position } as Item) : item;
    const part = row.part ?? item.part;
    return part === item.part ? located : { ...located, part };
  };
  const installed = devices.filter(({ id }) => !gone.has(id)).map(place);
  const given = { ...{ rows, cells, carriers, listed, hubPorts }, ...(hung ? { hung } : {}) };
  return {
    ...{ devices: installed, moved, gone },
    sources: sources.map((source) => withUnits(inRoom(place(source), rows.get(source.id)), given)),
    portOf: (from) => portOf(from) ?? from.port,
  };
}

function isAt([x, y]: readonly [number, number], [ox, oy]: readonly [number, number]): boolean {
  return x === ox && y === oy;
}

/** A source stands in the room that the record has, in none where it stands elsewhere. */
function inRoom(source: NetworkSource, row: BuiltDevice | undefined): NetworkSource {
  if (row?.position === undefined || row.state === 'installed') return source;
  const { facility: _, ...free } = source;
  return row.facility === undefined ? free : { ...free, facility: row.facility };
}

interface UnitChange {
  rows: ReadonlyMap<string, BuiltDevice>;
  /** Antennas of small cells by the ids of these. */
  cells: ReadonlyMap<string, Antenna>;
  carriers: readonly Carrier[];
  listed: ReadonlyMap<string, CatalogPart>;
  hung?: ReadonlySet<string>;
  /** Outputs of hubs as they are numbered now, by hub and output. */
  hubPorts: Map<string, string>;
}

/** A source with the units that were installed; a small cell of another part sends what that part sends. */
function withUnits(source: NetworkSource, given: UnitChange): NetworkSource {
  const { rows, cells, hung, hubPorts } = given;
  const units = source.units.flatMap((unit, index) => {
    const [row, antenna] = [rows.get(unit.id), cells.get(unit.id)];
    const isGone = antenna ? hung?.has(antenna.id) === false : row?.state === 'not-installed';
    if (isGone) return [];
    const part = row?.part === undefined || row.part === unit.part ? undefined : row.part;
    const built =
      part === undefined
        ? unit
        : { ...unit, part, ...(antenna ? { outputPowerDbm: cellPowers(unit, antenna, part, given) } : {}) };
    return [{ built, index }];
  });
  if (units.every(({ built }, at) => built === source.units[at]) && units.length === source.units.length)
    return source;
  const isHub = source.units.some(({ id }) => cells.has(id));
  for (const [at, { index }] of units.entries())
    if (isHub) hubPorts.set(`${source.id} out${index + 1}`, `out${at + 1}`);
  return { ...source, units: units.map(({ built }) => built) };
}

/** Powers of the carriers that a small cell was designed to send and another part sends, dBm. */
function cellPowers(
  { outputPowerDbm }: NetworkSource['units'][number],
  antenna: Antenna,
  partId: string,
  { carriers, listed }: UnitChange,
): Record<string, number> {
  const part = listed.get(partId);
  const sent = carriers.filter(
    (carrier) =>
      carrier.id in outputPowerDbm && part !== undefined && unitPowerDbm(part, carrier) !== undefined,
  );
  return Object.fromEntries(sent.map((carrier) => [carrier.id, feedTargetDbm(antenna, carrier, part)]));
}

/** Parts of small cells of another part than designed, by their antennas. */
export function replacedCells(
  plan: Pick<Plan, 'antennas' | 'network'>,
  recorded: readonly BuiltDevice[] = [],
): ReadonlyMap<string, { unit: string; part: string }> {
  const rows = new Map(recorded.map((row) => [row.id, row]));
  return new Map(
    smallCellAntennas(plan).flatMap(({ unit, antenna }) => {
      const part = rows.get(unit.id)?.part;
      return part === undefined ? [] : [[antenna.id, { unit: unit.id, part }] as const];
    }),
  );
}

interface AddedGiven {
  design: Plan;
  /** Antennas, devices and sources as they were built. */
  antennas: readonly Antenna[];
  devices: readonly NetworkDevice[];
  sources: readonly NetworkSource[];
  parts: readonly CatalogPart[];
}

/** Devices and radio units that the design does not have and the table of cables connects. */
interface AddedNodes {
  devices: NetworkDevice[];
  sources: NetworkSource[];
}

type AddedRow = BuiltDevice & { part: string };

/** A row of something that was added and whose part is known. */
export function isAddedPart(row: BuiltDevice): row is AddedRow {
  return row.state === 'added' && row.part !== undefined;
}

/** Returns whether an added part is a source of its own: a radio unit or repeater. */
export function isSender(part: CatalogPart): boolean {
  return part.kind === 'radio-unit' || part.kind === 'repeater';
}

/**
 * Devices that a record adds behind a cable, and radio units before one. What stands nowhere for certain is presumed in the middle of what it is
 * connected to; a radio unit sends every carrier that it is made for, with the power of its part.
 */
export function addedNodes({ devices: rows = [], cables = [] }: BuiltRecord, given: AddedGiven): AddedNodes {
  const listed = new Map(given.parts.map((part) => [part.id, part]));
  const added = cables.flatMap(({ added: ends }) => (ends ? [ends] : []));
  const located = new Map<string, Located>([
    ...given.antennas.map((each) => [each.id, locatedAt(each.level, antennaLocation(each))] as const),
    ...[...given.devices, ...given.sources].map(
      (each) => [each.id, locatedAt(each.level, each.position)] as const,
    ),
  ]);
  const found: AddedNodes = { devices: [], sources: [] };
  for (const row of rows.filter(isAddedPart)) {
    const part = listed.get(row.part);
    if (!part) continue;
    const [outgoing, incoming] = [
      added.filter(({ from }) => from.node === row.id),
      added.filter(({ to }) => to.node === row.id),
    ];
    const ends = isSender(part) ? outgoing : incoming;
    const around = [...incoming.map(({ from }) => from.node), ...outgoing.map(({ to }) => to.node)];
    const location = ends.length === 0 ? undefined : locationOf(row, around, located);
    if (!location) continue;
    const { isAssumed, ...at } = location;
    located.set(row.id, at);
    if (!isSender(part))
      found.devices.push({
        id: row.id,
        part: row.part,
        ...at,
        ...(isAssumed ? { positionAssumed: true } : {}),
      });
    else {
      const source = addedSource(row, part, { added, given });
      if (source) found.sources.push({ ...at, ...source } as NetworkSource);
    }
  }
  return found;
}

interface Located {
  level: string;
  position: [number, number];
}

function locatedAt(level: string, [x, y]: Point): Located {
  return { level, position: [x, y] };
}

/** Its location by its row, else the middle of what it is connected to on one level; undefined where nothing of that is known. */
function locationOf(
  { level, position }: BuiltDevice,
  around: readonly string[],
  located: ReadonlyMap<string, Located>,
): (Located & { isAssumed: boolean }) | undefined {
  const known = around.flatMap((id) => located.get(id) ?? []);
  const on = level ?? known[0]?.level;
  if (on === undefined) return undefined;
  if (position) return { level: on, position: [position[0], position[1]], isAssumed: false };
  const there = known.filter((each) => each.level === on);
  if (there.length === 0) return undefined;
  const mean = (axis: 0 | 1) =>
    Math.round((1000 * there.reduce((sum, each) => sum + each.position[axis], 0)) / there.length) / 1000;
  return { level: on, position: [mean(0), mean(1)], isAssumed: true };
}

/** A radio unit as a source; undefined where it sends nothing that is not sent already, or more carriers than it has room for. */
function addedSource(
  { id, part: partId }: AddedRow,
  part: CatalogPart,
  { added, given }: { added: readonly NonNullable<BuiltCable['added']>[]; given: AddedGiven },
): Omit<NetworkSource, 'level' | 'position'> | undefined {
  const { design, antennas, sources } = given;
  const behind = new Set([id]);
  const cables = [...added, ...(design.network?.cables ?? [])];
  for (let before = 0; before < behind.size; ) {
    before = behind.size;
    for (const { from, to } of cables) if (behind.has(from.node)) behind.add(to.node);
  }
  const joined = sources.find((each) => behind.has(each.id));
  const fed = antennas.find((each) => behind.has(each.id));
  const cell = joined?.cell ?? fed?.cell ?? sources[0]?.cell ?? antennas[0]?.cell ?? 'S1';
  const carriers = design.carriers.filter(
    (carrier) =>
      unitPowerDbm(part, carrier) !== undefined &&
      !joined?.units.some(({ outputPowerDbm }) => carrier.id in outputPowerDbm),
  );
  if (carriers.length === 0 || carriers.length > (part.carriersAtMost ?? carriers.length)) return undefined;
  const powers = carriers.map((carrier) => [carrier.id, unitPowerDbm(part, carrier) ?? 0]);
  return { id, cell, units: [{ id, part: partId, outputPowerDbm: Object.fromEntries(powers) }] };
}

/** Rank of an output among those that lead on: loads are left out, as another part may have as many outputs as branches. */
function rankOf(
  { cables = [], devices = [], parts = [] }: Network,
  { node, port }: NetworkCable['from'],
  part: CatalogPart,
): number {
  const loads = loadIds({ devices, parts });
  const used = outputPorts(part).filter((each) =>
    cables.some(({ from, to }) => from.node === node && from.port === each && !loads.has(to.node)),
  );
  const free = outputPorts(part).filter((each) => !used.includes(each));
  return [...used, ...free].indexOf(port);
}

function loadIds({ devices = [], parts = [] }: Network): ReadonlySet<string> {
  const kinds = new Map(parts.map(({ id, kind }) => [id, kind]));
  return new Set(devices.flatMap(({ id, part }) => (kinds.get(part) === 'load' ? [id] : [])));
}

function leftOut(network: Network, rows: ReadonlyMap<string, BuiltDevice>): Set<string> {
  const { devices = [], cables = [] } = network;
  const isOut = ({ id }: { id: string }) => rows.get(id)?.state === 'not-installed';
  const gone = new Set(devices.filter(isOut).map(({ id }) => id));
  const loads = loadIds(network);
  for (const { from, to } of cables) if (gone.has(from.node) && loads.has(to.node)) gone.add(to.node);
  return gone;
}
