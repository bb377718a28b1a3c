import {
  dbToRatio,
  lossUnitsToDb,
  metresToMm,
  mmToMetres,
  type Point,
  ringContains,
} from '../../core/index.ts';
import type { Carrier, Level, Plan } from '../../plan/index.ts';
import { buildLevelCrossing, isDetectable, type PreparedPattern } from '../../radio/index.ts';
import type { HeadLocation } from './exposure.ts';

/** Radiation at 1 m in a direction of 0 dBi, without reflections, all carriers together. */
export interface Radiated {
  densityWPerM2: number;
  shareRatio: number;
  /** [carrier] what floors in between leave; absent where there are none. */
  leftRatios?: number[];
}

/** A location that radiates. */
export interface Emitter extends Radiated {
  /** Index into the plan's antennas. */
  antenna: number;
  x: number;
  y: number;
  heightM: number;
  pattern: PreparedPattern;
  carriers: EmittedCarrier[];
  /** Floors between it and the heads of another level, and what it radiates behind all of them. */
  floors?: FloorBetween[];
  behindAll?: Radiated;
}

export interface EmittedCarrier {
  carrier: Carrier;
  /** Power at the antenna's port; of a small cell of all its paths together. */
  portPowerDbm: number;
  /** Radiated at this location, W. */
  powerW: number;
  limitWPerM2: number;
}

/** A floor between an emitter and the heads of another level. */
export interface FloorBetween {
  /** Height over the floor of the heads' level, metres. */
  heightM: number;
  openings: Point[][];
  /** [carrier] what is left of a power behind it. */
  leftRatios: number[];
}

/**
 * Emitters that reach heads on a level, with heights over its floor: its own as they are, those of the levels
 * that the prediction receives there through the floors between or their openings. Nothing else is in their
 * way.
 */
export function levelEmitters(plan: Plan, level: Level, all: readonly Emitter[]): Emitter[] {
  const levels = new Map(plan.levels.map((each) => [each.id, each]));
  const floorsOf = new Map<string, FloorBetween[]>();
  return all.flatMap((emitter): Emitter[] => {
    const found = levels.get(plan.antennas[emitter.antenna].level);
    if (found === level) return [emitter];
    if (!found || !isDetectable(plan.levels, found, level)) return [];
    const key = JSON.stringify([found.id, emitter.carriers.map(({ carrier }) => carrier.id)]);
    const floors = floorsOf.get(key) ?? floorsBetween(plan, found, level, emitter);
    floorsOf.set(key, floors);
    const heightM = emitter.heightM + found.elevationM - level.elevationM;
    const crossed = floors.filter(
      (floor) => heightM < floor.heightM === level.elevationM >= found.elevationM,
    );
    return [{ ...emitter, heightM, floors: crossed, behindAll: behindFloors(emitter, crossed) }];
  });
}

/** Radiation of an emitter towards a location, floors in between. */
export function radiatedTo(emitter: Emitter, location: HeadLocation): Radiated {
  const { floors, behindAll, x, y, heightM } = emitter;
  if (!floors || !behindAll) return emitter;
  const closed = floors.filter((floor) => {
    const part = (floor.heightM - heightM) / (location.heightM - heightM);
    const at: Point = [x + part * (location.x - x), y + part * (location.y - y)];
    return !floor.openings.some((ring) => ringContains(ring, at));
  });
  if (closed.length === floors.length) return behindAll;
  return closed.length === 0 ? emitter : behindFloors(emitter, closed);
}

function behindFloors({ carriers }: Emitter, floors: readonly FloorBetween[]): Radiated {
  let densityWPerM2 = 0;
  let shareRatio = 0;
  const leftRatios = carriers.map(({ powerW, limitWPerM2 }, index) => {
    const left = floors.reduce((ratio, floor) => ratio * floor.leftRatios[index], 1);
    densityWPerM2 += (left * powerW) / (4 * Math.PI);
    shareRatio += (left * powerW) / (4 * Math.PI * limitWPerM2);
    return left;
  });
  return { densityWPerM2, shareRatio, leftRatios };
}

function floorsBetween(plan: Plan, from: Level, to: Level, { carriers }: Emitter): FloorBetween[] {
  const byCarrier = carriers.map(
    ({ carrier }) =>
      buildLevelCrossing(plan.levels, from, to, carrier.frequencyMhz, { materials: plan.materials }).obstacles
        .slabs ?? [],
  );
  return (byCarrier[0] ?? []).map((slab, index) => ({
    heightM: mmToMetres(slab.elevationMm - metresToMm(to.elevationM)),
    openings: slab.openingsMm.map((ring) =>
      Array.from(
        { length: ring.length / 2 },
        (_, corner): Point => [mmToMetres(ring[2 * corner]), mmToMetres(ring[2 * corner + 1])],
      ),
    ),
    leftRatios: byCarrier.map((slabs) => dbToRatio(-lossUnitsToDb(slabs[index].lossUnits))),
  }));
}
