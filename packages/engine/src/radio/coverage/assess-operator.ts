import type { Operator, Plan, RequirementProfile } from '../../plan/index.ts';
import { cellKind } from '../scene/build-grid.ts';
import type { CarrierMap } from '../signal/carrier-map.ts';
import {
  type CarrierSamples,
  effectiveSamples,
  type OperatorSamples,
  runAcceptanceTests,
  type WalkDraws,
} from './acceptance-monte-carlo.ts';
import type { AcceptanceWalk } from './acceptance-walk.ts';
import { requiredKinds } from './acceptance-walk.ts';
import type { OperatorResult, PointResult } from './assessment.ts';
import { cellVehicleSigmaDb, type OperatorCells, operatorCells } from './operator-cells.ts';
import { type CommonErrors, passProbability } from './pass-probability.ts';
import { dataCarriers, operatorProbability, type PointSignals } from './point-results.ts';
import { walkCells } from './walk-floors.ts';

/** An operator over all levels, with what its result was made of. */
export interface AssessedOperator {
  result: OperatorResult;
  /** [levels] */
  cells: OperatorCells[];
  draws: WalkDraws;
}

/** Every operator over all levels: coverage, the chance to pass the acceptance test, and its points. */
export function assessOperators(
  {
    plan,
    profile,
    maps,
    pointSignals,
  }: {
    plan: Plan;
    profile: RequirementProfile;
    maps: readonly CarrierMap[];
    pointSignals: readonly PointSignals[];
  },
  operators: readonly Operator[],
  points: readonly PointResult[],
  walk: AcceptanceWalk,
): AssessedOperator[] {
  const cells = operators.map((operator) =>
    plan.levels.map((level) => {
      const matching = maps.filter((map) => map.levelId === level.id);
      return operatorCells(plan, operator, matching, profile);
    }),
  );
  const draws = runAcceptanceTests(
    walk,
    cells.map((levels, index) => ({
      ...operatorSamples(plan, levels, walk, profile),
      points: pointSamples(plan, operators[index], pointSignals),
    })),
    walkSpreads(profile),
  );
  return operators.map((operator, index) => ({
    result: operatorResult(operator, cells[index], draws[index], points, profile, walk),
    cells: cells[index],
    draws: draws[index],
  }));
}

/** The profile's spreads, as the walk takes them. */
export function walkSpreads(profile: RequirementProfile) {
  return {
    carrierCorrelationRatio: profile.carrierCorrelationRatio,
    readingSigmaDb: profile.phoneReadingSigmaDb,
  };
}

/** The profile's errors that are common to a whole walk. */
export function commonErrors(profile: RequirementProfile): CommonErrors {
  return {
    modelSigmaDb: profile.modelBiasSigmaDb,
    phoneSigmaDb: profile.phoneBiasSigmaDb,
    sharedRatio: profile.carrierCorrelationRatio,
  };
}

function operatorSamples(
  plan: Plan,
  levels: readonly OperatorCells[],
  walk: AcceptanceWalk,
  profile: RequirementProfile,
): OperatorSamples {
  const vehicleSigmasDb = cellVehicleSigmaDb(profile);
  const carriers = levels[0].maps.map(({ carrierId }, index): CarrierSamples => {
    const samples = {
      number: plan.carriers.findIndex(({ id }) => id === carrierId),
      marginDb: new Float32Array(walk.sampleCount),
      sigmaDb: new Float32Array(walk.sampleCount),
      vehicleSigmaDb: new Float32Array(walk.sampleCount),
    };
    let sample = 0;
    levels.forEach(({ maps }, level) => {
      const { grid, marginDb, sigmaDb, cells } = maps[index];
      for (const cell of walkCells(walk, level, grid, cells)) {
        const totalDb = sigmaDb[cell];
        const vehicleDb = Math.min(totalDb, vehicleSigmasDb[cells[cell]]);
        samples.marginDb[sample] = marginDb[cell];
        samples.sigmaDb[sample] = Math.sqrt(totalDb ** 2 - vehicleDb ** 2);
        samples.vehicleSigmaDb[sample] = vehicleDb;
        sample += 1;
      }
    });
    return samples;
  });
  return { carriers, combine: levels[0].combine };
}

/** An operator's carriers for code scans at every charger, gate and payment point. */
function pointSamples(
  plan: Plan,
  operator: Operator,
  pointSignals: readonly PointSignals[],
): CarrierSamples[] {
  return dataCarriers(plan, operator).map((carrier): CarrierSamples => {
    const signals = plan.levels.flatMap(({ id, points = [] }) => {
      const found = pointSignals.find(({ levelId, carrierId }) => levelId === id && carrierId === carrier.id);
      return (found?.signals ?? []).filter((_, index) => requiredKinds.has(points[index].kind));
    });
    return {
      number: plan.carriers.indexOf(carrier),
      marginDb: Float32Array.from(signals, ({ marginDb }) => marginDb),
      sigmaDb: Float32Array.from(signals, ({ sigmaDb }) => sigmaDb),
      vehicleSigmaDb: new Float32Array(signals.length),
    };
  });
}

function operatorResult(
  operator: Operator,
  levels: readonly OperatorCells[],
  draws: WalkDraws,
  points: readonly PointResult[],
  profile: RequirementProfile,
  walk: AcceptanceWalk,
): OperatorResult {
  let cells = 0;
  let above = 0;
  let served = 0;
  for (const { marginDb, servedProbability } of levels) {
    for (let cell = 0; cell < marginDb.length; cell += 1) {
      if (Number.isNaN(marginDb[cell])) continue;
      cells += 1;
      served += servedProbability[cell];
      if (marginDb[cell] >= 0) above += 1;
    }
  }
  const required = points.filter((point) => point.required);
  const pointsServed = required.filter(
    (point) => operatorProbability(point, operator) >= profile.pointProbability,
  );
  return {
    operator,
    medianCoverageRatio: cells === 0 ? 0 : above / cells,
    expectedCoverageRatio: cells === 0 ? 0 : served / cells,
    passProbability: cells === 0 ? 0 : passProbability(draws.criticalBiasDb, commonErrors(profile)),
    effectiveSamples: effectiveSamples(draws.servedRatio, walk.locationCount),
    pointsServed: pointsServed.length,
    pointsRequired: required.length,
  };
}

/** Expected coverage of one operator on a level. */
export function levelCoverage({ servedProbability, maps }: OperatorCells): number {
  let cells = 0;
  let served = 0;
  for (let cell = 0; cell < servedProbability.length; cell += 1) {
    if (maps[0].cells[cell] === cellKind.none) continue;
    cells += 1;
    served += servedProbability[cell];
  }
  return cells === 0 ? 0 : served / cells;
}
