import type { RequirementProfile } from '../plan/requirement-profile.ts';
import type { Operator, Plan } from '../plan/schema.ts';
import { levelAreaM2 } from '../scene/build-grid.ts';
import { cellKind } from '../scene/scene.ts';
import type { CarrierMap } from '../signal/carrier-map.ts';
import { assessOperator, levelCoverage } from './assess-operator.ts';
import type { Assessment, CarrierResult, LevelResult } from './assessment.ts';
import { findLimiting } from './find-limiting.ts';
import { operatorPasses } from './operator-passes.ts';
import { percentiles } from './percentiles.ts';
import { type JudgedPoint, judgePoints, type PointSignals } from './point-results.ts';

/** Antennas per 1,000 m² that the trade builds; outside it the result says why. */
const usualDensity = { least: 1, most: 4 };

/**
 * The verdict from the maps of every level and carrier and the signals at every point. Every operator must pass
 * by itself: its chance to pass reaches the confidence, and every charger, gate and payment point is served.
 */
export function assessCoverage(
  plan: Plan,
  maps: readonly CarrierMap[],
  pointSignals: readonly PointSignals[],
  profile: RequirementProfile,
): Assessment {
  const operators = [...new Set(plan.carriers.map((carrier) => carrier.operator))];
  const judged = judgePoints(plan, operators, pointSignals, profile);
  const results = operators.map((operator) => assessOperator(plan, operator, maps, judged, profile));
  const { coverageRatio, confidence } = plan.requirements;
  const met = results.every((result) => operatorPasses(result, confidence));
  return {
    target: {
      coverageRatio,
      confidence,
      met,
      limiting: findLimiting(results, judged, confidence, profile.pointProbability),
    },
    operators: results,
    carriers: plan.carriers.map((carrier) => assessCarrier(carrier.id, carrier.operator, maps)),
    levels: plan.levels.map((level) =>
      assessLevel(plan, level.id, levelAreaM2(level), maps, operators, profile),
    ),
    points: judged.map(({ byOperator: _, ...point }: JudgedPoint) => point),
    antennas: plan.antennas.length,
    density: density(plan, maps),
  };
}

function assessCarrier(id: string, operator: Operator, maps: readonly CarrierMap[]): CarrierResult {
  const own = maps.filter((map) => map.carrierId === id);
  let cells = 0;
  let above = 0;
  let expected = 0;
  for (const map of own) {
    for (let cell = 0; cell < map.marginDb.length; cell += 1) {
      if (Number.isNaN(map.marginDb[cell])) continue;
      cells += 1;
      expected += map.servedProbability[cell];
      if (map.marginDb[cell] >= 0) above += 1;
    }
  }
  return {
    id,
    operator,
    medianCoverageRatio: cells === 0 ? 0 : above / cells,
    expectedCoverageRatio: cells === 0 ? 0 : expected / cells,
    rsrpDbm: percentiles(own.map((map) => map.rsrpDbm)),
    sinrDb: percentiles(own.map((map) => map.sinrDb)),
  };
}

function assessLevel(
  plan: Plan,
  id: string,
  areaM2: number,
  maps: readonly CarrierMap[],
  operators: readonly Operator[],
  profile: RequirementProfile,
): LevelResult {
  const own = maps.filter((map) => map.levelId === id);
  const ratios = operators.map((operator) => levelCoverage(plan, operator, own, profile));
  const { cells, grid } = own[0];
  return {
    id,
    areaM2,
    countedAreaM2: countedCells(cells) * (grid.cellMm / 1000) ** 2,
    antennas: plan.antennas.filter((antenna) => antenna.level === id).length,
    expectedCoverageRatio: Math.min(...ratios),
  };
}

function countedCells(cells: Uint8Array): number {
  let count = 0;
  for (const kind of cells) if (kind !== cellKind.none) count += 1;
  return count;
}

function density(plan: Plan, maps: readonly CarrierMap[]): Assessment['density'] {
  let areaM2 = 0;
  for (const level of plan.levels) {
    const map = maps.find((candidate) => candidate.levelId === level.id);
    if (map) areaM2 += countedCells(map.cells) * (map.grid.cellMm / 1000) ** 2;
  }
  const antennasPer1000M2 = areaM2 === 0 ? 0 : (1000 * plan.antennas.length) / areaM2;
  if (antennasPer1000M2 < usualDensity.least) return { antennasPer1000M2, note: 'below-usual' };
  if (antennasPer1000M2 > usualDensity.most) return { antennasPer1000M2, note: 'above-usual' };
  return { antennasPer1000M2 };
}
