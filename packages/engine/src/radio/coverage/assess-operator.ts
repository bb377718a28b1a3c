import {
  type Antenna,
  type Carrier,
  deviceCarriers,
  deviceServiceAt,
  isDemandedOfAny,
  judgesPoint,
  type Operator,
  type Plan,
  type PlanPoint,
  type RequirementProfile,
} from '../../plan/index.ts';
import { cellKind } from '../scene/build-grid.ts';
import type { CarrierMap } from '../signal/carrier-map.ts';
import type { MarginSlopes } from '../signal/margin-slopes.ts';
import { joinSlopes, slopesAt, slopesOfCells } from '../signal/margin-slopes.ts';
import {
  type CarrierSamples,
  effectiveSamples,
  type OperatorSamples,
  runAcceptanceTests,
  type WalkDraws,
  type WalkSpreads,
} from './acceptance-monte-carlo.ts';
import type { AcceptanceWalk } from './acceptance-walk.ts';
import { requiredKinds } from './acceptance-walk.ts';
import type { OperatorResult, PointResult } from './assessment.ts';
import { antennaKeys } from './drawn-garages.ts';
import { cellVehicleSigmaDb, type OperatorCells, operatorCells } from './operator-cells.ts';
import { type CommonErrors, passProbability } from './pass-probability.ts';
import { dataCarriers, operatorProbability, type PointSignals } from './point-results.ts';
import { walkCells } from './walk-floors.ts';

/** An operator over all levels, with what its result was made of. */
export interface AssessedOperator {
  result: OperatorResult;
  /** [levels] */
  cells: OperatorCells[];
  samples: OperatorSamples;
  draws: WalkDraws;
}

/** Fields of each draw of locations that are enough for the spread of the served fraction. */
const fieldsOfOneGarage = 8;

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
  const samples = cells.map((levels, index) => ({
    ...operatorSamples(plan, levels, walk, profile),
    points: pointSamples(plan, dataCarriers(plan, operators[index]), pointSignals, {
      service: 'data',
      profile,
    }),
    devices: deviceSamples(plan, operators[index], pointSignals, profile),
  }));
  const spreads = walkSpreads(profile, plan.antennas);
  const draws = runAcceptanceTests(walk, samples, spreads);
  // What garages differ by is the same at all locations: it says nothing of how many they are worth.
  const few = { ...walk, shadows: walk.shadows.map((fields) => fields.slice(0, fieldsOfOneGarage)) };
  const inOneGarage = runAcceptanceTests(few, samples, { ...spreads, garage: undefined });
  return operators.map((operator, index) => ({
    result: {
      ...operatorResult(operator, cells[index], draws[index], points, profile),
      effectiveSamples: effectiveSamples(inOneGarage[index].servedRatio, walk.locationCount),
    },
    cells: cells[index],
    samples: samples[index],
    draws: draws[index],
  }));
}

/** The profile's spreads, as the walk takes them. */
export function walkSpreads(profile: RequirementProfile, antennas: readonly Antenna[]): WalkSpreads {
  return {
    carrierCorrelationRatio: profile.carrierCorrelationRatio,
    readingSigmaDb: profile.phoneReadingSigmaDb,
    garage: {
      exponentSigma: profile.exponentSigma,
      obstacleSigmaRatio: profile.obstacleSigmaRatio,
      vehicleBiasSigmaDb: profile.vehicleBiasSigmaDb,
      shadowingSigmaRatio: profile.shadowingSigmaRatio,
      antennaSigmaDb: profile.antennaSigmaDb,
      antennaKeys: antennaKeys(antennas),
    },
  };
}

