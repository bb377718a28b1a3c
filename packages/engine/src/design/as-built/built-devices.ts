import {
  type BuiltDevice,
  type CatalogPart,
  type Network,
  type NetworkCable,
  type NetworkDevice,
  type NetworkSource,
  outputPorts,
} from '../../plan/index.ts';

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

/** Devices and sources of a network with what a record says of them; the network's own where it says nothing. */
export function builtDevices(
  { devices = [], sources = [], cables = [], parts = [] }: Network,
  recorded: readonly BuiltDevice[] = [],
  catalogue: readonly CatalogPart[] = [],
): BuiltDevices {
  const rows = new Map(recorded.map((row) => [row.id, row]));
  const listed = new Map([...catalogue, ...parts].map((part) => [part.id, part]));
  const cells = new Set(parts.flatMap(({ id, kind }) => (kind === 'small-cell' ? [id] : [])));
  const gone = leftOut({ devices, cables, parts }, rows);
  const network = { devices, cables, parts };
  const partIds = new Map(devices.map(({ id, part }) => [id, part]));
  const portOf = ({ node, port }: NetworkCable['from']): string | undefined => {
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
  return {
    ...{ devices: installed, moved, gone },
    sources: sources.map((source) => withUnits(inRoom(place(source), rows.get(source.id)), rows, cells)),
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

function withUnits(
  source: NetworkSource,
  rows: ReadonlyMap<string, BuiltDevice>,
  cells: ReadonlySet<string>,
): NetworkSource {
  const units = source.units.flatMap((unit) => {
    const row = rows.get(unit.id);
    // Outputs of a hub are numbered by its small cells: what hangs on one that is gone is gone, and the others stay.
    if (row?.state === 'not-installed' && !cells.has(unit.part)) return [];
    return row?.part === undefined || row.part === unit.part ? [unit] : [{ ...unit, part: row.part }];
  });
  const isSame = units.length === source.units.length && units.every((unit, at) => unit === source.units[at]);
  return isSame ? source : { ...source, units };
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
