import { distance, distanceToSegment, type Point, ringContains } from '../../core/index.ts';
import {
  type CatalogPart,
  cableLengthM,
  facilityKindRow,
  isSelfPowered,
  type NetworkBaseband,
  type NetworkCable,
  type NetworkSource,
  networkPaths,
  type Passing,
  type Plan,
  radiatesAlongPath,
} from '../../plan/index.ts';
import {
  antennaPartId,
  type RampLocation,
  rampCourses,
  rampOutdoorsAt,
  sentPaths,
} from '../../radio/index.ts';
import { farAntennas } from './antenna-supports.ts';
import { listFarEnds } from './far-ends.ts';
import { listHoles, listMultiCores, listPassages } from './penetrations.ts';

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

/** Fibres of a plan that are cores of another's cable: how far, and whose. */
export function sharedCores(plan: Plan): ReturnType<typeof listMultiCores> {
  return listMultiCores(plan, listPassages(plan).penetrations);
}

/** Metres of a cable of a plan that are installed for it: none where its cores lie in another's cable. */
export function installedLengths(plan: Plan): (cable: Pick<NetworkCable, 'id' | 'lengthM'>) => number {
  const inOthers = new Map(sharedCores(plan).map(({ cable, commonM }) => [cable, commonM]));
  return ({ id, lengthM }) => Math.round(1000 * (lengthM - (inOthers.get(id) ?? 0))) / 1000;
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
  const installedM = installedLengths(plan);
  return [
    ...(network?.sources ?? []).flatMap(({ part, paths = 1, units, level }) => [
      ...(part === undefined ? [] : [need(part, 'poi', level, { quantity: paths, unit: 'piece' })]),
      ...units.map((unit) => need(unit.part, 'radio-unit', level)),
    ]),
    ...(network?.basebands ?? []).map(({ part, level }) => need(part, 'baseband', level)),
    ...(network?.devices ?? []).map(({ part, level }) => need(part, 'load', level)),
    ...(network?.cables ?? []).map((cable) => {
      const { part, course } = cable;
      return need(part, 'cable', course[course.length - 1].level, { quantity: installedM(cable), unit: 'm' });
    }),
    // A small cell is a unit of its hub and brings its antenna along.
    ...plan.antennas
      .filter(({ id }) => !smallCells.has(id))
      .map((antenna) => {
        const name = antennaPartId(antenna, network?.parts ?? []);
        if (!radiatesAlongPath(antenna)) {
          const count = Math.ceil(networkPaths(antenna) / (parts.get(name)?.paths ?? 1));
          return need(name, 'antenna', antenna.level, { quantity: count, unit: 'piece' });
        }
        return need(name, 'antenna', antenna.level, { quantity: cableLengthM(antenna), unit: 'm' });
      }),
    ...plan.antennas
      .filter(radiatesAlongPath)
      .map(({ level }) => need(cableEndPartId(network?.parts), 'load', level)),
    ...listHoles(plan).map(({ passing, level }) =>
      need(penetrationPartId(passing, network?.parts), 'penetration', level),
    ),
    ...accessoryNeeds(plan, need),
  ];
}

/** A load's bearer, where it ends the far end of a radiating cable and no port. */
const cableEndBearer = 'radiating-cable';

/** Id of the part that ends radiating cables: a load for that, else any. */
export function cableEndPartId(parts: readonly CatalogPart[] = []): string {
  const loads = parts.filter(({ kind }) => kind === 'load');
  return (loads.find(({ per }) => per === cableEndBearer) ?? loads[0])?.id ?? 'load';
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
  const ends = cableEnds(plan);
  return accessories.flatMap((part) => {
    if (part.per === undefined) return [];
    const isSized = part.per === 'cable-end' && part.diameterMm !== undefined;
    const levels = isSized
      ? ends.filter(({ cable }) => fitsCable(accessories, part, cable)).map(({ level }) => level)
      : bearers[part.per];
    return levels.map((level) => need(part.id, 'accessory', level));
  });
}

