import { distanceToSegment, type Point, roundMm } from '../../../core/index.ts';
import type { Beam, Level } from '../../../plan/index.ts';
import type { MountRules } from './mount-rules.ts';

/**
 * Gap from the ceiling, or a beam, to the middle of an antenna on its bracket, and of one that is screwed flush to it,
 * metres.
 */
const gapM = { bracket: 0.1, flush: 0.05 };
/** An antenna near a beam hangs above its lower edge only this far away from it, metres. */
const beamClearanceM = 0.3;

/** Height under the plain ceiling, metres above the floor. */
export function ceilingHeightM({ clearHeightM }: Level, minHeightM = 0): number {
  const onBracketM = clearHeightM - gapM.bracket;
  // A ceiling as low as the rule itself gets its antennas flush: the level is what is too low then.
  return roundMm(onBracketM >= minHeightM ? onBracketM : clearHeightM - gapM.flush);
}

/** Distance from its axis within which a beam decides the height, metres. */
export function beamReachM({ widthM = 0.3 }: Beam): number {
  return widthM / 2 + beamClearanceM;
}

/** Height below a beam, metres above the floor; undefined where vehicles would be too near. */
export function heightUnderBeamM(
  level: Level,
  { bottomM, topM }: Beam,
  { leastHeightM }: MountRules,
): number | undefined {
  // A beam that ends well below the ceiling, or begins above it, is not in the way of what hangs there.
  const ceilingM = ceilingHeightM(level, leastHeightM);
  if (bottomM >= level.clearHeightM || (topM ?? level.clearHeightM) < ceilingM - beamClearanceM)
    return ceilingM;
  const heightM = roundMm(bottomM - gapM.bracket);
  return heightM >= leastHeightM ? heightM : undefined;
}

/**
 * Height of an antenna at a location: under the ceiling, or under the lowest beam that is near, metres above the floor.
 */
export function mountHeightM(level: Level, point: Point, rules: MountRules): number {
  let lowestM = ceilingHeightM(level, rules.leastHeightM);
  for (const beam of level.beams ?? []) {
    if (distanceToSegment(point, beam.start, beam.end) > beamReachM(beam)) continue;
    lowestM = Math.min(lowestM, heightUnderBeamM(level, beam, rules) ?? lowestM);
  }
  return lowestM;
}
