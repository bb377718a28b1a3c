import { CancelledError, dbmToMw, dbToRatio, type Monitor, type Point } from '../../core/index.ts';
import {
  type Antenna,
  type Carrier,
  type DemandedKind,
  type FloorDemand,
  floorDemands,
  type Plan,
  plainPointKind,
  type RequirementProfile,
} from '../../plan/index.ts';
import {
  buildGrid,
  defaultResolutionM,
  type FloorRoom,
  floorRooms,
  type Grid,
  mapService,
  markCells,
  phoneAt,
  phoneLoss,
  prepareFloorService,
} from '../../radio/index.ts';
import { bindingRequirements } from './binding-requirements.ts';
import { cellLocation } from './candidates/mount-bars.ts';
import { type DemandState, operatorSpecs } from './demand-states.ts';
import { isNowhereAbove } from './dominance.ts';
import type { DemandPoint, DemandRoom, RoomLayer } from './garage-demand.ts';
import { neededPowerDbm } from './needed-power.ts';
import { pointRatios } from './point-ratios.ts';

/** Samples of a room that a search looks at: one for so much floor, within limits. */
const sampleAreaM2 = 2;
const sampleCounts = { min: 12, max: 24 };

/** Rooms that demand service each by itself, and what each candidate gives at samples of them, in the planned state. */
export async function roomDemand(
  plan: Plan,
  antennas: readonly Antenna[],
  states: readonly DemandState[],
  monitor?: Monitor,
): Promise<{ rooms: DemandRoom[]; roomLayers: RoomLayer[]; roomGroups: number[][] }> {
  const [{ context }] = states;
  const demands = floorDemands(plan, context.profile).filter(({ requiredRatio }) => requiredRatio > 0);
  const { rooms, samples } = sampleRooms(plan, demands, context.profile.phoneHeightM);
  if (rooms.length === 0) return { rooms: [], roomLayers: [], roomGroups: [] };
  const { specs, operators } = operatorSpecs(plan, 'voice', 1);
  const demandOf = samples.map(
    ({ room }) => demands.find(({ kind }) => kind === rooms[room].kind) as FloorDemand,
  );
  const layers: RoomLayer[] = [];
  for (const { carrier: number } of specs) {
    if (monitor?.cancelled?.()) throw new CancelledError();
    const carrier = plan.carriers[number];
    const ratios = await pointRatios(antennas, samples, carrier, context, (sample) =>
      lossesDb(carrier, demandOf[sample], context.profile),
    );
    const ofRooms = rooms.map(({ kind }) => demands.find((each) => each.kind === kind) as FloorDemand);
    layers.push({
      ...{ carrierId: carrier.id, ratios },
      services: ofRooms.map((demand) => ({
        ...prepareFloorService(carrier, context.profile, demand),
        passedRatio: 1,
      })),
      neededMw: Float64Array.from(ofRooms, (demand) =>
        dbmToMw(neededPowerDbm(carrier, mapService(carrier), withThreshold(context.profile, demand))),
      ),
    });
  }
  const isBelow = (first: number, second: number) =>
    layers[first].ratios.every((ratios, antenna) => isNowhereAbove(ratios, layers[second].ratios[antenna]));
  const { retained } = bindingRequirements(operators, isBelow);
  // What every carrier of an operator must do is asked of each by itself.
  const groups = retained.flatMap((index) => {
    const { combine, specs: operatorSpecs } = operators[index];
    return combine === 'best' ? [[...operatorSpecs]] : operatorSpecs.map((spec) => [spec]);
  });
  return { rooms, roomLayers: layers, roomGroups: groups };
}