/** Ends of feeders and radiating cables, each with the part that the cable is. */
function cableEnds({ network, antennas }: Plan): { level: string; cable: CatalogPart | undefined }[] {
  const { cables = [], parts = [] } = network ?? {};
  const partOf = (id: string) => parts.find((part) => part.id === id);
  const feeders = cables
    .map(({ part, course }) => ({ level: course[course.length - 1].level, cable: partOf(part) }))
    .filter(({ cable }) => (cable?.kind ?? 'cable') === 'cable');
  const radiating = antennas
    .filter(radiatesAlongPath)
    .map((antenna) => ({ level: antenna.level, cable: partOf(antennaPartId(antenna, parts)) }));
  return [...feeders, ...radiating].flatMap((each) => [each, each]);
}

/**
 * Returns whether an accessory of cable ends goes with a cable: one that states a diameter goes with the cables whose own is nearest to it
 * (the smallest with those that state none), any other with all.
 */
export function fitsCable(
  parts: readonly CatalogPart[],
  { diameterMm, per }: Pick<CatalogPart, 'diameterMm' | 'per'>,
  cable: Pick<CatalogPart, 'diameterMm'> | undefined,
): boolean {
  if (per !== 'cable-end' || diameterMm === undefined) return true;
  const offMm = (mm: number) => Math.abs(mm - (cable?.diameterMm ?? 0));
  return parts.every(
    (part) =>
      part.per !== 'cable-end' ||
      part.diameterMm === undefined ||
      offMm(part.diameterMm) >= offMm(diameterMm),
  );
}

/** Ids of antennas that hang from the ceiling where the plan's parts have what holds them there. */
export function hungAntennas(plan: Plan): ReadonlySet<string> {
  const hasPoles = (plan.network?.parts ?? []).some(({ per }) => per === 'hung-antenna');
  return new Set(hasPoles ? farAntennas(plan).map(({ id }) => id) : []);
}

/** Antennas on ramps outdoors, by id, with where on the ramp: they stand in the weather, as no drawing says that a ramp is covered. */
export function rampAntennas({
  levels,
  antennas,
}: Pick<Plan, 'levels' | 'antennas'>): Map<string, RampLocation> {
  const outside = antennas.filter(({ level, position }) =>
    levels.some(({ id, outline }) => id === level && !ringContains(outline, position)),
  );
  const courses = outside.length > 0 ? rampCourses(levels) : [];
  return new Map(
    outside.flatMap(({ id, level, position }) => {
      const found = levels.find((each) => each.id === level);
      const location = found && rampOutdoorsAt(courses, found, position);
      return location ? [[id, location] as const] : [];
    }),
  );
}

