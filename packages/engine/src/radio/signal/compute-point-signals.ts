import { dbmToMw } from '../../core/index.ts';
import type { Carrier, PlanPoint, RequirementProfile } from '../../plan/index.ts';
import type { FieldOrigin } from '../fields/field-job.ts';
import { type Location, placeMm, traceLossDb } from '../fields/trace-path-loss.ts';
import type { SpaceMm } from '../kernel/crosses-facet.ts';
import type { PropagationModel } from '../propagation/propagation-model.ts';
import { type PreparedPattern, patternGainDbi, preparePattern } from './antenna-gain.ts';
import { antennaSources, type PlacedAntenna } from './antenna-sources.ts';
import { CellSums } from './cell-sums.ts';
import { elementPowerDbm } from './link-budget.ts';
import { prepareService, type ServiceSignal } from './service-signal.ts';

/** Height of a phone that scans a code where the plan gives none, metres. */
const defaultPointHeightM = 1.2;

/** Where a point of interest is, metres in the level's frame. */
export function pointLocation(point: PlanPoint): Location {
  return { x: point.position[0], y: point.position[1], z: point.heightM ?? defaultPointHeightM };
}

/** Signal of one carrier at each point of a level for a code scan, the phone as the profile says for the kind of point. */
export function computePointSignals(
  level: FieldOrigin,
  carrier: Carrier,
  points: readonly PlanPoint[],
  antennas: readonly PlacedAntenna[],
  model: PropagationModel,
  profile: RequirementProfile,
): ServiceSignal[] {
  const sumsAt = placeSums(level, carrier, antennas, model);
  return points.map((point) =>
    sumsAt(pointLocation(point)).signal(prepareService(carrier, 'data', point.kind, profile)),
  );
}

/** What all antennas of a carrier give at a location of a level, link by link. */
export function placeSums(
  level: FieldOrigin,
  carrier: Carrier,
  antennas: readonly PlacedAntenna[],
  model: PropagationModel,
): (location: Location) => CellSums {
  const law = model.distanceLaw(carrier.frequencyMhz);
  const transmitters = antennas.map((placed) => transmittersOf(level, placed, carrier));
  return (location) => {
    const to = placeMm(location, level.floorMm);
    const sums = new CellSums();
    antennas.forEach(({ antenna }, index) => {
      let powerMw = 0;
      for (const { from, powerDbm, pattern, obstacles } of transmitters[index]) {
        const pathLossDb = traceLossDb(obstacles, model, law, from, to);
        powerMw += dbmToMw(powerDbm + gainTowards(pattern, from, to) - pathLossDb);
      }
      sums.add(antenna.cell, powerMw);
    });
    return sums;
  };
}

/** Gain of an antenna at one location towards another, dBi. */
export function gainTowards(pattern: PreparedPattern, from: SpaceMm, to: SpaceMm): number {
  return patternGainDbi(pattern, to.at[0] - from.at[0], to.at[1] - from.at[1], to.zMm - from.zMm);
}

function transmittersOf(
  level: FieldOrigin,
  { antenna, origin = level, custom }: PlacedAntenna,
  carrier: Carrier,
) {
  const pattern = preparePattern(antenna, carrier.frequencyMhz, custom);
  return antennaSources(antenna, carrier.frequencyMhz).map(({ position: [x, y], heightM, feedDb }) => {
    const powerDbm = elementPowerDbm(antenna, carrier) + feedDb;
    const from = placeMm({ x, y, z: heightM }, origin.floorMm);
    return { from, powerDbm, pattern, obstacles: origin.obstacles };
  });
}
