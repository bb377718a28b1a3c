import { type Place, tracePathLossDb } from '../fields/trace-path-loss.ts';
import type { RequirementProfile } from '../plan/requirement-profile.ts';
import type { Antenna, Carrier, PlanPoint } from '../plan/schema.ts';
import type { PropagationModel } from '../propagation/propagation-model.ts';
import type { Scene } from '../scene/scene.ts';
import { dbmToMw } from '../units.ts';
import { antennaGainDbi } from './antenna-gain.ts';
import { type CombinedSignal, combineCells } from './combine-cells.ts';
import { elementPowerDbm, noiseDbm, phoneLossDb } from './link-budget.ts';

/** Height of a phone that scans a code where the plan gives none, metres. */
const defaultPointHeightM = 1.2;

/** Where a point of interest is, metres in the level's frame. */
export function pointPlace(point: PlanPoint): Place {
  return { x: point.position[0], y: point.position[1], z: point.heightM ?? defaultPointHeightM };
}

/** Median RSRP and SINR of one carrier at each point, for a phone in a hand. */
export function computePointSignals(
  scene: Scene,
  carrier: Carrier,
  points: readonly PlanPoint[],
  antennas: readonly Antenna[],
  model: PropagationModel,
  profile: RequirementProfile,
): CombinedSignal[] {
  const cellIds = [...new Set(antennas.map((antenna) => antenna.cell))];
  const noiseMw = dbmToMw(noiseDbm(carrier, profile));
  return points.map((point) => {
    const place = pointPlace(point);
    const cellPowersMw = new Float64Array(cellIds.length);
    for (const antenna of antennas) {
      const receivedDbm =
        receivedFromDbm(scene, carrier, antenna, place, model) - phoneLossDb(profile, false);
      cellPowersMw[cellIds.indexOf(antenna.cell)] += dbmToMw(receivedDbm);
    }
    return combineCells(cellPowersMw, noiseMw, profile.interferenceLoadRatio);
  });
}

/** Power of a carrier's resource element from one antenna at a place of its level, before the phone's losses, dBm. */
export function receivedFromDbm(
  scene: Scene,
  carrier: Carrier,
  antenna: Antenna,
  place: Place,
  model: PropagationModel,
): number {
  const from = { x: antenna.position[0], y: antenna.position[1], z: antenna.heightM };
  const rise = from.z - place.z;
  const distance2 = (from.x - place.x) ** 2 + (from.y - place.y) ** 2 + rise * rise;
  const sineSquared = distance2 === 0 ? 0 : (rise * rise) / distance2;
  return (
    elementPowerDbm(antenna, carrier) +
    antennaGainDbi(antenna.type, sineSquared) -
    tracePathLossDb(scene, model, from, place)
  );
}