/** Level of each thing that accessories come with. */
function levelsOfBearers(plan: Plan): Bearers {
  const { sources = [], devices = [], cables = [], parts = [] } = plan.network ?? {};
  const kinds = new Map(parts.map(({ id, kind }) => [id, kind]));
  const radios = sources.filter(({ part }) => kinds.get(part ?? '') !== 'hub');
  const linesOf = (...meant: CatalogPart['kind'][]) =>
    cables
      .filter(({ part }) => meant.includes(kinds.get(part) ?? 'cable'))
      .map(({ course }) => course[course.length - 1].level);
  const levelsOf = (list: readonly { level: string }[]) => list.map(({ level }) => level);
  const twice = (levels: readonly string[]) => [...levels, ...levels];
  const feeders = linesOf('cable');
  const radiating = plan.antennas.filter(radiatesAlongPath);
  const passive = plan.antennas.filter((each) => !isSelfPowered(each));
  const hung = hungAntennas(plan);
  const onRamps = rampAntennas(plan);
  const isRepeater = ({ part }: { part: string }) => kinds.get(part) === 'repeater';
  return {
    repeater: radios.flatMap(({ level, units }) => units.filter(isRepeater).map(() => level)),
    'radio-unit': radios.flatMap(({ level, units }) => units.map(() => level)),
    source: levelsOf(radios),
    'poi-input': [...poiInputs(plan), ...shiftInputs(plan)].map(({ level }) => level),
    ...siteBearers(plan),
    antenna: levelsOf(plan.antennas),
    'passive-antenna': levelsOf(passive.filter(({ id }) => !hung.has(id))),
    'hung-antenna': levelsOf(passive.filter(({ id }) => hung.has(id))),
    'ramp-antenna': levelsOf(passive.filter(({ id }) => onRamps.has(id))),
    'shift-antenna': levelsOf(listFarEnds(plan).filter(({ blocking }) => blocking.length > 0)),
    'small-cell': levelsOf(plan.antennas.filter(({ feed }) => feed === 'small-cell')),
    'radiating-cable': levelsOf(radiating),
    'radiating-metre': radiating.flatMap((antenna) =>
      Array.from({ length: Math.ceil(cableLengthM(antenna) - 1e-9) }, () => antenna.level),
    ),
    'antenna-input': antennaInputs(plan).map(({ level }) => level),
    ...looseBearers(plan),
    device: levelsOf(devices),
    cable: feeders,
    'cable-end': twice([...feeders, ...levelsOf(radiating)]),
    'data-cable-end': twice(linesOf('data-cable')),
    line: linesOf('cable', 'data-cable', 'fibre'),
  };
}

/** Feeders that end at antennas, a jumper at each. */
export function antennaInputs({ network, antennas }: Plan): { id: string; level: string }[] {
  const levels = new Map(antennas.map(({ id, level }) => [id, level]));
  const kinds = new Map((network?.parts ?? []).map(({ id, kind }) => [id, kind]));
  return (network?.cables ?? []).flatMap(({ id, part, to }) => {
    const level = levels.get(to.node);
    return level === undefined || (kinds.get(part) ?? 'cable') !== 'cable' ? [] : [{ id, level }];
  });
}

/** Bearers that are a metre of line off trays each. */
const looseBearers = (plan: Plan) => {
  const loose = looseMetres(plan);
  const levelsOf = (isMeant: boolean) =>
    loose.filter(({ isFeeder }) => isFeeder === isMeant).map(({ level }) => level);
  return { 'loose-feeder-metre': levelsOf(true), 'loose-line-metre': levelsOf(false) };
};

/** A tray holds what is drawn within so much of its centre line, m (assumption). */
const trayReachM = 0.3;
const looseStepM = 0.25;
/** Cables in the same square of this side lie together, m. */
const togetherCellM = 0.5;

/** A conduit holds cables that fill so much of its inside, and has so much of it, mm (assumptions: DN25). */
const conduit = { insideMm: 25, filledRatio: 0.4 };

/**
 * Metres of feeders, and of conduit for data cables and fibres, off all trays, begun ones as whole. A feeder has clips of its own; other
 * cables that lie together share conduits, as many as they fill.
 */
