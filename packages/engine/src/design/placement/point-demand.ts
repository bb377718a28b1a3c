import { CancelledError, dbmToMw, type Monitor, type Point, ringContains } from '../../core/index.ts';
import {
  type Antenna,
  type Carrier,
  deviceCarriers,
  deviceServiceAt,
  type Operator,
  type Plan,
  planProfile,
  servesPhones,
  zoneKindRow,
} from '../../plan/index.ts';
import { prepareService, requiredKinds } from '../../radio/index.ts';
import { bindingRequirements } from './binding-requirements.ts';
import { planDistanceM } from './candidates/feed-distance.ts';
import {
  type CarrierSpec,
  carrierSpecs,
  type DemandState,
  type OperatorSpecs,
  operatorSpecs,
} from './demand-states.ts';
import { isBelowByLaw, isNowhereAbove, isPlain } from './dominance.ts';
import type { DemandGroup, DemandPoint, GarageDemand, PointLayer } from './garage-demand.ts';
import { demandGroups } from './location-demand.ts';
import { neededPowerDbm } from './needed-power.ts';
import { outsidePointRatios, pointLossesDb, pointRatios } from './point-ratios.ts';
import type { RatioContext } from './transmitter-ratios.ts';

/** The part of a garage's demand that is at points. */
type PointDemand = Pick<GarageDemand, 'points' | 'pointLayers' | 'pointGroups'>;

/** A demand at points: of phones at all of them, of modems at those of some kinds. */
interface PointService {
  service: 'data' | 'iot';
  specs: readonly CarrierSpec[];
  operators: readonly OperatorSpecs[];
  /** 1 at the points that it is asked for; absent: at all of them. [points] */
  at?: Uint8Array;
}

/**
 * The carriers that bind at the points; one that is left out is implied by another at every candidate and point. Every operator
 * that has to serve the modem at a point has an entry of its own for it behind the points, so that a search sees each of them
 * served by itself.
 */
export async function pointDemand(
  plan: Plan,
  antennas: readonly Antenna[],
  points: readonly DemandPoint[],
  states: readonly DemandState[],
  monitor?: Monitor,
): Promise<PointDemand> {
  const all: PointDemand = { points: [...points], pointLayers: [], pointGroups: [] };
  if (points.length === 0) return all;
  // Nobody scans at a device that stands alone.
  const entries = [...points.keys()].filter((index) => requiredKinds.has(points[index].point.kind));
  for (const asked of pointServices(plan, points, states.length)) {
    const found = await serviceDemand(plan, antennas, points, states, asked, monitor);
    const first = all.pointLayers.length;
    all.pointLayers.push(...found.layers);
    for (const group of found.groups) {
      const layers = group.layers.map((layer) => first + layer);
      const from = asked.at ? entries.length : 0;
      if (asked.at) entries.push(...[...points.keys()].filter((point) => asked.at?.[point] === 1));
      all.pointGroups.push({ ...group, layers, entries: { from, to: entries.length } });
    }
  }
  const isSame = entries.length === points.length && entries.every((point, index) => point === index);
  return isSame ? all : withEntries(all, entries);
}

/** The demand with an entry for each of these points. */
function withEntries(
  { points, pointLayers, pointGroups }: PointDemand,
  entries: readonly number[],
): PointDemand {
  const each = (values: Float64Array) => Float64Array.from(entries, (point) => values[point]);
  return {
    points: entries.map((point) => points[point]),
    pointLayers: pointLayers.map((layer) => ({
      ...layer,
      ratios: layer.ratios.map(each),
      ...(layer.outside ? { outside: each(layer.outside) } : {}),
      services: entries.map((point) => layer.services[point]),
    })),
    pointGroups,
  };
}

/** More than any service needs, as a ratio: an antenna that is near enough serves whatever others do. */
const nearRatio = 1e6;
/** Next to nothing, which others give: of 0 there is no spread of a power sum. */
const farRatio = 1e-9;
/** Threshold of what is only asked to be near, and margins that never decide, dBm and dB. */
const nearThresholdDbm = -100;
const neverDb = 200;

