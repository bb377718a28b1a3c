import type { FieldOrigin } from '../fields/field-job.ts';
import { type Place, placeMm, traceLossDb } from '../fields/trace-path-loss.ts';
import type { SpaceMm } from '../kernel/crosses-panel.ts';
import type { RequirementProfile } from '../plan/requirement-profile.ts';
import type { Carrier, PlanPoint } from '../plan/schema.ts';
import type { PropagationModel } from '../propagation/propagation-model.ts';
import { dbmToMw } from '../units.ts';
import { type PreparedPattern, patternGainDbi, preparePattern } from './antenna-gain.ts';
import { antennaSources } from './antenna-sources.ts';
import { type CombinedSignal, combineCells } from './combine-cells.ts';
import type { PlacedAntenna } from './compute-carrier-map.ts';
import { elementPowerDbm, noiseDbm, phoneLossDb } from './link-budget.ts';

/** Height of a phone that scans a code where the plan gives none, metres. */
const defaultPointHeightM = 1.2;

/** Where a point of interest is, metres in the level's frame. */
export function pointPlace(point: PlanPoint): Place {
  return { x: point.position[0], y: point.position[1], z: point.heightM ?? defaultPointHeightM };
}

/** Median RSRP and SINR of one carrier at each point of a level, for a phone in a hand. */
export function computePointSignals(
  level: FieldOrigin,
  carrier: Carrier,
  points: readonly PlanPoint[],
  antennas: readonly PlacedAntenna[],
  model: PropagationModel,
  profile: RequirementProfile,
): CombinedSignal[] {
  const cellIds = [...new Set(antennas.map(({ antenna }) => antenna.cell))];
  const noiseMw = dbmToMw(noiseDbm(carrier, profile));
  const law = model.distanceLaw(carrier.frequencyMhz);
  const transmitters = antennas.flatMap((placed) => transmittersOf(level, placed, carrier, cellIds));
  const lossDb = phoneLossDb(profile, false);
  return points.map((point) => {
    const to = placeMm(pointPlace(point), level.floorMm);
    const cellPowersMw = new Float64Array(cellIds.length);
    for (const { from, powerDbm, pattern, cell, obstacles } of transmitters) {
      const pathLossDb = traceLossDb(obstacles, model, law, from, to);
      cellPowersMw[cell] += dbmToMw(powerDbm + gainTowards(pattern, from, to) - pathLossDb - lossDb);
    }
    return combineCells(cellPowersMw, noiseMw, profile.interferenceLoadRatio);
  });
}

/** Gain of an antenna at one place towards another, dBi. */
export function gainTowards(pattern: PreparedPattern, from: SpaceMm, to: SpaceMm): number {
  return patternGainDbi(pattern, to.at[0] - from.at[0], to.at[1] - from.at[1], to.zMm - from.zMm);
}

function transmittersOf(
  level: FieldOrigin,
  { antenna, origin = level }: PlacedAntenna,
  carrier: Carrier,
  cellIds: string[],
) {
  const pattern = preparePattern(antenna);
  const cell = cellIds.indexOf(antenna.cell);
  return antennaSources(antenna, carrier.frequencyMhz).map(({ position: [x, y], heightM, feedDb }) => {
    const powerDbm = elementPowerDbm(antenna, carrier) + feedDb;
    const from = placeMm({ x, y, z: heightM }, origin.floorMm);
    return { from, powerDbm, pattern, cell, obstacles: origin.obstacles };
  });
}