export function looseMetres({ network, levels }: Plan): { id: string; level: string; isFeeder: boolean }[] {
  const parts = new Map((network?.parts ?? []).map((part) => [part.id, part]));
  const traysOf = new Map(
    levels.map(({ id, facilities = [] }) => [
      id,
      facilities.flatMap(({ kind, path }) => (path && facilityKindRow(kind).isTray ? [path] : [])),
    ]),
  );
  const lines = (network?.cables ?? []).flatMap(({ id, part, course }) => {
    const isFeeder = (parts.get(part)?.kind ?? 'cable') === 'cable';
    const filled = (parts.get(part)?.diameterMm ?? conduit.insideMm) ** 2;
    return course.map(({ level, path }) => {
      const cells = loosePath(path, traysOf.get(level) ?? []);
      return { id, level, isFeeder, filled, cells };
    });
  });
  const inCells = new Map<string, { filled: number; cables: number }>();
  for (const { level, isFeeder, filled, cells } of lines) {
    if (isFeeder) continue;
    for (const key of cells.keys()) {
      const at = JSON.stringify([level, key]);
      const known = inCells.get(at) ?? { filled: 0, cables: 0 };
      inCells.set(at, { filled: known.filled + filled, cables: known.cables + 1 });
    }
  }
  /** The part of conduits in a cell that is one cable's. */
  const ratioAt = (level: string, key: string) => {
    const { filled, cables } = inCells.get(JSON.stringify([level, key]))!;
    const conduits = Math.ceil(filled / (conduit.filledRatio * conduit.insideMm ** 2) - 1e-9);
    return Math.min(1, Math.max(1, conduits) / cables);
  };
  // Conduits are begun once on a level, not once for each cable in them.
  const begunM = new Map<string, number>();
  return lines.flatMap(({ id, level, isFeeder, cells }) => {
    let lengthM = 0;
    for (const [key, partM] of cells) lengthM += partM * (isFeeder ? 1 : ratioAt(level, key));
    const beforeM = isFeeder ? 0 : (begunM.get(level) ?? 0);
    if (!isFeeder) begunM.set(level, beforeM + lengthM);
    const count = Math.ceil(beforeM + lengthM - 1e-9) - Math.ceil(beforeM - 1e-9);
    return Array.from({ length: count }, () => ({ id, level, isFeeder }));
  });
}

/** Metres of a path off all trays, by the cell of half a metre that they are in. */
function loosePath(path: readonly Point[], trays: readonly (readonly Point[])[]): Map<string, number> {
  const cells = new Map<string, number>();
  for (let index = 1; index < path.length; index += 1) {
    const [from, to] = [path[index - 1], path[index]];
    const lengthM = distance(from, to);
    const count = Math.ceil(lengthM / looseStepM);
    for (let step = 0; step < count; step += 1) {
      const ratio = (step + 0.5) / count;
      const at: Point = [from[0] + ratio * (to[0] - from[0]), from[1] + ratio * (to[1] - from[1])];
      if (isOnTray(at, trays)) continue;
      const key = at.map((value) => Math.floor(value / togetherCellM)).join();
      cells.set(key, (cells.get(key) ?? 0) + lengthM / count);
    }
  }
  return cells;
}

function isOnTray(at: Point, trays: readonly (readonly Point[])[]): boolean {
  return trays.some((tray) =>
    tray.some((corner, index) => index > 0 && distanceToSegment(at, tray[index - 1], corner) <= trayReachM),
  );
}

/** Levels of what stands where equipment stands, a level for each. */
function siteBearers(plan: Plan) {
  const sites = equipmentSites(plan).map((site) => ({ ...site, units: siteUnits(plan, site) }));
  const ofKind = (kind: RoomUnit['kind']) =>
    sites.flatMap(({ at, units }) => units.filter((unit) => unit.kind === kind).map(() => at.level));
  const housings = sites.flatMap(({ at, units, isRemote }) =>
    isRemote ? housedUnits(units).map((each) => ({ level: at.level, isHub: isHubHousing(each) })) : [],
  );
  return {
    'equipment-site': sites.map(({ at }) => at.level),
    'equipment-drop': sites.map(({ at }) => at.level),
    'powered-unit': sites.flatMap(({ at, units }) =>
      units.filter(({ kind }) => poweredKinds.includes(kind)).map(() => at.level),
    ),
    rack: sites.flatMap(({ at, units, isRemote }) =>
      isRemote ? [] : rackedUnits(units).map(() => at.level),
    ),
    'remote-source': housings.flatMap(({ level, isHub }) => (isHub ? [] : level)),
    'remote-hub': housings.flatMap(({ level, isHub }) => (isHub ? level : [])),
    'fibre-frame': ofKind('fibre-frame'),
    'power-frame': ofKind('power-frame'),
  };
}

