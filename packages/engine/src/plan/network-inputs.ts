import { meanPoint, type Point, pointAlong, ringContains } from '../core/index.ts';
import { radiatesAlongPath } from './antenna-types.ts';
import {
  antennaLocationInput,
  type DerivedInputs,
  type FingerprintMemo,
  inputsById,
  inputsByLevel,
  noMemo,
  shortFingerprint,
  unorderedFingerprint,
} from './derived-inputs.ts';
import { facilityKindRow } from './facility-kinds.ts';
import { type ZoneKind, zoneKindRow, zoneKindRows } from './floor-kinds.ts';
import { exitsWith } from './level-floor.ts';
import { feederPaths, isShifted } from './network-ports.ts';
import type { CatalogPart } from './network-schema.ts';
import { courseMeets } from './opening-kinds.ts';
import { planProfile } from './plan-profile.ts';
import type { Antenna, Carrier, Facility, Level, Plan } from './schema.ts';
import { servesPhones } from './technologies.ts';
import { isInCivilDefence, wallKindRow } from './wall-kinds.ts';

/** A route for cables from one level to another. */
interface LevelLink {
  /** Indices of the levels and the locations where the riser stands on each. */
  ends: [{ levelIndex: number; position: Point }, { levelIndex: number; position: Point }];
  heightM: number;
  /** False where a core or ramp stands in for a shaft that the plan does not have. */
  isShaft: boolean;
}

/** Shafts of two levels whose locations are no farther apart are one, metres. */
const sameShaftM = 3;

/**
 * Routes between levels: shafts that stand above each other; between two levels without such a pair the cores and ramps
 * that do.
 */
export function levelLinks(levels: readonly Level[]): LevelLink[] {
  const links: LevelLink[] = [];
  for (let upper = 0; upper < levels.length; upper += 1) {
    for (let lower = upper + 1; lower < levels.length; lower += 1) {
      const heightM = Math.abs(levels[upper].elevationM - levels[lower].elevationM);
      const shafts = stackedShafts(levels[upper], levels[lower]);
      const pairs = shafts.length > 0 ? shafts : stackedZones(levels[upper], levels[lower]);
      for (const [above, below] of pairs) {
        const ends: LevelLink['ends'] = [
          { levelIndex: upper, position: above },
          { levelIndex: lower, position: below },
        ];
        links.push({ ends, heightM, isShaft: shafts.length > 0 });
      }
    }
  }
  return links;
}

/** Drawn shafts of two levels that follow each other, none of which lead from one to the other. */
export interface UnstackedShafts {
  upper: Level;
  lower: Level;
  /** Drawn shafts of each level, outside stairs and lifts. */
  shaftCounts: [number, number];
  /** Distance of the two that are nearest to each other, m; absent where a level has none. */
  nearestM?: number;
  /** No farther apart they would be one, m. */
  sameM: number;
}

/** Levels between which risers are assumed though some have drawn shafts: these do not lie above each other. */
export function unstackedShafts(levels: readonly Level[]): UnstackedShafts[] {
  return levels.slice(1).flatMap((lower, index): UnstackedShafts[] => {
    const upper = levels[index];
    const [above, below] = [shaftLocations(upper), shaftLocations(lower)];
    if (above.length + below.length === 0 || stackedShafts(upper, lower).length > 0) return [];
    const nearestM = Math.min(
      ...above.flatMap(([x, y]) => below.map((to) => Math.hypot(to[0] - x, to[1] - y))),
    );
    return [
      {
        ...{ upper, lower, shaftCounts: [above.length, below.length], sameM: sameShaftM },
        ...(Number.isFinite(nearestM) ? { nearestM } : {}),
      },
    ];
  });
}

function stackedShafts(a: Level, b: Level): [Point, Point][] {
  const below = shaftLocations(b);
  return shaftLocations(a).flatMap((point): [Point, Point][] => {
    const farM = (other: Point) => Math.hypot(other[0] - point[0], other[1] - point[1]);
    const near = below.filter((other) => farM(other) <= sameShaftM).sort((p, q) => farM(p) - farM(q));
    return near.length > 0 ? [[point, near[0]]] : [];
  });
}