function sampleRooms(
  plan: Plan,
  demands: readonly FloorDemand[],
  heightM: number,
): { rooms: DemandRoom[]; samples: (DemandPoint & { room: number })[] } {
  const rooms: DemandRoom[] = [];
  const samples: (DemandPoint & { room: number })[] = [];
  plan.levels.forEach((level, levelIndex) => {
    const grid = buildGrid(level, defaultResolutionM);
    const found = floorRooms(level, grid, markCells(level, grid));
    const zones = [...new Set(found.rooms.map(({ zone }) => zone))];
    for (const zone of zones) {
      const parts = found.rooms.filter((part) => part.zone === zone && part.sampleCount > 0);
      const demand = demands.find(({ kind }) => kind === parts[0]?.kind);
      if (!demand || zone === undefined) continue;
      const room = rooms.length;
      const firstSample = samples.length;
      for (const position of spreadLocations(parts, found.cells, grid)) {
        const id = `${zone}#${samples.length - firstSample + 1}`;
        samples.push({ room, level: levelIndex, point: { id, kind: plainPointKind, position, heightM } });
      }
      const { name } = parts[0];
      rooms.push({
        ...{ kind: demand.kind, zone, level: levelIndex, requiredRatio: demand.requiredRatio },
        ...(name === undefined ? {} : { name }),
        ...{ firstSample, sampleCount: samples.length - firstSample },
        position: samples[firstSample].point.position,
      });
    }
  });
  return { rooms, samples };
}

/** Locations in the parts of a room, each standing for as much floor. */
function spreadLocations(parts: readonly FloorRoom[], cells: Int32Array, grid: Grid): Point[] {
  const areasM2 = parts.map((part) => part.sampleCount * part.sampleAreaM2);
  const areaM2 = areasM2.reduce((sum, partM2) => sum + partM2, 0);
  const available = parts.reduce((sum, { sampleCount }) => sum + sampleCount, 0);
  const wanted = Math.round(areaM2 / sampleAreaM2);
  const count = Math.min(available, Math.max(sampleCounts.min, Math.min(sampleCounts.max, wanted)));
  return Array.from({ length: count }, (_, index): Point => {
    let restM2 = ((index + 0.5) * areaM2) / count;
    let number = 0;
    while (number < parts.length - 1 && restM2 >= areasM2[number]) {
      restM2 -= areasM2[number];
      number += 1;
    }
    const { firstSample, sampleCount, sampleAreaM2: eachM2, points: locations } = parts[number];
    const sampleIndex = Math.min(sampleCount - 1, Math.floor(restM2 / eachM2));
    return locations ? locations[sampleIndex] : cellLocation(grid, cells[firstSample + sampleIndex]);
  });
}

/** Losses and needs of a phone at a kind of floor, dB over 1 mW. */
function lossesDb(carrier: Carrier, demand: FloorDemand, profile: RequirementProfile): number {
  const service = mapService(carrier);
  const { place: location } = phoneAt(demand.kind as DemandedKind);
  const { bodyLossDb } = phoneLoss(profile, location, service, carrier.frequencyMhz);
  return (
    bodyLossDb + demand.enclosureLossDb + neededPowerDbm(carrier, service, withThreshold(profile, demand))
  );
}

/** The profile with the RSRP of all services moved by what a kind's threshold is off that of calls. */
function withThreshold(profile: RequirementProfile, { thresholdDbm }: FloorDemand): RequirementProfile {
  const shiftDb = thresholdDbm - profile.voice.lte.rsrpDbm;
  if (shiftDb === 0) return profile;
  const moved = (thresholds: RequirementProfile['voice']) => ({
    gsm: { ...thresholds.gsm, rsrpDbm: thresholds.gsm.rsrpDbm + shiftDb },
    lte: { ...thresholds.lte, rsrpDbm: thresholds.lte.rsrpDbm + shiftDb },
    nr: { ...thresholds.nr, rsrpDbm: thresholds.nr.rsrpDbm + shiftDb },
  });
  return { ...profile, voice: moved(profile.voice), data: moved(profile.data) };
}

/** Samples whose ratio with one antenna alone is below this are not served by it, as a ratio: 30 dB. */
export const minRoomRatio = dbToRatio(-30);