/** The output of a unit on one path, and the input of the POI that a jumper leads to. */
export interface PoiInput {
  source: string;
  level: string;
  unit: string;
  /** Path of the source, whose POI it is: from 1. */
  path: number;
  /** Number of the input on that POI: from 1. */
  input: number;
}

/** Ids of the POI or hub of a source, one for each of its paths: `SRC1`, `SRC1-p2`. */
export function combinerIds({ id, part, paths = 1 }: Pick<NetworkSource, 'id' | 'part' | 'paths'>): string[] {
  const count = part === undefined ? 0 : paths;
  return Array.from({ length: count }, (_, index) => (index === 0 ? id : `${id}-p${index + 1}`));
}

/** Inputs of the POI of a plan's sources, a jumper to each; a source without one feeds its tree itself. */
export function poiInputs({ network, carriers }: Plan): PoiInput[] {
  const parts = new Map((network?.parts ?? []).map((part) => [part.id, part]));
  return (network?.sources ?? []).flatMap(({ id: source, part, level, paths = 1, units }) => {
    if (part === undefined || parts.get(part)?.kind !== 'poi') return [];
    return Array.from({ length: paths }, (_, index) => index + 1).flatMap((path) =>
      units
        .filter((unit) => {
          const known = parts.get(unit.part);
          const sent = carriers.filter(({ id }) => unit.outputPowerDbm[id] !== undefined);
          return path === 1 || (known && sent.some((carrier) => sentPaths(known, carrier) >= path));
        })
        .map(({ id: unit }, index) => ({ source, level, unit, path, input: index + 1 })),
    );
  });
}

/** The output of the second path of a radio unit, and the near end that shifts it, which a jumper leads to. */
export interface ShiftInput {
  level: string;
  unit: string;
  nearEnd: string;
}

/** Inputs of the near ends of a plan's sources, a jumper to each. */
export function shiftInputs({ network }: Plan): ShiftInput[] {
  return (network?.sources ?? []).flatMap(({ level, units }) =>
    units.flatMap(({ id: nearEnd, intermediateMhz = {} }) =>
      units
        .filter(({ outputPowerDbm }) => Object.keys(intermediateMhz).some((id) => id in outputPowerDbm))
        .map(({ id: unit }) => ({ level, unit, nearEnd })),
    ),
  );
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
  /** Electric power that it takes from its supply; absent of what takes none, and where the catalogue does not say. */
  powerW?: number;
  /** Part of it that is handed on over data cables to small cells. */
  handedW?: number;
  /** Rating of its circuit breaker. */
  breakerA?: number;
}

/** A cable that leaves the equipment, and the first wall or slab that it passes from there. */
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
  /** Sources, hubs among them, whose equipment it is; where only baseband units stand, these. */
  names: string[];
  level: string;
  position: Point;
  /** Facility of the plan that it stands in. */
  facility?: string;
  /** It hangs outside equipment rooms. */
  isRemote: boolean;
  units: RoomUnit[];
  /** The same units, as they fill racks from above, or outside equipment rooms housings. */
  racks: RoomUnit[][];
  /** Units that take power, of which the catalogue does not say how much. */
  unstatedUnits: number;
  /** Power from the supply, with what hubs hand on to their small cells. */
  totalW: number;
  /** Heat in the room: what is not handed on. */
  heatW: number;
  mainBreakerA: number;
  /** Air that takes the heat away. */
  airM3PerHour: number;
  cables: RoomCable[];
}