function shaftLocations(level: Level): Point[] {
  return (level.facilities ?? []).flatMap(({ kind, position, path }): Point[] => {
    const point = position ?? path?.[0];
    return facilityKindRow(kind).isShaft && point && !isInNoRiser(level, point) ? [point] : [];
  });
}

/** Stairs are ways of escape, and lifts take no cables but their own (practice; the codes were not read). */
function isInNoRiser({ zones = [] }: Level, point: Point): boolean {
  return zones.some(({ kind, polygon }) => isClosedToCourses(kind) && ringContains(polygon, point));
}

function isClosedToCourses(kind: ZoneKind): boolean {
  const { isStair, isLiftShaft } = zoneKindRow(kind);
  return isStair === true || isLiftShaft === true;
}

const riserKinds = zoneKindRows
  .filter(({ riserOrder }) => riserOrder !== undefined)
  .sort((a, b) => a.riserOrder! - b.riserOrder!)
  .map(({ id }) => id);

function stackedZones(a: Level, b: Level): [Point, Point][] {
  return riserKinds.flatMap((kind) => {
    const below = (b.zones ?? []).filter((zone) => zone.kind === kind);
    return (a.zones ?? []).flatMap((zone): [Point, Point][] => {
      if (zone.kind !== kind) return [];
      const point = pointsWithin(zone.polygon).find(
        (each) =>
          ringContains(zone.polygon, each) &&
          below.some(({ polygon }) => ringContains(polygon, each)) &&
          !isInNoRiser(a, each) &&
          !isInNoRiser(b, each),
      );
      return point ? [[point, point]] : [];
    });
  });
}

/** Points where a riser may stand in a room: its middle first, then towards its corners. */
function pointsWithin(polygon: readonly Point[]): Point[] {
  const middle = meanPoint(polygon);
  return [0, 0.4, 0.7, 0.9].flatMap((ratio) => polygon.map((corner) => pointAlong(middle, corner, ratio)));
}

/**
 * All of a plan that its feeder network is designed from: what routing reads (locations of antennas, walls, doors,
 * outlines, trays, rooms, risers) and what sizing reads (types, cells, targets, carriers, limits, the parts used).
 * Names, notes, the order of lists, materials, bays and points of interest are not among it.
 */
export function networkInputs(plan: Plan, memo: FingerprintMemo = noMemo): DerivedInputs {
  const { antennas, carriers, network } = plan;
  return {
    places: inputsById(antennas, (each) => memo.of(each, 'place', () => antennaLocationInput(each))),
    antennas: inputsById(antennas, (each) => memo.of(each, 'feeding', () => feedingInput(each))),
    heights: inputsByLevel(plan, ({ elevationM, clearHeightM }) =>
      JSON.stringify([elevationM, clearHeightM]),
    ),
    outlines: inputsByLevel(plan, (level) => outlineInput(level, antennas)),
    stairs: inputsByLevel(plan, ({ zones }) => zones && closedToCoursesInput(zones)),
    walls: inputsByLevel(plan, ({ walls }) => walls && memo.of(walls, 'ceiling', () => wallsInput(walls))),
    openings: inputsByLevel(
      plan,
      ({ openings }) => openings && memo.of(openings, 'courses', () => openingsInput(openings)),
    ),
    zones: readsZones(plan)
      ? inputsByLevel(plan, ({ zones }) => zones && memo.of(zones, 'sites', () => zonesInput(zones)))
      : {},
    ...compartmentInputs(plan),
    facilities: facilitiesInput(plan),
    carriers: carrierInputs(carriers, memo),
    parts: inputsById(network?.parts ?? [], (each) => memo.of(each, 'part', () => partInput(each))),
    limits: memo.of(plan.requirements, 'network', () => limitsInput(plan)),
    ...lockedInput(network),
  };
}

/** Compartments, whose borders ways are sealed at. Absent where there are none. */
function compartmentInputs(plan: Plan): DerivedInputs {
  const compartments = inputsByLevel(plan, ({ compartments: areas }) =>
    areas && areas.length > 0
      ? unorderedFingerprint(areas, ({ id, kind, polygon, name }) => [
          ...[id, kind, polygon],
          ...(isInCivilDefence({ kind, name }) ? ['civil-defence'] : []),
        ])
      : undefined,
  );
  return Object.keys(compartments).length > 0 ? { compartments } : {};
}