/** The profile's errors that are common to a whole walk. */
export function commonErrors(profile: RequirementProfile): CommonErrors {
  return {
    modelSigmaDb: profile.modelBiasSigmaDb,
    phoneSigmaDb: Math.hypot(profile.phoneBiasSigmaDb, profile.bodySigmaDb),
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
    const slopes: (MarginSlopes | undefined)[] = [];
    levels.forEach(({ maps }, level) => {
      const { grid, marginDb, sigmaDb, cells, slopes: known } = maps[index];
      const walked = walkCells(walk, level, grid, cells);
      slopes.push(known && slopesOfCells(known, walked));
      for (const cell of walked) {
        const totalDb = sigmaDb[cell];
        const vehicleDb = Math.min(totalDb, vehicleSigmasDb[cells[cell]]);
        samples.marginDb[sample] = marginDb[cell];
        samples.sigmaDb[sample] = Math.sqrt(totalDb ** 2 - vehicleDb ** 2);
        samples.vehicleSigmaDb[sample] = vehicleDb;
        sample += 1;
      }
    });
    return { ...samples, slopes: joinSlopes(slopes) };
  });
  return { carriers, combine: levels[0].combine };
}

/** Carriers for code scans, or for modems of devices, at every point that the verdict looks at. */
function pointSamples(
  plan: Plan,
  carriers: readonly Carrier[],
  pointSignals: readonly PointSignals[],
  { service, profile }: { service: PointSignals['service']; profile: RequirementProfile },
): CarrierSamples[] {
  return carriers.map((carrier): CarrierSamples => {
    const found = plan.levels.map(({ id, points = [] }) => {
      const level = pointSignals.find(
        (each) => each.levelId === id && each.carrierId === carrier.id && each.service === service,
      );
      const { signals = [], slopes } = level ?? {};
      const required = [...signals.keys()].filter((index) => judgesPoint(plan, points[index].kind, profile));
      return {
        signals: required.map((index) => signals[index]),
        isScanned: required.map((index) => requiredKinds.has(points[index].kind)),
        slopes: slopes && slopesAt(slopes, required),
      };
    });
    const signals = found.flatMap((level) => level.signals);
    const isScanned = found.flatMap((level) => level.isScanned);
    return {
      number: plan.carriers.indexOf(carrier),
      // Nobody scans at a device that stands alone.
      marginDb: Float32Array.from(signals, ({ marginDb }, index) =>
        service === 'data' && !isScanned[index] ? beyondDb : marginDb,
      ),
      sigmaDb: Float32Array.from(signals, ({ sigmaDb }) => sigmaDb),
      vehicleSigmaDb: new Float32Array(signals.length),
      slopes: joinSlopes(found.map(({ slopes }) => slopes)),
    };
  });
}

/** A margin that no loss and no gain in a garage turns, dB. */
const beyondDb = 1000;

/** An operator's carriers for modems of devices; empty where none is asked of it. */
function deviceSamples(
  plan: Plan,
  operator: Operator,
  pointSignals: readonly PointSignals[],
  profile: RequirementProfile,
): CarrierSamples[] {
  const points = plan.levels.flatMap((level) =>
    (level.points ?? []).filter(({ kind }) => judgesPoint(plan, kind, profile)),
  );
  const carriersAt = points.map(({ kind }) => deviceCarriers(plan, kind, profile, operator));
  const isMissing = ({ kind }: PlanPoint) =>
    isDemandedOfAny(deviceServiceAt(kind, profile)) && deviceCarriers(plan, kind, profile).length === 0;
  const carriers = plan.carriers.filter((carrier) => carriersAt.some((some) => some.includes(carrier)));
  const samples = pointSamples(plan, carriers, pointSignals, { service: 'iot', profile });
  const fixedDb = points.map((point, index) => {
    if (isMissing(point)) return -beyondDb;
    return carriersAt[index].length === 0 ? beyondDb : undefined;
  });
  if (carriers.length === 0 && !fixedDb.includes(-beyondDb)) return [];
  const without = {
    number: 0,
    ...{ marginDb: new Float32Array(points.length), sigmaDb: new Float32Array(points.length) },
    vehicleSigmaDb: new Float32Array(points.length),
  };
  return (samples.length > 0 ? samples : [without]).map((each, order) => ({
    ...each,
    marginDb: each.marginDb.map((marginDb, index) => {
      const isIn = order < carriers.length && carriersAt[index].includes(carriers[order]);
      return fixedDb[index] ?? (isIn ? marginDb : -beyondDb);
    }),
  }));
}

function operatorResult(
  operator: Operator,
  levels: readonly OperatorCells[],
  draws: WalkDraws,
  points: readonly PointResult[],
  profile: RequirementProfile,
): Omit<OperatorResult, 'effectiveSamples'> {
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
