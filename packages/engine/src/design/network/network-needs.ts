import { distance, type Point } from '../../core/index.ts';
import {
  type CatalogPart,
  cableLengthM,
  facilityKindRow,
  feederPaths,
  type NetworkCable,
  type NetworkSource,
  type Passing,
  type Plan,
  radiatesAlongPath,
} from '../../plan/index.ts';
import { antennaPartId } from '../../radio/index.ts';
import { listPassages } from './penetrations.ts';

/** One thing to be mounted or installed. */
export interface NetworkNeed {
  /** Id of its part; where the plan has no part for it what it is called. */
  name: string;
  part?: CatalogPart;
  kind: CatalogPart['kind'];
  quantity: number;
  unit: 'piece' | 'm';
  /** Level of the device; for a cable, the level where it ends. */
  level: string;
}

/** Id of the part that a way through walls and slabs is on the bill. */
export function penetrationPartId(passing: Passing, parts: readonly CatalogPart[] = []): string {
  const part = parts.find((each) => each.kind === 'penetration' && each.passing === passing);
  return part?.id ?? `penetration-${passing}`;
}

/** All that a plan's network and antennas are made of, one by one. */
export function networkNeeds(plan: Plan): NetworkNeed[] {
  const { network } = plan;
  const parts = new Map((network?.parts ?? []).map((part) => [part.id, part]));
  const need = (
    name: string,
    kind: CatalogPart['kind'],
    level: string,
    measure: Pick<NetworkNeed, 'quantity' | 'unit'> = { quantity: 1, unit: 'piece' },
  ): NetworkNeed => {
    const part = parts.get(name);
    return { name, part, kind: part?.kind ?? kind, level, ...measure };
  };
  const smallCells = new Set(
    (network?.cables ?? [])
      .filter(({ part }) => parts.get(part)?.kind === 'data-cable')
      .map(({ to }) => to.node),
  );
  return [
    ...(network?.sources ?? []).flatMap(({ part, paths = 1, units, level }) => [
      ...(part === undefined ? [] : [need(part, 'poi', level, { quantity: paths, unit: 'piece' })]),
      ...units.map((unit) => need(unit.part, 'radio-unit', level)),
    ]),
    ...(network?.basebands ?? []).map(({ part, level }) => need(part, 'baseband', level)),
    ...(network?.devices ?? []).map(({ part, level }) => need(part, 'load', level)),
    ...(network?.cables ?? []).map(({ part, lengthM, course }) =>
      need(part, 'cable', course[course.length - 1].level, { quantity: lengthM, unit: 'm' }),
    ),
    // A small cell is a unit of its hub and brings its antenna along.
    ...plan.antennas
      .filter(({ id }) => !smallCells.has(id))
      .map((antenna) => {
        const name = antennaPartId(antenna, network?.parts ?? []);
        if (!radiatesAlongPath(antenna)) {
          const count = Math.ceil(feederPaths(antenna) / (parts.get(name)?.paths ?? 1));
          return need(name, 'antenna', antenna.level, { quantity: count, unit: 'piece' });
        }
        return need(name, 'antenna', antenna.level, { quantity: cableLengthM(antenna), unit: 'm' });
      }),
    ...listPassages(plan).penetrations.map(({ passing, level }) =>
      need(penetrationPartId(passing, network?.parts), 'penetration', level),
    ),
    ...accessoryNeeds(plan, need),
  ];
}

type Bearers = Record<NonNullable<CatalogPart['per']>, readonly string[]>;

/** Accessories of the plan's parts, one for each thing that they come with. */
function accessoryNeeds(
  plan: Plan,
  need: (name: string, kind: CatalogPart['kind'], level: string) => NetworkNeed,
): NetworkNeed[] {
  const accessories = (plan.network?.parts ?? []).filter(({ kind }) => kind === 'accessory');
  if (accessories.length === 0) return [];
  const bearers = levelsOfBearers(plan);
  return accessories.flatMap(({ id, per }) =>
    per === undefined ? [] : bearers[per].map((level) => need(id, 'accessory', level)),
  );
}

