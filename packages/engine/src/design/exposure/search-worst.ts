import type { HeadLimits, HeadLocation } from './exposure.ts';
import { fractionAt } from './exposure-field.ts';
import type { Emitter } from './level-emitters.ts';

/** Evaluations of one emitter at one location that a level's search may cost. */
const maxEvaluations = 4e8;
/** Rings around an emitter that are looked at, metres, and locations on each. */
const ringRadiiM = [0.15, 0.3, 0.5, 0.8, 1.2, 2];
const pointsPerRing = 8;
/** The refinement ends when its steps are so small, metres. */
const firstStepM = 0.2;
const lastStepM = 0.005;

export interface FoundLocation extends HeadLocation {
  shareRatio: number;
}

/**
 * The head near an emitter that gets most from all of them: rings around it at the lowest and the highest head, the best of
 * these improved step by step. Undefined where nobody can stand near it.
 */
export function searchNear(
  emitter: Emitter,
  emitters: readonly Emitter[],
  isFloor: (x: number, y: number) => boolean,
  limits: HeadLimits,
): FoundLocation | undefined {
  const heights = [limits.highestHeadM, limits.lowestHeadM];
  const flat = [{ x: emitter.x, y: emitter.y }, ...ringLocations(emitter)];
  const locations = flat.flatMap(({ x, y }) => heights.map((heightM) => ({ x, y, heightM })));
  const affordable = Math.floor(maxEvaluations / emitters.length ** 2);
  let best: FoundLocation | undefined;
  for (const location of locations.slice(0, Math.max(1, affordable))) {
    if (!isFloor(location.x, location.y)) continue;
    const shareRatio = fractionAt(emitters, location, limits);
    if (!best || shareRatio > best.shareRatio) best = { ...location, shareRatio };
  }
  return best && affordable > locations.length ? improve(best, emitters, isFloor, limits) : best;
}

function* ringLocations({ x, y }: Emitter): Generator<{ x: number; y: number }> {
  for (const radiusM of ringRadiiM) {
    for (let index = 0; index < pointsPerRing; index += 1) {
      const angleRad = (2 * Math.PI * index) / pointsPerRing;
      yield { x: x + radiusM * Math.cos(angleRad), y: y + radiusM * Math.sin(angleRad) };
    }
  }
}

/** Steps along the axes as long as they gain something, then half as long ones. */
export function improve(
  start: FoundLocation,
  emitters: readonly Emitter[],
  isFloor: (x: number, y: number) => boolean,
  limits: HeadLimits,
): FoundLocation {
  let best = start;
  for (let stepM = firstStepM; stepM >= lastStepM; ) {
    const from: FoundLocation = best;
    for (const [dx, dy, dz] of directions) {
      const heightM = from.heightM + dz * stepM;
      const location = {
        x: from.x + dx * stepM,
        y: from.y + dy * stepM,
        heightM: Math.min(limits.highestHeadM, Math.max(limits.lowestHeadM, heightM)),
      };
      if (!isFloor(location.x, location.y)) continue;
      const shareRatio = fractionAt(emitters, location, limits);
      if (shareRatio > best.shareRatio * (1 + 1e-9)) best = { ...location, shareRatio };
    }
    if (best === from) stepM /= 2;
  }
  return best;
}

const directions = [
  ...([
    [1, 0, 0],
    [-1, 0, 0],
    [0, 1, 0],
  ] as const),
  ...([
    [0, -1, 0],
    [0, 0, 1],
    [0, 0, -1],
  ] as const),
];