/** A location that has to have an antenna, and the antennas that do for it. */
export interface NearLocation {
  level: number;
  position: Point;
  antennas: readonly number[];
}

/** Locations with the antennas of their level that are within a distance of them in plan. */
export function nearLocations(
  plan: Plan,
  antennas: readonly Antenna[],
  locations: readonly { level: number; position: Point }[],
  distanceM: number,
): NearLocation[] {
  return locations.map(({ level, position }) => {
    const { id } = plan.levels[level];
    const near = antennas.flatMap((antenna, index) =>
      antenna.level === id && planDistanceM(antenna, position) <= distanceM ? [index] : [],
    );
    return { level, position, antennas: near };
  });
}

/** Lobbies with the antennas that hang in them, one for each operator that phones use. */
export function lobbyLocations({ levels, carriers }: Plan, antennas: readonly Antenna[]): NearLocation[] {
  const operators = [...new Set(carriers.filter(servesPhones).map(({ operator }) => operator))];
  return levels.flatMap(({ id, zones = [] }, level) =>
    zones
      .filter(({ kind }) => zoneKindRow(kind).isLobby)
      .flatMap(({ polygon }) =>
        operators.map((operator) => {
          const sends = ({ carriers: sent }: Antenna) =>
            carriers.some(
              (carrier) => carrier.operator === operator && (sent.includes('*') || sent.includes(carrier.id)),
            );
          const inside = antennas.flatMap((antenna, index) =>
            antenna.level === id && ringContains(polygon, antenna.position) && sends(antenna) ? [index] : [],
          );
          return { level, position: polygon[0], antennas: inside };
        }),
      ),
  );
}

/**
 * The demand at points with that of locations which have to have an antenna: a service that those that do for it give alone, so that search
 * and bound count with it. Locations for which no antenna does are asked of no one.
 */
export function withNearAntennas(
  plan: Plan,
  demand: PointDemand,
  antennas: readonly Antenna[],
  locations: readonly NearLocation[],
): PointDemand {
  const rows = nearRows(locations.map(({ antennas: near }) => near));
  if (rows.length === 0) return demand;
  const [carrier] = plan.carriers;
  const profile = planProfile(plan);
  const service = {
    ...prepareService(carrier, 'data', 'other', profile),
    ...{ rsrpThresholdDbm: nearThresholdDbm, sinrThresholdDb: -neverDb, uplinkOverRsrpDb: neverDb },
    passedRatio: 1,
  };
  const before = demand.points.length;
  const services = [...demand.points, ...rows].map(() => service);
  const widened = (values: Float64Array) => Float64Array.from(services, (_, entry) => values[entry] ?? 0);
  const layer: PointLayer = {
    ...{ scenario: 'planned', carrierId: carrier.id, services, neededMw: dbmToMw(nearThresholdDbm) },
    ratios: antennas.map((_, antenna) =>
      Float64Array.from(services, (__, entry) =>
        entry >= before && rows[entry - before].of.has(antenna) ? nearRatio : farRatio,
      ),
    ),
  };
  const layers = demand.pointLayers.map((each) => ({
    ...each,
    ratios: each.ratios.map(widened),
    ...(each.outside ? { outside: widened(each.outside) } : {}),
    services: [...each.services, ...rows.map(() => service)],
  }));
  return {
    points: [
      ...demand.points,
      ...rows.map(({ location }, row) => ({
        ...{ level: locations[location].level, isNear: true as const },
        point: { id: `near-${row + 1}`, kind: 'other' as const, position: locations[location].position },
      })),
    ],
    pointLayers: [...layers, layer],
    pointGroups: [
      ...demand.pointGroups,
      {
        ...{ operator: carrier.operator, scenario: 'planned', combine: 'best', layers: [layers.length] },
        entries: { from: before, to: before + rows.length },
      },
    ],
  };
}

