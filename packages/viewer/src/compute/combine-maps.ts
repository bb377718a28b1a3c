import type { Carrier, CarrierMap, Operator, Plan, RequirementProfile } from '@diku/engine';
import { mapService, operatorCells, throughputLimits } from '@diku/engine/radio';
import { type CombinedMap, operatorId, planOperators, worstId } from '../store/combined-map.ts';
import { type ClassLimits, scaledLimits, throughputOf } from '../store/field-scale.ts';

/**
 * Maps as the verdict takes them, level by level: of each operator the carrier that decides at a location,
 * with the operator's probability over all of its carriers; then of all operators the one that is least
 * likely to serve.
 */
export function combineMaps(
  plan: Plan,
  maps: readonly CarrierMap[],
  profile: RequirementProfile,
  classLimits: Record<string, ClassLimits>,
): CombinedMap[] {
  return plan.levels.flatMap((level) => {
    const matching = maps.filter(({ levelId }) => levelId === level.id);
    if (matching.length === 0) return [];
    const byOperator = planOperators(plan).map((operator) => {
      const { maps: decided, deciding, servedProbability } = operatorCells(plan, operator, matching, profile);
      const rates = decided.map((map) => throughputOf(map, classLimits[map.carrierId].throughput));
      return {
        ...assemble(operatorId(operator), decided, deciding, (cell) => servedProbability[cell]),
        throughput: eachCell(rates, Math.max),
      };
    });
    const worst = new Int8Array(matching[0].cells.length).fill(-1);
    for (let cell = 0; cell < worst.length; cell++) {
      for (const [index, { servedProbability }] of byOperator.entries()) {
        const probability = servedProbability[cell];
        if (Number.isNaN(probability)) continue;
        if (worst[cell] < 0 || probability < byOperator[worst[cell]].servedProbability[cell])
          worst[cell] = index;
      }
    }
    const rates = byOperator.map(({ throughput }) => throughput);
    return [
      ...byOperator,
      { ...assemble(worstId, byOperator, worst), throughput: eachCell(rates, Math.min) },
    ];
  });
}

function eachCell(values: readonly Float32Array[], pick: (a: number, b: number) => number): Float32Array {
  const [first, ...others] = values;
  const picked = first.slice();
  for (const each of others)
    for (let cell = 0; cell < picked.length; cell++) picked[cell] = pick(picked[cell], each[cell]);
  return picked;
}

function assemble(
  id: string,
  maps: readonly (CarrierMap | CombinedMap)[],
  deciding: Int8Array,
  probability = (cell: number) => maps[deciding[cell]].servedProbability[cell],
): Omit<CombinedMap, 'throughput'> {
  const size = deciding.length;
  const empty = () => new Float32Array(size).fill(Number.NaN);
  const carrierIds = [
    ...new Set(maps.flatMap((map) => ('carrierIds' in map ? map.carrierIds : [map.carrierId]))),
  ];
  const combined: Omit<CombinedMap, 'throughput'> = {
    ...maps[0],
    carrierId: id,
    rsrpDbm: empty(),
    sinrDb: empty(),
    marginDb: empty(),
    sigmaDb: empty(),
    limiting: new Uint8Array(size),
    bestAntenna: new Int16Array(size).fill(-1),
    servedProbability: empty(),
    carrierIds,
    deciding: new Int8Array(size).fill(-1),
    uplinkDb: empty(),
  };
  for (const key of ['rsrpDbm', 'sinrDb', 'marginDb', 'sigmaDb', 'limiting', 'bestAntenna'] as const) {
    const from = maps.map((map) => map[key]);
    const to = combined[key];
    for (let cell = 0; cell < size; cell++) if (deciding[cell] >= 0) to[cell] = from[deciding[cell]][cell];
  }
  for (let cell = 0; cell < size; cell++) {
    if (deciding[cell] < 0) continue;
    const map = maps[deciding[cell]];
    combined.servedProbability[cell] = probability(cell);
    const isCombined = 'uplinkDb' in map;
    combined.uplinkDb[cell] = isCombined ? map.uplinkDb[cell] : map.rsrpDbm[cell] + map.uplinkOverRsrpDb;
    const carrier = isCombined ? map.carrierIds[map.deciding[cell]] : map.carrierId;
    combined.deciding[cell] = carrierIds.indexOf(carrier);
  }
  return combined;
}

/** Limits of carriers, operators and the worst of them; those of an operator are its first carrier's. */
export function limitsById(plan: Plan, profile: RequirementProfile): Record<string, ClassLimits> {
  const carriers = plan.carriers.map(
    (carrier) => [carrier.id, carrierClassLimits(profile, carrier)] as const,
  );
  const operators = planOperators(plan).map((operator) => {
    const first = voiceFirst(plan, operator);
    return [operatorId(operator), carrierClassLimits(profile, first)] as const;
  });
  const worst = [worstId, carrierClassLimits(profile, voiceFirst(plan, plan.carriers[0].operator))] as const;
  return Object.fromEntries([...carriers, ...operators, worst]);
}

function voiceFirst({ carriers }: Plan, operator: Operator): Carrier {
  const matching = carriers.filter((carrier) => carrier.operator === operator);
  return matching.find(({ services }) => services.includes('voice')) ?? matching[0];
}

function carrierClassLimits(profile: RequirementProfile, carrier: Carrier): ClassLimits {
  return {
    ...scaledLimits({ carrier, profile }),
    throughput: throughputLimits(carrier, mapService(carrier), profile),
  };
}