/** Level of each thing that accessories come with. */
function levelsOfBearers(plan: Plan): Bearers {
  const { sources = [], devices = [], cables = [], parts = [] } = plan.network ?? {};
  const kinds = new Map(parts.map(({ id, kind }) => [id, kind]));
  const radios = sources.filter(({ part }) => kinds.get(part ?? '') !== 'hub');
  const feeders = cables.filter(({ part }) => kinds.get(part) === 'cable');
  const levelsOf = (list: readonly { level: string }[]) => list.map(({ level }) => level);
  const feederLevels = feeders.map(({ course }) => course[course.length - 1].level);
  const isRepeater = ({ part }: { part: string }) => kinds.get(part) === 'repeater';
  return {
    repeater: radios.flatMap(({ level, units }) => units.filter(isRepeater).map(() => level)),
    'radio-unit': radios.flatMap(({ level, units }) => units.map(() => level)),
    source: levelsOf(radios),
    'remote-source': levelsOf(radios.filter((source) => isRemoteSource(plan, source))),
    antenna: levelsOf(plan.antennas),
    device: levelsOf(devices),
    cable: feederLevels,
    'cable-end': [...feederLevels, ...feederLevels],
  };
}

/** Returns whether the radio units of a source hang outside the equipment rooms of the plan. */
export function isRemoteSource(
  { levels }: Pick<Plan, 'levels'>,
  { level, facility }: NetworkSource,
): boolean {
  const { facilities = [] } = levels.find(({ id }) => id === level) ?? {};
  const kind = facilities.find(({ id }) => id === facility)?.kind;
  return kind === undefined || !facilityKindRow(kind).isSourceSite;
}

/** One unit of a source's equipment. */
export interface RoomUnit {
  id: string;
  kind: CatalogPart['kind'] | 'fibre-frame' | 'power-frame';
  part?: CatalogPart;
  /** Height in a rack of 19 inches, units of 44.45 mm: an assumption, as no catalogue says it. */
  rackUnits: number;
  /** Electric power; absent of what takes none, and where the catalogue does not say. */
  powerW?: number;
  /** Rating of its circuit breaker. */
  breakerA?: number;
}

/** A cable that leaves the equipment, and the first wall or slab that it passes. */
export interface RoomCable {
  cable: NetworkCable;
  part?: CatalogPart;
  /** The end at the equipment, and the node at the other. */
  port: string;
  node: string;
  other: string;
  penetration?: string;
}

/** The equipment of sources that stand together, with what it takes of a room. */
export interface SourceRoom {
  id: string;
  level: string;
  position: Point;
  /** Facility of the plan that it stands in. */
  facility?: string;
  /** It hangs outside equipment rooms. */
  isRemote: boolean;
  units: RoomUnit[];
  /** Units that take power, of which the catalogue does not say how much. */
  unstatedUnits: number;
  totalW: number;
  mainBreakerA: number;
  /** Air that takes all of the power away as heat. */
  airM3PerHour: number;
  cables: RoomCable[];
}

/** Assumptions of the trade, each named on the sheet. */
export const roomAssumptions = {
  /** Heights in a rack. */
  rackUnits: { baseband: 2, hub: 2, poi: 8, 'radio-unit': 6, repeater: 6, frame: 1, power: 3, other: 2 },
  /** Supply, and how much of a breaker's rating is used. */
  voltageV: 220,
  powerFactor: 0.9,
  breakerRatio: 0.8,
  breakersA: [10, 16, 20, 25, 32, 40, 50, 63, 80, 100, 125],
  /** The air may get so much warmer in the room. */
  warmingK: 10,
} as const;

/** Heat that a cubic metre of air takes per kelvin at 20 °C, J: 1.2 kg/m³ times 1005 J/(kg·K). */
const airJoulePerM3K = 1.2 * 1005;
/** Equipment no farther apart stands together, m. */
const togetherM = 3;

/** Equipment of the plan's sources by where it stands: rooms first, then what hangs outside of them. */
export function sourceRooms(plan: Plan): SourceRoom[] {
  const { sources = [], basebands = [] } = plan.network ?? {};
  type Standing = { level: string; position: Point; facility?: string };
  const groups: { at: Standing; sources: NetworkSource[]; basebands: typeof basebands }[] = [];
  const groupOf = (at: Standing) => {
    const isTogether = (other: Standing) =>
      other.level === at.level &&
      (at.facility !== undefined && other.facility !== undefined
        ? at.facility === other.facility
        : distance(other.position, at.position) <= togetherM);
    const known = groups.find((group) => isTogether(group.at));
    if (known) return known;
    const group = { at, sources: [], basebands: [] };
    groups.push(group);
    return group;
  };
  for (const source of sources) groupOf(source).sources.push(source);
  for (const baseband of basebands) groupOf(baseband).basebands.push(baseband);
  const penetrationOf = firstPenetrations(plan);
  return groups
    .map((group) => roomOf(plan, group, penetrationOf))
    .sort((p, q) => Number(p.isRemote) - Number(q.isRemote));
}

