import { normalDensity, requireList, requireObject, requireOneOf } from '../../core/index.ts';
import {
  type Carrier,
  type Operator,
  operators,
  type Plan,
  type RequirementProfile,
  requirePlan,
  servesPhones,
} from '../../plan/index.ts';
import { cellKind } from '../scene/build-grid.ts';
import type { CarrierMap } from '../signal/carrier-map.ts';
import { servedProbability } from '../signal/service-signal.ts';

/**
 * Service of one operator's phone on one level. Cells that are not counted hold NaN, and −1. [rows, columns]
 * each
 */
export interface OperatorCells {
  /** The level's maps of the carriers that decide, in the plan's order. */
  maps: CarrierMap[];
  /** Served where the best carrier is, or only where the worst is. */
  combine: 'best' | 'worst';
  /** Median margin of the deciding carrier, dB. */
  marginDb: Float32Array;
  /** Which of `maps` decides. */
  deciding: Int8Array;
  /** Probability of service over shadowing and cars, 0–1. */
  servedProbability: Float32Array;
}

/**
 * One operator on one level: a phone calls on the best of its carriers for calls; with `everyCarrier` it has to be
 * served on all of the operator's carriers.
 */
export function operatorCells(
  plan: Plan,
  operator: Operator,
  levelMaps: readonly CarrierMap[],
  profile: RequirementProfile,
): OperatorCells {
  requirePlan(plan);
  requireOneOf('operator', operator, operators);
  requireList('levelMaps', levelMaps);
  requireObject('levelMaps[0]', levelMaps[0], ['cells']);
  requireObject('profile', profile, ['voice', 'data']);
  const maps = decidingMaps(plan, operator, levelMaps);
  const combine = plan.requirements.everyCarrier === true ? 'worst' : 'best';
  const { cells } = maps[0];
  const result: OperatorCells = {
    maps,
    combine,
    marginDb: new Float32Array(cells.length).fill(Number.NaN),
    deciding: new Int8Array(cells.length).fill(-1),
    servedProbability: new Float32Array(cells.length).fill(Number.NaN),
  };
  const vehicleSigmaDb = cellVehicleSigmaDb(profile);
  combineCarriers(maps, combine, profile, result, {
    isIn: (cell) => cells[cell] !== cellKind.none,
    vehicleSigmaDb: (cell) => vehicleSigmaDb[cells[cell]],
  });
  return result;
}

/** Signals of carriers at points, and the arrays for the operator's result. [points] each */
interface CombinedSignals {
  marginDb: Float32Array;
  deciding: Int8Array;
  servedProbability: Float32Array;
}

/** Service that an operator's phone finds at points: on the best of its carriers, or on all of them. */
export function combineCarriers(
  carriers: readonly Pick<CarrierMap, 'marginDb' | 'sigmaDb' | 'servedProbability'>[],
  combine: 'best' | 'worst',
  profile: RequirementProfile,
  into: CombinedSignals,
  at: { isIn: (point: number) => boolean; vehicleSigmaDb: (point: number) => number },
): void {
  const standard = new Float64Array(carriers.length);
  const parts = sharedParts(profile.carrierCorrelationRatio);
  for (let point = 0; point < into.marginDb.length; point += 1) {
    if (!at.isIn(point)) continue;
    let best = 0;
    for (let index = 0; index < carriers.length; index += 1) {
      const { marginDb, sigmaDb } = carriers[index];
      // Without any spread a margin decides by its sign.
      standard[index] = marginDb[point] / Math.max(1e-6, sigmaDb[point]);
      const decides =
        combine === 'best' ? standard[index] > standard[best] : standard[index] < standard[best];
      if (decides) best = index;
    }
    into.marginDb[point] = carriers[best].marginDb[point];
    into.deciding[point] = best;
    into.servedProbability[point] =
      carriers.length === 1
        ? carriers[0].servedProbability[point]
        : combinedProbability(
            standard,
            best,
            combine,
            parts(carriers[best].sigmaDb[point], at.vehicleSigmaDb(point)),
          );
  }
}

/** Spread from car to car at a cell of each kind, dB. [kinds] */
export function cellVehicleSigmaDb(profile: RequirementProfile): number[] {
  const vehicleSigmaDb = [0, 0, 0];
  vehicleSigmaDb[cellKind.onFoot] = phoneVehicleSigmaDb(profile, 'open');
  vehicleSigmaDb[cellKind.inBay] = phoneVehicleSigmaDb(profile, 'bay');
  return vehicleSigmaDb;
}