/** Locked sources, radio units, devices, cables and baseband units: set by hand, and designed around. Absent where nothing is locked. */
function lockedInput(network: Plan['network']): DerivedInputs {
  const locked = [
    ...(network?.sources ?? []).map(({ units: _, ...source }) => source),
    ...(network?.devices ?? []),
    ...(network?.cables ?? []),
    ...(network?.basebands ?? []),
    ...(network?.sources ?? []).flatMap(({ id: source, units }) =>
      // Their powers are designed.
      units.map(({ outputPowerDbm, ...unit }) => ({
        ...unit,
        source,
        sent: Object.keys(outputPowerDbm).sort(),
      })),
    ),
  ].filter((each) => each.locked);
  return locked.length === 0 ? {} : { locked: inputsById(locked, (each) => shortFingerprint(each)) };
}

/** Outline and holes, and the ramps and entrances that cables follow out to antennas. */
function outlineInput(level: Level, antennas: readonly Antenna[]): string {
  const { id, outline, holes = [] } = level;
  const points = antennas.filter((each) => each.level === id).map(({ position }) => position);
  const pathsOut = exitsWith(level, points).map(({ polygon }) => polygon);
  return shortFingerprint([outline, holes, ...(pathsOut.length > 0 ? [pathsOut] : [])]);
}

/**
 * Inputs of the powers at the ports: the network's structure and the carriers. Locations and routes are not
 * among them: the powers depend only on the cables' lengths. The written powers are included.
 */
export function portPowerInputs(plan: Plan, memo: FingerprintMemo = noMemo): DerivedInputs {
  const sent = sentCarriers(plan);
  return {
    carriers: carrierInputs(plan.carriers, memo),
    network: memo.of(plan.network ?? {}, 'content', () => contentInput(plan)),
    powers: Object.fromEntries(
      plan.antennas.flatMap(({ id, portPowerDbm }) => {
        const powers = Object.entries(portPowerDbm ?? {}).filter(([carrier]) => sent.has(carrier));
        return powers.length === 0 ? [] : [[id, JSON.stringify(powers.sort(([a], [b]) => (a < b ? -1 : 1)))]];
      }),
    ),
  };
}

/** Carriers that a source of the network sends. */
export function sentCarriers({ network }: Pick<Plan, 'network'>): ReadonlySet<string> {
  return new Set(
    (network?.sources ?? []).flatMap(({ units }) =>
      units.flatMap(({ outputPowerDbm }) => Object.keys(outputPowerDbm)),
    ),
  );
}

/** The type first, in clear. */
function feedingInput(antenna: Antenna): string {
  const { type, cell, carriers, feed, part, targetPowerDbm, cable } = antenna;
  const paths = feederPaths(antenna);
  const isCable = radiatesAlongPath({ type });
  const read = [
    cell,
    [...carriers].sort(),
    feed ?? 'network',
    part,
    targetPowerDbm,
    isCable ? cable : undefined,
    ...(paths === 1 ? [] : [paths]),
    ...(isShifted(antenna) ? ['shift'] : []),
  ];
  return `${type} ${shortFingerprint(read)}`;
}

/** All of each carrier but what it is called. */
export function carrierInputs(carriers: readonly Carrier[], memo: FingerprintMemo): Record<string, string> {
  return inputsById(carriers, (each) => memo.of(each, 'carrier', () => carrierInput(each)));
}

function carrierInput(carrier: Carrier): string {
  const { id, operator, technology, frequencyMhz, bandwidthMhz, portPowerDbm, services } = carrier;
  const { subcarrierKhz, sourcePowerDbm, noiseFigureDb, combinedUnits, referenceBoostDb, noiseRiseDb } =
    carrier;
  return shortFingerprint([
    ...[id, operator, technology, frequencyMhz, bandwidthMhz, portPowerDbm, [...services].sort()],
    ...[subcarrierKhz, sourcePowerDbm, noiseFigureDb, combinedUnits, referenceBoostDb],
    ...(noiseRiseDb === undefined ? [] : [noiseRiseDb]),
  ]);
}

/** All of a part but what it is called and where its figures come from. */
function partInput({ name, nameEn, source, assumed, ...read }: CatalogPart): string {
  return shortFingerprint(read);
}