/** Assumptions of the trade, each named on the sheet. */
export const roomAssumptions = {
  /** Heights in a rack, and of one. */
  rackUnits: {
    baseband: 2,
    hub: 2,
    poi: 8,
    'radio-unit': 6,
    repeater: 6,
    'shift-unit': 2,
    frame: 1,
    power: 3,
    other: 2,
  },
  rackHeightUnits: 42,
  /** The same of a housing outside equipment rooms. */
  housingHeightUnits: 42,
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
/** Kinds of units with a supply. */
const poweredKinds: readonly RoomUnit['kind'][] = [
  ...(['radio-unit', 'repeater', 'shift-unit', 'baseband', 'hub'] as const),
];

interface EquipmentSite {
  at: { level: string; position: Point; facility?: string };
  isRemote: boolean;
  sources: readonly NetworkSource[];
  basebands: readonly NetworkBaseband[];
}

/** Sources and baseband units by where they stand together. */
function equipmentSites(plan: Plan): EquipmentSite[] {
  const { sources = [], basebands = [] } = plan.network ?? {};
  const groups: {
    at: EquipmentSite['at'];
    sources: NetworkSource[];
    basebands: NetworkBaseband[];
  }[] = [];
  const groupOf = (at: EquipmentSite['at']) => {
    const isTogether = (other: EquipmentSite['at']) =>
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
  return groups.map((group) => ({
    ...group,
    isRemote: group.sources.length > 0 && group.sources.every((source) => isRemoteSource(plan, source)),
  }));
}

/**
 * Units of a site from the top of its rack: a fibre frame where transmission comes in, baseband units, POI and radio units, a
 * power frame where there is more than one supply.
 */
function siteUnits(plan: Plan, { sources, basebands }: EquipmentSite): RoomUnit[] {
  const parts = new Map((plan.network?.parts ?? []).map((part) => [part.id, part]));
  const { rackUnits } = roomAssumptions;
  const unit = (id: string, kind: RoomUnit['kind'], partId: string, handedW = 0): RoomUnit => {
    const part = parts.get(partId);
    const known = part?.kind ?? kind;
    const units = (rackUnits as Readonly<Record<string, number>>)[known] ?? rackUnits.other;
    const powerW = part?.powerW === undefined ? undefined : part.powerW + handedW;
    return {
      ...{ id, kind: known, rackUnits: units },
      ...(part ? { part } : {}),
      ...(powerW === undefined ? {} : { powerW, breakerA: breakerFor(powerW) }),
      ...(powerW !== undefined && handedW > 0 ? { handedW } : {}),
    };
  };
  const isSmallCell = ({ part }: { part: string }) => parts.get(part)?.kind === 'small-cell';
  const powered = [
    ...basebands.map(({ id, part }) => unit(id, 'baseband', part)),
    ...sources.flatMap(({ id, part, units, paths = 1 }) => {
      const handedW = units
        .filter(isSmallCell)
        .reduce((sum, each) => sum + (parts.get(each.part)?.powerW ?? 0), 0);
      const combiners = combinerIds({ id, part, paths }).map((each) =>
        unit(each, 'poi', part ?? '', handedW),
      );
      const radios = units.filter((each) => !isSmallCell(each));
      return [...combiners, ...radios.map((each) => unit(each.id, 'radio-unit', each.part))];
    }),
  ];
  const mainBreakerA = mainBreaker(
    powered.reduce((sum, { powerW = 0 }) => sum + powerW, 0),
    powered.flatMap(({ breakerA }) => breakerA ?? []),
  );
  const supplies = powered.filter(({ kind }) => poweredKinds.includes(kind)).length;
  const frame: RoomUnit = { id: 'ODF', kind: 'fibre-frame', rackUnits: rackUnits.frame };
  const supply: RoomUnit = {
    id: 'AC',
    kind: 'power-frame',
    rackUnits: rackUnits.power,
    breakerA: mainBreakerA,
  };
  return [...(basebands.length > 0 ? [frame] : []), ...powered, ...(supplies > 1 ? [supply] : [])];
}

/** Units as they fill racks one after the other. */
function rackedUnits(
  units: readonly RoomUnit[],
  heightUnits: number = roomAssumptions.rackHeightUnits,
): RoomUnit[][] {
  const racks: RoomUnit[][] = [[]];
  let used = 0;
  for (const unit of units) {
    if (used + unit.rackUnits > heightUnits) {
      racks.push([]);
      used = 0;
    }
    racks[racks.length - 1].push(unit);
    used += unit.rackUnits;
  }
  return racks;
}

/** Units outside equipment rooms as they fill housings: each hub has one of its own, with what is there besides in the first. */
export function housedUnits(units: readonly RoomUnit[]): RoomUnit[][] {
  const hubs = units.filter(({ kind }) => kind === 'hub');
  const others = units.filter(({ kind }) => kind !== 'hub');
  const { housingHeightUnits } = roomAssumptions;
  const isAlone = others.every(({ part }) => part === undefined);
  if (isAlone && hubs.length > 0) return hubs.map((hub, index) => (index === 0 ? [hub, ...others] : [hub]));
  return [...rackedUnits(others, housingHeightUnits), ...hubs.map((hub) => [hub])];
}

/** Returns whether a housing is a hub's. */
export function isHubHousing(units: readonly RoomUnit[]): boolean {
  return units.some(({ kind }) => kind === 'hub');
}

/** Equipment of the plan's sources by where it stands: rooms first, then what hangs outside of them. */
export function sourceRooms(plan: Plan): SourceRoom[] {
  const penetrationsOf = penetrationsByCable(plan);
  return equipmentSites(plan)
    .map((site) => roomOf(plan, site, penetrationsOf))
    .sort((p, q) => Number(p.isRemote) - Number(q.isRemote));
}

function roomOf(
  plan: Plan,
  site: EquipmentSite,
  penetrationsOf: ReadonlyMap<string, readonly string[]>,
): SourceRoom {
  const { at, sources, basebands, isRemote } = site;
  const parts = new Map((plan.network?.parts ?? []).map((part) => [part.id, part]));
  const units = siteUnits(plan, site);
  const totalW = units.reduce((sum, { powerW = 0 }) => sum + powerW, 0);
  const heatW = totalW - units.reduce((sum, { handedW = 0 }) => sum + handedW, 0);
  const ids = new Set([...sources, ...basebands].map(({ id }) => id));
  const isUnstated = ({ kind, powerW }: RoomUnit) => poweredKinds.includes(kind) && powerW === undefined;
  return {
    ...{ id: (sources[0] ?? basebands[0]).id, level: at.level, position: at.position },
    names: (sources.length > 0 ? sources : basebands).map(({ id }) => id),
    ...(at.facility === undefined ? {} : { facility: at.facility }),
    ...{ isRemote, units, racks: isRemote ? housedUnits(units) : rackedUnits(units) },
    unstatedUnits: units.filter(isUnstated).length,
    ...{ totalW, heatW, mainBreakerA: Math.max(...units.map(({ breakerA = 0 }) => breakerA)) },
    airM3PerHour: (3600 * heatW) / (airJoulePerM3K * roomAssumptions.warmingK),
    cables: cablesOf(plan, ids, { parts, penetrationsOf }),
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
    penetrationsOf,
  }: {
    parts: ReadonlyMap<string, CatalogPart>;
    penetrationsOf: ReadonlyMap<string, readonly string[]>;
  },
): RoomCable[] {
  return (network?.cables ?? []).flatMap((cable): RoomCable[] => {
    const { id, from, to } = cable;
    const [here, there] = ids.has(from.node) ? [from, to] : [to, from];
    if (!ids.has(here.node)) return [];
    const part = parts.get(cable.part);
    const passed = penetrationsOf.get(id) ?? [];
    const penetration = here === from ? passed[0] : passed[passed.length - 1];
    return [
      {
        ...{ cable, port: here.port, node: here.node, other: there.node },
        ...(part ? { part } : {}),
        ...(penetration ? { penetration } : {}),
      },
    ];
  });
}

/** Numbers of the holes that each cable passes, in the order of its course. */
function penetrationsByCable(plan: Plan): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { id, cable } of listPassages(plan).penetrations)
    found.set(cable, [...(found.get(cable) ?? []), id]);
  return found;
}
