import { distanceToRing, type Point, radToDeg, rectangleAround, ringContains } from '../../../core/index.ts';
import { type Level, zoneKindRow } from '../../../plan/index.ts';
import { locationsOutside } from '../../../radio/index.ts';
import { barsAt, type MountMask, mountBar } from './mount-bars.ts';
import { isBarred, type MountRules } from './mount-rules.ts';
import { alongDirection } from './straight-runs.ts';

/** The foot of a ramp, under the level's own ceiling. */
export interface RampFoot {
  point: Point;
  /** The way up, counter-clockwise from east, degrees. */
  upDeg: number;
  /** Length from the foot to the other end inside the ramp, metres. */
  lengthM: number;
}

/** Distance from the ramp's edge to what hangs in it, metres. */
const insideM = 1;
/** Beyond the edge there must be floor, metres. */
const beyondM = 1.5;

/** Inside the outline, where something hangs that looks up a ramp outside it, metres from the outline. */
const insideOutlineM = 1.5;
const portalStepM = 0.5;

/** Distances from the outline along a ramp outside it where something hangs on its wall or under its roof, metres. */
const upRampM = [8, 14];
const upRampToleranceM = 2;

/**
 * Locations in ramps and entrances outside the outline, as far as the garage's demand reaches: in the middle
 * of their width.
 */
export function locationsUpRamps(level: Level, rules: MountRules): Point[] {
  const exits = (level.zones ?? []).filter(({ kind }) => zoneKindRow(kind).isExit);
  return exits.flatMap(({ polygon }) => {
    const locations = locationsOutside(level, polygon);
    return upRampM.flatMap((wantedM): Point[] => {
      const near = locations
        .filter(
          ({ point: location, farM }) =>
            Math.abs(farM - wantedM) <= upRampToleranceM && !isBarred(rules, location),
        )
        .map(({ point: location }) => ({ point: location, clearM: distanceToRing(polygon, location) }))
        .filter(({ clearM }) => clearM >= insideM);
      const best = near.reduce<(typeof near)[number] | undefined>(
        (max, each) => (max && max.clearM >= each.clearM ? max : each),
        undefined,
      );
      return best ? [best.point] : [];
    });
  });
}

/** Portals of ramps outside the outline, under the level's own ceiling, looking up the ramp. */
export function rampPortals(level: Level, mask: MountMask): RampFoot[] {
  const ramps = (level.zones ?? []).filter(({ kind }) => zoneKindRow(kind).isRamp);
  return ramps.flatMap(({ polygon }) =>
    level.outline.flatMap((corner, index): RampFoot[] => {
      const end = level.outline[(index + 1) % level.outline.length];
      const lengthM = Math.hypot(end[0] - corner[0], end[1] - corner[1]);
      if (lengthM === 0) return [];
      const along = [(end[0] - corner[0]) / lengthM, (end[1] - corner[1]) / lengthM] as const;
      // Outlines run counter-clockwise: outside is to the right.
      const outDeg = radToDeg(Math.atan2(-along[0], along[1]));
      const open: number[] = [];
      for (let atM = portalStepM / 2; atM < lengthM; atM += portalStepM) {
        const edge: Point = [corner[0] + atM * along[0], corner[1] + atM * along[1]];
        if (ringContains(polygon, alongDirection(edge, outDeg, insideM))) open.push(atM);
      }
      if (open.length === 0) return [];
      const middleM = open[Math.floor(open.length / 2)];
      const edge: Point = [corner[0] + middleM * along[0], corner[1] + middleM * along[1]];
      for (let backM = insideOutlineM; backM <= 3 * insideOutlineM; backM += portalStepM) {
        const location = alongDirection(edge, outDeg + 180, backM);
        if ((barsAt(mask, location) & (mountBar.blocked | mountBar.barred)) !== 0) continue;
        return [{ point: location, upDeg: wholeTurn(outDeg), lengthM: 0 }];
      }
      return [];
    }),
  );
}

/** The ends of each ramp that lie on the level's floor, where the ceiling over them is free. */
export function rampFeet(level: Level, mask: MountMask): RampFoot[] {
  const ramps = (level.zones ?? []).filter(({ kind }) => zoneKindRow(kind).isRamp);
  return ramps.flatMap(({ polygon }) => {
    const { center, lengthM, angleRad } = rectangleAround(polygon);
    return [radToDeg(angleRad), radToDeg(angleRad) + 180].flatMap((outDeg): RampFoot[] => {
      const location = alongDirection(center, outDeg, lengthM / 2 - insideM);
      const isFree = (barsAt(mask, location) & (mountBar.blocked | mountBar.barred)) === 0;
      const beyond = barsAt(mask, alongDirection(center, outDeg, lengthM / 2 + beyondM));
      const onFloor = (beyond & (mountBar.blocked | mountBar.ramp)) === 0;
      if (!isFree || !onFloor || !ringContains(polygon, location)) return [];
      return [{ point: location, upDeg: wholeTurn(outDeg + 180), lengthM: lengthM - 2 * insideM }];
    });
  });
}

/** A direction in [−180, 180) with two decimals, degrees. */
export function wholeTurn(angleDeg: number): number {
  return Math.round(100 * (((angleDeg + 540) % 360) - 180)) / 100;
}