function wallsInput(walls: NonNullable<Level['walls']>): string {
  return unorderedFingerprint(walls, ({ start, end, thicknessM, topM, kind }) => [
    ...[start, end, thicknessM, topM],
    ...(wallKindRow(kind).isCivilDefence ? [kind] : []),
  ]);
}

/** No course goes through stairs, nor through lifts but to an antenna there. */
function closedToCoursesInput(zones: NonNullable<Level['zones']>): string | undefined {
  const closed = zones.filter(({ kind }) => isClosedToCourses(kind));
  if (closed.length === 0) return undefined;
  return unorderedFingerprint(closed, ({ kind, polygon }) => [
    polygon,
    ...(zoneKindRow(kind).isLiftShaft ? ['lift'] : []),
  ]);
}

/** Open or shut, a course passes over a door alike. */
function openingsInput(openings: NonNullable<Level['openings']>): string {
  return unorderedFingerprint(openings, ({ start, end, kind }) => [...[start, end], courseMeets(kind)]);
}

/** Zones stand in for rooms and shafts that a plan does not have; else no course looks at them. */
function readsZones({ levels }: Plan): boolean {
  const hasRoom = levels.some(({ facilities = [] }) =>
    facilities.some(({ kind }) => facilityKindRow(kind).isSourceSite),
  );
  if (!hasRoom) return true;
  if (levels.length === 1) return false;
  const shafts = levelLinks(levels).filter(({ isShaft }) => isShaft);
  const linked = new Set(shafts.map(({ ends }) => ends.map(({ levelIndex }) => levelIndex).join()));
  return linked.size < (levels.length * (levels.length - 1)) / 2;
}

function zonesInput(zones: NonNullable<Level['zones']>): string {
  const read = zones.filter(({ kind }) => {
    const { riserOrder, sourceOrder } = zoneKindRow(kind);
    return riserOrder !== undefined || sourceOrder !== undefined;
  });
  return unorderedFingerprint(read, ({ kind, polygon }) => [kind, polygon]);
}

function facilitiesInput({ levels, antennas }: Plan): Record<string, string> {
  const needsPower = antennas.some(({ feed }) => feed === 'small-cell');
  const isRead = ({ kind }: Facility) => !facilityKindRow(kind).isPowerOnly || needsPower;
  return Object.fromEntries(
    levels.flatMap(({ id: level, facilities = [] }) =>
      facilities
        .filter(isRead)
        .map(({ id, kind, position, path, cablesAtMost }) => [
          JSON.stringify([level, id]),
          shortFingerprint([kind, position, path, ...(cablesAtMost === undefined ? [] : [cablesAtMost])]),
        ]),
    ),
  );
}

/** The part of the profile that sizing reads; the other limits are the rules' alone. */
function limitsInput(plan: Plan): string {
  const { network, uplink, voice, data, iot } = planProfile(plan);
  const { ratedPowerMarginDb, sourceHeadroomDb, mostAntennasCount, uplinkReserveDb } = network;
  const { portRiseDb, portToleranceDb, portPowerCapDbm, portPowerCapOf, singleRunM, sleevesAssumed } =
    network;
  const ports = [portRiseDb, portToleranceDb, portPowerCapDbm, portPowerCapOf];
  const powers = [ratedPowerMarginDb, sourceHeadroomDb, ...ports];
  const limits = [
    ...powers,
    mostAntennasCount,
    uplinkReserveDb,
    singleRunM,
    ...(sleevesAssumed ? [] : [false]),
  ];
  // Designs read the numbers of modems where a carrier serves nothing else.
  const modems = plan.carriers.every(servesPhones) ? [] : [iot.technologies];
  return shortFingerprint([limits, uplink, voice, data, ...modems]);
}

function contentInput({ network = {} }: Plan): string {
  const { sources = [], devices = [], cables = [], parts = [] } = network;
  return shortFingerprint([
    unorderedFingerprint(sources, ({ id, part, cell, units }) => [id, part, cell, shortFingerprint(units)]),
    unorderedFingerprint(devices, ({ id, part }) => [id, part]),
    unorderedFingerprint(cables, ({ id, part, from, to, lengthM, mismatchLossDb }) => [
      ...[id, part, lengthM],
      ...[from.node, from.port, to.node, to.port],
      ...(mismatchLossDb === undefined ? [] : [mismatchLossDb]),
    ]),
    unorderedFingerprint(parts, (part) => [partInput(part)]),
  ]);
}