function roomOf(
  plan: Plan,
  {
    at,
    sources,
    basebands,
  }: {
    at: { level: string; position: Point; facility?: string };
    sources: readonly NetworkSource[];
    basebands: readonly { id: string; part: string }[];
  },
  penetrationOf: ReadonlyMap<string, string>,
): SourceRoom {
  const parts = new Map((plan.network?.parts ?? []).map((part) => [part.id, part]));
  const { rackUnits } = roomAssumptions;
  const unit = (id: string, kind: RoomUnit['kind'], partId: string | undefined): RoomUnit => {
    const part = parts.get(partId ?? '');
    const known = part?.kind ?? kind;
    const units = (rackUnits as Readonly<Record<string, number>>)[known] ?? rackUnits.other;
    const powerW = part?.powerW;
    return {
      ...{ id, kind: known, rackUnits: units },
      ...(part ? { part } : {}),
      ...(powerW === undefined ? {} : { powerW, breakerA: breakerFor(powerW) }),
    };
  };
  const isSmallCell = (id: string) => parts.get(id)?.kind === 'small-cell';
  const powered = [
    ...basebands.map(({ id, part }) => unit(id, 'baseband', part)),
    ...sources.flatMap(({ id, part, units }) => [
      ...(part === undefined ? [] : [unit(id, 'poi', part)]),
      ...units
        .filter((each) => !isSmallCell(each.part))
        .map((each) => unit(each.id, 'radio-unit', each.part)),
    ]),
  ];
  const totalW = powered.reduce((sum, { powerW = 0 }) => sum + powerW, 0);
  const mainBreakerA = mainBreaker(
    totalW,
    powered.flatMap(({ breakerA }) => breakerA ?? []),
  );
  const ids = new Set([...sources, ...basebands].map(({ id }) => id));
  const takesPower = ({ kind }: RoomUnit) => kind !== 'poi';
  return {
    ...{ id: (sources[0] ?? basebands[0]).id, level: at.level, position: at.position },
    ...(at.facility === undefined ? {} : { facility: at.facility }),
    isRemote: sources.length > 0 && sources.every((source) => isRemoteSource(plan, source)),
    units: [
      { id: 'ODF', kind: 'fibre-frame', rackUnits: rackUnits.frame },
      ...powered,
      { id: 'AC', kind: 'power-frame', rackUnits: rackUnits.power, breakerA: mainBreakerA },
    ],
    unstatedUnits: powered.filter((each) => takesPower(each) && each.powerW === undefined).length,
    ...{ totalW, mainBreakerA },
    airM3PerHour: (3600 * totalW) / (airJoulePerM3K * roomAssumptions.warmingK),
    cables: cablesOf(plan, ids, { parts, penetrationOf }),
  };
}

/** The smallest breaker whose rating is not used up. */
function breakerFor(powerW: number): number {
  const { voltageV, powerFactor, breakerRatio, breakersA } = roomAssumptions;
  const currentA = powerW / (voltageV * powerFactor);
  return breakersA.find((rating) => currentA <= breakerRatio * rating) ?? breakersA[breakersA.length - 1];
}

/** The breaker for all of them, and a size above those behind it, so that these trip first. */
function mainBreaker(powerW: number, behindA: readonly number[]): number {
  const { breakersA } = roomAssumptions;
  const largest = Math.max(0, ...behindA);
  const above = breakersA.find((rating) => rating > largest) ?? breakersA[breakersA.length - 1];
  return Math.max(breakerFor(powerW), above);
}

/** Cables with one end at the equipment, and fibres between two of its parts. */
function cablesOf(
  { network }: Plan,
  ids: ReadonlySet<string>,
  {
    parts,
    penetrationOf,
  }: { parts: ReadonlyMap<string, CatalogPart>; penetrationOf: ReadonlyMap<string, string> },
): RoomCable[] {
  return (network?.cables ?? []).flatMap((cable): RoomCable[] => {
    const { id, from, to } = cable;
    const [here, there] = ids.has(from.node) ? [from, to] : [to, from];
    if (!ids.has(here.node)) return [];
    const part = parts.get(cable.part);
    const penetration = penetrationOf.get(id);
    return [
      {
        ...{ cable, port: here.port, node: here.node, other: there.node },
        ...(part ? { part } : {}),
        ...(penetration ? { penetration } : {}),
      },
    ];
  });
}

function firstPenetrations(plan: Plan): Map<string, string> {
  const first = new Map<string, string>();
  for (const { id, cable } of listPassages(plan).penetrations) if (!first.has(cable)) first.set(cable, id);
  return first;
}