/** Locations with the antennas near each, but for those without any and those that another implies. */
function nearRows(near: readonly (readonly number[])[]): { location: number; of: Set<number> }[] {
  const order = [...near.keys()].filter((location) => near[location].length > 0);
  order.sort((a, b) => near[a].length - near[b].length || a - b);
  const rows: { location: number; of: Set<number> }[] = [];
  for (const location of order) {
    const antennas = new Set(near[location]);
    const isImplied = rows.some(({ of }) => [...of].every((antenna) => antennas.has(antenna)));
    if (!isImplied) rows.push({ location, of: antennas });
  }
  return rows;
}

/** Scans at all points, and the modems of each kind of service that is asked for. */
function pointServices(plan: Plan, points: readonly DemandPoint[], stateCount: number): PointService[] {
  const profile = planProfile(plan);
  const services = new Set(points.map(({ point }) => deviceServiceAt(point.kind, profile)));
  return [
    { service: 'data', ...operatorSpecs(plan, 'data', stateCount) },
    ...[...services].flatMap((service): PointService[] => {
      const of = points.map(({ point }) => deviceServiceAt(point.kind, profile) === service);
      const { kind } = points[of.indexOf(true)].point;
      const carriersOf = (operator: Operator) => deviceCarriers(plan, kind, profile, operator);
      const { specs, operators } = carrierSpecs(plan, stateCount, 'best', carriersOf);
      return specs.length === 0
        ? []
        : [{ service: 'iot', specs, operators, at: Uint8Array.from(of, Number) }];
    }),
  ];
}

async function serviceDemand(
  plan: Plan,
  antennas: readonly Antenna[],
  points: readonly DemandPoint[],
  states: readonly DemandState[],
  { service, specs, operators }: PointService,
  monitor: Monitor | undefined,
): Promise<{ layers: PointLayer[]; groups: DemandGroup[] }> {
  const kinds = [...new Set(points.map(({ point }) => point.kind))];
  const carrierOf = (spec: number): readonly [Carrier, RatioContext] => [
    plan.carriers[specs[spec].carrier],
    states[specs[spec].state].context,
  ];
  const everyPlain = antennas.every(isPlain) && plan.outdoor?.groundRsrpDbm === undefined;
  const byLaw = bindingRequirements(
    operators,
    (first, second) => everyPlain && isBelowByLaw(carrierOf(first), carrierOf(second), () => service, kinds),
  );
  const asking = new Set(byLaw.retained.flatMap((index) => operators[index].specs));
  const all: (PointLayer | undefined)[] = [];
  for (const [spec, { state, carrier: number }] of specs.entries()) {
    if (!asking.has(spec)) {
      all.push(undefined);
      continue;
    }
    if (monitor?.cancelled?.()) throw new CancelledError();
    const { scenario, context } = states[state];
    const carrier = plan.carriers[number];
    const lossesDb = (point: number) => pointLossesDb(carrier, points[point].point, service, context);
    all.push({
      scenario,
      carrierId: carrier.id,
      ratios: await pointRatios(antennas, points, carrier, context, lossesDb),
      outside: await outsidePointRatios(points, carrier, context, lossesDb),
      services: points.map(({ point }) => ({
        ...prepareService(carrier, service, point.kind, context.profile),
        passedRatio: 1,
      })),
      neededMw: dbmToMw(neededPowerDbm(carrier, service, context.profile)),
    });
  }
  const isBelow = (first: number, second: number) => {
    const [low, high] = [all[first], all[second]];
    if (!low || !high || !isNowhereAbove(low.outside, high.outside)) return false;
    return low.ratios.every((ratios, antenna) => isNowhereAbove(ratios, high.ratios[antenna]));
  };
  const binding = byLaw.retained.map((index) => operators[index]);
  const { retained } = bindingRequirements(binding, isBelow);
  const stored = [...new Set(retained.flatMap((index) => binding[index].specs))].sort((a, b) => a - b);
  return {
    layers: stored.map((spec) => all[spec] as PointLayer),
    groups: demandGroups(binding, binding, retained, stored, states),
  };
}