function phoneVehicleSigmaDb(profile: RequirementProfile, point: 'open' | 'bay'): number {
  return profile.phonePlaces[point].inVehicle ? profile.vehicleSigmaDb : 0;
}

const correlationSteps = 128;

/**
 * Common variance of carriers at one point, by the spread of their margins there and the car's fraction of
 * it: all of the car's part, and the given fraction of the shadowing's. Prepared as they come up.
 */
function sharedParts(correlationRatio: number): (sigmaDb: number, vehicleSigmaDb: number) => SharedPart {
  const prepared: SharedPart[] = [];
  return (sigmaDb, vehicleSigmaDb) => {
    const vehicleRatio = sigmaDb === 0 ? 1 : Math.min(1, (vehicleSigmaDb / sigmaDb) ** 2);
    const step = Math.round(vehicleRatio * correlationSteps);
    prepared[step] ??= sharedPart(correlationRatio + (1 - correlationRatio) * (step / correlationSteps));
    return prepared[step];
  };
}

/** The maps of the carriers that decide for an operator, in the plan's order. */
export function decidingMaps(plan: Plan, operator: Operator, maps: readonly CarrierMap[]): CarrierMap[] {
  return decidingCarriers(plan, operator).map(
    ({ id }) => maps.find((map) => map.carrierId === id) as CarrierMap,
  );
}

/** The operator's carriers that decide on its floor: those for calls, or every one that serves phones. */
export function decidingCarriers(plan: Plan, operator: Operator): Carrier[] {
  return plan.requirements.everyCarrier === true
    ? phoneCarriers(plan, operator)
    : voiceCarriers(plan, operator);
}

/** The operator's carriers that serve phones. */
export function phoneCarriers({ carriers }: Pick<Plan, 'carriers'>, operator: Operator): Carrier[] {
  return carriers.filter((carrier) => carrier.operator === operator && servesPhones(carrier));
}

/** The operator's carriers for calls; all that serve phones where none is marked. */
export function voiceCarriers(plan: Plan, operator: Operator): Carrier[] {
  const matching = phoneCarriers(plan, operator);
  const voice = matching.filter((carrier) => carrier.services.includes('voice'));
  return voice.length > 0 ? voice : matching;
}

const widestSigmas = 4.5;
const widestStep = 0.5;
/** Beyond this many spreads one carrier decides alone. */
const certain = 4.5;
/** More than this is one and the same shadowing. */
const sameCorrelation = 0.9999;

/** Common part of several carriers, in steps with weights that add up to 1. */
export interface SharedPart {
  correlation: number;
  /** Spread of what each has of its own, where all have spread 1. */
  independentFactor: number;
  /** [steps] */
  shared: Float64Array;
  weights: Float64Array;
}

/** Steps narrow enough that what each carrier does by itself is smooth between them. */
export function sharedPart(correlation: number): SharedPart {
  const shared = Math.sqrt(correlation);
  const independentFactor = Math.sqrt(1 - correlation);
  const step = Math.min(widestStep, (1.2 * independentFactor) / Math.max(shared, 1e-9));
  const half = correlation > sameCorrelation ? 0 : Math.ceil(widestSigmas / step);
  const zs = Float64Array.from({ length: 2 * half + 1 }, (_, index) => (index - half) * step);
  const densities = zs.map(normalDensity);
  const total = densities.reduce((sum, density) => sum + density, 0);
  return {
    correlation,
    independentFactor,
    shared: zs.map((z) => z * shared),
    weights: densities.map((density) => density / total),
  };
}

/**
 * Probability that any ('best') or every ('worst') one of equally correlated normal values is above 0: over what they
 * share, by the trapezoid rule, of what each does by itself.
 * @param standard mean over spread of each
 * @param deciding index of the largest ('best') or smallest ('worst')
 */
export function combinedProbability(
  standard: Float64Array,
  deciding: number,
  combine: 'best' | 'worst',
  { correlation, independentFactor, shared, weights }: SharedPart,
): number {
  const alone = standard[deciding];
  // The others can only make the best better and the worst worse.
  if (correlation > sameCorrelation || Math.abs(alone) > certain + 1) return servedProbability(alone, 1);
  let sum = 0;
  for (let step = 0; step < shared.length; step += 1) {
    let product = 1;
    for (let index = 0; index < standard.length; index += 1) {
      const served = servedProbability(standard[index] + shared[step], independentFactor);
      product *= combine === 'best' ? 1 - served : served;
    }
    sum += weights[step] * product;
  }
  return Math.max(0, Math.min(1, combine === 'best' ? 1 - sum : sum));
}
